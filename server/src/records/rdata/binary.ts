import type { RdataReason, RdataToken } from '../rdata.ts';
import type { FieldForm, OctetReader, TokenReader } from './form.ts';
import { hasHole } from './token-cursor.ts';

/** Canonical form is uppercase without white space. Exactly `length` octets, or all that is left and at least `min`. */
export function hex(size: { readonly length: number } | { readonly min: number }): FieldForm {
  const length = 'length' in size ? size.length : undefined;
  const min = 'min' in size ? size.min : size.length;
  return {
    kind: 'binary',
    many: true,
    read: (cursor) => readHex(cursor, min, length),
    decode: (octets) => hexOf(length === undefined ? restOf(octets, min) : octets.bytes(length)),
  };
}

function restOf(octets: OctetReader, min: number): readonly number[] {
  return octets.left < min ? octets.bytes(min) : octets.rest();
}

export function hexOf(octets: readonly number[]): string {
  return octets.map((octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join('');
}

export function octetsOfHex(digits: string): readonly number[] {
  return Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** `tooMany`: BIND's error for a token that is longer than the length. */
export function readHex(
  cursor: TokenReader,
  min: number,
  length: number | undefined,
  tooMany: RdataReason = 'bad hex encoding',
): string {
  const start = cursor.next;
  let digits = '';
  let hole = false;
  while (cursor.more && (hole || length === undefined || digits.length < 2 * length)) {
    const token = cursor.word();
    if (token === undefined) return '';
    hole ||= hasHole(token);
    digits += token.value.text;
    if (hasHole(token)) continue;
    if (!/^[0-9A-Fa-f]*$/.test(token.raw)) cursor.fail('bad hex encoding');
    if (!hole && length !== undefined && digits.length > 2 * length) cursor.fail(tooMany);
  }
  if (hole || cursor.failed) return digits.toUpperCase();
  if (digits.length < 2 * min && (length !== undefined || min > 1 || digits === '')) {
    cursor.failAtEnd('unexpected end of input');
  } else if (digits.length % 2 === 1) cursor.failFrom(start, 'bad hex encoding');
  return digits.toUpperCase();
}

/** All that is left, one octet or more. Canonical form has no white space. RFC 4648 §4. */
export const base64: FieldForm = {
  kind: 'binary',
  many: true,
  read: readBase64,
  decode: (octets) => base64Of(restOf(octets, 1)),
};

function readBase64(cursor: TokenReader): string {
  const start = cursor.next;
  let text = '';
  let hole = false;
  let padded = false;
  // Text after complete padding is not base64.
  while (cursor.more && (hole || !padded)) {
    const token = cursor.word();
    if (token === undefined) return '';
    hole ||= hasHole(token);
    text += token.value.text;
    padded = token.raw.endsWith('=') && text.length % 4 === 0;
    if (!hasHole(token) && !/^[A-Za-z0-9+/=]*$/.test(token.raw)) cursor.fail('bad base64 encoding');
  }
  if (hole || cursor.failed) return text;
  if (text === '') cursor.failAtEnd('unexpected end of input');
  else if (!isBase64(text)) cursor.failFrom(start, 'bad base64 encoding');
  return text;
}

/** Whole groups of 4, padded at the end only, without bits set after the last octet. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(text);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4, with padding. */
export function base64Of(octets: ArrayLike<number>): string {
  const groups: string[] = [];
  const digit = (bits: number): string => ALPHABET.charAt(bits & 63);
  for (let i = 0; i < octets.length; i += 3) {
    const bits = ((octets[i] ?? 0) << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0);
    const third = i + 1 < octets.length ? digit(bits >> 6) : '=';
    const fourth = i + 2 < octets.length ? digit(bits) : '=';
    groups.push(digit(bits >> 18) + digit(bits >> 12) + third + fourth);
  }
  return groups.join('');
}

const BASE32HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** RFC 4648 §7 in uppercase, without padding: RFC 5155 §3.3. */
export function base32HexOf(octets: readonly number[]): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const octet of octets) {
    bits = (bits << 8) | octet;
    held += 8;
    for (; held >= 5; held -= 5) text += BASE32HEX[(bits >> (held - 5)) & 31] ?? '';
    bits &= (1 << held) - 1;
  }
  return held === 0 ? text : text + (BASE32HEX[(bits << (5 - held)) & 31] ?? '');
}

/** Octets in unpadded base32hex; `undefined` if invalid, or if bits are set after the last octet. */
export function base32HexOctets(text: string): number | undefined {
  if (!/^[0-9A-V]+$/i.test(text) || ![0, 2, 4, 5, 7].includes(text.length % 8)) return undefined;
  const octets = Math.floor((text.length * 5) / 8);
  const spare = text.length * 5 - octets * 8;
  const last = BASE32HEX.indexOf(text.slice(-1).toUpperCase());
  return (last & ((1 << spare) - 1)) === 0 ? octets : undefined;
}

/** Whether it is the hexadecimal digits of one or more octets. */
export function isHexWord(token: RdataToken): boolean {
  return token.raw.length % 2 === 0 && /^[0-9A-Fa-f]+$/.test(token.raw);
}
