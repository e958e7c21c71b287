import type { Expression, ForExpression } from '../syntax/expression.ts';
import { partsOfExpression } from '../syntax/parts-of-expression.ts';
import { chargedElements } from './elements.ts';
import { bind, workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { listValue, mapValueOf, toBoolean, toText, unknown } from './value.ts';
import type { MapEntry, Value } from './value.ts';
import { MAX_COLLECTION_ELEMENTS } from './work.ts';
import type { Evaluation, WorkPlace } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/**
 * `undefined`: the collection, or whether an element is included, is unknown. If a key is unknown, the value is unknown, without
 * a reference, and has the elements. A nested loop that does not use the outer loop's elements is evaluated once.
 */
export function* evaluateFor(
  expression: ForExpression,
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const { constants, bound } = scope;
  if (constants === undefined) {
    return yield* goThrough(expression, { ...scope, constants: new Map() }, evaluate);
  }
  const known = constants.get(expression);
  if (known !== undefined) return known;
  const value = yield* goThrough(expression, scope, evaluate);
  if (value !== undefined && !namesIn(expression).some((name) => bound.has(name)))
    constants.set(expression, value);
  return value;
}

const NAMES = new WeakMap<Expression, readonly string[]>();

/** The names that are used alone in an expression, or that begin a reference. */
function namesIn(expression: Expression): readonly string[] {
  let names = NAMES.get(expression);
  if (names === undefined) {
    const found = new Set<string>();
    for (const part of partsOfExpression(expression)) if (part.kind === 'variable') found.add(part.name);
    NAMES.set(expression, (names = [...found]));
  }
  return names;
}

function* goThrough(
  expression: ForExpression,
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const at = (): WorkPlace => workPlaceOf(scope.site, expression.collection.range);
  const collection = chargedElements(yield* evaluate(expression.collection, scope), scope.module.work, at);
  if (collection === undefined) return undefined;
  if (collection.length > MAX_COLLECTION_ELEMENTS) {
    scope.module.work.report(
      at(),
      `mailtxt does not iterate over more than ${MAX_COLLECTION_ELEMENTS} elements.`,
    );
    return undefined;
  }
  let isKeyUnknown = false;
  const elements: Value[] = [];
  const entries: MapEntry[] = [];
  const groups = new Map<string, { readonly key: MapEntry['key']; readonly elements: Value[] }>();
  for (const { key, value } of collection) {
    const inner = bind(scope, [
      ...(expression.keyName === undefined ? [] : [[expression.keyName, key] as const]),
      [expression.valueName, value],
    ]);
    if (expression.condition !== undefined) {
      const taken = toBoolean(yield* evaluate(expression.condition, inner));
      if (taken === undefined) return undefined;
      if (!taken) continue;
    }
    const result = yield* evaluate(expression.value, inner);
    if (expression.key === undefined) {
      elements.push(result);
      continue;
    }
    const name = toText(yield* evaluate(expression.key, inner));
    if (name?.isKnown !== true) {
      if (name === undefined || expression.groups) return undefined;
      isKeyUnknown = true;
    }
    if (!expression.groups) {
      entries.push({ key: name, value: result });
      continue;
    }
    const group = groups.get(name.text) ?? { key: name, elements: [] };
    group.elements.push(result);
    groups.set(name.text, group);
  }
  if (expression.key === undefined) return listValue(elements);
  if (isKeyUnknown) return { ...unknown(''), entries };
  for (const { key, elements: grouped } of groups.values()) entries.push({ key, value: listValue(grouped) });
  return mapValueOf(entries);
}
