import type { FixEdit } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { DmarcRecord, DmarcTag } from './model.ts';

/** Deletes a part of the list, with one semicolon. */
export function tagRemoval(record: DmarcRecord, part: Range): FixEdit {
  const { text } = record.value;
  const following = skipWhitespace(text, part.end);
  const hasSeparator = text[following] === ';';
  const next = hasSeparator ? skipWhitespace(text, following + 1) : skipGap(text, following);
  if (next < text.length) return { range: rangeOf(part.start, next), text: '' };
  // The last part is deleted with the semicolon before it, unless it has its own.
  const before = skipGapBack(text, part.start);
  if (hasSeparator) return { range: rangeOf(before, following + 1), text: '' };
  return { range: rangeOf(text[before - 1] === ';' ? before - 1 : before, part.end), text: '' };
}

/** Adds a tag at the end of the list. */
export function appending(record: DmarcRecord, tag: string): FixEdit {
  const last = record.tags.at(-1);
  const end = last?.range.end ?? record.value.length;
  if (last?.separator === undefined) return insertion(end, `;${gap(record)}${tag}`);
  const isEnd = skipWhitespace(record.value.text, last.separator + 1) === record.value.length;
  return insertion(last.separator + 1, `${gap(record)}${tag}${isEnd ? '' : ';'}`);
}

/** Adds a tag directly after another one. */
export function insertingAfter(record: DmarcRecord, before: DmarcTag, tag: string): FixEdit {
  if (before.separator === undefined) return insertion(before.range.end, `;${gap(record)}${tag}`);
  return insertion(before.separator + 1, `${gap(record)}${tag};`);
}

function insertion(at: number, text: string): FixEdit {
  return { range: rangeOf(at, at), text };
}

/** The space after a semicolon, as in this record: `v=DMARC1;p=none` has none. */
function gap(record: DmarcRecord): string {
  const { text } = record.value;
  return /;[^ \t]/.test(text) && !/;[ \t]+[^ \t]/.test(text) ? '' : ' ';
}

function skipWhitespace(text: string, at: number): number {
  while (/^[ \t\r\n]$/.test(text.charAt(at))) at++;
  return at;
}

/** The text where a semicolon is missing. */
function skipGap(text: string, at: number): number {
  while (/^[ \t\r\n,|]$/.test(text.charAt(at))) at++;
  return at;
}

function skipGapBack(text: string, at: number): number {
  while (/^[ \t\r\n,|]$/.test(text.charAt(at - 1))) at--;
  return at;
}
