import type { DataEntry, DataMap, DataNode } from '../../data/node.ts';
import type { RecordSet } from '../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { printable } from '../../text/printable.ts';
import { quote } from '../../text/quote.ts';
import { countUpTo } from '../../text/range-union.ts';
import type { Range } from '../../text/range.ts';

/**
 * Keys that are repeated in a map that records depend on. JSON and YAML readers silently keep the last value. Each value that is
 * not read is a problem at its key.
 */
export function repeatedKeys(
  roots: readonly DataNode[],
  sets: readonly RecordSet[],
): readonly DocumentProblem[] {
  const places = new SetPlaces(sets);
  const problems = new Map<number, DocumentProblem>();
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'list') for (const item of node.items) open.push(item);
    if (node.kind !== 'map') continue;
    for (const { value } of node.entries) open.push(value);
    for (const lost of lostEntries(node))
      if (lost.value.kind !== 'scalar' || places.touch(node.range))
        problems.set(lost.key.range.start, problemAt(lost));
  }
  return [...problems.values()].sort((a, b) => a.range.start - b.range.start);
}

/** A map's own keys deliberately override those that are merged into it (`<<`). */
function lostEntries({ entries }: DataMap): readonly DataEntry[] {
  const last = new Map<string, DataEntry>();
  const lost: DataEntry[] = [];
  for (const entry of entries) {
    if (entry.isMerged) continue;
    // In YAML, a number and the text of its digits are two keys.
    const key = `${entry.key.type} ${entry.key.text.text}`;
    const before = last.get(key);
    if (before !== undefined) lost.push(before);
    last.set(key, entry);
  }
  return lost;
}

function problemAt({ key }: DataEntry): DocumentProblem {
  const shown = printable(quote(key.text.text));
  const message = `The key "${shown}" is repeated in this map, so this value is not read.`;
  return { message, range: key.range, unread: { kind: 'format' } };
}

/** The source ranges of the sets of a file. */
class SetPlaces {
  private readonly starts: readonly number[];
  /** In the order of `starts`: the largest end of all that start there or before. */
  private readonly ends: readonly number[];

  constructor(sets: readonly RecordSet[]) {
    const ranges = sets.map(({ range }) => range).sort((a, b) => a.start - b.start);
    this.starts = ranges.map(({ start }) => start);
    let farthest = -1;
    this.ends = ranges.map(({ end }) => (farthest = Math.max(farthest, end)));
  }

  /** Whether a range overlaps a set. */
  touch({ start, end }: Range): boolean {
    const before = countUpTo(this.starts, end - 1);
    return before > 0 && (this.ends[before - 1] ?? -1) > start;
  }
}
