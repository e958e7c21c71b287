import { rangeOf } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { Segment } from '../../text/mapped-text.ts';
import { decodeUtf8, unfinishedOctets } from './utf8.ts';

/** Whether a body with that Content-Transfer-Encoding is to be decoded. */
export function isEncoding(encoding: string): encoding is 'quoted-printable' | 'base64' {
  return encoding === 'quoted-printable' || encoding === 'base64';
}

/**
 * The body of a part without its transfer encoding. `start` is its start in the given text, and the segments map back
 * to that text. The result's units are characters, not octets.
 */
export function decodeBody(body: string, start: number, encoding: 'quoted-printable' | 'base64'): MappedText {
  return encoding === 'base64' ? decodeBase64(body, start) : decodeQuotedPrintable(body, start);
}

/** RFC 2045 §6.7. Invalid encoding is left as it is. */
function decodeQuotedPrintable(body: string, start: number): MappedText {
  const token = /=[ \t]*(?:\r\n?|\n)|(?:=[0-9A-Fa-f]{2})+/g;
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const push = (text: string, from: number, to: number): void => {
    if (text === '') return;
    pieces.push(text);
    segments.push({ at: length, length: text.length, source: rangeOf(start + from, start + to) });
    length += text.length;
  };
  let at = 0;
  for (const match of body.matchAll(token)) {
    const end = match.index + match[0].length;
    push(body.slice(at, match.index), at, match.index);
    if (/^=[0-9A-Fa-f]/.test(match[0])) push(charactersOf(hexOctets(match[0])), match.index, end);
    at = end;
  }
  push(body.slice(at), at, body.length);
  return new MappedText(pieces.join(''), segments);
}

/**
 * UTF-16 has a NUL next to each ASCII character. Without these, what programs write remains: codes, addresses, English.
 */
function charactersOf(octets: readonly number[]): string {
  return decodeUtf8(octets).replaceAll('\0', '');
}

/** `=C3=A4` */
function hexOctets(text: string): readonly number[] {
  const octets: number[] = [];
  for (let i = 1; i < text.length; i += 3) octets.push(Number.parseInt(text.slice(i, i + 2), 16));
  return octets;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The value of each digit of base64, by its character code. */
export const SIX_BITS: ReadonlyMap<number, number> = new Map(
  Array.from(BASE64, (character, value) => [character.charCodeAt(0), value]),
);

/** RFC 2045 §6.8. Places are precise only to the line, because people do not read base64. */
function decodeBase64(body: string, start: number): MappedText {
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  let octets: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const line of body.matchAll(/[^\r\n]+/g)) {
    for (let i = 0; i < line[0].length; i++) {
      const value = SIX_BITS.get(line[0].charCodeAt(i));
      if (value === undefined) continue;
      pending = ((pending << 6) | value) & 0xfff;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      octets.push((pending >> bits) & 0xff);
    }
    const rest = octets.splice(octets.length - unfinishedOctets(octets));
    const text = charactersOf(octets);
    octets = rest;
    if (text === '') continue;
    const source = rangeOf(start + line.index, start + line.index + line[0].length);
    pieces.push(text);
    segments.push({ at: length, length: text.length, source });
    length += text.length;
  }
  return new MappedText(pieces.join(''), segments);
}
