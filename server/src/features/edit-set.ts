import type { DocumentPath, FileEdit } from '../analysis/finding.ts';

/**
 * Edits of one or more documents that can be applied together. Invariant: they are sorted by place, and none overlap or start
 * alike.
 */
export class EditSet {
  private readonly byPath = new Map<DocumentPath, FileEdit[]>();

  /** Adds all edits or, if one conflicts with the existing edits, none. An edit that is already in the set counts as added. */
  addAll(edits: readonly FileEdit[]): boolean {
    const fresh = edits.filter((edit) => !this.has(edit));
    if (fresh.some((edit) => this.collides(edit))) return false;
    for (const edit of fresh) {
      const list = this.listOf(edit.path);
      const at = placeOf(list, edit.range.start);
      // Most edits arrive in order, so that nothing has to move.
      if (at === list.length) list.push(edit);
      else list.splice(at, 0, edit);
    }
    return true;
  }

  all(): readonly FileEdit[] {
    return [...this.byPath.values()].flat();
  }

  private has(edit: FileEdit): boolean {
    const list = this.listOf(edit.path);
    const same = list[placeOf(list, edit.range.start)];
    return (
      same?.range.start === edit.range.start && same.range.end === edit.range.end && same.text === edit.text
    );
  }

  private collides({ path, range }: FileEdit): boolean {
    const list = this.listOf(path);
    const at = placeOf(list, range.start);
    const before = list[at - 1];
    const after = list[at];
    if (before !== undefined && before.range.end > range.start) return true;
    return after !== undefined && (after.range.start === range.start || after.range.start < range.end);
  }

  private listOf(path: DocumentPath): FileEdit[] {
    let list = this.byPath.get(path);
    if (list === undefined) this.byPath.set(path, (list = []));
    return list;
  }
}

/** The index of the first edit that starts at or after `offset`. */
function placeOf(list: readonly FileEdit[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const edit = list[middle];
    if (edit !== undefined && edit.range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
