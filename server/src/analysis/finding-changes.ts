import { sortEdits } from '../text/edit.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import type { DocumentPath, Finding } from './finding.ts';

/** A finding and the document that shows it. */
interface Located {
  readonly path: DocumentPath;
  readonly finding: Pick<Finding, 'rule' | 'range' | 'owner' | 'type'>;
}

export interface FindingChanges<T extends Located> {
  /** Findings that were there before the edits and are not there after them. */
  readonly gone: ReadonlySet<T>;
  /** Findings that are there after the edits and were not there before. */
  readonly added: readonly T[];
}

export type EditsByPath = ReadonlyMap<DocumentPath, readonly Edit[]>;

/**
 * Matches the findings before some edits with those after them. Two are the same when one rule reports them at the same
 * characters, wherever the edits moved those, or else on the same record: a rule may point at another part of the record
 * after an edit and still report the same fault. `subjects` are what the edits are for: another finding before the edits is
 * matched first, so that a subject counts as removed when one of two findings is.
 */
export function changesOf<T extends Located>(
  before: readonly T[],
  after: readonly T[],
  edits: EditsByPath,
  subjects: ReadonlySet<T | undefined> = new Set(),
): FindingChanges<T> {
  const unmatched = new Map<string, T[]>();
  for (const one of after) {
    const key = `${one.finding.rule} ${one.path}`;
    const list = unmatched.get(key);
    if (list === undefined) unmatched.set(key, [one]);
    else list.push(one);
  }
  let open = [...before.filter((one) => !subjects.has(one)), ...before.filter((one) => subjects.has(one))];
  for (const isSame of [isAtSameRange, touchesSameRange, isOnSameRecord]) {
    open = open.filter((one) => {
      const candidates = unmatched.get(`${one.finding.rule} ${one.path}`) ?? [];
      if (candidates.length === 0) return true;
      const range = mapRange(one.finding.range, edits.get(one.path) ?? []);
      const found = candidates.findIndex(({ finding }) => isSame(finding, range, one.finding));
      if (found >= 0) candidates.splice(found, 1);
      return found < 0;
    });
  }
  return { gone: new Set(open), added: [...unmatched.values()].flat() };
}

type Shown = Located['finding'];

function isAtSameRange({ range }: Shown, { start, end }: Range): boolean {
  return range.start === start && range.end === end;
}

function touchesSameRange({ range }: Shown, { start, end }: Range): boolean {
  return range.start <= end && start <= range.end;
}

function isOnSameRecord({ owner, type }: Shown, _: Range, before: Shown): boolean {
  return owner === before.owner && type === before.type;
}

/** Where a range is after the edits of its document. Text that replaces a part of it belongs to it. */
export function mapRange({ start, end }: Range, edits: readonly Edit[]): Range {
  const sorted = sortEdits(edits) ?? [];
  return { start: mapOffset(start, sorted, 'start'), end: mapOffset(end, sorted, 'end') };
}

function mapOffset(offset: number, edits: readonly Edit[], side: 'start' | 'end'): number {
  let moved = 0;
  for (const { range, text } of edits) {
    if (side === 'end' ? range.start > offset : range.start >= offset) break;
    if (range.end <= offset) moved += text.length - (range.end - range.start);
    else moved += range.start - offset + (side === 'end' ? text.length : 0);
  }
  return offset + moved;
}
