import type { Edit } from '../text/edit.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { HOLE, MappedText } from '../text/mapped-text.ts';
import { utf8Octets } from '../text/octets.ts';
import { rangeOf, type Range } from '../text/range.ts';
import type { TextLiteral } from './record-set.ts';

/** Finds the literal at an offset. */
export type FindLiteral = (offset: number) => TextLiteral | undefined;

/** An edit in the octets of a text, and its place in the source. */
interface PlacedEdit {
  readonly literal: TextLiteral;
  /** Offsets in the value of the literal. */
  readonly edit: Edit;
}

/**
 * The edits that change a text at some places (offsets in its octets): each is made in the literal that types it.
 * `undefined` if a place is not typed in one literal, if an escape would be cut, or if the text would contain
 * characters that may not be typed in it.
 */
export function editOctets(
  text: DecodedText,
  edits: readonly Edit[],
  find: FindLiteral,
): readonly Edit[] | undefined {
  if (edits.some((edit) => /[^\x20-\x7e]/.test(edit.text))) return undefined;
  const octets = utf8Octets(text);
  const typed = new MappedText(octets.text, octets.segments);
  const byLiteral = new Map<number, PlacedEdit[]>();
  for (const edit of edits) {
    const placed = placeEdit(typed, edit, find);
    if (placed === undefined) return undefined;
    const { start } = placed.literal.range;
    const same = byLiteral.get(start);
    if (same === undefined) byLiteral.set(start, [placed]);
    else same.push(placed);
  }
  const made: Edit[] = [];
  for (const placed of byLiteral.values()) {
    const [first] = placed;
    const own = first?.literal.edit(placed.map(({ edit }) => edit));
    if (own === undefined) return undefined;
    made.push(...own);
  }
  return made;
}

function placeEdit(typed: MappedText, { range, text }: Edit, find: FindLiteral): PlacedEdit | undefined {
  // An unresolved part is not text that could be replaced.
  if (typed.text.slice(range.start, range.end).includes(HOLE)) return undefined;
  const source = typed.toSource(range);
  if (source === undefined || !isTypedAsOne(typed, range, source)) return undefined;
  const literal = find(source.start);
  if (literal === undefined || isUsedTwice(typed, source)) return undefined;
  const inside = insideOf(literal, source);
  return inside && { literal, edit: { range: inside, text } };
}

/** Whether the text uses the same source text more than once, so that an edit would change other parts of it. */
function isUsedTwice({ text, segments }: MappedText, { start, end }: Range): boolean {
  const uses = segments.filter(
    ({ at, source }) => text.charAt(at) !== HOLE && source.start <= end && source.end >= start,
  );
  return new Set(uses.map(({ of }) => of)).size > 1;
}

/** Whether the octets have contiguous source that does not cut an escape. */
function isTypedAsOne(typed: MappedText, { start, end }: Range, source: Range): boolean {
  const { segments } = typed.slice(start, end);
  let at = source.start;
  for (const segment of segments) {
    if (segment.source.start !== at) return false;
    at = segment.source.end;
  }
  return start === end || at === source.end;
}

/** The range in the value of a literal for a range of the document; `undefined` if it cuts an escape. */
function insideOf({ text }: TextLiteral, { start, end }: Range): Range | undefined {
  const from = positionOf(text, start);
  const to = positionOf(text, end);
  return from === undefined || to === undefined || from > to ? undefined : rangeOf(from, to);
}

function positionOf({ text, segments }: DecodedText, offset: number): number | undefined {
  for (const { at, length, source } of segments) {
    if (offset < source.start || offset > source.end) continue;
    if (offset === source.start) return at;
    if (offset === source.end) return at + length;
    return length === source.end - source.start ? at + (offset - source.start) : undefined;
  }
  return text === '' ? 0 : undefined;
}

/** The literal whose whole value is this text. */
export function literalOfText(text: DecodedText, find: FindLiteral): TextLiteral | undefined {
  const [first] = text.segments;
  const literal = first && find(first.source.start);
  if (literal === undefined || literal.text.text !== text.text) return undefined;
  const isIn = text.segments.every(
    ({ source }) => literal.range.start <= source.start && source.end <= literal.range.end,
  );
  return isIn ? literal : undefined;
}
