import { numberValue, toNumber } from '../value.ts';
import { octetSteps } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import type { FunctionTable, TerraformFunction } from './function-table.ts';

function ofNumbers(how: (numbers: readonly number[]) => number): TerraformFunction {
  return (values) => {
    const numbers = values.map(toNumber);
    const known = numbers.filter((number) => number !== undefined);
    if (known.length < numbers.length || known.length === 0) return undefined;
    const result = how(known);
    // Terraform rejects what is not a number; what is too large here is exact there.
    return Number.isFinite(result) ? numberValue(result) : undefined;
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
  log: ofNumbers(([x = 0, base = 0]) => Math.log(x) / Math.log(base)),
  parseint: ofTexts(2, octetSteps, (text, base) => {
    const radix = Number(base);
    const number = Number.isInteger(radix) && text.length <= LONGEST_NUMBER ? parsed(text, radix) : undefined;
    return number === undefined ? undefined : numberValue(number);
  }),
};

/** UTF-16 units of a number: in base 2, the largest exact number has 53. */
const LONGEST_NUMBER = 100;
/** Like Go's `big.Int`: up to base 36, uppercase and lowercase letters are the same digit. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parsed(typed: string, radix: number): number | undefined {
  const digits = typed.replace(/^[+-]/, '');
  if (digits === '' || radix < 2 || radix > DIGITS.length) return undefined;
  let number = 0;
  for (const digit of radix > 36 ? digits : digits.toLowerCase()) {
    const value = DIGITS.indexOf(digit);
    if (value < 0 || value >= radix) return undefined;
    number = number * radix + value;
  }
  if (!Number.isSafeInteger(number)) return undefined;
  return typed.startsWith('-') && number > 0 ? -number : number;
}
