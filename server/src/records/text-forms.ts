import { MAX_CHARACTER_STRING } from '../dns/limits.ts';
import { sliceDecoded, TextBuilder, verbatimText, type DecodedText } from '../text/decoded-text.ts';
import { rangeOf } from '../text/range.ts';
import type { Publication } from './record.ts';

/** How a service reads a TXT value. */
export type TextForm =
  /** The text is the data, whatever it contains. */
  | 'raw'
  /** RFC 1035 §5.1: character-strings, in quotes or separated by white space. */
  | 'presentation'
  /** Like `presentation` if it begins and ends with a quote, otherwise like `raw`. */
  | 'raw-or-quoted'
  /** Like `presentation`, within one more pair of quotes. */
  | 'wrapped';

/** How a service converts a TXT value to character-strings. */
export interface TextRules {
  readonly text: TextForm;
  /** The base of three digits after a backslash. They are decimal in RFC 1035 §5.1. */
  readonly escapes: 'decimal' | 'octal';
  /**
   * Where the reading of TXT values is documented: a page, or a file or an issue in a repository. `undefined` if it is not
   * documented. Then values are read in the way that makes most of them valid, and no quotes, escapes or lengths are reported.
   */
  readonly textSource: string | undefined;
  /** Which texts need quotes, if the service looks for strings in them: all, those with a space in them, or none. */
  readonly needsQuotes: 'always' | 'for-blanks' | 'never';
  /** What splits a text into strings of 255 octets. */
  readonly splits: Publication['splits'];
}

/** Character-strings that a service makes of a text. */
export interface TextStrings<Text> {
  readonly strings: readonly Text[];
  /** How characters are written in the text: as they are, or escaped between quotes or spaces. */
  readonly written: 'plain' | 'quoted' | 'bare';
  readonly quoting: Publication['quoting'];
  /** The whole text, if quotes are missing around it and none are in it. */
  readonly unquoted?: Text;
}

/**
 * The character-strings of a TXT record. Ranges are offsets in the text. One unit of it is one octet, or an unresolved
 * part.
 */
export function readTextStrings(octets: string, rules: TextRules): TextStrings<DecodedText> {
  // If it is not documented how texts are read, the reading that makes most of them valid is used.
  switch (rules.textSource === undefined ? 'raw-or-quoted' : rules.text) {
    case 'raw':
      return plain(octets, rules);
    case 'presentation':
      return presented(octets, rules);
    case 'raw-or-quoted':
      return isInQuotes(octets) ? { ...asWords(octets, rules), quoting: 'right' } : plain(octets, rules);
    case 'wrapped':
      return wrapped(octets, rules);
  }
}

/**
 * The source text of the strings for such a service: quoted if it reads quotes, otherwise the text itself. `undefined` if the
 * service could read it in another way.
 */
export function typeStrings(
  strings: readonly string[],
  rules: TextRules,
  written: TextStrings<unknown>['written'] | undefined,
): string | undefined {
  const { text } = rules;
  if (strings.some((string) => /[^\x20-\x7e]/.test(string))) return undefined;
  const escaped = strings.map(escapeString);
  if (text === 'wrapped') return escaped.join('" "');
  const isQuoted = text === 'presentation' || written === 'quoted';
  if (isQuoted || (text === 'raw-or-quoted' && strings.length > 1))
    return escaped.map((one) => `"${one}"`).join(' ');
  const plainly = strings.join('');
  return isReadPlainly(plainly, rules) ? plainly : undefined;
}

/** Whether the service publishes the text as it is, without looking for quotes and escapes in it. */
export function isReadPlainly(text: string, rules: TextRules): boolean {
  const { strings, written } = readTextStrings(text, rules);
  return written === 'plain' && strings.map((string) => string.text).join('') === text;
}

/** Escapes the characters of a quoted string (RFC 1035 §5.1). */
export function escapeString(text: string): string {
  return text.replace(/["\\]/g, (c) => `\\${c}`);
}

function wrapped(octets: string, rules: TextRules): TextStrings<DecodedText> {
  if (isInQuotes(octets)) return { ...asWords(octets, rules), quoting: 'twice' };
  const whole = `"${octets}"`;
  const { strings, written } = asWords(whole, rules);
  return {
    strings: strings.map((string) => inside(string, octets.length)),
    written,
    quoting: hasOpenQuote(whole) ? 'open' : 'right',
  };
}

/** Converts ranges to those within the quotes that were added. */
function inside({ text, segments }: DecodedText, length: number): DecodedText {
  const within = (offset: number): number => Math.min(Math.max(offset - 1, 0), length);
  return {
    text,
    segments: segments.map((segment) => {
      const { start, end } = segment.source;
      return { ...segment, source: rangeOf(within(start), within(end)) };
    }),
  };
}

function presented(octets: string, rules: TextRules): TextStrings<DecodedText> {
  if (hasOpenQuote(octets)) return { ...asWords(octets, rules), quoting: 'open' };
  const { needsQuotes } = rules;
  const words = presentationWords(octets, rules);
  const isBare = words.some(({ quoted }) => !quoted);
  const isMissing =
    isBare && (needsQuotes === 'always' || (needsQuotes === 'for-blanks' && words.length > 1));
  const isWhole = isMissing && words.every(({ quoted }) => !quoted);
  const unquoted = isWhole ? { unquoted: unescape(octets, 0, octets.length, rules.escapes) } : {};
  return { ...asWords(octets, rules), quoting: isMissing ? 'missing' : 'right', ...unquoted };
}

function asWords(octets: string, rules: TextRules): Pick<TextStrings<DecodedText>, 'strings' | 'written'> {
  const words = presentationWords(octets, rules);
  return {
    strings: words.map(({ text }) => text),
    written: words[0]?.quoted === false ? 'bare' : 'quoted',
  };
}

/** Whether the text begins with a quote and ends with another one, ignoring white space around them. */
function isInQuotes(text: string): boolean {
  return /^\s*"(?:\\[^]|[^\\])*"\s*$/.test(text);
}

/** Whether one quote is left open. */
function hasOpenQuote(text: string): boolean {
  return (text.replace(/\\[^]/g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

/** A text that the service splits where necessary. A heredoc ends with a line end, which is never published. */
function plain(text: string, { splits, textSource, escapes }: TextRules): TextStrings<DecodedText> {
  const { length } = text.replace(/\r?\n$/, '');
  const octets =
    textSource === undefined ? unescape(text, 0, length, escapes) : verbatimText(text.slice(0, length), 0);
  if (splits === 'user' || octets.text.length <= MAX_CHARACTER_STRING)
    return { strings: [octets], written: 'plain', quoting: 'right' };
  const strings: DecodedText[] = [];
  for (let at = 0; at < octets.text.length; at += MAX_CHARACTER_STRING) {
    strings.push(sliceDecoded(octets, at, Math.min(octets.text.length, at + MAX_CHARACTER_STRING)));
  }
  return { strings, written: 'plain', quoting: 'right' };
}

/** A word in presentation form. */
export interface PresentationWord<Text> {
  readonly text: Text;
  readonly quoted: boolean;
}

/**
 * RFC 1035 §5.1: words separated by white space, or in quotes; `\X` and `\DDD` are one octet each. Ranges are offsets
 * in the text.
 */
export function presentationWords(
  text: string,
  { escapes }: Pick<TextRules, 'escapes'>,
): readonly PresentationWord<DecodedText>[] {
  const words: PresentationWord<DecodedText>[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
    if (at >= text.length) return words;
    const quoted = text[at] === '"';
    const start = quoted ? at + 1 : at;
    let end = start;
    while (end < text.length && !isEnd(text.charAt(end), quoted)) end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    words.push({ text: unescape(text, start, end, escapes), quoted });
    at = quoted ? end + 1 : end;
  }
}

function isEnd(character: string, quoted: boolean): boolean {
  return quoted ? character === '"' : ' \t\r\n"'.includes(character);
}

const ESCAPES = {
  decimal: { pattern: /\\(?:(\d{3})|([^]))?/g, radix: 10 },
  octal: { pattern: /\\(?:([0-3][0-7]{2})|([^]))?/g, radix: 8 },
} as const;

function unescape(text: string, start: number, end: number, escapes: TextRules['escapes']): DecodedText {
  const part = text.slice(start, end);
  if (!part.includes('\\')) return verbatimText(part, start);
  const { pattern, radix } = ESCAPES[escapes];
  const builder = new TextBuilder();
  let from = start;
  for (const { index, 0: escape, 1: digits, 2: character } of part.matchAll(pattern)) {
    const at = start + index;
    builder.verbatim(text, from, at);
    from = at + escape.length;
    const octet =
      digits === undefined ? (character ?? '') : String.fromCharCode(parseInt(digits, radix) & 0xff);
    builder.add(octet, at, from);
  }
  builder.verbatim(text, from, end);
  return builder.take();
}
