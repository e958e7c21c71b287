import { numberValue, toNumber } from '../value.ts';
import type { FunctionTable, TerraformFunction } from './function-table.ts';

function ofNumbers(how: (numbers: readonly number[]) => number): TerraformFunction {
  return (values) => {
    const numbers = values.map(toNumber);
    const known = numbers.filter((number) => number !== undefined);
    return known.length < numbers.length || known.length === 0 ? undefined : numberValue(how(known));
  };
}

export const numberFunctions: FunctionTable = {
  abs: ofNumbers(([x = 0]) => Math.abs(x)),
  ceil: ofNumbers(([x = 0]) => Math.ceil(x)),
  floor: ofNumbers(([x = 0]) => Math.floor(x)),
  max: ofNumbers((all) => all.reduce((a, b) => Math.max(a, b))),
  min: ofNumbers((all) => all.reduce((a, b) => Math.min(a, b))),
  signum: ofNumbers(([x = 0]) => Math.sign(x)),
  pow: ofNumbers(([x = 0, y = 0]) => x ** y),
  parseint: ([text, base]) => {
    const radix = base && toNumber(base);
    const known = text?.kind === 'text' && text.text.isKnown ? text.text.text : undefined;
    if (known === undefined || radix === undefined || radix < 2 || radix > 36) return undefined;
    const number = Number.parseInt(known, radix);
    return Number.isNaN(number) ? undefined : numberValue(number);
  },
};
