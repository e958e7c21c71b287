import type { OctoBlock } from './block.ts';
import type { ZonePiece } from './piece.ts';
import type { SemicolonsShown } from './zone-data.ts';

/** Counts over all blocks of a zone file. Invariant: the counts cover exactly the blocks that were added and not removed. */
export class ZoneTotals {
  records = 0;
  /** The number of pieces without records that the zone may have. */
  lacking = 0;
  private escaped = 0;
  private plain = 0;
  /** The number of entries of each name. */
  private readonly names = new Map<string, number>();

  replace(removed: readonly OctoBlock[], added: readonly OctoBlock[]): void {
    for (const block of removed) this.count(block, -1);
    for (const block of added) this.count(block, 1);
  }

  private count({ piece, recordCount }: OctoBlock, by: 1 | -1): void {
    this.records += by * recordCount;
    if (piece.mayLackRecords) this.lacking += by;
    this.escaped += by * piece.semicolons.escaped;
    this.plain += by * piece.semicolons.plain;
    for (const { key } of piece.entries) add(this.names, key, by);
  }

  /** How many different names there are, and what the texts show, once some pieces replace others. */
  with(
    removed: readonly ZonePiece[],
    added: readonly ZonePiece[],
  ): { readonly names: number; readonly semicolons: SemicolonsShown } {
    const sum = (count: (piece: ZonePiece) => number): number =>
      added.reduce((total, piece) => total + count(piece), 0) -
      removed.reduce((total, piece) => total + count(piece), 0);
    const changes = new Map<string, number>();
    for (const { entries } of removed) for (const { key } of entries) add(changes, key, -1);
    for (const { entries } of added) for (const { key } of entries) add(changes, key, 1);
    let names = this.names.size;
    for (const [key, by] of changes) {
      const before = this.names.get(key) ?? 0;
      names += Number(before + by > 0) - Number(before > 0);
    }
    const semicolons = {
      escaped: this.escaped + sum((piece) => piece.semicolons.escaped),
      plain: this.plain + sum((piece) => piece.semicolons.plain),
    };
    return { names, semicolons };
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
