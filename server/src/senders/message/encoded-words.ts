import { SIX_BITS } from './decode.ts';
import { decodeUtf8 } from './utf8.ts';

/** RFC 2047 §2 allows 75 characters, but programs write longer words. RFC 2231 §5 adds a language to the charset. */
const WORD = /=\?([\w-]{1,40})(?:\*[\w-]{0,40})?\?([bq])\?([^?\s]{0,1000})\?=/gi;
const BETWEEN_WORDS = /(\?=)[ \t]{1,100}(?==\?)/g;

const UTF8 = /^(?:utf-?8|us-ascii)$/i;
const LATIN1 = /^(?:iso-8859-1|iso-8859-15|windows-1252|latin1)$/i;

/**
 * The text of a header field with its encoded words (RFC 2047) decoded, if they are in UTF-8 or a Western European
 * charset. Others stay as they are. Offsets in the result differ from those in the field.
 */
export function decodeWords(field: string): string {
  return field
    .replace(BETWEEN_WORDS, '$1')
    .replace(WORD, (word, charset: string, encoding: string, text: string) => {
      const octets = encoding.toLowerCase() === 'b' ? base64Octets(text) : quotedOctets(text);
      if (UTF8.test(charset)) return decodeUtf8(octets);
      return LATIN1.test(charset) ? String.fromCharCode(...octets) : word;
    });
}

function base64Octets(text: string): readonly number[] {
  const octets: number[] = [];
  let bits = 0;
  let pending = 0;
  for (let i = 0; i < text.length; i++) {
    const value = SIX_BITS.get(text.charCodeAt(i));
    if (value === undefined) continue;
    pending = ((pending << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    octets.push((pending >> bits) & 0xff);
  }
  return octets;
}

/** RFC 2047 §4.2: "_" is a space. */
function quotedOctets(text: string): readonly number[] {
  const octets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '=' ? /^[\dA-F]{2}/i.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    if (hex !== undefined) {
      octets.push(Number.parseInt(hex, 16));
      i += 2;
    } else octets.push(text[i] === '_' ? 0x20 : text.charCodeAt(i) & 0xff);
  }
  return octets;
}
