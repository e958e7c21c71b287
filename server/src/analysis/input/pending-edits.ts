import type { Edit } from '../../text/edit.ts';
import type { DocumentInstance } from './entry.ts';

/**
 * Edits of texts that several zones use. The first use of a text has each edit at once, so that the text is what was typed;
 * the others have it when something is asked that may depend on it, or before, as there is time. An edit of a file that 500
 * zones include changes 500 zones, and the next key is not to wait for that.
 */
export class PendingEdits {
  private readonly edits = new Map<DocumentInstance, Edit[]>();
  private readonly apply: (instance: DocumentInstance, edit: Edit) => void;

  constructor(apply: (instance: DocumentInstance, edit: Edit) => void) {
    this.apply = apply;
  }

  add(instance: DocumentInstance, edit: Edit): void {
    const before = this.edits.get(instance);
    if (before === undefined) this.edits.set(instance, [edit]);
    else before.push(edit);
  }

  /** Applies them as long as there is time. Returns whether all are applied. */
  applyWhile(hasTime: () => boolean): boolean {
    for (const [instance, edits] of this.edits) {
      if (!hasTime()) return false;
      this.edits.delete(instance);
      for (const edit of edits) this.apply(instance, edit);
    }
    return true;
  }

  applyAll(): void {
    if (this.edits.size > 0) this.applyWhile(() => true);
  }
}
