import { MAX_SEGMENTS, TextBuilder } from './decoded-text.ts';
import type { DecodedText } from './decoded-text.ts';

/**
 * The text of a YAML scalar, and the source of each part: plain, quoted, or a block. `undefined` if the scalar does not determine
 * it (an indentation relative to its parent), is not a scalar, or has more parts than a text can have. YAML 1.2 §7.3, §8.1.
 */
export function decodeYamlScalar(raw: string): DecodedText | undefined {
  switch (raw.charAt(0)) {
    case '"':
    case "'":
      return raw.length > 1 && raw.endsWith(raw.charAt(0)) ? flow(raw, 1, raw.length - 1) : undefined;
    case '|':
    case '>':
      return block(raw);
    default:
      return flow(raw, 0, raw.length);
  }
}

/** Whether the scalar ends where its lines show. */
export function isYamlBlock(raw: string): boolean {
  return raw.startsWith('|') || raw.startsWith('>');
}

/** Folds lines: one line end becomes a space, and each further one a line end. */
function flow(raw: string, start: number, end: number): DecodedText | undefined {
  const quote = start === 0 ? '' : raw.charAt(0);
  const builder = new TextBuilder();
  const special = quote === '"' ? /[\\ \t\r\n]/g : quote === "'" ? /['\s]/g : /\s/g;
  for (let at = start; at < end;) {
    special.lastIndex = at;
    const next = Math.min(special.exec(raw)?.index ?? end, end);
    builder.verbatim(raw, at, next);
    // Each part is an object, which takes ten times as much memory as its characters.
    if (builder.segmentCount > MAX_SEGMENTS) return undefined;
    at = next;
    if (at >= end) break;
    const c = raw.charAt(at);
    if (c === '\\') {
      const escape = escapeAt(raw, at);
      if (escape === undefined || escape.end > end) return undefined;
      builder.add(escape.text, at, escape.end);
      at = escape.end;
    } else if (c === "'") {
      if (at + 1 >= end || raw[at + 1] !== "'") return undefined;
      builder.add("'", at, at + 2);
      at += 2;
    } else {
      let following = at;
      while (following < end && /\s/.test(raw.charAt(following))) following++;
      const breaks = raw.slice(at, following).split('\n').length - 1;
      if (breaks === 0) builder.verbatim(raw, at, following);
      else builder.add(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at, following);
      at = following;
    }
  }
  return builder.take();
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escapeAt(raw: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const selector = raw.charAt(at + 1);
  const digits = HEX_DIGITS[selector];
  if (digits !== undefined) {
    const hex = raw.slice(at + 2, at + 2 + digits);
    const code = /^[0-9A-Fa-f]+$/.test(hex) && hex.length === digits ? parseInt(hex, 16) : Infinity;
    return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), end: at + 2 + digits };
  }
  // An escaped line end joins the lines.
  if (selector === '\n' || selector === '\r') {
    const joint = /^\\\r?\n[ \t]*/.exec(raw.slice(at, at + MAX_JOINT));
    return joint === null ? undefined : { text: '', end: at + joint[0].length };
  }
  const text = ESCAPES[selector];
  return text === undefined ? undefined : { text, end: at + 2 };
}

/** UTF-16 units of indentation. Real files do not indent further. */
const MAX_JOINT = 1000;

interface Line {
  /** The start of its text, without indentation, and its end. */
  readonly start: number;
  readonly end: number;
  /** The start of the next line. */
  readonly next: number;
}

function block(raw: string): DecodedText | undefined {
  const header = /^[|>]([+-]?)[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.exec(raw);
  if (header === null) return undefined;
  const lines = linesOf(raw, header[0].length);
  let last = lines.length;
  while (last > 0 && isEmpty(lines[last - 1])) last--;
  const builder = new TextBuilder();
  const isFolded = raw.startsWith('>');
  for (let i = 0; i < last; i++) {
    const line = lines[i];
    if (line === undefined) break;
    builder.verbatim(raw, line.start, line.end);
    if (i === last - 1) break;
    builder.add(isFolded ? foldedBreak(raw, lines, i) : '\n', line.end, line.next);
  }
  const chomping = header[1];
  const following = lines.slice(Math.max(0, last - 1));
  const kept = chomping === '-' ? 0 : chomping === '+' ? following.length : last > 0 ? 1 : 0;
  for (const line of following.slice(0, kept))
    if (line.next > line.end) builder.add('\n', line.end, line.next);
  return builder.take();
}

function linesOf(raw: string, start: number): readonly Line[] {
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(raw.slice(start))?.[1]?.length ?? 0;
  const lines: Line[] = [];
  for (let at = start; at < raw.length;) {
    const feed = raw.indexOf('\n', at);
    const next = feed < 0 ? raw.length : feed + 1;
    let end = feed < 0 ? raw.length : feed;
    if (end > at && raw[end - 1] === '\r') end--;
    lines.push({ start: Math.min(at + indent, end), end, next });
    at = next;
  }
  return lines;
}

/** The text of the line end after line `i` of a folded block. */
function foldedBreak(raw: string, lines: readonly Line[], i: number): string {
  if (isEmpty(lines[i])) return '\n';
  let next = i + 1;
  while (next < lines.length && isEmpty(lines[next])) next++;
  if (isIndented(raw, lines[i]) || isIndented(raw, lines[next])) return '\n';
  return next > i + 1 ? '' : ' ';
}

function isEmpty(line: Line | undefined): boolean {
  return line !== undefined && line.start >= line.end;
}

/** Lines that are indented further than the first one are not folded. */
function isIndented(raw: string, line: Line | undefined): boolean {
  return line !== undefined && /[ \t]/.test(raw.charAt(line.start));
}
