/**
 * Characters that get into records when they are pasted from a web page or a word processor. Decoded text has one unit per octet,
 * so they are sequences of UTF-8 here, or a single octet of Windows-1252. These are sources of regular expressions.
 */

/** U+2018 to U+201F, U+00AB, U+00BB, U+2039, U+203A; 0x91 to 0x94. */
export const TYPOGRAPHIC_QUOTE =
  '(?:\\xE2\\x80[\\x98-\\x9F\\xB9\\xBA]|\\xC2[\\xAB\\xBB]|(?<![\\x80-\\xFF])[\\x91-\\x94](?![\\x80-\\xFF]))';

/** Whitespace other than space and tab: U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000; 0xA0. */
export const ODD_SPACE =
  '(?:\\xC2\\xA0|\\xE2\\x80[\\x80-\\x8A\\xAF]|\\xE2\\x81\\x9F|\\xE3\\x80\\x80|(?<![\\x80-\\xFF])\\xA0(?![\\x80-\\xFF]))';

/** Soft hyphen, zero-width characters, direction marks, byte order mark, control characters except tab and line ends. */
const UNSEEN =
  '(?:\\xC2\\xAD|\\xE2\\x80[\\x8B-\\x8F\\xAA-\\xAE]|\\xE2\\x81[\\xA0-\\xA4]|\\xEF\\xBB\\xBF|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F])';

export const INVISIBLE = `(?:${ODD_SPACE}|${UNSEEN})`;

const NAMES: Readonly<Record<number, string>> = {
  0x7f: 'delete character',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x202f: 'narrow no-break space',
  0x2060: 'word joiner',
  0x3000: 'ideographic space',
  0xfeff: 'byte order mark',
};

/** `no-break space (U+00A0)` for the octets of one invisible character. */
export function nameOfInvisible(octets: string): string {
  const code = codePointOf(octets);
  const name = NAMES[code] ?? (code < 0x20 ? 'control character' : 'invisible character');
  return `${name} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

function codePointOf(octets: string): number {
  const [first = 0, second = 0, third = 0] = Array.from(octets, (octet) => octet.charCodeAt(0));
  if (octets.length === 2) return ((first & 0x1f) << 6) | (second & 0x3f);
  if (octets.length === 3) return ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  return first;
}
