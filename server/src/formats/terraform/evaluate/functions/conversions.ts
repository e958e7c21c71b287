import { toExactNumber } from '../exact-number.ts';
import { unified } from '../unify.ts';
import { booleanValue, keyOf, listValue, mapValueOf, textValue, toBoolean, toText } from '../value.ts';
import type { Value } from '../value.ts';
import { constant, costing, sortingSteps } from './function-table.ts';
import type { FunctionTable } from './function-table.ts';

export const conversionFunctions: FunctionTable = {
  tostring: constant(([value]) => {
    if (value?.kind === 'null') return value;
    if (value === undefined || value.kind === 'unknown') return undefined;
    const text = toText(value);
    return text && textValue(text);
  }),
  tonumber: ([value]) => {
    if (value?.kind === 'null') return value;
    return value && toExactNumber(value);
  },
  tobool: ([value]) => {
    if (value?.kind === 'null') return value;
    const known = value && toBoolean(value);
    return known === undefined ? undefined : booleanValue(known);
  },
  tolist: ([value]) => (value?.kind === 'null' ? value : asList(value)),
  toset: costing(
    ([value]) => (value?.kind === 'list' ? sortingSteps(value.elements.length) : 0),
    ([value]) => (value?.kind === 'null' ? value : asSet(value)),
  ),
  tomap: ([value]) => (value?.kind === 'null' ? value : asMap(value)),
  // A sensitive value is read like any other.
  sensitive: constant(([value]) => value),
  nonsensitive: constant(([value]) => value),
  ephemeralasnull: constant(([value]) => value),
  defaults: ([value, defaults]) => {
    if (value?.kind !== 'map' || defaults?.kind !== 'map') return undefined;
    return mapValueOf([
      ...defaults.entries.values(),
      ...[...value.entries.values()].filter((entry) => entry.value.kind !== 'null'),
    ]);
  },
};

/** The elements, converted to one type. */
export function asList(value: Value | undefined): Value | undefined {
  return value?.kind === 'list' ? listValue(unified(value.elements), 'list') : undefined;
}

function asMap(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'map') return undefined;
  const entries = [...value.entries.values()];
  const values = unified(entries.map((entry) => entry.value));
  return mapValueOf(
    entries.map(({ key, value: given }, i) => ({ key, value: values[i] ?? given })),
    'map',
  );
}

/** The distinct elements, converted to one type, in the order in which Terraform iterates over a set. */
export function asSet(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'list') return undefined;
  if (value.collection === 'set') return value;
  const byKey = new Map<string, Value>();
  const unclear: Value[] = [];
  for (const element of unified(value.elements)) {
    const key = keyOf(element);
    if (key === undefined) unclear.push(element);
    else if (!byKey.has(key)) byKey.set(key, element);
  }
  const sorted = [...byKey].sort(compareElements).map(([, element]) => element);
  return listValue([...sorted, ...unclear], 'set');
}

type Keyed = readonly [key: string, element: Value];

/** Compares strings as strings, numbers as numbers, and null after all others. The order of collections is Terraform's own. */
function compareElements([aKey, a]: Keyed, [bKey, b]: Keyed): number {
  if (a.kind === 'null' || b.kind === 'null') return Number(a.kind === 'null') - Number(b.kind === 'null');
  if (a.kind === 'number' && b.kind === 'number') return a.value - b.value;
  if (a.kind === 'text' && b.kind === 'text') return compareTexts(a.text.text, b.text.text);
  return compareTexts(aKey, bKey);
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
