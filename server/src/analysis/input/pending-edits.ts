import type { Edit } from '../../text/edit.ts';
import type { DocumentInstance, ZoneKey } from './entry.ts';

/**
 * Edits of texts that several zones use. The first use of a text gets each edit immediately, so that the text is current. The
 * others get it before the next request that can depend on it, or earlier if there is time. An edit of a file that 500 zones
 * include changes 500 zones, and must not delay the next keystroke.
 */
export class PendingEdits {
  private readonly byZone = new Map<ZoneKey, Map<DocumentInstance, Edit[]>>();
  private readonly apply: (instance: DocumentInstance, edit: Edit) => void;
  /** While a zone applies an edit, it must not receive another one. Others see its state at that point. */
  private isApplying = false;

  constructor(apply: (instance: DocumentInstance, edit: Edit) => void) {
    this.apply = apply;
  }

  add(instance: DocumentInstance, edit: Edit): void {
    const { zone } = instance;
    let instances = this.byZone.get(zone);
    if (instances === undefined) this.byZone.set(zone, (instances = new Map<DocumentInstance, Edit[]>()));
    const edits = instances.get(instance);
    if (edits === undefined) instances.set(instance, [edit]);
    else edits.push(edit);
  }

  /** The zones that have not received all edits. */
  zones(): Iterable<ZoneKey> {
    return this.byZone.keys();
  }

  /** Applies edits as long as there is time. Returns whether all are applied. */
  applyWhile(hasTime: () => boolean): boolean {
    for (const zone of this.byZone.keys()) {
      if (!hasTime()) return false;
      this.applyIn(zone);
    }
    return true;
  }

  applyAll(): void {
    if (this.byZone.size > 0) this.applyWhile(() => true);
  }

  /** Applies the edits of a zone that is about to answer. */
  applyIn(zone: ZoneKey): void {
    const instances = this.byZone.size === 0 || this.isApplying ? undefined : this.byZone.get(zone);
    if (instances === undefined) return;
    this.byZone.delete(zone);
    for (const [instance, edits] of instances) for (const edit of edits) this.applyOne(instance, edit);
  }

  /** Applies an edit immediately, after the pending edits of its zone. */
  applyNow(instance: DocumentInstance, edit: Edit): void {
    this.applyIn(instance.zone);
    this.applyOne(instance, edit);
  }

  private applyOne(instance: DocumentInstance, edit: Edit): void {
    this.isApplying = true;
    try {
      this.apply(instance, edit);
    } finally {
      this.isApplying = false;
    }
  }
}
