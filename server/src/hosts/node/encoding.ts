import { isAscii, isUtf8 } from 'node:buffer';

/** An octet that is not UTF-8 is represented as this value plus the octet: a lone low surrogate, U+DC80 to U+DCFF. */
const ESCAPE_BASE = 0xdc00;

/**
 * Decodes the text of a file so that {@link encodeText} returns the same octets.
 * The text is UTF-8. An invalid octet becomes one code unit that does not occur in valid text. A byte order mark is kept.
 */
export function decodeText(octets: Buffer): string {
  if (isAscii(octets)) return octets.toString('latin1');
  if (isUtf8(octets)) return octets.toString('utf8');
  return decodeBroken(octets);
}

export function encodeText(text: string): Buffer {
  // With the "u" flag, a surrogate that is half of a pair does not match.
  const escaped = /[\uDC80-\uDCFF]+/gu;
  const pieces: Buffer[] = [];
  let at = 0;
  for (const match of text.matchAll(escaped)) {
    pieces.push(Buffer.from(text.slice(at, match.index), 'utf8'));
    pieces.push(Buffer.from(Array.from(match[0], (unit) => unit.charCodeAt(0) - ESCAPE_BASE)));
    at = match.index + match[0].length;
  }
  if (pieces.length === 0) return Buffer.from(text, 'utf8');
  pieces.push(Buffer.from(text.slice(at), 'utf8'));
  return Buffer.concat(pieces);
}

/** Whether the octets begin with the byte order mark of UTF-16, which Windows PowerShell writes. */
export function isUtf16(octets: Buffer): boolean {
  return (octets[0] === 0xff && octets[1] === 0xfe) || (octets[0] === 0xfe && octets[1] === 0xff);
}

/** The text of octets that {@link isUtf16}, without its byte order mark. */
export function decodeUtf16(octets: Buffer): string {
  const isLittle = octets[0] === 0xff;
  return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(octets);
}

const BINARY_PROBE = 8192;

/** Whether the octets are not text: text files do not contain NUL, and nearly all other files contain it near the start. */
export function isBinary(octets: Buffer): boolean {
  return octets.subarray(0, BINARY_PROBE).includes(0);
}

function decodeBroken(octets: Buffer): string {
  const pieces: string[] = [];
  let valid = 0;
  let at = 0;
  while (at < octets.length) {
    const length = sequenceLength(octets, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (valid < at) pieces.push(octets.toString('utf8', valid, at));
    pieces.push(String.fromCharCode(ESCAPE_BASE + octetAt(octets, at)));
    at++;
    valid = at;
  }
  pieces.push(octets.toString('utf8', valid, at));
  return pieces.join('');
}

/** Octets of the UTF-8 sequence that starts at `at`. 0 if there is none. RFC 3629 §4. */
function sequenceLength(octets: Buffer, at: number): number {
  const first = octetAt(octets, at);
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  // The second octet distinguishes overlong forms, surrogates and values above U+10FFFF.
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = octetAt(octets, at + 1);
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) {
    if ((octetAt(octets, at + i) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** 0 after the end, where no sequence continues. */
function octetAt(octets: Buffer, at: number): number {
  return octets[at] ?? 0;
}
