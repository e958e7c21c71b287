import type { RecordBlock } from '../../records/document.ts';
import { RangeIndex } from '../../text/range-index.ts';
import type { Range } from '../../text/range.ts';
import type { Member } from '../records/place.ts';
import type { StandsOn } from './family-findings.ts';
import type { DocumentPath, Fix } from '../finding.ts';

/**
 * Whether a fix would change records without the finding, because they are defined by the same text. A change that is right for
 * one domain, such as rejecting all of its mail, can be wrong for another.
 */
export function changesOthers(
  { edits }: Pick<Fix, 'edits'>,
  standsOn: readonly StandsOn[],
  /** The documents that can have records of the same texts. */
  group: readonly Pick<Member, 'document' | 'path'>[],
): boolean {
  const having = new Map<object, Set<number>>();
  for (const { home, entry } of standsOn) having.set(home, (having.get(home) ?? new Set()).add(entry));
  for (const { path, range } of edits) {
    let changed = 0;
    let hasOther = false;
    for (const member of group) {
      for (const block of member.document.blocks) {
        for (const index of piecesIn(member, block, path)?.touching(range) ?? []) {
          changed++;
          hasOther ||= having.get(member)?.has(block.idAt(index)) !== true;
        }
      }
    }
    if (changed > 1 && hasOther) return true;
  }
  return false;
}

/** Whether two fixes change the same characters in the same way. */
export function areSameEdits({ edits }: Pick<Fix, 'edits'>, { edits: others }: Pick<Fix, 'edits'>): boolean {
  return (
    edits.length === others.length &&
    edits.every(({ path, range, text }, i) => {
      const other = others[i];
      return (
        path === other?.path &&
        text === other.text &&
        range.start === other.range.start &&
        range.end === other.range.end
      );
    })
  );
}

/** The entries of a block by the texts that define their records in each document. */
const known = new WeakMap<RecordBlock, ReadonlyMap<DocumentPath, RangeIndex<number>>>();

export function piecesIn(
  { document, path: own }: Pick<Member, 'document' | 'path'>,
  block: RecordBlock,
  path: DocumentPath,
): RangeIndex<number> | undefined {
  let byPath = known.get(block);
  if (byPath === undefined) {
    const pieces = new Map<DocumentPath, (Range & { readonly of: number })[]>();
    for (let index = 0; index < block.size; index++) {
      for (const { path: at = own, range } of document.typedAs(block, index)) {
        const piece = { start: range.start, end: range.end, of: index };
        const list = pieces.get(at);
        if (list === undefined) pieces.set(at, [piece]);
        else list.push(piece);
      }
    }
    byPath = new Map([...pieces].map(([at, list]) => [at, new RangeIndex<number>(list)]));
    known.set(block, byPath);
  }
  return byPath.get(path);
}
