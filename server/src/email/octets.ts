import { HOLE } from '../text/mapped-text.ts';

/**
 * Invisible octets: no-break space, soft hyphen, zero-width characters, direction marks and the byte order mark, in UTF-8. A
 * separate rule reports them. Here, they are neither content nor a second fault.
 */
const INVISIBLE = /\xC2[\xA0\xAD]|\xE2\x80[\x8B-\x8F\xA8-\xAF]|\xE2\x81[\xA0-\xA4]|\xEF\xBB\xBF/g;

/** The same text with spaces instead of invisible characters at the edge of a word. Offsets stay the same. */
export function replaceInvisibleEdges(text: string): string {
  if (!/[\x80-\xFF]/.test(text)) return text;
  return text.replace(INVISIBLE, (found, at: number) => {
    const inWord = isWord(text[at - 1]) && isWord(text[at + found.length]);
    return inWord ? found : ' '.repeat(found.length);
  });
}

function isWord(c: string | undefined): boolean {
  return c !== undefined && !/[ \t\r\n;=,]/.test(c);
}

/** Whether nothing can be said about the text: a part is unknown, or an invisible character. */
export function isOpaque(text: string): boolean {
  return text.includes(HOLE) || text.search(INVISIBLE) >= 0;
}

/** Octets as shown in messages: decoded as UTF-8, with unresolved values as `${…}`. */
export function readable(octets: string): string {
  return octets
    .replace(/[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}/g, decodeOne)
    .replaceAll(HOLE, '${…}');
}

function decodeOne(sequence: string): string {
  const lead = sequence.charCodeAt(0);
  let code = sequence.length === 2 ? lead & 0x1f : sequence.length === 3 ? lead & 0x0f : lead & 0x07;
  for (let i = 1; i < sequence.length; i++) code = (code << 6) | (sequence.charCodeAt(i) & 0x3f);
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
}
