import {
  booleanValue,
  elementsOf,
  keyOf,
  listValue,
  mapValueOf,
  numberValue,
  textValue,
  toBoolean,
  toNumber,
  toText,
} from '../value.ts';
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
    const number = value && toNumber(value);
    return number === undefined ? undefined : value?.kind === 'number' ? value : numberValue(number);
  },
  tobool: ([value]) => {
    const known = value && toBoolean(value);
    return known === undefined ? undefined : booleanValue(known);
  },
  tolist: constant(([value]) => asList(value)),
  toset: costing(
    ([value]) => (value?.kind === 'list' ? sortingSteps(value.elements.length) : 0),
    ([value]) => asSet(value),
  ),
  tomap: constant(([value]) => (value?.kind === 'map' ? value : undefined)),
  // What is secret is text all the same.
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

function asList(value: Value | undefined): Value | undefined {
  return value?.kind === 'list' ? value : undefined;
}

/** Each element once, texts in their order, as Terraform goes through a set. */
export function asSet(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'list') return undefined;
  const byKey = new Map<string, Value>();
  const unclear: Value[] = [];
  for (const { value: element } of elementsOf(value) ?? []) {
    const key = keyOf(element);
    if (key === undefined) unclear.push(element);
    else if (!byKey.has(key)) byKey.set(key, element);
  }
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
  return listValue([...sorted, ...unclear]);
}
