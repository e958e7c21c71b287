import { HOLE } from './mapped-text.ts';

/** Characters of a quotation at most: a message stays readable, and no key is repeated in full. */
const MAX_QUOTED = 60;

/**
 * Text of a file as a message quotes it: on one line, at most 60 UTF-16 units, a part that is not known as `${…}`, and
 * UTF-8 as the characters that it stands for. What a terminal obeys is left to `printable`.
 */
export function quote(text: string): string {
  const shown = text
    .replaceAll(HOLE, '${…}')
    .replace(/\s+/g, ' ')
    .replace(/[\x80-\xff]+/g, decodeUtf8);
  return shown.length <= MAX_QUOTED ? shown : `${shown.slice(0, MAX_QUOTED - 1)}…`;
}

/** The characters that the octets stand for, or the octets where they are no UTF-8. */
function decodeUtf8(octets: string): string {
  const escaped = octets.replace(/[^]/g, (octet) => `%${octet.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return octets;
  }
}
