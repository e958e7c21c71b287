import type { RecordBlock, RecordDocument } from '../records/document.ts';
import type { Range } from '../text/range.ts';
import type { StandsOn } from './family-findings.ts';
import type { DocumentPath, Fix } from './finding.ts';

/**
 * Whether a fix would change records that do not have the finding: those that another resource of Terraform makes of the
 * same text. What is right for one domain, to refuse all of its mail, may be wrong for the next.
 */
export function changesOthers(
  { edits }: Pick<Fix, 'edits'>,
  standsOn: readonly StandsOn[],
  /** The documents that may have records of the same texts. */
  group: readonly StandsOn['home'][],
): boolean {
  const having = new Map<StandsOn['home'], Set<number>>();
  for (const { home, entry } of standsOn) having.set(home, (having.get(home) ?? new Set()).add(entry));
  for (const { path, range } of edits) {
    let changed = 0;
    let hasOther = false;
    for (const member of group) {
      const { document } = member;
      for (const block of document.blocks) {
        for (const index of piecesIn(document, block, path)?.touching(range) ?? []) {
          changed++;
          hasOther ||= having.get(member)?.has(block.idAt(index)) !== true;
        }
      }
    }
    if (changed > 1 && hasOther) return true;
  }
  return false;
}

interface Piece extends Range {
  readonly index: number;
}

/**
 * What the records of a block are typed as in one document; several may share a piece.
 * Invariant: `pieces` is sorted by start, and `reach[i]` is the farthest end of the first i + 1 of them.
 */
class TypedPieces {
  private readonly pieces: readonly Piece[];
  private readonly reach: readonly number[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = [...pieces].sort((a, b) => a.start - b.start);
    let farthest = 0;
    this.reach = this.pieces.map(({ end }) => (farthest = Math.max(farthest, end)));
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

const known = new WeakMap<RecordBlock, ReadonlyMap<DocumentPath, TypedPieces>>();

function piecesIn(document: RecordDocument, block: RecordBlock, path: DocumentPath): TypedPieces | undefined {
  let byPath = known.get(block);
  if (byPath === undefined) {
    const pieces = new Map<DocumentPath, Piece[]>();
    for (let index = 0; index < block.size; index++) {
      for (const { path: at, range } of document.typedAs(block, index)) {
        const piece = { start: range.start, end: range.end, index };
        const list = pieces.get(at);
        if (list === undefined) pieces.set(at, [piece]);
        else list.push(piece);
      }
    }
    byPath = new Map([...pieces].map(([at, list]) => [at, new TypedPieces(list)]));
    known.set(block, byPath);
  }
  return byPath.get(path);
}
