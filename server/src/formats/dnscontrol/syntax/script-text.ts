import type { Range } from '../../../text/range.ts';
import { rangeOf } from '../../../text/range.ts';
import { Traced } from '../../../text/traced-text.ts';
import type { TracedRun } from '../../../text/traced-text.ts';

/** A string, a piece of a template or a number in a script or in its data. */
export interface ScriptLiteral {
  readonly path: string;
  /** Includes the quotes. For a piece of a template, only its characters. Offsets in the document. */
  readonly range: Range;
  /** `made` is text that a function makes. It is not in the source. */
  readonly form: 'string' | 'template' | 'number' | 'made';
  /** The literal that a computed text replaces: both are found as one. */
  readonly beside?: ScriptLiteral | undefined;
}

/** A part of one of the files of a program: an expression or other source text. */
export interface ScriptPlace {
  readonly path: string;
  /** Offsets in the document. */
  readonly range: Range;
}

/** A text in which each character knows its literal. */
export type ScriptText = Traced<ScriptLiteral>;
export const ScriptText = Traced<ScriptLiteral>;

/** A text that is in no script. */
export function madeText(text: string): ScriptText {
  return new ScriptText(text);
}

/**
 * The value of a literal, character by character. `value`: the parser's result. If a literal is written in a way that
 * is not handled here, all of it maps to all of its text.
 */
export function readScriptLiteral(source: string, literal: ScriptLiteral, value: string): ScriptText {
  const { range, form } = literal;
  const inner = form === 'string' ? rangeOf(range.start + 1, range.end) : range;
  const runs: TracedRun<ScriptLiteral>[] = [];
  let text = '';
  let at = inner.start;
  while (at < inner.end && text.length < value.length) {
    const length = source[at] === '\\' ? escapeLength(source, at) : plainLength(source, at, inner.end);
    const run = source[at] === '\\' ? escaped(source.slice(at, at + length)) : source.slice(at, at + length);
    const own = run.slice(0, value.length - text.length);
    const end = source[at] === '\\' ? at + length : at + own.length;
    if (own !== '') runs.push({ at: text.length, length: own.length, source: rangeOf(at, end), literal });
    text += own;
    at = end;
  }
  if (text === value) return new ScriptText(value, runs);
  return new ScriptText(value, value === '' ? [] : [{ at: 0, length: value.length, source: inner, literal }]);
}

function plainLength(source: string, at: number, end: number): number {
  // A search from there on would go through the rest of the source.
  const escape = source.slice(at, end).indexOf('\\');
  return escape < 0 ? end - at : escape;
}

const ESCAPE =
  /\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|\r\n|[0-3][0-7]{0,2}|[4-7][0-7]?|[\s\S])/y;

function escapeLength(source: string, at: number): number {
  ESCAPE.lastIndex = at;
  return ESCAPE.exec(source)?.[0].length ?? 1;
}

const SIMPLE: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function escaped(escape: string): string {
  const sign = escape[1] ?? '';
  if (sign === 'x' || (sign === 'u' && escape[2] !== '{'))
    return String.fromCharCode(parseInt(escape.slice(2), 16));
  if (sign === 'u') {
    const point = parseInt(escape.slice(3, -1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  if (/[0-7]/.test(sign)) return String.fromCharCode(parseInt(escape.slice(1), 8));
  // The end of the line is dropped.
  if (/[\r\n\u2028\u2029]/.test(sign)) return '';
  return SIMPLE[sign] ?? sign;
}

/**
 * The text as source text for the literal. `undefined` if that is impossible: for a number, or for characters that need an escape
 * in a piece of a template.
 */
export function typeInScript(text: string, literal: ScriptLiteral, source: string): string | undefined {
  switch (literal.form) {
    case 'made':
      return undefined;
    case 'number':
      return /^\d+$/.test(text) && (text === '0' || !text.startsWith('0')) ? text : undefined;
    case 'template':
      return /[`\\$]/.test(text) ? undefined : text;
    case 'string':
      return escapeScript(text, source[literal.range.start] ?? '"');
  }
}

/** A text escaped for these quotes. */
export function escapeScript(text: string, quote: string): string {
  return text.replace(/[\\'"`\0-\x1f\x7f-\uffff]/g, (character) => {
    if (character === quote || character === '\\') return `\\${character}`;
    if (/['"`]/.test(character)) return character;
    const code = character.charCodeAt(0);
    if (code === 10) return '\\n';
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
