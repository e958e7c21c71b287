import { listValue, mapValueOf, textValue, toText } from './value.ts';
import type { ListValue, MapEntry, MapValue, Value } from './value.ts';

/**
 * Values as elements of one collection type, or as the results of a conditional: numbers next to strings become strings. If there
 * is no such type, which Terraform rejects, they stay as they are. Takes time in proportion to their weight.
 */
export function unified(values: readonly Value[]): readonly Value[] {
  const known = values.filter(({ kind }) => kind !== 'null' && kind !== 'unknown' && kind !== 'resource');
  const [first] = known;
  if (first === undefined) return values;
  if (known.every(isScalar)) {
    const isText = known.some(({ kind }) => kind === 'text') && known.some(({ kind }) => kind !== 'text');
    return isText ? values.map(asText) : values;
  }
  if (known.every(isList)) return mapKnown(values, known, unifiedLists(known));
  return known.every(isMap) ? mapKnown(values, known, unifiedMaps(known)) : values;
}

/** A number or a boolean as a string; other values as they are. */
export function asText(value: Value): Value {
  const text = value.kind === 'number' || value.kind === 'boolean' ? toText(value) : undefined;
  return text === undefined ? value : textValue(text);
}

function isScalar({ kind }: Value): boolean {
  return kind === 'text' || kind === 'number' || kind === 'boolean';
}

function isList(value: Value): value is ListValue {
  return value.kind === 'list';
}

function isMap(value: Value): value is MapValue {
  return value.kind === 'map';
}

/** The values, with the known ones replaced. */
function mapKnown(
  values: readonly Value[],
  known: readonly Value[],
  made: readonly Value[],
): readonly Value[] {
  if (known.length === values.length) return made;
  const by = new Map(known.map((value, i) => [value, made[i] ?? value]));
  return values.map((value) => by.get(value) ?? value);
}

function unifiedLists(lists: readonly ListValue[]): readonly Value[] {
  const [first] = lists;
  const width = first?.elements.length ?? 0;
  if (lists.every(({ collection, elements }) => collection === 'tuple' && elements.length === width)) {
    return ofColumns(
      lists.map(({ elements }) => elements),
      width,
    ).map((elements) => listValue(elements));
  }
  const collection = lists.every((list) => list.collection === 'set') ? 'set' : 'list';
  return ofOneType(lists.map(({ elements }) => elements)).map((elements) => listValue(elements, collection));
}

function unifiedMaps(maps: readonly MapValue[]): readonly Value[] {
  const names = [...(maps[0]?.entries.keys() ?? [])];
  const isOfOneShape = maps.every(
    ({ collection, entries }) =>
      collection === 'object' && entries.size === names.length && names.every((name) => entries.has(name)),
  );
  const rows = maps.map(({ entries }) => (isOfOneShape ? inOrder(entries, names) : [...entries.values()]));
  const values = rows.map((row) => row.map(({ value }) => value));
  const made = isOfOneShape ? ofColumns(values, names.length) : ofOneType(values);
  return rows.map((row, i) =>
    mapValueOf(
      row.map(({ key, value }, at) => ({ key, value: made[i]?.[at] ?? value })),
      isOfOneShape ? 'object' : 'map',
    ),
  );
}

function inOrder(entries: ReadonlyMap<string, MapEntry>, names: readonly string[]): readonly MapEntry[] {
  return names.map((name) => entries.get(name)).filter((entry) => entry !== undefined);
}

/** The values at one position in all rows have one type. */
function ofColumns(rows: readonly (readonly Value[])[], width: number): readonly (readonly Value[])[] {
  const made = rows.map((row) => [...row]);
  for (let at = 0; at < width; at++) {
    const column = unified(rows.map((row) => row[at]).filter((value) => value !== undefined));
    made.forEach((row, i) => {
      row[at] = column[i] ?? row[at] ?? { kind: 'null' };
    });
  }
  return made;
}

/** All values of all rows have one type. */
function ofOneType(rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  const all = unified(rows.flat());
  let from = 0;
  return rows.map(({ length }) => all.slice(from, (from += length)));
}
