import { HOLE } from './mapped-text.ts';

/** What a terminal or an editor would obey, hide or draw elsewhere, and what is no text: controls, directions, half surrogates. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/** The text with a visible sign for each character that would not be seen, or would command whoever shows it. */
export function printable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.replaceAll(HOLE, '${…}').replace(ALL_UNPRINTABLE, signFor);
}

/** Unicode has pictures of the ASCII controls; the rest is shown as the sign for "not a character". */
export function signFor(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
