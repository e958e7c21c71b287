import type { BinaryOperator } from '../syntax/expression.ts';
import { calculated, compareNumbers, toExactNumber } from './exact-number.ts';
import { booleanValue, keyOf, numberValue, toBoolean } from './value.ts';
import type { NumberValue, Value } from './value.ts';

/** Whether the left side determines the result, whatever the right side is. */
export function isShortCircuited(operator: BinaryOperator, left: Value): boolean {
  return (operator === '&&' || operator === '||') && toBoolean(left) === (operator === '||');
}

/** `undefined`: unknown or not allowed. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case '&&':
    case '||': {
      // One side may determine the result, whatever the other is.
      const decisive = operator === '||';
      const a = toBoolean(left);
      if (a === decisive) return booleanValue(decisive);
      const b = toBoolean(right);
      if (b === decisive) return booleanValue(decisive);
      return a === undefined || b === undefined ? undefined : booleanValue(!decisive);
    }
    case '==':
    case '!=': {
      const same = areEqual(left, right);
      return same === undefined ? undefined : booleanValue(same === (operator === '=='));
    }
    default: {
      const a = toExactNumber(left);
      const b = toExactNumber(right);
      return a === undefined || b === undefined ? undefined : arithmetic(operator, a, b);
    }
  }
}

/** `undefined`: unknown. */
export function areEqual(left: Value, right: Value): boolean | undefined {
  return equalTo(right)(left);
}

/** Compares many values with one value, and traverses that value once. */
export function equalTo(right: Value): (left: Value) => boolean | undefined {
  const b = keyOf(right);
  return (left) => {
    // A value that exists is not null, whether or not its parts are known; an unknown argument may be.
    if (left.kind === 'null' || right.kind === 'null') {
      const other = left.kind === 'null' ? right : left;
      return other.kind === 'unknown' ? undefined : other.kind === 'null';
    }
    const a = b === undefined ? undefined : keyOf(left);
    return a === undefined ? undefined : a === b;
  };
}

function arithmetic(
  operator: Exclude<BinaryOperator, '&&' | '||' | '==' | '!='>,
  a: NumberValue,
  b: NumberValue,
): Value | undefined {
  switch (operator) {
    case '<':
      return booleanValue(compareNumbers(a, b) < 0);
    case '<=':
      return booleanValue(compareNumbers(a, b) <= 0);
    case '>':
      return booleanValue(compareNumbers(a, b) > 0);
    case '>=':
      return booleanValue(compareNumbers(a, b) >= 0);
    default:
      return calculated(operator, a, b);
  }
}

export function unary(operator: '-' | '!', operand: Value): Value | undefined {
  if (operator === '!') {
    const value = toBoolean(operand);
    return value === undefined ? undefined : booleanValue(!value);
  }
  const value = toExactNumber(operand);
  return value && calculated('-', numberValue(0), value);
}
