import { integerValue } from '../../data/yaml-scalar-type.ts';
import type { DataEntry, DataMap } from '../../data/node.ts';
import { contentEnd, entryEnd, lineStart, wholeLines } from '../../data/yaml-lines.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import { compareKeys } from './key-order.ts';

export type KeyOrder = 'natural' | 'simple';

export interface MisplacedEntry {
  readonly entry: DataEntry;
  /** The entry before which it belongs; `undefined` if it belongs at the end. */
  readonly before: DataEntry | undefined;
}

/** Whether the keys of entries are in ascending order. */
export function isInOrder(entries: readonly DataEntry[], order: KeyOrder): boolean {
  const compare = comparison(order);
  let before: string | undefined;
  for (const entry of entries) {
    const key = textOfKey(entry);
    if (before !== undefined && compare(before, key) > 0) return false;
    before = key;
  }
  return true;
}

/** The smallest set of entries of a map to move so that the rest is in order. */
export function misplacedIn(entries: readonly DataEntry[], order: KeyOrder): readonly MisplacedEntry[] {
  if (isInOrder(entries, order)) return [];
  const compare = comparison(order);
  const keys = entries.map(textOfKey);
  // Merged entries come first, and their names may be known only in another file.
  if (entries.some(({ isMerged, key }) => isMerged || !(key.type === 'text' || key.type === 'integer')))
    return [];
  const kept = longestSorted(keys, compare);
  return entries.flatMap((entry, index): readonly MisplacedEntry[] => {
    if (kept.has(index)) return [];
    const key = keys[index] ?? '';
    return [{ entry, before: entries.find((_, at) => kept.has(at) && compare(keys[at] ?? '', key) > 0) }];
  });
}

/** The indices of a longest subsequence that is in order, in n log n steps. */
function longestSorted(
  keys: readonly string[],
  compare: (a: string, b: string) => number,
): ReadonlySet<number> {
  /** For each length, the index of the smallest key with which such a subsequence ends. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, key] of keys.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(keys[ends[middle] ?? 0] ?? '', key) <= 0) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1];
    ends[low] = index;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) kept.add(at);
  return kept;
}

function comparison(order: KeyOrder): (a: string, b: string) => number {
  return order === 'natural' ? compareKeys : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
}

/** Numbers are sorted as their digits. */
function textOfKey({ key }: DataEntry): string {
  const { text } = key.text;
  return key.type === 'integer' ? String(integerValue(text) ?? text) : text;
}

/** The edits that move the lines of an entry. `undefined` if it shares its lines. */
export function moveEntry(
  source: string,
  map: DataMap,
  entry: DataEntry,
  before: DataEntry | undefined,
): readonly Edit[] | undefined {
  if (map.isFlow) return undefined;
  const from = wholeLines(source, rangeOf(entry.range.start, entryEnd(source, entry)));
  const last = map.entries.at(-1);
  const to =
    before !== undefined
      ? lineStart(source, before.range.start)
      : last === undefined
        ? source.length
        : wholeLines(source, rangeOf(last.range.start, entryEnd(source, last))).end;
  const lines = source.slice(from.start, from.end);
  const isOwn =
    source.slice(from.start, entry.range.start).trim() === '' &&
    (before === undefined || source.slice(to, before.range.start).trim() === '');
  // An anchor has to stay before its aliases.
  if (!isOwn || /(?:^|[\s[{,])[&*]/.test(lines)) return undefined;
  const isEnded = to === 0 || source[to - 1] === '\n';
  const ended = lines.endsWith('\n') ? lines : `${lines}\n`;
  return [
    { range: from, text: '' },
    { range: rangeOf(to, to), text: isEnded ? ended : `\n${ended.trimEnd()}` },
  ];
}

/** The edit that sorts the entries of a map if only spaces, commas and line ends separate them. */
export function sortEntries(source: string, map: DataMap, order: KeyOrder): readonly Edit[] | undefined {
  const compare = comparison(order);
  const pieces = map.entries.map((entry) => {
    const { start } = entry.range;
    const end = map.isFlow ? entry.range.end : Math.max(entry.key.range.end, contentEnd(source, entry.value));
    return { key: textOfKey(entry), start, end, text: source.slice(start, end) };
  });
  const gaps = pieces.slice(1).map(({ start }, index) => source.slice(pieces[index]?.end ?? start, start));
  const [first] = pieces;
  const last = pieces.at(-1);
  const isOwn = pieces.every(({ start, end }) => start >= map.range.start && end <= map.range.end);
  if (first === undefined || last === undefined || !isOwn || !gaps.every((gap) => /^[\s,]*$/.test(gap)))
    return undefined;
  if (pieces.some(({ text }) => /(?:^|[\s[{,:])[&*]|#/.test(text))) return undefined;
  const sorted = [...pieces].sort((a, b) => compare(a.key, b.key));
  const text = sorted.map((piece, index) => piece.text + (gaps[index] ?? '')).join('');
  return [{ range: rangeOf(first.start, last.end), text }];
}
