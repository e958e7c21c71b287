import { HOLE } from '../../../text/mapped-text.ts';
import { joinRuns } from '../../../text/traced-text.ts';
import { madeText } from '../syntax/script-text.ts';
import {
  ofBoolean,
  ofNumber,
  textOfValue,
  truthOf,
  UNDEFINED,
  ofText,
  UNKNOWN_VALUE,
  type ScriptValue,
} from './value.ts';

const PRIMITIVES: ReadonlySet<ScriptValue['kind']> = new Set(['text', 'number', 'boolean']);

/** The value of a binary operator. */
export function binaryValue(operator: string, left: ScriptValue, right: ScriptValue): ScriptValue {
  if (operator === '+' && (left.kind === 'text' || right.kind === 'text')) {
    const hole = madeText(HOLE);
    return ofText(joinRuns([textOfValue(left, hole), textOfValue(right, hole)]));
  }
  if (left.kind === 'number' && right.kind === 'number') return ofNumbers(operator, left.value, right.value);
  switch (operator) {
    case '===':
    case '!==':
      // `1` is not `"1"`.
      if (left.kind !== right.kind && PRIMITIVES.has(left.kind) && PRIMITIVES.has(right.kind))
        return ofBoolean(operator === '!==');
      return equality(left, right, operator === '===');
    case '==':
    case '!=':
      return equality(left, right, operator === '==');
    case 'in':
      if (right.kind !== 'object' || left.kind !== 'text' || right.isOpen) return UNKNOWN_VALUE;
      return ofBoolean(right.members.has(left.text.text));
    default:
      return UNKNOWN_VALUE;
  }
}

function ofNumbers(operator: string, left: number, right: number): ScriptValue {
  switch (operator) {
    case '+':
      return ofNumber(left + right);
    case '-':
      return ofNumber(left - right);
    case '*':
      return ofNumber(left * right);
    case '/':
      return ofNumber(left / right);
    case '%':
      return ofNumber(left % right);
    case '<':
      return ofBoolean(left < right);
    case '<=':
      return ofBoolean(left <= right);
    case '>':
      return ofBoolean(left > right);
    case '>=':
      return ofBoolean(left >= right);
    case '==':
    case '===':
      return ofBoolean(left === right);
    case '!=':
    case '!==':
      return ofBoolean(left !== right);
    default:
      return UNKNOWN_VALUE;
  }
}

/** Compares only what is certain: texts, booleans, and missing values. */
function equality(left: ScriptValue, right: ScriptValue, wanted: boolean): ScriptValue {
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN_VALUE;
  if (left.kind === 'text' && right.kind === 'text') {
    if (!left.text.isKnown || !right.text.isKnown) return UNKNOWN_VALUE;
    return ofBoolean((left.text.text === right.text.text) === wanted);
  }
  if (left.kind === 'boolean' && right.kind === 'boolean')
    return ofBoolean((left.value === right.value) === wanted);
  const isNothing = ({ kind }: ScriptValue): boolean => kind === 'undefined' || kind === 'null';
  if (isNothing(left) && isNothing(right))
    return left.kind === right.kind ? ofBoolean(wanted) : UNKNOWN_VALUE;
  return isNothing(left) || isNothing(right) ? ofBoolean(!wanted) : UNKNOWN_VALUE;
}

/** The value of a unary operator. */
export function unaryValue(operator: string, value: ScriptValue): ScriptValue {
  switch (operator) {
    case '!': {
      const truth = truthOf(value);
      return truth === undefined ? UNKNOWN_VALUE : ofBoolean(!truth);
    }
    case '-':
      return value.kind === 'number' ? ofNumber(-value.value) : UNKNOWN_VALUE;
    case '+':
      if (value.kind === 'number') return value;
      return value.kind === 'text' && /^\d+$/.test(value.text.text)
        ? ofNumber(Number(value.text.text))
        : UNKNOWN_VALUE;
    case 'void':
      return UNDEFINED;
    default:
      return UNKNOWN_VALUE;
  }
}
