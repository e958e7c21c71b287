import type { RecordBlock } from '../records/document.ts';
import type { Range } from '../text/range.ts';
import type { Entry } from './entry.ts';
import type { StoredFinding } from './finding-store.ts';
import type { Fix } from './finding.ts';

/**
 * Whether a fix would change records that do not have the finding: those that another resource of Terraform makes of the
 * same text. What is right for one domain, to refuse all of its mail, may be wrong for the next.
 */
export function changesOthers(
  fix: Fix,
  { path, member }: Pick<Entry, 'path' | 'member'>,
  stored: StoredFinding,
  block: RecordBlock,
): boolean {
  const base = member.document.offsetOf(block);
  const pieces = piecesOf(block);
  let sharing: ReadonlySet<number> | undefined;
  for (const edit of fix.edits) {
    if (edit.path !== path) continue;
    const changed = pieces.touching({ start: edit.range.start - base, end: edit.range.end - base });
    if (changed.size < 2) continue;
    sharing ??= entriesWith(stored, member.store.of(block), block);
    for (const index of changed) if (!sharing.has(block.idAt(index))) return true;
  }
  return false;
}

/** The entries in which the same was found at the same place. */
function entriesWith(
  { rule, message, range, entry }: StoredFinding,
  found: readonly StoredFinding[],
  block: RecordBlock,
): ReadonlySet<number> {
  const startOf = (id: number): number => block.startAt(block.indexOfId(id));
  const start = startOf(entry) + range.start;
  const end = startOf(entry) + range.end;
  const entries = new Set<number>();
  for (const one of found) {
    if (one.rule !== rule || one.message !== message) continue;
    const at = startOf(one.entry);
    if (at + one.range.start === start && at + one.range.end === end) entries.add(one.entry);
  }
  return entries;
}

interface Piece extends Range {
  readonly index: number;
}

/**
 * What the texts of a block's records are typed as; several may share a piece.
 * Invariant: `pieces` is sorted by start, and `reach[i]` is the farthest end of the first i + 1 of them.
 */
class TypedPieces {
  private readonly pieces: readonly Piece[];
  private readonly reach: readonly number[];

  constructor(block: RecordBlock) {
    const pieces: Piece[] = [];
    for (let index = 0; index < block.size; index++) {
      const rdata = block.record(index)?.rdata;
      if (rdata?.kind !== 'text') continue;
      const at = block.startAt(index);
      for (const { source } of rdata.value.segments) {
        pieces.push({ start: at + source.start, end: at + source.end, index });
      }
    }
    this.pieces = pieces.sort((a, b) => a.start - b.start);
    let farthest = 0;
    this.reach = pieces.map(({ end }) => (farthest = Math.max(farthest, end)));
  }

  /** The entries that have a part of the range in their text. */
  touching({ start, end }: Range): ReadonlySet<number> {
    const found = new Set<number>();
    for (let i = this.lastFrom(end); i >= 0 && (this.reach[i] ?? 0) >= start; i--) {
      const piece = this.pieces[i];
      if (piece !== undefined && piece.end >= start) found.add(piece.index);
    }
    return found;
  }

  /** The place of the last piece that starts at the offset or before it. */
  private lastFrom(offset: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const known = new WeakMap<RecordBlock, TypedPieces>();

function piecesOf(block: RecordBlock): TypedPieces {
  let pieces = known.get(block);
  if (pieces === undefined) known.set(block, (pieces = new TypedPieces(block)));
  return pieces;
}
