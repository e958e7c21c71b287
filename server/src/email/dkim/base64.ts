import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';

/** Decoded base64: RFC 4648 §4, with whitespace anywhere as RFC 6376 §2.10 allows. Ranges are in the given text. */
export interface Base64Reading {
  /** The decoded octets, with every other character ignored. */
  readonly bytes: Uint8Array;
  /** Runs of characters that are not base64, including an "=" with data after it. */
  readonly foreign: readonly Range[];
  readonly padding: PaddingFault | undefined;
}

export interface PaddingFault {
  /** missing: too few "=". surplus: too many. odd: 1 character too many or too few, which "=" cannot fix. */
  readonly kind: 'missing' | 'surplus' | 'odd';
  /** The "=" in the text; empty at the end of the data if there are none. */
  readonly range: Range;
  /** The correct number of "=". */
  readonly expected: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const FOREIGN = -1;
const WHITESPACE = -2;
const PAD = -3;

/** By character code: its 6 bits, or what else it is. */
const VALUES = new Int8Array(128).fill(FOREIGN);
for (let bits = 0; bits < 64; bits++) VALUES[ALPHABET.charCodeAt(bits)] = bits;
for (const space of ' \t\r\n') VALUES[space.charCodeAt(0)] = WHITESPACE;
VALUES['='.charCodeAt(0)] = PAD;

/** RFC 4648 §5. These characters are invalid here, but their meaning is certain. */
const URL_SAFE: Readonly<Record<string, string>> = { '-': '+', _: '/' };

/** The base64 character for a character of the URL-safe alphabet. */
export function fromUrlSafe(character: string): string | undefined {
  return URL_SAFE[character];
}

export function readBase64(text: string): Base64Reading {
  return PLAIN.test(text) ? readPlain(text) : readWithFaults(text);
}

const PLAIN = /^[A-Za-z0-9+/]*={0,2}$/;

/** Only the alphabet, and "=" at the end: 4 characters at a time. */
function readPlain(text: string): Base64Reading {
  const pad = text.indexOf('=');
  const symbols = pad < 0 ? text.length : pad;
  const bytes = new Uint8Array((symbols * 3) >> 2);
  let at = 0;
  let length = 0;
  for (; at + 4 <= symbols; at += 4) {
    const group =
      (sixBits(text, at) << 18) |
      (sixBits(text, at + 1) << 12) |
      (sixBits(text, at + 2) << 6) |
      sixBits(text, at + 3);
    bytes[length++] = group >> 16;
    bytes[length++] = (group >> 8) & 0xff;
    bytes[length++] = group & 0xff;
  }
  if (symbols - at > 1) bytes[length++] = (sixBits(text, at) << 2) | (sixBits(text, at + 1) >> 4);
  if (symbols - at > 2) bytes[length] = ((sixBits(text, at + 1) & 15) << 4) | (sixBits(text, at + 2) >> 2);
  const range = rangeOf(symbols, text.length);
  return { bytes, foreign: [], padding: paddingFault(symbols, text.length - symbols, range) };
}

function sixBits(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? 0;
}

/** Reads any text, valid or not. */
export function readWithFaults(text: string): Base64Reading {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  const foreign: Range[] = [];
  let length = 0;
  let held = 0;
  let bits = 0;
  let symbols = 0;
  let dataEnd = 0;
  let pads: Range | undefined;
  let padCount = 0;

  for (let i = 0; i < text.length; i++) {
    const value = valueAt(text, i);
    if (value === WHITESPACE) continue;
    if (value === PAD) {
      pads = rangeOf(pads?.start ?? i, i + 1);
      padCount++;
      continue;
    }
    if (value === FOREIGN) addRun(foreign, i);
    const six = value === FOREIGN ? bitsOfUrlSafe(text, i) : value;
    if (six < 0) continue;
    if (pads !== undefined) {
      foreign.push(pads);
      pads = undefined;
      padCount = 0;
    }
    held = ((held << 6) | six) & 0xfff;
    bits += 6;
    symbols++;
    dataEnd = i + 1;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  foreign.sort((a, b) => a.start - b.start);
  const padding = paddingFault(symbols, padCount, pads ?? rangeOf(dataEnd, dataEnd));
  return { bytes: bytes.subarray(0, length), foreign, padding };
}

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? FOREIGN;
}

function bitsOfUrlSafe(text: string, at: number): number {
  const standard = URL_SAFE[text.charAt(at)];
  return standard === undefined ? FOREIGN : (VALUES[standard.charCodeAt(0)] ?? FOREIGN);
}

function addRun(runs: Range[], at: number): void {
  const last = runs.at(-1);
  if (last?.end === at) runs[runs.length - 1] = rangeOf(last.start, at + 1);
  else runs.push(rangeOf(at, at + 1));
}

function paddingFault(symbols: number, padCount: number, range: Range): PaddingFault | undefined {
  if (symbols % 4 === 1) return { kind: 'odd', range, expected: 0 };
  const expected = (4 - (symbols % 4)) % 4;
  if (padCount === expected) return undefined;
  return { kind: padCount < expected ? 'missing' : 'surplus', range, expected };
}

export function writeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text += ALPHABET.charAt((group >> shift) & 63);
  }
  const surplus = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - surplus) + '='.repeat(surplus);
}
