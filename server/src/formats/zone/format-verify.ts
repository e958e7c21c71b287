import { applyEdits } from '../../text/edit.ts';
import type { Edit } from '../../text/edit.ts';
import { ZoneBlock } from './block.ts';
import { sameContext, sameState } from './context.ts';
import * as rows from './rows.ts';
import { Scanner } from './scan.ts';
import { zoneWordsOf } from './words.ts';

/** Flags by which an entry may differ after its strings were rewritten. */
const OF_STRINGS = rows.LONG_STRING | rows.UNUSUAL;

/**
 * Whether a block is read after the edits as it was before: the same entries, word for word. The strings of the
 * entries in `split` may differ as long as they have the same text. `isLast`: no text follows the block.
 */
export function meansTheSame(
  block: ZoneBlock,
  edits: readonly Edit[],
  split: ReadonlySet<number>,
  isLast: boolean,
): boolean {
  const text = applyEdits(block.text, edits);
  const scanner = new Scanner(text, block.before, !isLast);
  while (scanner.entry());
  if (scanner.starved || scanner.at !== text.length) return false;
  const after = new ZoneBlock(text, block.before, scanner.take(), 0, 1);
  if (after.size !== block.size || !sameState(after.after, block.after)) return false;
  for (let index = 0; index < block.size; index++) {
    if (!isSameEntry(block, after, index, split.has(index))) return false;
  }
  return true;
}

function isSameEntry(before: ZoneBlock, after: ZoneBlock, index: number, isSplit: boolean): boolean {
  const ignored = isSplit ? OF_STRINGS : 0;
  if (
    before.typeAt(index) !== after.typeAt(index) ||
    (before.flagsAt(index) & ~ignored) !== (after.flagsAt(index) & ~ignored) ||
    before.ttlAt(index) !== after.ttlAt(index) ||
    before.ownerHashAt(index) !== after.ownerHashAt(index) ||
    before.hasOwnOwnerAt(index) !== after.hasOwnOwnerAt(index) ||
    !sameContext(before.contextAt(index), after.contextAt(index))
  )
    return false;
  return isSplit ? valueOf(before, index) === valueOf(after, index) : hasSameWords(before, after, index);
}

function valueOf(block: ZoneBlock, index: number): string | undefined {
  const rdata = block.reading(index)?.record.rdata;
  return rdata?.kind === 'text' ? rdata.value.text : undefined;
}

function hasSameWords(before: ZoneBlock, after: ZoneBlock, index: number): boolean {
  const [start, end] = [before.startAt(index), before.endAt(index)];
  const [newStart, newEnd] = [after.startAt(index), after.endAt(index)];
  // In a file that was already formatted, most entries are unchanged.
  if (
    end - start === newEnd - newStart &&
    before.text.slice(start, end) === after.text.slice(newStart, newEnd)
  )
    return true;
  const words = zoneWordsOf(before.text, start, end);
  const newWords = zoneWordsOf(after.text, newStart, newEnd);
  return (
    words.length === newWords.length &&
    words.every((word, i) => {
      const other = newWords[i];
      return (
        other !== undefined &&
        before.text.slice(word.start, word.end) === after.text.slice(other.start, other.end)
      );
    })
  );
}
