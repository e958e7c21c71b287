import type { RecordEdit } from '../../../records/document.ts';
import { applyEdits, sortEdits } from '../../../text/edit.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { assignmentIn } from './align.ts';
import type { Siblings } from './siblings.ts';

/**
 * The edits, with further edits that align the `=` signs of the lines around them again if the existing lines are aligned, as
 * `terraform fmt` does.
 */
export function keepAligned(edits: readonly RecordEdit[], siblings: Siblings): readonly RecordEdit[] {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const own = edits.filter((edit) => edit.path === path);
    const page = path === undefined || path.endsWith('.json') ? undefined : siblings.page(path);
    const isConfiguration = page !== undefined && page.file.items.length > 0;
    return isConfiguration ? alignedEdits(page.content, own) : own;
  });
}

/** Lines before and after an edit that are examined: runs of assignments are shorter in practice. */
export const MAX_ALIGNED_LINES = 200;

/** Text that an edit has inserted; `at`: its place after the edits. */
interface Written extends Range {
  readonly edit: RecordEdit;
}

function alignedEdits(text: string, edits: readonly RecordEdit[]): readonly RecordEdit[] {
  if (sortEdits(edits) === undefined) return edits;
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const after = applyEdits(text, sorted);
  let moved = 0;
  const written = sorted.map((edit): Written => {
    const start = edit.range.start + moved;
    moved += edit.text.length - (edit.range.end - edit.range.start);
    return { start, end: start + edit.text.length, edit };
  });
  const gaps = new Map<number, Edit>();
  for (const one of written)
    for (const gap of gapsAround(after, one, written)) gaps.set(gap.range.start, gap);
  return gaps.size === 0 ? edits : placed(written, [...gaps.values()]);
}

interface Line extends Range {
  readonly text: string;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { start, end, text: text.slice(start, end) };
}

/** The spaces before the signs that must change, in the runs of lines at both ends of the inserted text. */
function gapsAround(after: string, at: Range, written: readonly Written[]): readonly Edit[] {
  return [at.start, at.end].flatMap((offset) => {
    const run = runAround(after, lineAt(after, offset));
    const named = run.flatMap((line) => {
      const assignment = assignmentIn(line.text);
      return assignment === undefined ? [] : [{ line, ...assignment }];
    });
    // The text after the sign of a line does not count.
    const columns = new Set(
      named
        .filter(({ line: { start }, name, gap }) => {
          const end = start + name.length + gap.length;
          return !written.some((one) => one.start < end && start < one.end);
        })
        .map(({ name, gap }) => name.length + gap.length),
    );
    if (columns.size !== 1) return [];
    const width = Math.max(...named.map(({ name }) => name.length)) + 1;
    return named.flatMap(({ line, name, gap }): readonly Edit[] => {
      const start = line.start + name.length;
      const wanted = ' '.repeat(width - name.length);
      return gap === wanted ? [] : [{ range: rangeOf(start, start + gap.length), text: wanted }];
    });
  });
}

/**
 * The lines around a line, including itself, that each have an assignment; none if neither this line nor its neighbors have one.
 */
function runAround(text: string, line: Line): readonly Line[] {
  const isAssignment = (one: Line): boolean => assignmentIn(one.text) !== undefined;
  const before: Line[] = [];
  for (let at = line.start; at > 0 && before.length < MAX_ALIGNED_LINES;) {
    const one = lineAt(text, at - 1);
    if (!isAssignment(one)) break;
    before.unshift(one);
    at = one.start;
  }
  if (!isAssignment(line)) return before;
  const following: Line[] = [];
  for (let at = line.end; at < text.length && following.length < MAX_ALIGNED_LINES;) {
    const one = lineAt(text, at + 1);
    if (!isAssignment(one)) break;
    following.push(one);
    at = one.end;
  }
  return [...before, line, ...following];
}

/** The edits combined with those of spaces: in the inserted text, or in the original text. */
function placed(written: readonly Written[], gaps: readonly Edit[]): readonly RecordEdit[] {
  const result: RecordEdit[] = [];
  let moved = 0;
  const left = [...gaps].sort((a, b) => a.range.start - b.range.start);
  const path = written[0]?.edit.path;
  const own = path === undefined ? {} : { path };
  for (const { start, end, edit } of written) {
    for (let gap = left[0]; gap !== undefined && gap.range.end < start; gap = left[0]) {
      result.push({ ...own, ...gap, range: shift(gap.range, -moved) });
      left.shift();
    }
    const inside: Edit[] = [];
    for (let gap = left[0]; gap !== undefined && gap.range.start < end; gap = left[0]) {
      if (gap.range.start >= start && gap.range.end <= end)
        inside.push({ ...gap, range: shift(gap.range, -start) });
      left.shift();
    }
    result.push(inside.length === 0 ? edit : { ...edit, text: applyEdits(edit.text, inside) });
    moved += edit.text.length - (edit.range.end - edit.range.start);
  }
  for (const gap of left) result.push({ ...own, ...gap, range: shift(gap.range, -moved) });
  return result;
}
