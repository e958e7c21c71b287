import { typeCode, typeMnemonic } from '../../dns/types.ts';
import { MAX_TYPED_WORDS, type TypedData } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import { entryHeader } from './read-record.ts';
import { FIRST_DIRECTIVE } from './rows.ts';
import { zoneWordsOf } from './words.ts';

/** Owner, TTL, class and type. */
const HEADER_WORDS = 4;

/**
 * See `RecordDocument.typedDataAt`. `offset` is in the document, and the block starts at `base` in it. The result has offsets in
 * the document.
 */
export function zoneTypedData(block: ZoneBlock, offset: number, base: number): TypedData | undefined {
  const { text } = block;
  const at = offset - base;
  const index = lastEntryBefore(block, at);
  if (index < 0 || block.typeAt(index) >= FIRST_DIRECTIVE || !isPartOf(block, index, at)) return undefined;
  const end = Math.max(block.endAt(index), at);
  const words = zoneWordsOf(text, block.startAt(index), end, HEADER_WORDS + MAX_TYPED_WORDS);
  const header = entryHeader(text, words, block.hasOwnOwnerAt(index));
  if (header === undefined || at <= header.typeWord.end) return undefined;
  const before = words.filter((word) => word.start < at).at(-1) ?? header.typeWord;
  if (at > before.end && isComment(text, before.end, at)) return undefined;
  const typed = text.slice(header.typeWord.start, header.typeWord.end);
  const code = typeCode(typed);
  return {
    type: code === undefined ? typed.toUpperCase() : typeMnemonic(code),
    words: words.slice(header.first).map((word) => rangeOf(word.start + base, word.end + base)),
  };
}

/** Index of the last entry that starts before the offset in the block; -1 if there is none. */
function lastEntryBefore(block: ZoneBlock, at: number): number {
  let low = -1;
  let high = block.size - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (block.startAt(middle) < at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a word inserted at the offset, after the start of the entry, would belong to the entry. */
function isPartOf(block: ZoneBlock, index: number, at: number): boolean {
  const end = block.endAt(index);
  if (at <= end) return true;
  const after = block.text.slice(end, at);
  if (!/[\r\n]/.test(after)) return true;
  // The entry continues on indented lines while a parenthesis is open.
  return /[\r\n][ \t]+$/.test(after) && isOpen(block, index);
}

function isOpen(block: ZoneBlock, index: number): boolean {
  const id = block.idAt(index);
  return block.faults.some(
    (fault) =>
      fault.code === 'unbalanced-parentheses' && fault.reason === 'unclosed' && fault.anchor.id === id,
  );
}

function isComment(text: string, start: number, end: number): boolean {
  const lastLine = text.slice(Math.max(start, text.lastIndexOf('\n', end - 1) + 1), end);
  return lastLine.includes(';');
}
