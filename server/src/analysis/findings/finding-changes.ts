import { sortEdits } from '../../text/edit.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import { touches } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { DocumentPath, Finding } from '../finding.ts';

/** A finding and the document that shows it. */
interface Located {
  readonly path: DocumentPath;
  readonly finding: Pick<Finding, 'rule' | 'range' | 'owner' | 'type'>;
}

export interface FindingChanges<T extends Located> {
  /** Findings that existed before the edits and do not exist after them. */
  readonly gone: ReadonlySet<T>;
  /** Findings that exist after the edits and did not exist before. */
  readonly added: readonly T[];
}

export type EditsByPath = ReadonlyMap<DocumentPath, readonly Edit[]>;

/**
 * Matches the findings before some edits with those after them. Two are the same if one rule reports them at the same characters,
 * wherever the edits moved those, or otherwise on the same record: after an edit, a rule can point at another part of the record
 * and still report the same fault.
 *
 * @param subjects the findings that the edits are for. Other findings before the edits are matched first, so that a subject
 * counts as removed if one
 *   of two findings is
 */
export function changesOf<T extends Located>(
  before: readonly T[],
  after: readonly T[],
  edits: EditsByPath,
  subjects: ReadonlySet<T | undefined> = new Set(),
): FindingChanges<T> {
  const moved = new Map([...edits].map(([path, list]) => [path, movedBy(list)]));
  const movedRange = ({ path, finding }: T): Range => moved.get(path)?.(finding.range) ?? finding.range;
  let open = [...before.filter((one) => !subjects.has(one)), ...before.filter((one) => subjects.has(one))];
  let left = after;
  // Nearly all findings stay in place. Those are matched immediately, and the others are few.
  const match = (
    keyOf: (one: T, range: Range) => string,
    isSame: (one: T, range: Range) => boolean,
  ): void => {
    if (open.length === 0 || left.length === 0) return;
    const candidates = new Map<string, T[]>();
    for (const one of left) push(candidates, keyOf(one, one.finding.range), one);
    const matched = new Set<T>();
    open = open.filter((one) => {
      const range = movedRange(one);
      const list = candidates.get(keyOf(one, range)) ?? [];
      const found = list.findIndex((other) => isSame(other, range));
      const [other] = found < 0 ? [] : list.splice(found, 1);
      if (other !== undefined) matched.add(other);
      return other === undefined;
    });
    left = left.filter((one) => !matched.has(one));
  };
  const kindOf = ({ path, finding: { rule } }: T): string => `${rule} ${path}`;
  match(
    (one, { start, end }) => `${kindOf(one)} ${start} ${end}`,
    () => true,
  );
  match(kindOf, ({ finding }, range) => touches(finding.range, range));
  match(
    (one) => `${kindOf(one)} ${one.finding.owner ?? ''} ${one.finding.type ?? ''}`,
    () => true,
  );
  return { gone: new Set(open), added: left };
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

/** The place of a range after the edits of its document. Text that replaces a part of it belongs to it. */
export function movedBy(edits: readonly Edit[]): (range: Range) => Range {
  const sorted = sortEdits(edits) ?? [];
  /** How far the characters after each edit moved. */
  const shifts: number[] = [];
  let shift = 0;
  for (const { range, text } of sorted) shifts.push((shift += text.length - (range.end - range.start)));
  const move = (offset: number, side: 'start' | 'end'): number => {
    // Count the edits that begin before the offset. An edit at the offset belongs to the text that ends there.
    let count = 0;
    let high = sorted.length;
    while (count < high) {
      const middle = (count + high) >> 1;
      const start = sorted[middle]?.range.start ?? Infinity;
      if (side === 'end' ? start <= offset : start < offset) count = middle + 1;
      else high = middle;
    }
    const last = sorted[count - 1];
    if (last === undefined) return offset;
    if (last.range.end <= offset) return offset + (shifts[count - 1] ?? 0);
    const written = last.range.start + (shifts[count - 2] ?? 0);
    return side === 'end' ? written + last.text.length : written;
  };
  return ({ start, end }) => rangeOf(move(start, 'start'), move(end, 'end'));
}
