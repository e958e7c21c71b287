import { lineStart, nextLine } from '../data/yaml-lines.ts';
import type { ReadEntry } from '../records/entry-block.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import { literalOfText } from './literal-edits.ts';
import type { RecordSet, SetReading, SetValue, TextLiteral, TypedPart } from './record-set.ts';
import { entryOfSet, textsOfValue, type SetRecord } from './set-records.ts';

/**
 * The entry of a record, as it is read if `lines` replace its own. Only one literal of its value may differ: then the
 * rest of the document means the same. Offsets in `lines`.
 */
export function entryAlone(
  lines: string,
  source: string,
  reading: SetReading,
  { set, value, place }: SetRecord,
  isShared: (literal: TextLiteral) => boolean,
): ReadEntry | undefined {
  const around = { lines, source, from: lineStart(source, place.start), to: nextLine(source, place.end) };
  for (const part of textsOfValue(value)) {
    const literal = literalOfText(part.text, (offset) => reading.literalAt(offset));
    if (
      literal?.reread === undefined ||
      !isWithin(literal.range, value.range) ||
      !isWithin(literal.range, place)
    )
      continue;
    const typed = typedInstead(literal.range, around);
    if (typed === undefined) continue;
    const text = isShared(literal) ? undefined : literal.reread(typed);
    if (text === undefined) return undefined;
    const { start, end } = literal.range;
    const move = mover(end, typed.length - (end - start));
    const record = {
      set: movedSet(set, move),
      value: movedValue(value, part, text, move),
      place: move(place),
    };
    const read = entryOfSet(record, reading);
    return { ...read, start: record.place.start - around.from, end: record.place.end - around.from };
  }
  return undefined;
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The text that the lines have instead of a literal; `undefined` if they differ in anything else. */
function typedInstead(
  { start, end }: Range,
  {
    lines,
    source,
    from,
    to,
  }: { readonly lines: string; readonly source: string; readonly from: number; readonly to: number },
): string | undefined {
  const before = source.slice(from, start);
  const after = `${source.slice(end, to).trimEnd()}\n`;
  const following = lines.length - after.length;
  const isSame = following >= before.length && lines.startsWith(before) && lines.endsWith(after);
  return isSame ? lines.slice(before.length, following) : undefined;
}

function movedValue(value: SetValue, changed: TypedPart, text: DecodedText, move: Move): SetValue {
  const range = move(value.range);
  switch (value.kind) {
    case 'text':
      return { ...value, text: sameText(value.text, text), range };
    case 'words':
      return {
        ...value,
        range,
        words: value.words.map((word) =>
          word === changed
            ? { text: sameText(word.text, text), range: move(word.range) }
            : movedPart(word, move),
        ),
      };
    case 'unknown':
      return { ...value, range };
  }
}

/** The text, with its segments in the same text of the document as the other one. */
function sameText({ segments: [first] }: DecodedText, { text, segments }: DecodedText): DecodedText {
  return { text, segments: segments.map((segment) => ({ ...segment, of: first?.of })) };
}

type Move = (range: Range) => Range;

/** Moves ranges that end after an offset. */
function mover(offset: number, by: number): Move {
  return (range) => {
    if (range.start >= offset) return shift(range, by);
    return range.end >= offset ? rangeOf(range.start, range.end + by) : range;
  };
}

function movedPart({ range, text }: TypedPart, move: Move): TypedPart {
  const segments = text.segments.map((segment) => ({ ...segment, source: move(segment.source) }));
  return { range: move(range), text: { text: text.text, segments } };
}

function movedSet(set: RecordSet, move: Move): RecordSet {
  return {
    ...set,
    range: move(set.range),
    ownerTyped: set.ownerTyped && movedPart(set.ownerTyped, move),
    typeTyped: set.typeTyped && movedPart(set.typeTyped, move),
    typeRange: move(set.typeRange),
    ttlRange: set.ttlRange && move(set.ttlRange),
  };
}
