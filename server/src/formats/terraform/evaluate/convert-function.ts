import type { Expression, FunctionCall } from '../syntax/expression.ts';
import { callFunction } from './functions/call.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { converted } from './type-conversion.ts';
import type { Value } from './value.ts';
import type { Evaluation } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** Functions that convert to the type of that name. */
const CONVERSIONS: ReadonlyMap<string, string> = new Map([
  ['string', 'tostring'],
  ['number', 'tonumber'],
  ['bool', 'tobool'],
  ['list', 'tolist'],
  ['set', 'toset'],
  ['map', 'tomap'],
]);

/** `convert(value, type)`: the second argument is a type, as for a variable, not a value. */
export function* evaluateConvert(
  call: FunctionCall,
  scope: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const [argument, type, ...more] = call.arguments;
  if (argument === undefined || type === undefined || more.length > 0) return undefined;
  const value = yield* evaluate(argument, scope);
  const complete = yield* converted(value, type, scope, evaluate);
  const name = type.kind === 'variable' || type.kind === 'call' ? type.name : undefined;
  const conversion = name === undefined ? undefined : CONVERSIONS.get(name);
  if (conversion !== undefined)
    return yield* callFunction(conversion, [complete], scope, () => workPlaceOf(scope.site, call.range));
  return name === 'any' || name === 'object' || name === 'tuple' ? complete : undefined;
}
