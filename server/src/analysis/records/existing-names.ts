import type { DomainName } from '../../dns/names.ts';
import { isKnown, parentOf } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';

/** Types above this are directives, not records. */
const LAST_TYPE = 0x10000;

/**
 * The names that exist because there are names below them, although they may have no records themselves (RFC 4592 §2.2.2).
 *
 * Invariant: each has the number of records below it, of all blocks that were added and not removed.
 */
export class ExistingNames {
  private readonly below = new Map<DomainName, number>();

  constructor(generated: Iterable<DomainName>) {
    for (const owner of generated) this.count(owner, 1);
  }

  add(block: RecordBlock): void {
    this.countAll(block, 1);
  }

  remove(block: RecordBlock): void {
    this.countAll(block, -1);
  }

  hasBelow(name: DomainName): boolean {
    return this.below.has(name);
  }

  private countAll(block: RecordBlock, by: 1 | -1): void {
    for (let i = 0; i < block.size; i++) {
      const owner = block.typeAt(i) <= LAST_TYPE ? block.ownerAt(i) : undefined;
      if (owner !== undefined && isKnown(owner)) this.count(owner, by);
    }
  }

  private count(owner: DomainName, by: 1 | -1): void {
    for (let at = parentOf(owner); at !== undefined; at = parentOf(at)) {
      const count = (this.below.get(at) ?? 0) + by;
      if (count === 0) this.below.delete(at);
      else this.below.set(at, count);
    }
  }
}
