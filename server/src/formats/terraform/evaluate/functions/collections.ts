import {
  knownText,
  keyOf,
  booleanValue,
  elementsOf,
  listValue,
  mapValueOf,
  NULL_VALUE,
  numberValue,
  textValue,
  toBoolean,
  toNumber,
  toText,
  isWhollyKnown,
} from '../value.ts';
import type { MapEntry, NumberValue, Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import { equalTo } from '../operators.ts';
import { calculated, toExactNumber } from '../exact-number.ts';
import { asText, unified } from '../unify.ts';
import { asList, asSet, compareTexts } from './conversions.ts';
import { graphemesIn, graphemeSteps } from './graphemes.ts';
import { elementsSteps } from '../elements.ts';
import { constant, costing, sortingSteps, tooManyElements } from './function-table.ts';
import type { CallContext, FunctionTable, TerraformFunction } from './function-table.ts';

function ofList(
  how: (elements: readonly Value[], rest: readonly Value[], context: CallContext) => Value | undefined,
): TerraformFunction {
  return ([list, ...rest], context) =>
    list?.kind === 'list' ? how(list.elements, rest, context) : undefined;
}

export const collectionFunctions: FunctionTable = {
  length: costing(textSteps, ([value]) => {
    switch (value?.kind) {
      case 'text':
        return value.text.isKnown ? numberValue(graphemesIn(value.text.text)) : undefined;
      case 'list':
        return numberValue(value.elements.length);
      case 'map':
        return numberValue(value.entries.size);
      default:
        return undefined;
    }
  }),
  concat: (lists, context) => {
    const elements: Value[] = [];
    for (const list of lists) {
      if (list.kind !== 'list') return undefined;
      if (elements.length + list.elements.length > MAX_COLLECTION_ELEMENTS) return tooManyElements(context);
      for (const element of list.elements) elements.push(element);
    }
    const isOfLists = lists.every((list) => list.kind === 'list' && list.collection !== 'tuple');
    return isOfLists ? asList(listValue(elements)) : listValue(elements);
  },
  compact: ofList((elements) =>
    listValue(
      elements.filter((element) => element.kind !== 'null' && knownText(element) !== '').map(asText),
      'list',
    ),
  ),
  coalesce: constant((values) => {
    for (const value of values) {
      if (value.kind === 'null' || knownText(value) === '') continue;
      return value.kind === 'unknown' ? undefined : value;
    }
    return undefined;
  }),
  coalescelist: constant((values) => {
    for (const value of values) {
      if (value.kind !== 'list') return undefined;
      if (value.elements.length > 0) return value;
    }
    return undefined;
  }),
  flatten: ofList((elements, _, context) => flatten(elements, context)),
  merge: (maps) => {
    const entries: MapEntry[] = [];
    for (const map of maps) {
      if (map.kind === 'null') continue;
      if (map.kind !== 'map') return undefined;
      for (const entry of map.entries.values()) entries.push(entry);
    }
    const isOfMaps = maps.every((map) => map.kind !== 'map' || map.collection === 'map');
    return mapValueOf(entries, isOfMaps ? 'map' : 'object');
  },
  keys: costing(
    ([map]) => elementsSteps(map),
    ([map]) => partsOf(map, ({ key }) => key),
  ),
  values: costing(
    ([map]) => elementsSteps(map),
    ([map]) => partsOf(map, ({ value }) => value),
  ),
  element: constant(
    ofList((elements, [index]) => {
      const at = index && toNumber(index);
      if (at === undefined || !Number.isInteger(at) || elements.length === 0) return undefined;
      return elements[((at % elements.length) + elements.length) % elements.length];
    }),
  ),
  index: ofList((elements, [value]) => {
    if (value === undefined) return undefined;
    const isSame = equalTo(value);
    for (const [i, element] of elements.entries()) {
      const same = isSame(element);
      if (same === undefined) return undefined;
      if (same) return numberValue(i);
    }
    return undefined;
  }),
  slice: ([list, start, end]) => {
    const from = start && toNumber(start);
    const to = end && toNumber(end);
    if (list?.kind !== 'list' || from === undefined || to === undefined) return undefined;
    const { elements, collection } = list;
    return 0 <= from && from <= to && to <= elements.length
      ? listValue(elements.slice(from, to), collection)
      : undefined;
  },
  chunklist: ofList((elements, [size]) => {
    const count = size && toNumber(size);
    if (count === undefined || count < 0 || !Number.isInteger(count)) return undefined;
    // All elements are in one chunk, as without a size.
    if (count === 0)
      return listValue(elements.length === 0 ? [] : [listValue(unified(elements), 'list')], 'list');
    const chunks: Value[] = [];
    const all = unified(elements);
    for (let i = 0; i < all.length; i += count) chunks.push(listValue(all.slice(i, i + count), 'list'));
    return listValue(chunks, 'list');
  }),
  contains: ofList((elements, [value]) => {
    if (value === undefined) return undefined;
    let isSure = true;
    const isSame = equalTo(value);
    for (const element of elements) {
      const same = isSame(element);
      if (same === true) return booleanValue(true);
      if (same === undefined) isSure = false;
    }
    return isSure ? booleanValue(false) : undefined;
  }),
  distinct: ofList(distinct),
  reverse: ([list]) =>
    list?.kind === 'list'
      ? listValue([...list.elements].reverse(), list.collection === 'tuple' ? 'tuple' : 'list')
      : undefined,
  sort: costing(
    ([list]) => (list?.kind === 'list' ? sortingSteps(list.elements.length) : 0),
    ofList((elements) => {
      const sorted = elements.map((element) => ({ element, text: knownText(element) }));
      if (sorted.some(({ text }) => text === undefined)) return undefined;
      return listValue(
        sorted.sort((a, b) => compareTexts(a.text ?? '', b.text ?? '')).map(({ element }) => asText(element)),
        'list',
      );
    }),
  ),
  range: (values, context) => {
    const numbers = values.map(toNumber);
    if (numbers.includes(undefined)) return undefined;
    const [a = 0, b, step] = numbers;
    const [start, end] = b === undefined ? [0, a] : [a, b];
    const by = step ?? (end < start ? -1 : 1);
    if (by === 0 || (end - start) / by < 0) return undefined;
    if ((end - start) / by > MAX_COLLECTION_ELEMENTS) return tooManyElements(context);
    const elements: Value[] = [];
    const exactStep = numberValue(by);
    for (let at: NumberValue | undefined = numberValue(start); at !== undefined;) {
      if (by > 0 ? at.value >= end : at.value <= end) break;
      // Added to a large number, a small step changes nothing.
      if (elements.length > MAX_COLLECTION_ELEMENTS) return tooManyElements(context);
      elements.push(at);
      at = calculated('+', at, exactStep);
    }
    return listValue(elements, 'list');
  },
  zipmap: ([keys, values]) => {
    if (keys?.kind !== 'list' || values?.kind !== 'list') return undefined;
    const entries: MapEntry[] = [];
    for (const [i, key] of keys.elements.entries()) {
      const name = toText(key);
      const value = values.elements[i];
      if (name?.isKnown !== true || value === undefined) return undefined;
      entries.push({ key: name, value });
    }
    return mapValueOf(entries, values.collection === 'tuple' ? 'object' : 'map');
  },
  setunion: costing(sortingStepsOfAll, (sets) => {
    const all: Value[] = [];
    for (const set of sets) {
      if (set.kind !== 'list') return undefined;
      for (const element of set.elements) all.push(element);
    }
    return asSet(listValue(all));
  }),
  setsubtract: costing(sortingStepsOfAll, ([from, what]) => asSet(selected(from, what, false))),
  setintersection: costing(sortingStepsOfAll, ([first, ...others]) => {
    let common = first;
    for (const other of others) common = selected(common, other, true);
    return asSet(common);
  }),
  setproduct: (sets, context) => {
    let rows: readonly (readonly Value[])[] = [[]];
    for (const set of sets) {
      if (set.kind !== 'list') return undefined;
      if (rows.length * set.elements.length > MAX_COLLECTION_ELEMENTS) return tooManyElements(context);
      const width = rows[0]?.length ?? 0;
      // Each row is copied once for each element of the next set.
      if (!context.spend(Math.ceil((rows.length * set.elements.length * (width + 4)) / 16))) return undefined;
      rows = rows.flatMap((row) => set.elements.map((element) => [...row, element]));
    }
    const made = rows.map((row) => listValue(row));
    return listValue(
      made,
      sets.every((set) => set.kind === 'list' && set.collection === 'set') ? 'set' : 'list',
    );
  },
  one: constant(([list]) => {
    if (list?.kind !== 'list') return undefined;
    return list.elements.length === 0
      ? NULL_VALUE
      : list.elements.length === 1
        ? list.elements[0]
        : undefined;
  }),
  sum: ofList((elements) => {
    let total: NumberValue | undefined;
    for (const element of elements) {
      const number = toExactNumber(element);
      if (number === undefined) return undefined;
      total = total === undefined ? number : calculated('+', total, number);
      if (total === undefined) return undefined;
    }
    // Terraform rejects an empty list.
    return total;
  }),
  alltrue: ofList((elements) => every(elements, true)),
  anytrue: ofList((elements) => every(elements, false)),
  transpose: ([map], context) => {
    if (map?.kind !== 'map' || !isWhollyKnown(map) || !context.spend(elementsSteps(map))) return undefined;
    const turned = new Map<string, Value[]>();
    for (const { key, value } of elementsOf(map) ?? []) {
      for (const element of value.kind === 'list' ? value.elements : []) {
        const name = knownText(element) ?? '';
        const keys = turned.get(name);
        if (keys === undefined) turned.set(name, [key]);
        else keys.push(key);
      }
    }
    return mapValueOf(
      [...turned].map(([name, keys]) => ({ key: textValue(name).text, value: listValue(keys, 'list') })),
      'map',
    );
  },
  matchkeys: ([values, keys, wanted]) => {
    if (values?.kind !== 'list' || keys?.kind !== 'list' || wanted?.kind !== 'list') return undefined;
    const names = new Set(wanted.elements.map(keyOf));
    if (names.has(undefined) || !keys.elements.every(isWhollyKnown)) return undefined;
    return listValue(
      values.elements.filter((_, i) => names.has(keyOf(keys.elements[i] ?? NULL_VALUE))),
      'list',
    );
  },
  // Terraform 0.11
  list: (values) => listValue(values),
  map: (values) => {
    const entries: MapEntry[] = [];
    for (let i = 0; i + 1 < values.length; i += 2) {
      const key = toText(values[i] ?? NULL_VALUE);
      if (key?.isKnown !== true) return undefined;
      entries.push({ key, value: values[i + 1] ?? NULL_VALUE });
    }
    return mapValueOf(entries);
  },
};

/** For functions that return a set of the elements of their arguments. */
function sortingStepsOfAll(sets: readonly Value[]): number {
  return sortingSteps(sets.reduce((sum, set) => sum + (set.kind === 'list' ? set.elements.length : 0), 0));
}

function textSteps([value]: readonly Value[]): number {
  return value?.kind === 'text' ? graphemeSteps(value.text.text) : 0;
}

/** The keys or the values of a map as a list; those of an object as a tuple. */
function partsOf(
  map: Value | undefined,
  part: (element: { readonly key: Value; readonly value: Value }) => Value,
): Value | undefined {
  if (map?.kind !== 'map') return undefined;
  return listValue((elementsOf(map) ?? []).map(part), map.collection === 'map' ? 'list' : 'tuple');
}

function flatten(elements: readonly Value[], context: CallContext): Value | undefined {
  const flat: Value[] = [];
  const add = (values: readonly Value[]): boolean => {
    for (const value of values) {
      // The number of elements is unknown.
      if (value.kind === 'unknown') return false;
      if (value.kind !== 'list') flat.push(value);
      else if (!add(value.elements)) return false;
      if (flat.length > MAX_COLLECTION_ELEMENTS) return false;
    }
    return true;
  };
  if (add(elements)) return listValue(flat);
  return flat.length > MAX_COLLECTION_ELEMENTS ? tooManyElements(context) : undefined;
}

function distinct(elements: readonly Value[]): Value {
  const seen = new Set<string>();
  return listValue(
    unified(elements).filter((element) => {
      const key = keyOf(element);
      if (key === undefined) return true;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
    'list',
  );
}

function selected(from: Value | undefined, what: Value | undefined, wanted: boolean): Value | undefined {
  if (from?.kind !== 'list' || what?.kind !== 'list') return undefined;
  if (!isWhollyKnown(from) || !isWhollyKnown(what)) return undefined;
  const keys = new Set(what.elements.map(keyOf));
  return listValue(from.elements.filter((element) => keys.has(keyOf(element)) === wanted));
}

/** For `alltrue`, whether all elements are `wanted`; for `anytrue`, whether one is not `false`. */
function every(elements: readonly Value[], wanted: boolean): Value | undefined {
  let isSure = true;
  for (const element of elements) {
    const value = toBoolean(element);
    if (value === !wanted) return booleanValue(!wanted);
    if (value === undefined) isSure = false;
  }
  return isSure ? booleanValue(wanted) : undefined;
}
