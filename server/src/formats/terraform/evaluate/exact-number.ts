import { numberValue, toNumber, toText } from './value.ts';
import type { NumberValue, Value } from './value.ts';
import { untraced } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';

/** Bits of the mantissa of Terraform's numbers. */
const PRECISION = 512;
/**
 * Powers of 2, positive or negative, to which numbers are exact. No number of a configuration comes near; each is a step of work.
 */
export const MAX_EXPONENT = 4096;

/** `mantissa * 2 ** exponent`, the mantissa with a sign. */
interface Exact {
  readonly mantissa: bigint;
  readonly exponent: number;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/**
 * A result with Terraform's precision of 512 bits: `0.1 + 0.2` is 0.3. `undefined` if there is none, or if it is too large or too
 * small to be followed.
 */
export function calculated(operator: Arithmetic, a: NumberValue, b: NumberValue): NumberValue | undefined {
  const simple = simpleResult(operator, a.value, b.value);
  if (simple !== undefined && Number.isSafeInteger(simple)) return numberValue(simple);
  const left = exactOf(a);
  const right = exactOf(b);
  const result = left && right && exactResult(operator, left, right);
  return result && numberOf(result);
}

/** Less than 0, 0, or more. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (a.value !== b.value || Number.isSafeInteger(a.value)) return a.value - b.value;
  const left = exactOf(a);
  const right = exactOf(b);
  const difference = left && right && exactResult('-', left, right);
  return difference === undefined ? 0 : Number(sign(difference.mantissa));
}

/** A number, or a string that is a number, with all of its digits. */
export function toExactNumber(value: Value): NumberValue | undefined {
  if (value.kind === 'number') return value;
  const number = toNumber(value);
  const text = number === undefined ? undefined : toText(value);
  if (number === undefined || text === undefined) return undefined;
  return typedNumber(number, text);
}

/** A number with this source text. */
export function typedNumber(value: number, text: TracedText): NumberValue {
  const plain = plainDecimal(text.text);
  if (plain === text.text) return { kind: 'number', value, text };
  return plain === undefined ? numberValue(value) : { kind: 'number', value, text: untraced(plain) };
}

/** A decimal number without an exponent and without redundant zeros; `undefined` if it would be too long. */
export function plainDecimal(typed: string): string | undefined {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(typed);
  if (match === null) return undefined;
  const [, minus = '', whole = '', fraction = '', power = '0'] = match;
  const exponent = Number(power);
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const digits = `${whole}${fraction}`;
  const point = whole.length + exponent;
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '';
  const after = point > 0 ? digits.slice(point) : `${'0'.repeat(-point)}${digits}`;
  const left = before.replace(/^0+(?=.)/, '');
  const right = withoutZeros(after);
  const magnitude = `${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
  return minus === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude;
}

/** All decimal digits of a number in 512 bits: 0.35 is a little less. */
export function exactDigits(number: NumberValue): string {
  const exact = exactOf(number);
  if (exact === undefined || exact.exponent >= 0) return number.text.text;
  const digits = (exact.mantissa * 5n ** BigInt(-exact.exponent)).toString();
  return plainDecimal(`${digits}e${exact.exponent}`) ?? number.text.text;
}

function simpleResult(operator: Arithmetic, a: number, b: number): number | undefined {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

/** A text without its trailing zeros. */
export function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charAt(end - 1) === '0') end--;
  return digits.slice(0, end);
}

function exactOf({ text }: NumberValue): Exact | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.text);
  if (match === null) return undefined;
  const [, minus = '', whole = '', fraction = ''] = match;
  if (whole.length + fraction.length > MAX_EXPONENT) return undefined;
  const digits = BigInt(`${minus}${whole}${fraction}`);
  const exact = { mantissa: digits, exponent: 0 };
  return fraction === ''
    ? rounded(exact)
    : divided(exact, { mantissa: 10n ** BigInt(fraction.length), exponent: 0 });
}

function exactResult(operator: Arithmetic, a: Exact, b: Exact): Exact | undefined {
  switch (operator) {
    case '+':
      return sum(a, b);
    case '-':
      return sum(a, { ...b, mantissa: -b.mantissa });
    case '*':
      return rounded({ mantissa: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent });
    case '/':
      return divided(a, b);
    case '%': {
      const quotient = divided(a, b);
      const whole = quotient && truncated(quotient);
      const product = whole && exactResult('*', b, whole);
      return product && exactResult('-', a, product);
    }
  }
}

function sum(a: Exact, b: Exact): Exact | undefined {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = ({ mantissa, exponent: own }: Exact): bigint => mantissa << BigInt(own - exponent);
  return rounded({ mantissa: scaled(a) + scaled(b), exponent });
}

function divided(a: Exact, b: Exact): Exact | undefined {
  if (b.mantissa === 0n) return undefined;
  const shift = Math.max(0, PRECISION + 2 + bitsOf(b.mantissa) - bitsOf(a.mantissa));
  const dividend = a.mantissa << BigInt(shift);
  const quotient = dividend / b.mantissa;
  // One more bit shows whether there is a remainder.
  const rest = dividend % b.mantissa === 0n ? 0n : sign(dividend) * sign(b.mantissa);
  return rounded({ mantissa: quotient * 2n + rest, exponent: a.exponent - b.exponent - shift - 1 });
}

function truncated({ mantissa, exponent }: Exact): Exact {
  if (exponent >= 0) return { mantissa, exponent };
  const whole = sign(mantissa) * (magnitudeOf(mantissa) >> BigInt(-exponent));
  return { mantissa: whole, exponent: 0 };
}

/** Rounded to the precision; halves to even. */
function rounded({ mantissa, exponent }: Exact): Exact | undefined {
  const excess = bitsOf(mantissa) - PRECISION;
  if (Math.abs(exponent + excess) > MAX_EXPONENT) return undefined;
  if (excess <= 0) return { mantissa, exponent };
  const by = BigInt(excess);
  const magnitude = magnitudeOf(mantissa);
  const kept = magnitude >> by;
  const lost = magnitude - (kept << by);
  const half = 1n << (by - 1n);
  const up = lost > half || (lost === half && kept % 2n === 1n);
  return { mantissa: sign(mantissa) * (up ? kept + 1n : kept), exponent: exponent + excess };
}

function numberOf(exact: Exact): NumberValue {
  const text = shortest(exact);
  return { kind: 'number', value: Number(text), text: untraced(text) };
}

/** The shortest decimal number that rounds to this one at the precision. */
function shortest({ mantissa, exponent }: Exact): string {
  if (mantissa === 0n) return '0';
  const shift = PRECISION + 1 - bitsOf(mantissa);
  const middle = magnitudeOf(mantissa) << BigInt(shift);
  const places = shift - exponent;
  const isInclusive = ((middle >> 1n) & 1n) === 0n;
  const scale = (value: bigint): bigint =>
    places >= 0 ? value * 5n ** BigInt(places) : value << BigInt(-places);
  const point = Math.max(0, places);
  const [low, exactly, high] = [scale(middle - 1n), scale(middle), scale(middle + 1n)];
  const isWithin = (value: bigint): boolean =>
    isInclusive ? value >= low && value <= high : value > low && value < high;
  // Either fewer digits are within the bounds or they are not: this is a binary search.
  let [from, to] = [0, exactly.toString().length];
  while (to - from > 1) {
    const left = Math.floor((from + to) / 2);
    if (isWithin(nearest(exactly, left))) from = left;
    else to = left;
  }
  const digits = nearest(exactly, from).toString();
  return plainDecimal(`${mantissa < 0n ? '-' : ''}${digits}e-${point}`) ?? '0';
}

/** Rounded to a multiple of that power of 10. */
function nearest(value: bigint, power: number): bigint {
  const unit = 10n ** BigInt(power);
  return ((value + unit / 2n) / unit) * unit;
}

function sign(value: bigint): bigint {
  return value < 0n ? -1n : value > 0n ? 1n : 0n;
}

function magnitudeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function bitsOf(value: bigint): number {
  const hex = magnitudeOf(value).toString(16);
  return hex === '0' ? 0 : (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex.charAt(0), 16)));
}
