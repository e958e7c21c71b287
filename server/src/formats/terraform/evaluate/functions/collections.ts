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
import type { MapEntry, Value } from '../value.ts';
import { MAX_COLLECTION_ELEMENTS } from '../work.ts';
import { equalTo } from '../operators.ts';
import { asSet } from './conversions.ts';
import { elementsSteps } from '../elements.ts';
import { constant, costing, sortingSteps } from './function-table.ts';
import type { FunctionTable, TerraformFunction } from './function-table.ts';

function ofList(
  how: (elements: readonly Value[], rest: readonly Value[]) => Value | undefined,
): TerraformFunction {
  return ([list, ...rest]) => (list?.kind === 'list' ? how(list.elements, rest) : undefined);
}

export const collectionFunctions: FunctionTable = {
  length: ([value]) => {
    switch (value?.kind) {
      case 'text':
        return value.text.isKnown ? numberValue(charactersIn(value.text.text)) : undefined;
      case 'list':
        return numberValue(value.elements.length);
      case 'map':
        return numberValue(value.entries.size);
      default:
        return undefined;
    }
  },
  concat: (lists) => {
    const elements: Value[] = [];
    for (const list of lists) {
      if (list.kind !== 'list' || elements.length + list.elements.length > MAX_COLLECTION_ELEMENTS)
        return undefined;
      for (const element of list.elements) elements.push(element);
    }
    return listValue(elements);
  },
  compact: ofList((elements) =>
    listValue(elements.filter((element) => element.kind !== 'null' && knownText(element) !== '')),
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
  flatten: ofList((elements) => flatten(elements)),
  merge: (maps) => {
    const entries: MapEntry[] = [];
    for (const map of maps) {
      if (map.kind === 'null') continue;
      if (map.kind !== 'map') return undefined;
      for (const entry of map.entries.values()) entries.push(entry);
    }
    return mapValueOf(entries);
  },
  keys: costing(
    ([map]) => elementsSteps(map),
    ([map]) => (map?.kind === 'map' ? listValue((elementsOf(map) ?? []).map(({ key }) => key)) : undefined),
  ),
  values: costing(
    ([map]) => elementsSteps(map),
    ([map]) =>
      map?.kind === 'map' ? listValue((elementsOf(map) ?? []).map(({ value }) => value)) : undefined,
  ),
  element: constant(
    ofList((elements, [index]) => {
      const at = index && toNumber(index);
      if (at === undefined || elements.length === 0) return undefined;
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
  slice: ofList((elements, [start, end]) => {
    const from = start && toNumber(start);
    const to = end && toNumber(end);
    return from === undefined || to === undefined ? undefined : listValue(elements.slice(from, to));
  }),
  chunklist: ofList((elements, [size]) => {
    const count = size && toNumber(size);
    if (count === undefined || count < 1) return undefined;
    const chunks: Value[] = [];
    for (let i = 0; i < elements.length; i += count) chunks.push(listValue(elements.slice(i, i + count)));
    return listValue(chunks);
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
  reverse: ofList((elements) => listValue([...elements].reverse())),
  sort: costing(
    ([list]) => (list?.kind === 'list' ? sortingSteps(list.elements.length) : 0),
    ofList((elements) => {
      const sorted = elements.map((element) => ({ element, text: knownText(element) }));
      if (sorted.some(({ text }) => text === undefined)) return undefined;
      return listValue(
        sorted.sort((a, b) => compareTexts(a.text ?? '', b.text ?? '')).map(({ element }) => element),
      );
    }),
  ),
  range: (values) => {
    const numbers = values.map(toNumber);
    if (numbers.includes(undefined)) return undefined;
    const [a = 0, b, step] = numbers;
    const [start, end] = b === undefined ? [0, a] : [a, b];
    const by = step ?? (end < start ? -1 : 1);
    if (by === 0 || Math.abs((end - start) / by) > MAX_COLLECTION_ELEMENTS) return undefined;
    const elements: Value[] = [];
    for (let at = start; by > 0 ? at < end : at > end; at += by) {
      // Next to a large number, a small step leads nowhere.
      if (elements.length > MAX_COLLECTION_ELEMENTS) return undefined;
      elements.push(numberValue(at));
    }
    return listValue(elements);
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
    return mapValueOf(entries);
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
      if (set.kind !== 'list' || rows.length * set.elements.length > MAX_COLLECTION_ELEMENTS)
        return undefined;
      const width = rows[0]?.length ?? 0;
      // Each row is copied once for each element of the next set.
      if (!context.spend(Math.ceil((rows.length * set.elements.length * (width + 4)) / 16))) return undefined;
      rows = rows.flatMap((row) => set.elements.map((element) => [...row, element]));
    }
    return listValue(rows.map(listValue));
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
    let total = 0;
    for (const element of elements) {
      const number = toNumber(element);
      if (number === undefined) return undefined;
      total += number;
    }
    return numberValue(total);
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
      [...turned].map(([name, keys]) => ({ key: textValue(name).text, value: listValue(keys) })),
    );
  },
  matchkeys: ([values, keys, wanted]) => {
    if (values?.kind !== 'list' || keys?.kind !== 'list' || wanted?.kind !== 'list') return undefined;
    const names = new Set(wanted.elements.map(keyOf));
    if (names.has(undefined) || !keys.elements.every(isWhollyKnown)) return undefined;
    return listValue(values.elements.filter((_, i) => names.has(keyOf(keys.elements[i] ?? NULL_VALUE))));
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

/** For functions that make a set of the elements of their arguments. */
function sortingStepsOfAll(sets: readonly Value[]): number {
  return sortingSteps(sets.reduce((sum, set) => sum + (set.kind === 'list' ? set.elements.length : 0), 0));
}

function charactersIn(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function flatten(elements: readonly Value[]): Value | undefined {
  const flat: Value[] = [];
  const add = (values: readonly Value[]): boolean => {
    for (const value of values) {
      // How many elements that is cannot be told.
      if (value.kind === 'unknown') return false;
      if (value.kind !== 'list') flat.push(value);
      else if (!add(value.elements)) return false;
      if (flat.length > MAX_COLLECTION_ELEMENTS) return false;
    }
    return true;
  };
  return add(elements) ? listValue(flat) : undefined;
}

function distinct(elements: readonly Value[]): Value {
  const seen = new Set<string>();
  return listValue(
    elements.filter((element) => {
      const key = keyOf(element);
      if (key === undefined) return true;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

function selected(from: Value | undefined, what: Value | undefined, wanted: boolean): Value | undefined {
  if (from?.kind !== 'list' || what?.kind !== 'list') return undefined;
  if (!isWhollyKnown(from) || !isWhollyKnown(what)) return undefined;
  const keys = new Set(what.elements.map(keyOf));
  return listValue(from.elements.filter((element) => keys.has(keyOf(element)) === wanted));
}

/** Whether all elements are `wanted`, for `alltrue`; or, for `anytrue`, whether one is not `false`. */
function every(elements: readonly Value[], wanted: boolean): Value | undefined {
  let isSure = true;
  for (const element of elements) {
    const value = toBoolean(element);
    if (value === !wanted) return booleanValue(!wanted);
    if (value === undefined) isSure = false;
  }
  return isSure ? booleanValue(wanted) : undefined;
}
