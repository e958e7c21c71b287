import { rangeOf } from '../../../text/range.ts';
import type { Attribute } from '../syntax/body.ts';
import { faultMessage } from '../syntax/fault.ts';
import { rangeOfExpression } from '../syntax/raw-range.ts';
import { isKnownFault } from '../syntax/known-fault.ts';
import type { Declared } from './declared.ts';
import { evaluate } from './evaluate.ts';
import { readExpressionOf } from './module-source.ts';
import { workPlaceOf } from './scope.ts';
import type { ReadArgument } from './read-block.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';
import type { Evaluation, WorkPlace } from './work.ts';

/** What an attribute evaluates to with the names of the scope; it may be in another file than the rest of the scope. */
export function attributeValueOf(attribute: Declared<Attribute>, scope: Scope): Evaluation<Value> {
  return argumentValueOf(
    { ...attribute, ...readExpressionOf(attribute.what.expression, attribute.site) },
    scope,
  );
}

/** The same for an argument that is already parsed. It is charged as if it were not, so that budgets do not depend on that. */
export function* argumentValueOf(
  { what, site, expression, faults }: ReadArgument,
  scope: Scope,
): Evaluation<Value> {
  const here = scope.site === site ? scope : { ...scope, site };
  const { start, end } = rangeOfExpression(what.expression);
  scope.module.work.spend(Math.floor((end - start) / CHARACTERS_PER_STEP), () =>
    workPlaceOf(site, rangeOf(start, end)),
  );
  const fault = faults.find((one) => !isKnownFault(one, site.text));
  // The others may follow from the first one.
  if (fault !== undefined)
    scope.module.work.report(workPlaceOf(site, fault.range), faultMessage(fault), null);
  return yield* evaluate(expression, here);
}

/** Characters of an expression that are read in one step. */
const CHARACTERS_PER_STEP = 16;

/** Where the expression of an attribute is. */
export function placeOfValue({ what, site }: Declared<Attribute>): WorkPlace {
  return workPlaceOf(site, rangeOfExpression(what.expression));
}
