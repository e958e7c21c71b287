import { HOLE } from './mapped-text.ts';

/**
 * Characters that a terminal or an editor would interpret, hide or draw in another place: controls (also those above U+007F),
 * overrides of the writing direction, zero-width and other invisible characters, line separators, unpaired surrogates.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/**
 * The text on one line, with a visible symbol for each character that would be invisible or would be interpreted. Printable text
 * is returned as it is.
 */
export function printable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.replaceAll(HOLE, '${…}').replace(ALL_UNPRINTABLE, signFor);
}

/** The same for a text of several lines, whose line ends stay. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * `␛` for an ASCII control character, for which Unicode has symbols; `�` for an unpaired surrogate, which is not a character;
 * `\u{202E}` for every other one.
 */
export function signFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return /\p{Cs}/u.test(character) ? '\uFFFD' : `\\u{${code.toString(16).toUpperCase().padStart(4, '0')}}`;
}
