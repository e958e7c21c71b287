import { lineStart, nextLine } from '../../../data/yaml-lines.ts';
import type { RecordSet, SetValue } from '../../../record-sets/record-set.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { AzureSet } from '../read-sets.ts';

/**
 * The edits that remove a record from a Bicep file: as an item of its list, or with its set. `isUsed` tells whether anything
 * besides its declaration names a resource.
 */
export function removeBicepRecord(
  source: string,
  sets: readonly AzureSet[],
  set: RecordSet,
  value: SetValue,
  isUsed: (symbol: string) => boolean,
): readonly Edit[] | undefined {
  const own = sets.find((one) => one.set === set);
  if (own === undefined || own.isRepeated) return undefined;
  if (set.values.length > 1) {
    const edit = removeItem(source, own, set.values.indexOf(value));
    return edit && [edit];
  }
  const { resource } = own;
  if (resource === undefined || resource.resources.length > 0) return undefined;
  if (resource.symbol !== undefined && isUsed(resource.symbol)) return undefined;
  const lines = linesOf(source, resource.range);
  return lines && [{ range: withRemarks(source, lines), text: '' }];
}

function removeItem(source: string, { list, set }: AzureSet, index: number): Edit | undefined {
  const item = list?.items[index]?.range;
  if (list === undefined || item === undefined) return undefined;
  const isHere = list.range.start >= set.range.start && list.range.end <= set.range.end;
  if (!isHere || item.start < list.range.start || item.end > list.range.end) return undefined;
  const lines = linesOf(source, item);
  if (lines !== undefined) return { range: lines, text: '' };
  const next = list.items[index + 1]?.range;
  if (next !== undefined) return { range: rangeOf(item.start, next.start), text: '' };
  const before = list.items[index - 1]?.range;
  return before && { range: rangeOf(before.end, item.end), text: '' };
}

/** The lines of something that shares them with nothing but a comma. */
function linesOf(source: string, { start, end }: Range): Range | undefined {
  const first = lineStart(source, start);
  const last = nextLine(source, end);
  const isAlone = source.slice(first, start).trim() === '' && /^,?$/.test(source.slice(end, last).trim());
  return isAlone ? rangeOf(first, last) : undefined;
}

/** With the comments directly above, and one of two empty lines that would follow each other. */
function withRemarks(source: string, { start, end }: Range): Range {
  let first = start;
  while (first > 0) {
    const above = lineStart(source, first - 1);
    if (!/^[ \t]*\/\//.test(source.slice(above, first))) break;
    first = above;
  }
  const isWhitespace = (from: number, to: number): boolean => source.slice(from, to).trim() === '';
  const above = first === 0 || isWhitespace(lineStart(source, first - 1), first);
  const following = nextLine(source, end);
  return rangeOf(first, above && end < source.length && isWhitespace(end, following) ? following : end);
}
