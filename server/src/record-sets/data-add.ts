import { typeScalar } from '../data/scalar-edit.ts';
import { appendItem, contentEnd, lineStart, nodeStart } from '../data/yaml-lines.ts';
import { typeStrings } from '../records/text-forms.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import {
  dataPlacesOf,
  isInExpression,
  itemWithin,
  linesOfPlace,
  rangeOfPlace,
  type PlaceInData,
} from './data-remove.ts';
import type { DataSets } from './data-sets.ts';
import { literalOfText, type FindLiteral } from './literal-edits.ts';
import { ownerEdits } from './owner-edits.ts';
import type { AddedRecord, RecordSet, SetValue } from './record-set.ts';
import { isTextType, stringsOf } from './set-records.ts';

/**
 * The edits that add a record: as another value of the set of its name and type, or as a copy of another set with that
 * type, with another name and other data. `undefined` if there is no set to follow.
 */
export function addDataSet(
  data: DataSets,
  added: AddedRecord,
  beside: RecordSet,
  find: FindLiteral,
): readonly Edit[] | undefined {
  const same = data.sets.filter(({ type, zone }) => type === added.type && zone === beside.zone);
  const own = same.find(({ owner }) => owner === added.owner);
  if (own?.service.isWholeSet === true) return addValue(data, own, added, find);
  for (const set of same.includes(beside) ? [beside, ...same] : same) {
    const copied = copySet(data, set, added, find);
    if (copied !== undefined) return copied;
  }
  return undefined;
}

/** The data of the record as one text in the form that the service reads. */
function dataText(
  { type, strings, data, apart }: AddedRecord,
  set: RecordSet,
  value: SetValue,
): string | undefined {
  if (!isTextType(type)) return data;
  if (strings === undefined || value.kind !== 'text') return undefined;
  const isJoined = set.service.splits === 'provider' && apart !== true;
  const pieces = isJoined ? [strings.join('')] : strings;
  return typeStrings(pieces, set.service, stringsOf(set, value).written);
}

function addValue(
  data: DataSets,
  set: RecordSet,
  added: AddedRecord,
  find: FindLiteral,
): readonly Edit[] | undefined {
  const { source } = data;
  const last = set.values.at(-1);
  const places = last === undefined ? [] : dataPlacesOf(data, last.range);
  if (last !== undefined && isInExpression(places, last.range, data)) return undefined;
  const item = itemWithin(places, set.range);
  const node = item?.list.items.at(-1);
  const edit = last && changeOfValue(set, last, added, find);
  if (item === undefined || node === undefined || edit === undefined) return undefined;
  const range = rangeOf(nodeStart(source, node), node.range.end);
  if (range.start > edit.range.start || edit.range.end > range.end) return undefined;
  const text = applyEdits(source.slice(range.start, range.end), [
    { ...edit, range: shift(edit.range, -range.start) },
  ]);
  const appended = item.list.isFlow
    ? insertFlow(source, range, text)
    : appendItem(source, item.list, text.trimEnd());
  return appended && [appended];
}

/** The edit that replaces the data of the value. */
function changeOfValue(
  set: RecordSet,
  value: SetValue,
  added: AddedRecord,
  find: FindLiteral,
): Edit | undefined {
  if (value.kind === 'words') {
    const typed =
      isTextType(added.type) && added.strings !== undefined ? value.typeWords?.(added.strings) : undefined;
    return typed === undefined ? undefined : { range: value.range, text: typed };
  }
  if (value.kind !== 'text') return undefined;
  const literal = literalOfText(value.text, find);
  const text = dataText(added, set, value);
  const typed = text === undefined ? undefined : literal?.retype(text);
  return literal === undefined || typed === undefined ? undefined : { range: literal.range, text: typed };
}

function copySet(
  data: DataSets,
  set: RecordSet,
  added: AddedRecord,
  find: FindLiteral,
): readonly Edit[] | undefined {
  const { source } = data;
  const places = dataPlacesOf(data, set.range);
  const place = places.find((one) => {
    const { start, end } = rangeOfPlace(one);
    return start === set.range.start && end === set.range.end;
  });
  const first = set.values[0];
  const owner = ownerEdits(set, added.owner, find);
  const value = first && changeOfValue(set, first, added, find);
  if (
    first === undefined ||
    place === undefined ||
    value === undefined ||
    owner === undefined ||
    isInExpression(places, set.range, data)
  )
    return undefined;
  const key = place.kind === 'entry' ? keyEdit(data, place, set, added) : [];
  if (key === undefined) return undefined;
  const isFlow = (place.kind === 'item' && place.list.isFlow) || (place.kind === 'entry' && place.map.isFlow);
  const lines = isFlow ? set.range : linesOfPlace(source, place);
  if (lines === undefined || hasComment(source.slice(lines.start, lines.end)) || isAboutOne(place))
    return undefined;
  const others = otherValues(source, dataPlacesOf(data, first.range), set);
  if (others === undefined) return undefined;
  const edits = [...key, ...owner, value, ...others].sort((a, b) => a.range.start - b.range.start);
  if (edits.some(({ range }) => range.start < lines.start || range.end > lines.end)) return undefined;
  const text = applyEdits(
    source.slice(lines.start, lines.end),
    edits.map((edit) => ({ ...edit, range: shift(edit.range, -lines.start) })),
  );
  if (isFlow) return [insertFlow(source, lines, text)];
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const isEnded = source[lines.end - 1] === '\n';
  // The first document may omit the line that the others start with.
  const start = place.kind === 'document' && !text.startsWith('---') ? `---${eol}` : '';
  return [{ range: rangeOf(lines.end, lines.end), text: `${isEnded ? '' : eol}${start}${text}` }];
}

/** The key of a copy of an entry. */
function keyEdit(
  { keyOfCopy }: DataSets,
  { map, index }: Extract<PlaceInData, { kind: 'entry' }>,
  set: RecordSet,
  added: AddedRecord,
): readonly Edit[] | undefined {
  const key = map.entries[index]?.key;
  const text = keyOfCopy?.(set, added);
  return key === undefined || text === undefined
    ? undefined
    : [{ range: key.range, text: typeScalar(text, key) }];
}

/** A comment may be about this one record only. */
function hasComment(text: string): boolean {
  return /(?:^|[ \t])#/m.test(text.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, ''));
}

/** Members that belong to one record only, so that they must not be copied. */
const OF_ONE_RECORD = /^(?:id|uuid|uid|comments?|notes?|description|purpose)$/i;

function isAboutOne(place: PlaceInData): boolean {
  const node =
    place.kind === 'item'
      ? place.list.items[place.index]
      : place.kind === 'document'
        ? place.documents[place.index]?.root
        : undefined;
  return node?.kind === 'map' && node.entries.some(({ key }) => OF_ONE_RECORD.test(key.text.text));
}

/** The edits that keep only the first value of a set; `undefined` if the others are not items of one list. */
function otherValues(
  source: string,
  places: readonly PlaceInData[],
  { values, range }: RecordSet,
): readonly Edit[] | undefined {
  if (values.length === 1) return [];
  const item = itemWithin(places, range);
  const first = item?.list.items[0];
  const last = item?.list.items.at(-1);
  if (
    item === undefined ||
    item.list.items.length !== values.length ||
    first === undefined ||
    last === undefined
  )
    return undefined;
  const end = contentEnd(source, last);
  const start = contentEnd(source, first);
  return [{ range: rangeOf(start, Math.max(start, end)), text: '' }];
}

/** An item after another one in brackets: on its own line if that one is. */
function insertFlow(source: string, { start, end }: Range, text: string): Edit {
  const before = source.slice(lineStart(source, start), start);
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const separator = before.trim() === '' ? `,${eol}${before}` : ', ';
  return { range: rangeOf(end, end), text: separator + text };
}
