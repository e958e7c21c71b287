import { exactDigits, withoutZeros } from '../exact-number.ts';
import type { NumberValue } from '../value.ts';

/** The flags between `%` and the verb. */
export interface NumberFlags {
  readonly flags: string;
  readonly precision: number | undefined;
}

/** Digits of one number, after the decimal point or in total: more are not used in practice. */
const MAX_DIGITS = 100;
/** From this exponent on, `%g` without a precision writes an exponent. */
const LEAST_EXPONENT = 6;

/** A number formatted like Go's `fmt`; `undefined` if Terraform rejects the verb for it. */
export function formatNumber(
  verb: string,
  number: NumberValue,
  { flags, precision }: NumberFlags,
): string | undefined {
  if (precision !== undefined && precision > MAX_DIGITS) return undefined;
  const plain = number.text.text;
  const isNegative = plain.startsWith('-');
  const digits = magnitudeOf(verb, number, flags, precision);
  if (digits === undefined) return undefined;
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return `${sign}${digits}`;
}

function magnitudeOf(
  verb: string,
  number: NumberValue,
  flags: string,
  precision: number | undefined,
): string | undefined {
  const magnitude = withoutSign(number.text.text);
  switch (verb) {
    case 'd':
      return wholeNumber(magnitude, 10, precision);
    case 'b':
      return prefixed(flags, '0b', wholeNumber(magnitude, 2, precision));
    case 'o':
      return prefixed(flags, '0', wholeNumber(magnitude, 8, precision));
    case 'x':
      return prefixed(flags, '0x', wholeNumber(magnitude, 16, precision));
    case 'X':
      return prefixed(flags, '0X', wholeNumber(magnitude, 16, precision)?.toUpperCase());
    case 'f':
      return fixed(withoutSign(exactDigits(number)), precision ?? 6);
    case 'e':
    case 'E':
      return inCase(verb, exponential(significant(withoutSign(exactDigits(number)), (precision ?? 6) + 1)));
    case 'g':
    case 'G':
      return inCase(verb, general(magnitude, number, precision));
    default:
      return undefined;
  }
}

function withoutSign(number: string): string {
  return number.replace(/^-/, '');
}

function inCase(verb: string, digits: string): string {
  return verb === 'E' || verb === 'G' ? digits.toUpperCase() : digits;
}

function wholeNumber(magnitude: string, radix: number, precision = 0): string | undefined {
  return magnitude.includes('.') ? undefined : BigInt(magnitude).toString(radix).padStart(precision, '0');
}

function prefixed(flags: string, prefix: string, digits: string | undefined): string | undefined {
  return digits !== undefined && flags.includes('#') ? `${prefix}${digits}` : digits;
}

function fixed(magnitude: string, places: number): string {
  const [whole = '', fraction = ''] = magnitude.split('.');
  const digits = roundedDigits(`${whole}${fraction.padEnd(places, '0')}`, whole.length + places).padStart(
    places + 1,
    '0',
  );
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The first `count` digits, rounded half to even; one more digit if all were nines. */
function roundedDigits(digits: string, count: number): string {
  const kept = BigInt(digits.slice(0, count) === '' ? '0' : digits.slice(0, count));
  const lost = digits.slice(count);
  const isHalf = /^50*$/.test(lost);
  const up = isHalf ? kept % 2n === 1n : lost >= '5';
  return (up ? kept + 1n : kept).toString().padStart(count, '0');
}

/** `digits[0].digits[1…] * 10 ** exponent` */
interface Scientific {
  readonly digits: string;
  readonly exponent: number;
}

/** The number with `count` digits, or with all of its digits. */
function significant(magnitude: string, count?: number): Scientific {
  const [whole = '', fraction = ''] = magnitude.split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return { digits: '0'.repeat(count ?? 1), exponent: 0 };
  const leading = `${whole}${fraction}`.length - digits.length;
  const exponent = whole.length - leading - 1;
  if (count === undefined) return { digits: withoutZeros(digits), exponent };
  const made = roundedDigits(digits.padEnd(count, '0'), count);
  return made.length > count
    ? { digits: made.slice(0, count), exponent: exponent + 1 }
    : { digits: made, exponent };
}

/** The exponent has at least 2 digits. */
function exponential({ digits, exponent }: Scientific): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
}

function general(magnitude: string, number: NumberValue, precision: number | undefined): string {
  const count = precision === undefined ? undefined : Math.max(1, precision);
  const made =
    count === undefined ? significant(magnitude) : significant(withoutSign(exactDigits(number)), count);
  const digits = made.digits.charAt(0) + withoutZeros(made.digits.slice(1));
  if (made.exponent < -4 || made.exponent >= (count ?? LEAST_EXPONENT))
    return exponential({ digits, exponent: made.exponent });
  const point = made.exponent + 1;
  if (point <= 0) return digits === '0' ? '0' : `0.${'0'.repeat(-point)}${digits}`;
  const fraction = digits.slice(point);
  return `${digits.slice(0, point).padEnd(point, '0')}${fraction === '' ? '' : `.${fraction}`}`;
}
