import type { Range } from '../../../text/range.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { isTextLike, madeText, numberOf, unknown, type Value } from './value.ts';

/** What an operator makes of values. An operator has one operand or, in a chain, two or more. */
export function operate(operator: string, operands: readonly Value[], range: Range): Value {
  const [first, second] = operands;
  if (first === undefined) return unknown(range);
  switch (operator) {
    case '!':
      return first.kind === 'boolean' ? truth(!first.value, range) : unknown(range);
    case '&&':
      return logical(operands, false, range);
    case '||':
      return logical(operands, true, range);
    case '??':
      return coalesce(operands, range);
    case '==':
      return equality(first, second, range);
    case '!=': {
      const same = equality(first, second, range);
      return same.kind === 'boolean' ? truth(!same.value, range) : same;
    }
    case '-':
      return second === undefined
        ? arithmetic([zero(range), first], '-', range)
        : arithmetic(operands, '-', range);
    case '+':
    case '*':
      return arithmetic(operands, operator, range);
    default:
      return unknown(range);
  }
}

/** The first value that is not null. What is unknown may be. */
export function coalesce(values: readonly Value[], range: Range): Value {
  const found = values.find(({ kind }) => kind !== 'null');
  return found ?? { kind: 'null', range };
}

export function logical(values: readonly Value[], decisive: boolean, range: Range): Value {
  for (const value of values) {
    if (value.kind !== 'boolean') return unknown(range);
    if (value.value === decisive) return truth(decisive, range);
  }
  return truth(!decisive, range);
}

export function equality(first: Value, second: Value | undefined, range: Range): Value {
  if (second === undefined) return unknown(range);
  if (first.kind === 'boolean' && second.kind === 'boolean')
    return truth(first.value === second.value, range);
  if (first.kind === 'null' && second.kind === 'null') return truth(true, range);
  if (!isTextLike(first) || !isTextLike(second)) return unknown(range);
  const [one, other] = [first.text.text, second.text.text];
  return (one + other).includes(HOLE) ? unknown(range) : truth(one === other, range);
}

export function arithmetic(values: readonly Value[], operator: '+' | '-' | '*', range: Range): Value {
  const numbers = values.map(numberOf);
  let result: number | undefined;
  for (const number of numbers) {
    if (number === undefined) return unknown(range);
    if (result === undefined) result = number;
    else if (operator === '+') result += number;
    else result = operator === '-' ? result - number : result * number;
  }
  if (result === undefined || !Number.isSafeInteger(result)) return unknown(range);
  return { kind: 'number', range, text: madeText(String(result), range) };
}

export function truth(value: boolean, range: Range): Value {
  return { kind: 'boolean', range, value };
}

function zero(range: Range): Value {
  return { kind: 'number', range, text: madeText('0', range) };
}
