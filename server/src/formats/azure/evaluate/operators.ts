import type { Range } from '../../../text/range.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { isTextLike, computedText, numberOf, unknownAt, type AzureValue } from './value.ts';

/** The value of an operator. It has one operand or, in a chain, two or more. */
export function operate(operator: string, operands: readonly AzureValue[], range: Range): AzureValue {
  const [first, second] = operands;
  if (first === undefined) return unknownAt(range);
  switch (operator) {
    case '!':
      return first.kind === 'boolean' ? truth(!first.value, range) : unknownAt(range);
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
      return unknownAt(range);
  }
}

/** The first value that is not null. An unknown value may be null. */
export function coalesce(values: readonly AzureValue[], range: Range): AzureValue {
  const found = values.find(({ kind }) => kind !== 'null');
  return found ?? { kind: 'null', range };
}

export function logical(values: readonly AzureValue[], decisive: boolean, range: Range): AzureValue {
  for (const value of values) {
    if (value.kind !== 'boolean') return unknownAt(range);
    if (value.value === decisive) return truth(decisive, range);
  }
  return truth(!decisive, range);
}

export function equality(first: AzureValue, second: AzureValue | undefined, range: Range): AzureValue {
  if (second === undefined) return unknownAt(range);
  if (first.kind === 'boolean' && second.kind === 'boolean')
    return truth(first.value === second.value, range);
  if (first.kind === 'null' && second.kind === 'null') return truth(true, range);
  if (!isTextLike(first) || !isTextLike(second)) return unknownAt(range);
  const [one, other] = [first.text.text, second.text.text];
  return (one + other).includes(HOLE) ? unknownAt(range) : truth(one === other, range);
}

export function arithmetic(
  values: readonly AzureValue[],
  operator: '+' | '-' | '*',
  range: Range,
): AzureValue {
  const numbers = values.map(numberOf);
  let result: number | undefined;
  for (const number of numbers) {
    if (number === undefined) return unknownAt(range);
    if (result === undefined) result = number;
    else if (operator === '+') result += number;
    else result = operator === '-' ? result - number : result * number;
  }
  if (result === undefined || !Number.isSafeInteger(result)) return unknownAt(range);
  return { kind: 'number', range, text: computedText(String(result), range) };
}

export function truth(value: boolean, range: Range): AzureValue {
  return { kind: 'boolean', range, value };
}

function zero(range: Range): AzureValue {
  return { kind: 'number', range, text: computedText('0', range) };
}
