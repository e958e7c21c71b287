import type { TextRdata } from './record.ts';

export function hasUnquoted(rdata: TextRdata): boolean {
  return rdata.strings.some((string) => !string.quoted);
}

/** The strings as words of one text, with a space between them unless there already is one. */
export function spaced(rdata: TextRdata): string {
  return rdata.strings
    .map((string) => string.value.text)
    .reduce((text, next) => (/[ \t]$/.test(text) || /^[ \t]/.test(next) ? text + next : `${text} ${next}`));
}
