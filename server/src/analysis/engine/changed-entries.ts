import type { DomainName } from '../../dns/names.ts';
import type { BlockChange, RecordBlock } from '../../records/document.ts';
import { RecordPlace } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { LAST_TYPE, SOA } from '../records/zone-records.ts';

/** The effect of an edit on the entries of a document. */
export interface ChangedEntries {
  /** Entries that are new or have a different meaning. */
  readonly added: readonly RecordPlace[];
  /** The owner names of added and removed entries. */
  readonly owners: ReadonlySet<DomainName>;
  /** Whether an SOA or a directive is among them. */
  readonly hasSoa: boolean;
  readonly hasDirective: boolean;
}

export function changedEntries(member: Member, { removed, added }: BlockChange): ChangedEntries {
  const before = new Set<number>();
  for (const block of removed) for (let i = 0; i < block.size; i++) before.add(block.idAt(i));
  const kept = new Set<number>();
  const owners = new Set<DomainName>();
  const fresh: RecordPlace[] = [];
  let hasSoa = false;
  let hasDirective = false;
  const note = (block: RecordBlock, index: number): void => {
    const type = block.typeAt(index);
    if (type === SOA) hasSoa = true;
    if (type > LAST_TYPE) hasDirective = true;
    const owner = block.ownerAt(index);
    if (owner !== undefined && type <= LAST_TYPE) owners.add(owner);
  };
  for (const block of added) {
    for (let index = 0; index < block.size; index++) {
      const id = block.idAt(index);
      if (before.has(id)) {
        kept.add(id);
        continue;
      }
      note(block, index);
      fresh.push(new RecordPlace(member, block, index));
    }
  }
  for (const block of removed) {
    for (let i = 0; i < block.size; i++) if (!kept.has(block.idAt(i))) note(block, i);
  }
  return { added: fresh, owners, hasSoa, hasDirective };
}
