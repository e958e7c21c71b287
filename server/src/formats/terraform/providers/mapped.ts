import { MappedText } from '../../../text/mapped-text.ts';
import type { Segment } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { Literal, TracedText } from '../evaluate/traced-text.ts';

/** A document, and the offset in it that a record's ranges are relative to. */
export interface Home {
  readonly path: string;
  readonly anchor: number;
}

/**
 * The text, with offsets in the documents, as part of a record in the home document: parts from other documents count as not
 * written in it.
 */
export function mappedIn({ path, anchor }: Home, text: TracedText): MappedText {
  const segments: Segment[] = [];
  const literals = new Map<Literal, number>();
  for (const { at, length, source, literal } of text.segments) {
    if (literal.anchor.path !== path) continue;
    const of = literals.get(literal) ?? literals.size;
    literals.set(literal, of);
    segments.push({ at, length, source: rangeOf(source.start - anchor, source.end - anchor), of });
  }
  return new MappedText(text.text, segments);
}

/** Where the text is in a document: the literal with most of its source, including quotes. `undefined` if none of it is there. */
export function rangeIn(path: string, text: TracedText): Range | undefined {
  const lengths = new Map<Literal, number>();
  for (const { length, literal } of text.segments) {
    if (literal.anchor.path === path) lengths.set(literal, (lengths.get(literal) ?? 0) + length);
  }
  let most: Literal | undefined;
  for (const [literal, length] of lengths) {
    if (most === undefined || length > (lengths.get(most) ?? 0)) most = literal;
  }
  return most !== undefined && isMoreThanText(most, text) ? rangeOfParts(text, most) : most?.range;
}

/** Whether each character of the text has its source in a document. */
export function isWhollyIn(path: string, { text, segments }: TracedText): boolean {
  const typed = segments.filter(({ literal }) => literal.anchor.path === path);
  return typed.reduce((sum, { length }) => sum + length, 0) === text.length;
}

/** Whether the literal contains more than the text: all of a file, or the header of a block. */
function isMoreThanText(literal: Literal, text: TracedText): boolean {
  switch (literal.form) {
    case 'file':
    case 'template':
    case 'data':
      return true;
    case 'yaml':
      return text.segments.every((s) => s.literal !== literal || s.source.start > literal.range.start + 1);
    default:
      return false;
  }
}

/** The part of a literal that a text is made from. */
function rangeOfParts(text: TracedText, of: Literal): Range {
  let start = Infinity;
  let end = -1;
  // A line ending after it belongs to the file.
  for (const { source, literal } of text.slice(0, text.text.trimEnd().length).segments) {
    if (literal !== of) continue;
    start = Math.min(start, source.start);
    end = Math.max(end, source.end);
  }
  return start < end ? rangeOf(start, end) : of.range;
}

/** The document with most of the source of a resource's text; the resource's own document if it has a part of it, or none has. */
export function homeOf(text: TracedText, own: string, isDocument: (path: string) => boolean): string {
  let elsewhere: string | undefined;
  for (const { literal } of text.segments) {
    const { path } = literal.anchor;
    if (path === own) return path;
    if (isDocument(path)) elsewhere ??= path;
  }
  return elsewhere ?? own;
}
