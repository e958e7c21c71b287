import { lineStart, nextLine } from '../data/yaml-lines.ts';
import type { ReadEntry } from '../records/whole-document.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import { literalOfText } from './literal-edits.ts';
import type { RecordSet, SetReading, SetValue, TextLiteral, TypedPart } from './record-set.ts';
import { entryOfSet, type SetRecord } from './set-records.ts';

/**
 * The entry of a record, as it is read if `lines` are in place of its own. Nothing but the literal of its value may be another one: then
 * the rest of the document says what it said. Offsets in `lines`.
 */
export function entryAlone(
  lines: string,
  source: string,
  reading: SetReading,
  { set, value, place }: SetRecord,
  isShared: (literal: TextLiteral) => boolean,
): ReadEntry | undefined {
  if (value.kind !== 'text') return undefined;
  const literal = literalOfText(value.text, (offset) => reading.literalAt(offset));
  if (literal?.reread === undefined || isShared(literal)) return undefined;
  const { start, end } = literal.range;
  if (start < value.range.start || end > value.range.end || start < place.start || end > place.end)
    return undefined;
  const from = lineStart(source, place.start);
  const before = source.slice(from, start);
  const after = source.slice(end, nextLine(source, place.end)).trimEnd();
  const behind = lines.length - after.length - 1;
  if (!lines.startsWith(before) || !lines.endsWith(`${after}\n`) || behind < before.length) return undefined;
  const typed = lines.slice(before.length, behind);
  const text = literal.reread(typed);
  if (text === undefined) return undefined;
  const move = mover(end, typed.length - (end - start));
  const moved: SetValue = { ...value, text, range: move(value.range) };
  const record = { set: movedSet(set, move), value: moved, place: move(place) };
  const read = entryOfSet(record, reading);
  return { ...read, start: record.place.start - from, end: record.place.end - from };
}

/** Moves what ends behind an offset. */
function mover(offset: number, by: number): (range: Range) => Range {
  return (range) => {
    if (range.start >= offset) return shift(range, by);
    return range.end >= offset ? rangeOf(range.start, range.end + by) : range;
  };
}

function movedSet(set: RecordSet, move: (range: Range) => Range): RecordSet {
  const movedPart = (part: TypedPart | undefined): TypedPart | undefined =>
    part && {
      range: move(part.range),
      text: {
        text: part.text.text,
        segments: part.text.segments.map((one) => ({ ...one, source: move(one.source) })),
      },
    };
  return {
    ...set,
    range: move(set.range),
    ownerTyped: movedPart(set.ownerTyped),
    typeTyped: movedPart(set.typeTyped),
    typeRange: move(set.typeRange),
    ttlRange: set.ttlRange && move(set.ttlRange),
  };
}
