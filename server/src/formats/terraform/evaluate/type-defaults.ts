import type { Expression } from '../syntax/expression.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { untraced } from './traced-text.ts';
import { listValue, mapValueOf, NULL_VALUE } from './value.ts';
import type { MapEntry, Value } from './value.ts';
import type { Evaluation } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** A value with the attributes that its type says are optional: `object({ ttl = optional(number, 300) })`. */
export function* withDefaults(
  value: Value,
  type: Expression,
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value> {
  if (type.kind !== 'call') return value;
  const [inner] = type.arguments;
  const { work } = scope.module;
  // A collection is made anew, whatever its type says of what is in it.
  const size = value.kind === 'list' ? value.elements.length : value.kind === 'map' ? value.entries.size : 0;
  if (inner === undefined || !work.spend(1 + size, () => workPlaceOf(scope.site, type.range))) return value;
  if (work.isPauseDue) yield;
  switch (type.name) {
    case 'list':
    case 'set':
    case 'tuple': {
      if (value.kind !== 'list') return value;
      const elements: Value[] = [];
      for (const element of value.elements)
        elements.push(yield* withDefaults(element, inner, scope, evaluate));
      return listValue(elements);
    }
    case 'map': {
      if (value.kind !== 'map') return value;
      const entries: MapEntry[] = [];
      for (const { key, value: element } of value.entries.values()) {
        entries.push({ key, value: yield* withDefaults(element, inner, scope, evaluate) });
      }
      return mapValueOf(entries);
    }
    case 'object':
      return value.kind === 'map' && inner.kind === 'object'
        ? yield* objectWithDefaults(value.entries, inner.members, scope, evaluate)
        : value;
    case 'optional':
      return yield* withDefaults(value, inner, scope, evaluate);
    default:
      return value;
  }
}

function* objectWithDefaults(
  entries: ReadonlyMap<string, MapEntry>,
  members: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value> {
  const complete: MapEntry[] = [...entries.values()];
  const { work } = scope.module;
  for (const { key, value: type } of members) {
    if (key.kind !== 'variable') continue;
    if (!work.spend(1, () => workPlaceOf(scope.site, key.range))) break;
    if (work.isPauseDue) yield;
    const given = entries.get(key.name);
    const isOptional = type.kind === 'call' && type.name === 'optional';
    const otherwise = isOptional ? type.arguments[1] : undefined;
    if (given !== undefined && (given.value.kind !== 'null' || otherwise === undefined)) {
      complete.push({ key: given.key, value: yield* withDefaults(given.value, type, scope, evaluate) });
    } else if (isOptional) {
      const value = otherwise === undefined ? NULL_VALUE : yield* evaluate(otherwise, scope);
      complete.push({ key: untraced(key.name), value: yield* withDefaults(value, type, scope, evaluate) });
    }
  }
  return mapValueOf(complete);
}
