import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Entries } from './enclosure.ts';

/** A line with only a comment. A comment for mailtxt counts only if it is about the next line. */
const COMMENT_LINE = /^[ \t]*(?:#|\/\/)(?!.*mailtxt-(?:disable|enable)(?![\w-]))/;
const BLANK_LINE = /^[ \t]*\r?$/;
/** What may follow something on its line. */
const REST_OF_LINE = /^[ \t]*(?:(?:#|\/\/)[^\n]*|\r)?$/;

/**
 * The range to remove with a block: its lines, the comments directly above it, and the empty lines that separate it from the next
 * one. `undefined` if something else is on its lines.
 */
export function blockLines(text: string, range: Range): Range | undefined {
  let start = lineStart(text, range.start);
  const end = lineEnd(text, range.end);
  if (!/^[ \t]*$/.test(text.slice(start, range.start)) || !REST_OF_LINE.test(text.slice(range.end, end)))
    return undefined;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!COMMENT_LINE.test(text.slice(above, start - 1))) break;
    start = above;
  }
  let following = Math.min(end + 1, text.length);
  const next = skipBlankLines(text, following);
  const before = blankLinesBefore(text, start);
  // At the end of the file, or of the enclosing block, the empty lines above would be left over.
  if (next >= text.length || /^[ \t]*\}/.test(text.slice(next, lineEnd(text, next)))) start = before;
  else if (before < start || start === 0) following = next;
  return rangeOf(start, following);
}

function blankLinesBefore(text: string, at: number): number {
  let start = at;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!BLANK_LINE.test(text.slice(above, start - 1))) break;
    start = above;
  }
  return start;
}

function skipBlankLines(text: string, at: number): number {
  let next = at;
  while (next < text.length) {
    const end = lineEnd(text, next);
    if (!BLANK_LINE.test(text.slice(next, end))) break;
    next = Math.min(end + 1, text.length);
  }
  return next;
}

/** The lines of a list element that is alone on them. */
export interface OwnLines {
  readonly start: number;
  /** Without the ending of the last line. */
  readonly end: number;
  readonly indent: string;
  /** After its comma, if it has one. */
  readonly comma: number | undefined;
}

/** `undefined` if something else is on its lines; a comment after it does not count. */
export function ownLines(
  text: string,
  { elements, range: list }: Entries,
  index: number,
): OwnLines | undefined {
  const element = elements[index]?.range;
  if (element === undefined) return undefined;
  const comma = commaAfter(text, element.end, elements[index + 1]?.range.start ?? list.end);
  const start = lineStart(text, element.start);
  const end = lineEnd(text, comma ?? element.end);
  const isAlone =
    (elements[index - 1]?.range.end ?? 0) <= start &&
    start > list.start &&
    end < list.end &&
    /^[ \t]*$/.test(text.slice(start, element.start)) &&
    REST_OF_LINE.test(text.slice(comma ?? element.end, end));
  const isReturn = text[end - 1] === '\r';
  return isAlone
    ? { start, end: isReturn ? end - 1 : end, indent: text.slice(start, element.start), comma }
    : undefined;
}

/**
 * The range to remove with an element of a list with at least 2 elements: its comma, and its lines if it is alone on them.
 * `undefined` if there is a comment in between.
 */
export function elementLines(
  text: string,
  tuple: Entries,
  index: number,
  isJson: boolean,
): Range | undefined {
  const element = tuple.elements[index]?.range;
  const before = tuple.elements[index - 1]?.range;
  const after = tuple.elements[index + 1]?.range;
  if (element === undefined || (before ?? after) === undefined) return undefined;
  const lines = ownLines(text, tuple, index);
  // JSON has no comma after the last element.
  if (lines !== undefined && !(isJson && after === undefined))
    return rangeOf(lines.start, text.indexOf('\n', lines.end) + 1);
  const range =
    before === undefined
      ? rangeOf(element.start, after?.start ?? element.end)
      : rangeOf(before.end, element.end);
  const isPlain = /^[\s,]*$/.test(
    text.slice(range.start, element.start) + text.slice(element.end, range.end),
  );
  return isPlain ? range : undefined;
}

/** The offset after the comma, if it comes before `limit` with only whitespace before it. */
function commaAfter(text: string, at: number, limit: number): number | undefined {
  const match = /^\s*,/.exec(text.slice(at, limit));
  return match === null ? undefined : at + match[0].length;
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
