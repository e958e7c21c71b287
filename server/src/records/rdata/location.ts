import type { FieldForm, OctetReader, RdataForm, TokenReader } from './form.ts';
import { hasHole } from './token-cursor.ts';

/** RFC 1876 §3. On the wire, the sizes come before the place. */
export const loc: RdataForm = {
  take(source) {
    source.take('latitude', latitude);
    source.take('longitude', longitude);
    source.take('altitude', altitude);
    source.takeOr('size', precision(1), '1m');
    source.takeOr('horizontal-precision', precision(2), '10000m');
    source.takeOr('vertical-precision', precision(3), '10m');
  },
};

const LENGTH = 16;
/** The start of the coordinates, after the version and three sizes of one octet each. */
const PLACE = 4;

const longitude = angle(180, 'E', 'W');
const latitude: FieldForm = {
  ...angle(90, 'N', 'S'),
  decode(octets) {
    if (octets.left > 0 && octets.number(1) !== 0) octets.keepOpaque();
    octets.seek(LENGTH);
    octets.seek(PLACE);
    return decodeAngle(octets, 90, 'N', 'S');
  },
};

/** Degrees, optional minutes and seconds, and a direction. The canonical form has all of them. */
function angle(max: number, positive: string, negative: string): FieldForm {
  return {
    kind: 'word',
    many: true,
    read(cursor) {
      const parts: string[] = [];
      while (!cursor.failed) {
        // BIND parses degrees as a number, and reports a quoted one as such.
        const token = parts.length === 0 ? cursor.token() : cursor.word();
        if (token === undefined) break;
        if (token.quoted) cursor.fail('not a valid number');
        if (parts.length > 0 && (token.raw === positive || token.raw === negative)) {
          const [degrees = '', minutes = '0', seconds = '0.000'] = parts;
          return `${degrees} ${minutes} ${seconds} ${token.raw}`;
        }
        // An unresolved part may be one part or several, so nothing after it can be checked.
        if (hasHole(token) || parts.length > 2) cursor.fail('syntax error');
        parts.push(readPart(cursor, token.raw, parts, max));
      }
      return '';
    },
    decode: (octets) => decodeAngle(octets, max, positive, negative),
  };
}

function readPart(cursor: TokenReader, raw: string, before: readonly string[], max: number): string {
  const isSeconds = before.length === 2;
  const right = isSeconds ? /^-?(?:\d+(?:\.\d{0,3})?|\.\d{1,3})$/ : /^\d+$/;
  if (!right.test(raw)) cursor.fail(isSeconds ? 'syntax error' : 'not a valid number');
  const value = Number(raw);
  const isDegrees = before.length === 0;
  const limit = isDegrees ? max : Number(before[0]) === max ? 0 : 60;
  if (raw.startsWith('-') || value > limit || (!isDegrees && value === 60)) cursor.fail('out of range');
  return isSeconds ? value.toFixed(3) : String(value);
}

/** Thousandths of a second, where 2³¹ is the equator or the meridian. */
function decodeAngle(octets: OctetReader, max: number, positive: string, negative: string): string {
  const value = octets.number(4) - 2 ** 31;
  const size = Math.abs(value);
  if (size > max * 3_600_000) octets.fail('out of range');
  const minutes = Math.floor(size / 60_000);
  const seconds = ((size % 60_000) / 1000).toFixed(3);
  return `${Math.floor(minutes / 60)} ${minutes % 60} ${seconds} ${value < 0 ? negative : positive}`;
}

/** Reads `-24m` or `10.5` as centimeters. */
function readCentimetres(cursor: TokenReader, min: number, max: number): number {
  const raw = cursor.word()?.raw ?? '';
  const match = /^([+-]?)(\d*)(?:\.(\d{0,2}))?m?$/.exec(raw);
  const [, sign = '', metres = '', fraction = ''] = match ?? [];
  if (match === null || metres + fraction === '') cursor.fail('syntax error');
  const size = Number(metres) * 100 + Number(fraction.padEnd(2, '0'));
  const value = sign === '-' ? -size : size;
  if (value < min || value > max) cursor.fail('out of range');
  return value;
}

/** Centimeters from the lowest altitude to that of the reference spheroid. */
const DEPTH = 10_000_000;

const altitude: FieldForm = {
  kind: 'word',
  read: (cursor) => altitudeText(readCentimetres(cursor, -DEPTH, 2 ** 32 - 1 - DEPTH)),
  decode: (octets) => altitudeText(octets.number(4) - DEPTH),
};

function altitudeText(centimetres: number): string {
  return `${(centimetres / 100).toFixed(2)}m`;
}

/** RFC 1876 §2: one digit and a power of ten, so `25m` becomes `20m`. */
function precision(octet: 1 | 2 | 3): FieldForm {
  return {
    kind: 'word',
    read(cursor) {
      const centimetres = readCentimetres(cursor, 0, 9_000_000_099);
      const exponent = String(centimetres).length - 1;
      return precisionText(Math.floor(centimetres / 10 ** exponent), exponent);
    },
    decode(octets) {
      octets.seek(octet);
      const value = octets.number(1);
      const digit = value >> 4;
      const exponent = value & 15;
      if (digit > 9 || exponent > 9 || (digit === 0 && exponent > 0)) octets.fail('out of range');
      if (octet === 3) octets.seek(LENGTH);
      return precisionText(digit, exponent);
    },
  };
}

function precisionText(digit: number, exponent: number): string {
  return exponent < 2
    ? `0.${digit * 10 ** exponent}`.replace(/\.(\d)$/, '.0$1') + 'm'
    : `${digit * 10 ** (exponent - 2)}m`;
}
