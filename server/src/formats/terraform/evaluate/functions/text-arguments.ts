import { knownText, toNumber } from '../value.ts';
import type { Value } from '../value.ts';
import type { CallContext, FunctionRow } from './function-table.ts';
import { costing } from './function-table.ts';

/**
 * A function of a given number of strings that must be wholly known: neither the hash nor the encoding of a partly known string
 * can be determined. Terraform rejects other numbers of arguments.
 *
 * @param cost steps for texts of that many UTF-16 units together
 */
export function ofTexts(
  count: 1 | 2,
  cost: (length: number) => number,
  how: (first: string, second: string, context: CallContext) => Value | undefined,
): FunctionRow {
  return costing(
    (values) => cost(values.reduce((sum, value) => sum + (value.kind === 'text' ? value.text.length : 0), 0)),
    (values, context) => {
      if (values.length !== count) return undefined;
      const [first, second = ''] = values.map(knownText);
      return first === undefined || (count > 1 && knownText(values[1]) === undefined)
        ? undefined
        : how(first, second, context);
    },
  );
}

/** An integer, as exact as its source text; `undefined` for any other value. */
export function integerOf(value: Value | undefined): number | undefined {
  const number = value && toNumber(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}
