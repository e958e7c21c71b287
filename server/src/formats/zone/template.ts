import { rangeOf } from '../../text/range.ts';

/**
 * Templates in zone files: parts that another program fills in before a name server reads the file. `{{ }}` and `{% %}` (Jinja),
 * `<% %>` (ERB), `${ }` and `$( )` (shell), `@VAR@` (autoconf), `{var}` (Python, i-MSCP). Each must close on its own line;
 * anything else is plain text.
 */

/** Characters of the longest template. Each unclosed beginning in a text is followed up to that length. */
const LONGEST = 400;

/**
 * The end of the template that starts at `at`, or -1. Of the forms that are one word, `{var}` is found here too, and
 * `@VAR@` only by {@link templatesIn} and {@link endOfWordTemplate}: an `@` is an ordinary character in other places.
 */
export function endOfTemplate(text: string, at: number, limit: number): number {
  const first = text[at];
  const second = text[at + 1];
  let closing: string;
  if (first === '{') {
    if (second === '{') closing = '}}';
    else if (second === '%') closing = '%}';
    else if (second === '#') closing = '#}';
    else return endOfWordTemplate(text, at, limit);
  } else if (first === '<') {
    if (second !== '%') return -1;
    closing = '%>';
  } else if (first === '$') {
    if (second === '{') closing = '}';
    else if (second === '(') closing = ')';
    else return -1;
  } else {
    return -1;
  }
  const part = text.slice(at + 2, Math.min(limit, at + LONGEST));
  // Searching for two characters is slow if the first one is frequent.
  if (!part.includes(closing.slice(-1))) return -1;
  const close = part.indexOf(closing);
  if (close < 0 || /[\r\n]/.test(part.slice(0, close))) return -1;
  return at + 2 + close + closing.length;
}

/** The end of the template of any form that starts at `at`, or -1. */
export function endOfAnyTemplate(text: string, at: number, limit: number): number {
  return text[at] === '@' ? endOfWordTemplate(text, at, limit) : endOfTemplate(text, at, limit);
}

/** True for a template that decides or repeats, rather than being a value: `{% if %}`, `{# note #}`, `<% end %>`. */
export function isControl(text: string, at: number): boolean {
  const second = text[at + 1];
  if (text[at] === '{') return second === '%' || second === '#';
  return text[at] === '<' && second === '%' && text[at + 2] !== '=';
}

/** The change in the depth of conditions and loops after a control template: 1, 0 or -1. */
export function depthChange(control: string): -1 | 0 | 1 {
  const word = /^(?:\{%|<%)[-+]?\s*([a-z]+)/.exec(control)?.[1];
  if (word === undefined) return 0;
  if (word.startsWith('end')) return -1;
  if (word === 'set') return /=/.test(control) ? 0 : 1;
  if (['if', 'for', 'unless', 'while', 'block', 'macro', 'call', 'filter', 'raw'].includes(word)) return 1;
  return control.startsWith('<%') && /\bdo\b/.test(control) ? 1 : 0;
}

/**
 * A name in braces or between at signs, in uppercase or lowercase letters. After `%`, braces contain an SPF macro. A macro that
 * lost its `%` is a mistake and not a template (RFC 7208 §7.1).
 */
const WORD =
  /(?<![\w.@])@[A-Za-z][A-Za-z0-9_]+@|(?<!%)\{(?![slodiphcrtvSLODIPHCRTV]\d*[rR]?\})[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z_][A-Za-z0-9_]*)*\}/g;
const WORD_HERE = new RegExp(WORD.source, 'y');
const MAY_HOLD = /[{<$@]/;

/** The end of the `{var}` or `@VAR@` that starts at `at`, or -1. */
export function endOfWordTemplate(text: string, at: number, limit: number): number {
  WORD_HERE.lastIndex = at;
  return WORD_HERE.test(text) && WORD_HERE.lastIndex <= limit ? WORD_HERE.lastIndex : -1;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The templates within `text.slice(start, end)`, in order. */
export function templatesIn(text: string, start: number, end: number): readonly Span[] {
  const part = text.slice(start, end);
  if (!MAY_HOLD.test(part)) return NONE;
  const spans: Span[] = [];
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c !== 0x7b && c !== 0x3c && c !== 0x24) continue;
    const close = endOfTemplate(text, i, end);
    if (close < 0) continue;
    spans.push(rangeOf(i, close));
    i = close - 1;
  }
  const words: Span[] = [];
  let next = 0;
  for (const match of part.matchAll(WORD)) {
    const at = start + match.index;
    const span = rangeOf(at, at + match[0].length);
    while ((spans[next]?.end ?? Infinity) <= span.start) next++;
    if ((spans[next]?.start ?? Infinity) >= span.end) words.push(span);
  }
  return words.length === 0 ? spans : [...spans, ...words].sort((a, b) => a.start - b.start);
}

const NONE: readonly Span[] = [];
