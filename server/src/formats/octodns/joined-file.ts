import type { DataEntry } from '../../data/node.ts';
import { shiftedEntry } from '../../data/shifted.ts';
import { rangeOf } from '../../text/range.ts';
import type { OctoBlock } from './block.ts';
import { nodesOfEntry, type OctoFile, type OctoNode } from './zone-data.ts';

/** A whole zone file of several blocks, with offsets in its text. It is slow to build, and few changes need it. */
export interface JoinedFile {
  readonly file: OctoFile;
  /** The entries and the sets of each block with their offsets in the file, in order. */
  readonly entriesOf: ReadonlyMap<OctoBlock, readonly DataEntry[]>;
  readonly nodesOf: ReadonlyMap<OctoBlock, readonly OctoNode[]>;
}

export function joinedFile(blocks: readonly OctoBlock[]): JoinedFile | undefined {
  const [first] = blocks;
  if (first === undefined) return undefined;
  const { settings } = first.file;
  if (blocks.length === 1) {
    const entries = first.piece.entries.map(({ entry }) => entry);
    const { file } = first;
    return { file, entriesOf: new Map([[first, entries]]), nodesOf: new Map([[first, file.nodes]]) };
  }
  const all: DataEntry[] = [];
  const entriesOf = new Map<OctoBlock, readonly DataEntry[]>();
  const nodesOf = new Map<OctoBlock, readonly OctoNode[]>();
  let start = 0;
  for (const block of blocks) {
    const base = start;
    const entries = block.piece.entries.map(({ entry }) => shiftedEntry(entry, base));
    const nodes = entries.flatMap((entry, index) =>
      block.facts.hidden.has(index)
        ? []
        : nodesOfEntry(entry, settings).filter(({ isIgnored }) => !isIgnored),
    );
    all.push(...entries);
    entriesOf.set(block, entries);
    nodesOf.set(block, nodes);
    start += block.length;
  }
  const source = blocks.map(({ text }) => text).join('');
  const range = rangeOf(all[0]?.range.start ?? 0, source.length);
  const root = { kind: 'map' as const, tag: undefined, range, isFlow: false, entries: all };
  const nodes = [...nodesOf.values()].flat();
  return { file: { source, root, nodes, settings }, entriesOf, nodesOf };
}
