import type { Range } from './range.ts';

/** Replaces `range` of one document by `text`. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** Sorts edits by place. Returns `undefined` if two edits overlap. */
export function sortEdits(edits: readonly Edit[]): readonly Edit[] | undefined {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1];
    const after = sorted[i];
    if (before === undefined || after === undefined) continue;
    if (after.range.start < before.range.end) return undefined;
    // The order of two insertions at the same place is ambiguous.
    if (after.range.start === before.range.start) return undefined;
  }
  return sorted;
}

/** @throws RangeError if edits overlap. Callers check beforehand with {@link sortEdits}. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = sortEdits(edits);
  if (sorted === undefined) throw new RangeError('edits overlap');
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    result += text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return result + text.slice(at);
}
