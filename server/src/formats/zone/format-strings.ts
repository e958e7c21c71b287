import { MAX_CHARACTER_STRING, MAX_RDATA } from '../../dns/limits.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import { encodePieces } from './encode.ts';
import { fill, LAST_COLUMN } from './format-columns.ts';
import type { Indentation } from './format-columns.ts';
import type { EntryLayout } from './format-entry.ts';
import * as rows from './rows.ts';

/**
 * The edits that split the strings of an entry that are too long (RFC 1035 §3.3), with each piece on a separate line. `undefined`
 * if there are none, or if one cannot be written.
 */
export function splitLongStrings(
  { block, index, lines, hasParentheses }: EntryLayout,
  dataColumn: number,
  indentation: Indentation,
): readonly Edit[] | undefined {
  if ((block.flagsAt(index) & rows.LONG_STRING) === 0) return undefined;
  const anchor = block.startAt(index);
  // If the value is longer than RDATA can be, only a part of it is read.
  if (block.endAt(index) - anchor > MAX_RDATA) return undefined;
  const reading = block.reading(index);
  const rdata = reading?.record.rdata;
  if (reading === undefined || rdata?.kind !== 'text') return undefined;
  const { strings } = rdata;
  const long = strings.filter(({ value }) => value.length > MAX_CHARACTER_STRING);
  const last = strings.at(-1);
  const hasOtherFault = reading.faults.some(
    ({ range }) => !long.some((one) => one.range.start === range.start),
  );
  // A comment after a word may be meant as part of it.
  const isCut = last?.quoted === false && lines.some(({ comment }) => comment >= 0);
  if (long.length === 0 || hasOtherFault || isCut) return undefined;
  const lineEnd = block.text.includes('\r\n') ? '\r\n' : '\n';
  const between = `${lineEnd}${fill(0, Math.min(dataColumn, LAST_COLUMN) + 2, indentation)}`;
  const edits: Edit[] = [];
  for (const string of strings) {
    const range = rangeOf(anchor + string.range.start, anchor + string.range.end);
    const typed = block.text.slice(range.start, range.end);
    const text = long.includes(string) ? encodePieces(string.value.text)?.join(between) : typed;
    if (text === undefined) return undefined;
    const open = !hasParentheses && string === strings[0] ? '( ' : '';
    const close = !hasParentheses && string === last ? ' )' : '';
    if (`${open}${text}${close}` !== typed) edits.push({ range, text: `${open}${text}${close}` });
  }
  return edits;
}
