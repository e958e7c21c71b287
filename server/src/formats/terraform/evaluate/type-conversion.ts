import { rangeOf } from '../../../text/range.ts';
import type { Expression } from '../syntax/expression.ts';
import { toExactNumber } from './exact-number.ts';
import { asSet } from './functions/conversions.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { untraced } from './traced-text.ts';
import { asText, unified } from './unify.ts';
import { booleanValue, listValue, mapValueOf, NULL_VALUE, toBoolean } from './value.ts';
import type { ListValue, MapEntry, MapValue, Value } from './value.ts';
import type { Evaluation } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/**
 * A value converted to a type, with the type's optional attributes: `object({ ttl = optional(number, 300) })`. A value that
 * Terraform cannot convert stays as it is.
 */
export function* converted(
  value: Value,
  type: Expression,
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value> {
  const { work } = scope.module;
  const name = nameOfType(type);
  // A collection is rebuilt, whatever its element type.
  const size = value.kind === 'list' ? value.elements.length : value.kind === 'map' ? value.entries.size : 0;
  const steps = 1 + size;
  if (name === undefined || name === 'any' || !work.spend(steps, () => workPlaceOf(scope.site, type.range)))
    return value;
  if (work.isPauseDue) yield;
  const inner = type.kind === 'call' ? type.arguments[0] : undefined;
  switch (name) {
    case 'string':
      return asText(value);
    case 'number':
      return toExactNumber(value) ?? value;
    case 'bool': {
      const known = toBoolean(value);
      return known === undefined ? value : booleanValue(known);
    }
    case 'list':
    case 'set': {
      if (value.kind !== 'list') return value;
      const elements: Value[] = [];
      for (const element of value.elements)
        elements.push(inner === undefined ? element : yield* converted(element, inner, scope, evaluate));
      const made = listValue(ofOneType(elements, inner, value, scope), 'list');
      if (name === 'list' || made.kind !== 'list') return made;
      return asSet(made) ?? made;
    }
    case 'tuple': {
      if (value.kind !== 'list') return value;
      const types = inner?.kind === 'tuple' ? inner.elements : [];
      const elements: Value[] = [];
      for (const [i, element] of value.elements.entries()) {
        const own = types[i];
        elements.push(own === undefined ? element : yield* converted(element, own, scope, evaluate));
      }
      return listValue(elements);
    }
    case 'map': {
      if (value.kind !== 'map') return value;
      const given = [...value.entries.values()];
      const elements: Value[] = [];
      for (const { value: element } of given)
        elements.push(inner === undefined ? element : yield* converted(element, inner, scope, evaluate));
      const made = ofOneType(elements, inner, value, scope);
      return mapValueOf(
        given.map(({ key }, i) => ({ key, value: made[i] ?? NULL_VALUE })),
        'map',
      );
    }
    case 'object':
      return value.kind === 'map' && inner?.kind === 'object'
        ? yield* objectOf(value.entries, inner.members, scope, evaluate)
        : value;
    case 'optional':
      return inner === undefined ? value : yield* converted(value, inner, scope, evaluate);
    default:
      return value;
  }
}

/** `list` of `list(string)`; in Terraform 0.11 without parentheses, and in quotes. */
function nameOfType(type: Expression): string | undefined {
  if (type.kind === 'call' || type.kind === 'variable') return type.name;
  if (type.kind !== 'template') return undefined;
  const [part, ...more] = type.parts;
  return part?.kind === 'text' && more.length === 0 ? part.text : undefined;
}

/** The elements of a collection without a named type still have one type. */
function ofOneType(
  elements: readonly Value[],
  type: Expression | undefined,
  { weight }: ListValue | MapValue,
  scope: Scope,
): readonly Value[] {
  const isNamed = type !== undefined && nameOfType(type) !== 'any';
  const at = type?.range ?? rangeOf(0, 0);
  const canUnify = (): boolean =>
    scope.module.work.spend(Math.ceil(weight / WEIGHT_PER_STEP), () => workPlaceOf(scope.site, at));
  return isNamed || !canUnify() ? elements : unified(elements);
}

/** Units of weight that are processed in one step. */
const WEIGHT_PER_STEP = 16;

/** The attributes that the type names, and no others. */
function* objectOf(
  entries: ReadonlyMap<string, MapEntry>,
  members: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value> {
  const complete: MapEntry[] = [];
  const { work } = scope.module;
  for (const { key, value: type } of members) {
    const name = nameOfType(key);
    if (name === undefined) continue;
    if (!work.spend(1, () => workPlaceOf(scope.site, key.range))) break;
    if (work.isPauseDue) yield;
    const given = entries.get(name);
    const isOptional = type.kind === 'call' && type.name === 'optional';
    const otherwise = isOptional ? type.arguments[1] : undefined;
    if (given !== undefined && (given.value.kind !== 'null' || otherwise === undefined)) {
      complete.push({ key: given.key, value: yield* converted(given.value, type, scope, evaluate) });
    } else if (isOptional) {
      const value = otherwise === undefined ? NULL_VALUE : yield* evaluate(otherwise, scope);
      complete.push({ key: untraced(name), value: yield* converted(value, type, scope, evaluate) });
    }
  }
  return mapValueOf(complete);
}
