import type { DataDocument, DataList, DataMap } from '../data/node.ts';
import { dashOf, contentEnd, entryEnd, lineStart, removeItem, wholeLines } from '../data/yaml-lines.ts';
import type { Edit } from '../text/edit.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { documentsOf, type DataSets } from './data-sets.ts';
import type { RecordSet, SetValue } from './record-set.ts';

/** A container of data: one of several documents, an item of a list, or an entry of a map. */
export type PlaceInData =
  | { readonly kind: 'document'; readonly documents: readonly DataDocument[]; readonly index: number }
  | { readonly kind: 'item'; readonly list: DataList; readonly index: number }
  | { readonly kind: 'entry'; readonly map: DataMap; readonly index: number };

/** The places that contain a range, the outermost first. The last one is the innermost that is not smaller than the range. */
export function dataPlacesOf(data: DataSets, range: Range): readonly PlaceInData[] {
  const documents = documentsOf(data);
  const inDocument = documents.findIndex((document) => holds(document.range, range));
  const places: PlaceInData[] =
    documents.length > 1 && inDocument >= 0 ? [{ kind: 'document', documents, index: inDocument }] : [];
  let node = documents[inDocument]?.root;
  while (node !== undefined) {
    if (node.kind === 'list') {
      const list: DataList = node;
      const index = list.items.findIndex((item) => holds(item.range, range));
      if (index < 0) break;
      places.push({ kind: 'item', list, index });
      node = list.items[index];
    } else if (node.kind === 'map') {
      const map: DataMap = node;
      const index = map.entries.findIndex((entry) => !entry.isMerged && holds(entry.range, range));
      const entry = map.entries[index];
      if (entry === undefined) break;
      places.push({ kind: 'entry', map, index });
      node = holds(entry.value.range, range) ? entry.value : undefined;
    } else break;
  }
  return places;
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether a range is part of an expression, such as an argument of a function or the body of a loop. */
export function isInExpression(places: readonly PlaceInData[], range: Range, data: DataSets): boolean {
  return places.some((place) => {
    if (place.kind === 'document') return false;
    const holder = place.kind === 'item' ? place.list : place.map;
    const key = place.kind === 'entry' ? place.map.entries[place.index]?.key.text.text : undefined;
    const isExpression =
      holder.tag !== undefined || (key !== undefined && data.isExpressionKey?.(key) === true);
    return isExpression && holds(holder.range, range) && !sameRange(holder.range, range);
  });
}

/** The edits that remove a value from a set, or the whole set if it is the last one. */
export function removeFromData(data: DataSets, set: RecordSet, value: SetValue): readonly Edit[] | undefined {
  const { source } = data;
  const removed = set.values.length > 1 ? value.range : set.range;
  const places = dataPlacesOf(data, removed);
  if (isInExpression(places, removed, data)) return undefined;
  if (set.values.length === 1 && data.isNeeded?.(set) === true) return undefined;
  if (set.values.length > 1) {
    const item = itemWithin(places, set.range);
    const edit = item && removeItem(source, item.list, item.index);
    return edit && [edit];
  }
  const own = places.find((place) => sameRange(rangeOfPlace(place), set.range)) ?? places.at(-1);
  const edit = own && removePlace(source, own);
  return edit && [edit];
}

/** The outermost list item within a range. */
export function itemWithin(
  places: readonly PlaceInData[],
  range: Range,
): Extract<PlaceInData, { kind: 'item' }> | undefined {
  for (const place of places)
    if (place.kind === 'item' && holds(range, place.list.range) && place.list.range !== range) return place;
  return undefined;
}

export function rangeOfPlace(place: PlaceInData): Range {
  return rangeIfAny(place) ?? rangeOf(0, 0);
}

function rangeIfAny(place: PlaceInData): Range | undefined {
  switch (place.kind) {
    case 'document':
      return place.documents[place.index]?.root?.range;
    case 'item':
      return place.list.items[place.index]?.range;
    case 'entry':
      return place.map.entries[place.index]?.range;
  }
}

function sameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

function removePlace(source: string, place: PlaceInData): Edit | undefined {
  if (place.kind === 'document') {
    const document = place.documents[place.index];
    return document && { range: document.range, text: '' };
  }
  if (place.kind === 'item') {
    const { list, index } = place;
    const only = list.items[0];
    if (list.items.length > 1) return removeItem(source, list, index);
    return list.isFlow && only !== undefined ? { range: only.range, text: '' } : undefined;
  }
  const { map, index } = place;
  const entry = map.entries[index];
  const before = map.entries[index - 1];
  const next = map.entries[index + 1];
  if (entry === undefined) return undefined;
  if (map.isFlow) {
    if (next !== undefined) return { range: rangeOf(entry.range.start, next.range.start), text: '' };
    return { range: rangeOf(before?.range.end ?? entry.range.start, entry.range.end), text: '' };
  }
  if (map.entries.length === 1) return undefined;
  const lines = wholeLines(source, rangeOf(entry.range.start, entryEnd(source, entry)));
  return source.slice(lines.start, entry.range.start).trim() === '' ? { range: lines, text: '' } : undefined;
}

/** The whole lines of a document, or of a place in a block list or map; `undefined` if it shares its first line. */
export function linesOfPlace(source: string, place: PlaceInData): Range | undefined {
  if (place.kind === 'document') return place.documents[place.index]?.range;
  if (place.kind === 'item') {
    const item = place.list.items[place.index];
    const dash = item && dashOf(source, item);
    if (item === undefined || dash === undefined) return undefined;
    const isOwn = source.slice(lineStart(source, dash), dash).trim() === '';
    return isOwn ? wholeLines(source, rangeOf(dash, contentEnd(source, item))) : undefined;
  }
  const entry = place.map.entries[place.index];
  if (entry === undefined) return undefined;
  const lines = wholeLines(source, rangeOf(entry.range.start, entryEnd(source, entry)));
  return source.slice(lines.start, entry.range.start).trim() === '' ? lines : undefined;
}
