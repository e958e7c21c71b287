import { Gunzip } from 'fflate';
import { base64Of } from '../../../../records/rdata/binary.ts';
import { MAX_TEXT } from '../traced-text.ts';
import { textValue } from '../value.ts';
import { octetsOfFile, octetsOfText, octetSteps, textOfOctets } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import type { CallContext, FunctionTable } from './function-table.ts';

/** Characters of base64 that are decoded, and their octets read as UTF-8, in one step. */
const CHARACTERS_PER_STEP = 16;

function decodingSteps(length: number): number {
  return Math.ceil(length / CHARACTERS_PER_STEP);
}

export const base64Functions: FunctionTable = {
  base64encode: ofTexts(1, octetSteps, (text) => {
    const octets = octetsOfText(text);
    return octets && textValue(base64Of(octets));
  }),
  base64decode: ofTexts(1, decodingSteps, (text) => {
    const octets = octetsOfBase64(text);
    const decoded = octets && textOfOctets(octets);
    return decoded === undefined ? undefined : textValue(decoded);
  }),
  filebase64: ([name], context) => {
    const octets = octetsOfFile(name, context);
    return octets && textValue(base64Of(octets));
  },
  textencodebase64: ofTexts(2, octetSteps, (text, encoding) => {
    const octets = charsetOf(encoding)?.encode(text);
    return octets && textValue(base64Of(octets));
  }),
  textdecodebase64: ofTexts(2, decodingSteps, (text, encoding) => {
    const charset = charsetOf(encoding);
    const octets = charset && octetsOfBase64(text);
    const decoded = octets && charset.decode(octets);
    // Terraform treats the replacement character as a decoding error, wherever it comes from.
    return decoded === undefined || decoded.includes('\ufffd') ? undefined : textValue(decoded);
  }),
  // OpenTofu
  base64gunzip: ofTexts(1, decodingSteps, (text, _, context) => {
    const octets = octetsOfBase64(text);
    const unpacked = octets && unpackedGzip(octets, context);
    const decoded = unpacked && textOfOctets(unpacked);
    return decoded === undefined ? undefined : textValue(decoded);
  }),
};

/** Decodes like Go's `base64.StdEncoding`: line breaks are skipped, padding is required. `undefined`: it is not base64. */
function octetsOfBase64(typed: string): Uint8Array | undefined {
  const text = typed.replace(/[\r\n]+/g, '');
  const digits = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(digits)) return undefined;
  const octets = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i++) {
    bits = ((bits << 6) | sextet(digits.charCodeAt(i))) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    octets[at++] = (bits >> held) & 0xff;
  }
  return octets;
}

/** The 6 bits of a base64 digit. */
function sextet(code: number): number {
  if (code >= 0x61) return code - 0x61 + 26;
  if (code >= 0x41) return code - 0x41;
  if (code >= 0x30) return code - 0x30 + 52;
  return code === 0x2b ? 62 : 63;
}

interface Charset {
  /** `undefined`: the charset lacks a character. */
  readonly encode: (text: string) => Uint8Array | undefined;
  readonly decode: (octets: Uint8Array) => string | undefined;
}

const LATIN_1: Charset = {
  encode: (text) =>
    /[^\0-\xff]/.test(text) ? undefined : Uint8Array.from(text, (character) => character.charCodeAt(0)),
  decode: (octets) => textOfUnits(octets),
};

function utf16(isLittleEndian: boolean): Charset {
  return {
    encode: (text) => {
      if (octetsOfText(text) === undefined) return undefined;
      const view = new DataView(new ArrayBuffer(text.length * 2));
      for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittleEndian);
      return new Uint8Array(view.buffer);
    },
    decode: (octets) => {
      if (octets.length % 2 > 0) return undefined;
      const view = new DataView(octets.buffer);
      const units = new Uint16Array(octets.length / 2);
      for (let i = 0; i < units.length; i++) units[i] = view.getUint16(2 * i, isLittleEndian);
      const text = textOfUnits(units);
      return octetsOfText(text) === undefined ? undefined : text;
    },
  };
}

/** Arguments of one call: more than about 10,000 do not fit on the stack. */
const UNITS_AT_ONCE = 8192;

function textOfUnits(units: Uint8Array | Uint16Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < units.length; at += UNITS_AT_ONCE)
    pieces.push(String.fromCharCode(...units.subarray(at, at + UNITS_AT_ONCE)));
  return pieces.join('');
}

/** By their IANA names. The tables of other charsets are long, and records are not written in them. */
const CHARSETS: ReadonlyMap<string, Charset> = new Map([
  ['utf-8', { encode: octetsOfText, decode: textOfOctets }],
  ['utf-16le', utf16(true)],
  ['utf-16be', utf16(false)],
  ['iso-8859-1', LATIN_1],
  ['latin1', LATIN_1],
]);

function charsetOf(name: string): Charset | undefined {
  return CHARSETS.get(name.toLowerCase());
}

/** Octets that are unpacked between two checks of the budget. A few can become a thousand times as many. */
const PACKED_AT_ONCE = 256;

/** The content of gzip data (RFC 1952); `undefined` if it is damaged, too large or takes too much work. */
function unpackedGzip(packed: Uint8Array, context: CallContext): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const gunzip = new Gunzip((chunk) => {
    // The library reuses the memory.
    chunks.push(chunk.slice());
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PACKED_AT_ONCE) {
      const before = length;
      gunzip.push(packed.subarray(at, at + PACKED_AT_ONCE), at + PACKED_AT_ONCE >= packed.length);
      if (length > MAX_TEXT || !context.spend(1 + octetSteps(length - before))) return undefined;
    }
  } catch {
    return undefined;
  }
  const unpacked = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    unpacked.set(chunk, at);
    at += chunk.length;
  }
  return unpacked;
}
