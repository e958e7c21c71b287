import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Value } from '../value.ts';
import type { CallContext } from './function-table.ts';
import { readFileNamed } from './read-file.ts';

/** A lone surrogate: with the flag "u", a surrogate that is part of a pair does not match. */
const HALF = /[\ud800-\udfff]/u;
/** An octet of a file that is not UTF-8 is stored as this plus the octet: see `hosts/node/encoding.ts`. */
const ESCAPED_OCTETS = /[\udc80-\udcff]+/gu;
const ESCAPE_BASE = 0xdc00;

/** UTF-16 units whose octets, up to 3 for each, are hashed, encoded or decoded in one step. */
const UNITS_PER_STEP = 32;

/** Steps for processing a text of that many UTF-16 units octet by octet. */
export function octetSteps(length: number): number {
  return Math.ceil(length / UNITS_PER_STEP);
}

/** The UTF-8 octets of a text; `undefined` if it has a lone surrogate, which has none. Terraform keeps strings in NFC. */
export function octetsOfText(text: string): Uint8Array | undefined {
  return HALF.test(text) ? undefined : utf8ToBytes(text.normalize('NFC'));
}

/** The text that the octets encode in UTF-8; `undefined` if they are not UTF-8. */
export function textOfOctets(octets: Uint8Array): string | undefined {
  try {
    return decodeURIComponent(bytesToHex(octets).replace(/../g, '%$&'));
  } catch {
    return undefined;
  }
}

/** The octets of the file that a value names; `undefined` if it does not exist, is too large, or takes too much work. */
export function octetsOfFile(name: Value | undefined, context: CallContext): Uint8Array | undefined {
  const file = readFileNamed(name, context);
  if (file === undefined) return undefined;
  return context.spend(octetSteps(file.text.length)) ? octetsOfFileText(file.text) : undefined;
}

function octetsOfFileText(text: string): Uint8Array {
  if (!HALF.test(text)) return utf8ToBytes(text);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { 0: escaped, index } of text.matchAll(ESCAPED_OCTETS)) {
    pieces.push(utf8ToBytes(text.slice(at, index)));
    pieces.push(Uint8Array.from(escaped, (unit) => unit.charCodeAt(0) - ESCAPE_BASE));
    at = index + escaped.length;
  }
  pieces.push(utf8ToBytes(text.slice(at)));
  return concatBytes(...pieces);
}
