import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { Retyping } from '../../records/formatting.ts';
import type { CharacterString } from '../../records/record.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import { encode, encodePieces } from './encode.ts';
import { LAST_COLUMN } from './format-columns.ts';
import { layoutOf } from './format-entry.ts';
import type { EntryLayout } from './format-entry.ts';
import { meansTheSame } from './format-verify.ts';
import { zoneWordsOf } from './words.ts';
import type { ZoneWord } from './words.ts';

const SOA = 6;

/** The edits that write an entry differently, with offsets in the block's text; see `RecordDocument.retype`. */
export function retypeEntry(
  block: ZoneBlock,
  index: number,
  retyping: Retyping,
  isLast: boolean,
): readonly Edit[] | undefined {
  const layout = layoutOf(block, index);
  const edits = layout && editsFor(layout, retyping);
  if (edits === undefined) return undefined;
  const isString = retyping.kind === 'split-string' || retyping.kind === 'join-strings';
  return meansTheSame(block, edits, new Set(isString ? [index] : []), isLast) ? edits : undefined;
}

function editsFor(layout: EntryLayout, retyping: Retyping): readonly Edit[] | undefined {
  switch (retyping.kind) {
    case 'wrap':
      return wrap(layout);
    case 'unwrap':
      return unwrap(layout);
    case 'split-string':
      return splitString(layout, retyping.at);
    case 'join-strings':
      return joinStrings(layout);
  }
}

/** Puts each string, or each number of an SOA record, on a separate line. */
function wrap(layout: EntryLayout): readonly Edit[] | undefined {
  const { block, index, lines, hasParentheses } = layout;
  const words = dataWords(layout);
  const isSoa = block.typeAt(index) === SOA && words.length === 7;
  const isText = stringsOf(layout) !== undefined && words.length > 1;
  if (hasParentheses || lines.length > 1 || !(isSoa || isText)) return undefined;
  const [line] = lines;
  const lineEnd = block.text.includes('\r\n') ? '\r\n' : '\n';
  const typed = block.text.slice(line.start, Math.min(words[0]?.start ?? 0, line.start + LAST_COLUMN));
  // The same white space as before the data, and two more: the next lines are below the first word.
  const margin = typed.replace(/[^\t]/g, ' ');
  const data = words.map(({ start, end }) => block.text.slice(start, end));
  const text = isSoa
    ? `${data.slice(0, 2).join(' ')} (${data
        .slice(2)
        .map((one) => `${lineEnd}${margin}${one}`)
        .join('')} )`
    : `( ${data.join(`${lineEnd}${margin}  `)} )`;
  return [{ range: rangeOf(words[0]?.start ?? 0, block.endAt(index)), text }];
}

/** All of the entry on one line, unless it contains a comment, which would end it. */
function unwrap(layout: EntryLayout): readonly Edit[] | undefined {
  const { block, index, lines, cells } = layout;
  const data = cells.at(-1);
  if (!layout.hasParentheses || data === undefined) return undefined;
  const last = lines.at(-1);
  const hasCommentWithin = lines.some(
    (line) => line !== last && (line.comment >= 0 || block.text.startsWith(';', line.content)),
  );
  const words = dataWords(layout);
  if (hasCommentWithin || words.length === 0) return undefined;
  const text = words.map(({ start, end }) => block.text.slice(start, end)).join(' ');
  return [{ range: rangeOf(data.start, block.endAt(index)), text }];
}

/** Splits one string into two on the line of the first. */
function splitString(layout: EntryLayout, at: number): readonly Edit[] | undefined {
  let start = 0;
  for (const string of stringsOf(layout) ?? []) {
    const { value, range } = string;
    const end = start + value.length;
    if (at > start && at < end) {
      const pieces = [value.text.slice(0, at - start), value.text.slice(at - start)].map(encode);
      if (pieces.some((piece) => piece === undefined)) return undefined;
      const anchor = layout.block.startAt(layout.index);
      const text = pieces.map((piece) => `"${piece ?? ''}"`).join(' ');
      return [{ range: rangeOf(anchor + range.start, anchor + range.end), text }];
    }
    start = end;
  }
  return undefined;
}

/** Joins strings into as few as their length allows, unless a comment is between them. */
function joinStrings(layout: EntryLayout): readonly Edit[] | undefined {
  const strings = stringsOf(layout) ?? [];
  const [first] = strings;
  const last = strings.at(-1);
  if (first === undefined || last === undefined || strings.length < 2) return undefined;
  const value = strings.map((string) => string.value.text).join('');
  if (Math.ceil(value.length / MAX_CHARACTER_STRING) >= strings.length) return undefined;
  const anchor = layout.block.startAt(layout.index);
  const range = rangeOf(anchor + first.range.start, anchor + last.range.end);
  const hasComment = layout.lines.some(({ comment, content }) =>
    [comment, content].some(
      (at) => at > range.start && at < range.end && layout.block.text.startsWith(';', at),
    ),
  );
  const pieces = encodePieces(value);
  if (hasComment || pieces === undefined || pieces.length >= strings.length) return undefined;
  return [{ range, text: pieces.join(' ') }];
}

function dataWords({ block, index, cells }: EntryLayout): readonly ZoneWord[] {
  return zoneWordsOf(block.text, cells.at(-1)?.start ?? 0, block.endAt(index));
}

/** The strings of a text record. */
function stringsOf({ block, index }: EntryLayout): readonly CharacterString[] | undefined {
  const rdata = block.record(index)?.rdata;
  return rdata?.kind === 'text' ? rdata.strings : undefined;
}
