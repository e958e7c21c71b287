import type { Expression } from '../syntax/expression.ts';
import type { Scope } from './scope.ts';
import { untraced } from './traced-text.ts';
import { listValue, mapOf, NULL } from './value.ts';
import type { MapEntry, Value } from './value.ts';

type Evaluate = (expression: Expression, scope: Scope) => Value;

/** A value with the attributes that its type says are optional: `object({ ttl = optional(number, 300) })`. */
export function withDefaults(value: Value, type: Expression, scope: Scope, evaluate: Evaluate): Value {
  if (type.kind !== 'call') return value;
  const [inner] = type.arguments;
  if (inner === undefined) return value;
  switch (type.name) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.kind === 'list'
        ? listValue(value.elements.map((element) => withDefaults(element, inner, scope, evaluate)))
        : value;
    case 'map':
      return value.kind === 'map'
        ? mapOf(
            [...value.entries.values()].map((entry) => ({
              key: entry.key,
              value: withDefaults(entry.value, inner, scope, evaluate),
            })),
          )
        : value;
    case 'object':
      return value.kind === 'map' && inner.kind === 'object'
        ? objectWithDefaults(value.entries, inner.members, scope, evaluate)
        : value;
    case 'optional':
      return withDefaults(value, inner, scope, evaluate);
    default:
      return value;
  }
}

function objectWithDefaults(
  entries: ReadonlyMap<string, MapEntry>,
  members: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const complete: MapEntry[] = [...entries.values()];
  for (const { key, value: type } of members) {
    if (key.kind !== 'variable') continue;
    const given = entries.get(key.name);
    const isOptional = type.kind === 'call' && type.name === 'optional';
    const otherwise = isOptional ? type.arguments[1] : undefined;
    if (given !== undefined && (given.value.kind !== 'null' || otherwise === undefined)) {
      complete.push({ key: given.key, value: withDefaults(given.value, type, scope, evaluate) });
    } else if (isOptional) {
      const value = otherwise === undefined ? NULL : evaluate(otherwise, scope);
      complete.push({ key: untraced(key.name), value: withDefaults(value, type, scope, evaluate) });
    }
  }
  return mapOf(complete);
}
