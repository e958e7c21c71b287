import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { Segment } from '../../text/mapped-text.ts';

/** One header field, or one field of a delivery report, which has the same form. RFC 5322 §2.2, RFC 3464 §2.1. */
export interface Header {
  /** The name in lowercase. */
  readonly name: string;
  /** The unfolded value: a line break with the whitespace after it is one space. There is no space at either end. */
  readonly value: MappedText;
}

export interface HeaderBlock {
  readonly headers: readonly Header[];
  /** The start of the body, after the empty line or at a line that is not a header field. */
  readonly end: number;
}

/** More fields than any real message has. */
const MAX_HEADERS = 2000;

/**
 * Characters of one field with its folds. RFC 5322 §2.1.1 allows any number of lines, and real fields have a few dozen.
 */
export const MAX_FIELD_VALUE = 65_536;

/** Some servers put a space before the colon. */
const FIELD = /([!-9;-~]{1,100})[ \t]{0,20}:/y;

/** The header fields from `start` on, at most `most` of them. `text` is read up to `end`. */
export function readHeaders(text: MappedText, start: number, end: number, most = MAX_HEADERS): HeaderBlock {
  const headers: Header[] = [];
  let at = skipMailboxLine(text.text, start, end);
  while (at < end && headers.length < most) {
    const lineEnd = endOfHeaderLine(text.text, at, end);
    if (lineEnd.at === at) return { headers, end: lineEnd.next };
    FIELD.lastIndex = at;
    const name = FIELD.exec(text.text)?.[1];
    if (name === undefined || FIELD.lastIndex > lineEnd.at) return { headers, end: at };
    const from = FIELD.lastIndex;
    let to = lineEnd;
    while (to.next < end && isWhitespace(text.text, to.next) && !isBlankLine(text.text, to.next, end)) {
      to = endOfHeaderLine(text.text, to.next, end);
    }
    headers.push({
      name: name.toLowerCase(),
      value: unfold(text, from, Math.min(to.at, from + MAX_FIELD_VALUE)),
    });
    at = to.next;
  }
  return { headers, end: at };
}

/** The first field with that name. */
export function headerOf(headers: readonly Header[], name: string): MappedText | undefined {
  return headers.find((header) => header.name === name)?.value;
}

/** `From sender Mon Apr  2 10:02:42 2001`: the line that begins a message in a mailbox file. */
function skipMailboxLine(text: string, start: number, end: number): number {
  if (!/^>?From /.test(text.slice(start, start + 6))) return start;
  let line = endOfHeaderLine(text, start, end);
  while (line.next < end && isWhitespace(text, line.next)) line = endOfHeaderLine(text, line.next, end);
  return line.next;
}

/** RFC 5322 §2.2.3. Each line keeps its place. The space that replaces a fold maps to the whole fold. */
function unfold(text: MappedText, start: number, end: number): MappedText {
  const raw = text.text.slice(start, end);
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const push = (piece: string, from: number, to: number): void => {
    const source = text.toSource(rangeOf(from, to));
    if (piece === '') return;
    if (source !== undefined) segments.push({ at: length, length: piece.length, source });
    pieces.push(piece);
    length += piece.length;
  };
  let at = 0;
  for (const line of raw.matchAll(/[^\r\n]+/g)) {
    const words = line[0].trim();
    if (words === '') continue;
    const from = line.index + line[0].indexOf(words);
    if (length > 0) push(' ', start + at, start + from);
    at = from + words.length;
    push(words, start + from, start + at);
  }
  return new MappedText(pieces.join(''), segments);
}

/** `at` is the end of the line, and `next` the start of the next line. Neither is after `end`. */
export function endOfHeaderLine(
  text: string,
  start: number,
  end: number,
): { readonly at: number; readonly next: number } {
  let at = start;
  while (at < end && text[at] !== '\n' && text[at] !== '\r') at++;
  if (at >= end) return { at: end, next: end };
  let next = at + 1;
  if (text[at] === '\r') {
    // Some servers keep the CR of a reply and then end the line with their own CR and LF.
    while (next < end && text[next] === '\r' && next < at + 3) next++;
    if (next < end && text[next] === '\n') next++;
    else next = at + 1;
  }
  return { at, next };
}

function isWhitespace(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

function isBlankLine(text: string, at: number, end: number): boolean {
  const line = endOfHeaderLine(text, at, end);
  return text.slice(at, line.at).trim() === '';
}
