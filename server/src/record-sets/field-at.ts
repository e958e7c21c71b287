import { isKnown, type DomainName } from '../dns/names.ts';
import { fieldNameAt, TEXT_FIELD, type TypedField } from '../records/typed-field.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { rangeOf, type Range } from '../text/range.ts';
import type { RecordSet, SetReading, SetValue, TypedPart } from './record-set.ts';
import { isTextType, stringsOf, wordsOf } from './set-records.ts';

/** The part of a record at an offset, finished or not; see `RecordDocument.fieldAt`. */
export function setFieldAt({ sets }: SetReading, offset: number): TypedField | undefined {
  for (const set of sets) {
    const owner = set.ownerTyped && inside(set.ownerTyped, offset);
    if (owner !== undefined) return field(set, 'owner', owner);
    const type = set.typeTyped && inside(set.typeTyped, offset);
    if (type !== undefined) return field(set, 'type', type);
    for (const value of set.values) {
      const found = isIn(offset, value.range) ? dataAt(set, value, offset) : undefined;
      if (found !== undefined) return field(set, 'data', found.range, found.name);
    }
  }
  return undefined;
}

function field(set: RecordSet, part: TypedField['part'], range: Range, name?: string): TypedField {
  const { owner, type, zone, service } = set;
  const writeOwner = (other: DomainName): string => set.typeOwner?.(other) ?? other;
  return {
    part,
    range,
    owner: isKnown(owner) ? owner : undefined,
    type: type === '' ? undefined : type,
    field: name,
    origin: part === 'owner' || service.targets === 'zone' ? zone : '',
    isQuoted: true,
    write: part === 'owner' ? writeOwner : (target) => `${target}.`,
  };
}

interface TypedWord {
  readonly range: Range;
  readonly name: string | undefined;
}

function dataAt(set: RecordSet, value: SetValue, offset: number): TypedWord | undefined {
  const { type, service } = set;
  const nameAt = (index: number): string | undefined =>
    isTextType(type) ? TEXT_FIELD : fieldNameAt(type, index);
  switch (value.kind) {
    case 'unknown':
      return undefined;
    case 'words':
      return firstAt(
        value.words.map((word) => inside(word, offset)),
        nameAt,
      );
    case 'text': {
      // An empty value has no words, so the field is the whole text.
      if (value.text.text === '') return firstAt([inside(value, offset)], nameAt);
      const words = isTextType(type)
        ? stringsOf(set, value).strings
        : wordsOf(value, service.escapes).map(({ text }) => text);
      return firstAt(
        words.map((word) => verbatimAt(word, offset)),
        nameAt,
      );
    }
  }
}

function firstAt(
  ranges: readonly (Range | undefined)[],
  nameAt: (index: number) => string | undefined,
): TypedWord | undefined {
  const index = ranges.findIndex((range) => range !== undefined);
  const range = ranges[index];
  return range && { range, name: nameAt(index) };
}

/** The source text of a part, if it contains the offset and is literal. */
function inside({ text, range }: TypedPart, offset: number): Range | undefined {
  if (text.text !== '') return verbatimAt(text, offset);
  const quotes = range.end - range.start === 2 ? 1 : 0;
  const empty = rangeOf(range.start + quotes, range.end - quotes);
  return empty.start === offset && empty.end === offset ? empty : undefined;
}

function verbatimAt({ text, segments }: DecodedText, offset: number): Range | undefined {
  const [only, more] = segments;
  if (only === undefined || more !== undefined || only.length !== text.length) return undefined;
  const { source } = only;
  return isIn(offset, source) && source.end - source.start === text.length ? source : undefined;
}

function isIn(offset: number, { start, end }: Range): boolean {
  return start <= offset && offset <= end;
}
