import type { Expression, FunctionCall, Splat, TemplatePart } from '../syntax/expression.ts';
import { attributeOf, elementAt } from './access.ts';
import { callFunction, withoutCore } from './functions/call.ts';
import { isDataFormat } from './functions/decode.ts';
import { WEIGHT_PER_STEP } from './functions/function-table.ts';
import { workPlaceOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { booleanValue, isWhollyKnown, toBoolean, weightOf } from './value.ts';
import type { Value } from './value.ts';
import type { Evaluation, WorkPlace } from './work.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/**
 * The first argument that is not an error. Here an error looks like an unknown value, so an unknown value is only used if
 * Terraform certainly accepts it.
 */
export function* evaluateTry(
  call: FunctionCall,
  around: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const scope: Scope = { ...around, isTried: true };
  for (const argument of call.arguments) {
    const value = yield* evaluate(argument, scope);
    if (isKnownWithin(value, call, scope)) return value;
    if (!(yield* new Refusals(scope, evaluate).has(argument))) return value;
  }
  return undefined;
}

/** Whether the argument is not an error. */
export function* evaluateCan(
  call: FunctionCall,
  around: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  const scope: Scope = { ...around, isTried: true };
  const [argument] = call.arguments;
  if (argument === undefined) return undefined;
  const value = yield* evaluate(argument, scope);
  const isThere = value.kind !== 'unknown' && (argument.kind === 'attribute' || argument.kind === 'index');
  if (isThere || isKnownWithin(value, call, scope)) return booleanValue(true);
  return (yield* new Refusals(scope, evaluate).has(argument)) ? booleanValue(false) : undefined;
}

/** Functions that have a result or an error for all known arguments. */
const EXACT_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'tobool tolist tomap tonumber toset tostring base64decode cidrhost cidrnetmask cidrsubnet cidrsubnets ' +
    'element index one parseint keys values coalesce coalescelist'
  ).split(' '),
);

/** Finds what Terraform would reject in an expression. What it does not examine may still be an error. */
class Refusals {
  private readonly scope: Scope;
  private readonly evaluate: Evaluate;

  constructor(scope: Scope, evaluate: Evaluate) {
    this.scope = scope;
    this.evaluate = evaluate;
  }

  *has(expression: Expression): Evaluation<boolean> {
    switch (expression.kind) {
      case 'attribute':
      case 'index':
        return yield* this.isPartMissing(expression);
      case 'splat':
        return yield* this.inSplat(expression);
      case 'parentheses':
        return yield* this.has(expression.inner);
      case 'unary':
        return (
          (yield* this.has(expression.operand)) || (yield* this.isRefusedOf(expression, [expression.operand]))
        );
      case 'binary': {
        const sides = [expression.left, expression.right];
        // A division by zero is infinite, which is not an error by itself.
        if (expression.operator === '/') return yield* this.any(sides);
        return (yield* this.any(sides)) || (yield* this.isRefusedOf(expression, sides));
      }
      case 'conditional': {
        const { condition, then, otherwise } = expression;
        if (yield* this.has(condition)) return true;
        const known = toBoolean(yield* this.evaluate(condition, this.scope));
        return known === undefined ? false : yield* this.has(known ? then : otherwise);
      }
      case 'tuple':
        return yield* this.any(expression.elements);
      case 'object':
        return yield* this.any(expression.members.map(({ value }) => value));
      case 'for':
        return yield* this.has(expression.collection);
      case 'template':
        return yield* this.any(expression.parts.flatMap(interpolated));
      case 'call':
        return yield* this.inCall(expression);
      default:
        return false;
    }
  }

  private *any(expressions: readonly Expression[]): Evaluation<boolean> {
    for (const one of expressions) if (yield* this.has(one)) return true;
    return false;
  }

  /** Whether the parts are known but the whole is not. */
  private *isRefusedOf(whole: Expression, parts: readonly Expression[]): Evaluation<boolean> {
    for (const part of parts) {
      if (!isKnownWithin(yield* this.evaluate(part, this.scope), part, this.scope)) return false;
    }
    return (yield* this.evaluate(whole, this.scope)).kind === 'unknown';
  }

  private *inCall(call: FunctionCall): Evaluation<boolean> {
    const name = withoutCore(call.name);
    if (name === 'try') {
      for (const one of call.arguments) if (!(yield* this.has(one))) return false;
      return true;
    }
    if (name === 'can') return false;
    if (yield* this.any(call.arguments)) return true;
    if (call.expandsLast) return false;
    if (name === 'regex') return yield* this.matchesNothing(call);
    if (!EXACT_FUNCTIONS.has(name) && !isDataFormat(name)) return false;
    return yield* this.isRefusedOf(call, call.arguments);
  }

  /** `regex` rejects a text that does not match; the pattern itself may be one that mailtxt does not follow. */
  private *matchesNothing(call: FunctionCall): Evaluation<boolean> {
    const values: Value[] = [];
    for (const argument of call.arguments) values.push(yield* this.evaluate(argument, this.scope));
    if (!values.every((value) => isKnownWithin(value, call, this.scope))) return false;
    const at = (): WorkPlace => workPlaceOf(this.scope.site, call.range);
    const found = yield* callFunction('regexall', values, this.scope, at);
    return found?.kind === 'list' && found.elements.length === 0;
  }

  /** Whether the expression accesses a part that a known object does not have. */
  private *isPartMissing(
    expression: Extract<Expression, { readonly kind: 'attribute' | 'index' }>,
  ): Evaluation<boolean> {
    const { object } = expression;
    const { scope } = this;
    if (object.kind === 'variable' && !scope.bound.has(object.name)) return false;
    const holder = yield* this.evaluate(object, scope);
    switch (holder.kind) {
      case 'unknown':
        return yield* this.has(object);
      case 'null':
        return true;
      case 'text':
      case 'number':
      case 'boolean':
        return isKnownWithin(holder, expression, scope);
      case 'map':
      case 'list': {
        if (expression.kind === 'attribute') return attributeOf(holder, expression.name) === undefined;
        const key = yield* this.evaluate(expression.key, scope);
        return isKnownWithin(key, expression, scope)
          ? elementAt(holder, key) === undefined
          : yield* this.has(expression.key);
      }
      case 'resource':
        return false;
    }
  }

  private *inSplat({ object, steps }: Splat): Evaluation<boolean> {
    if (yield* this.has(object)) return true;
    const [step] = steps;
    const value = yield* this.evaluate(object, this.scope);
    if (step?.kind !== 'attribute') return false;
    const elements = value.kind === 'list' ? value.elements : [value];
    return elements.some((one) => one.kind === 'map' && !one.entries.has(step.name));
  }
}

function interpolated(part: TemplatePart): readonly Expression[] {
  return part.kind === 'interpolation' ? [part.expression] : [];
}

/** Whether all of the value is known, and there is enough work left to traverse it. */
function isKnownWithin(value: Value, { range }: Expression, scope: Scope): boolean {
  const steps = Math.ceil(weightOf(value) / WEIGHT_PER_STEP);
  return scope.module.work.spend(steps, () => workPlaceOf(scope.site, range)) && isWhollyKnown(value);
}
