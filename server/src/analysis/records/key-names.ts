import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, parentOf } from '../../dns/names.ts';
import { DOMAINKEY, dkimNameOf } from '../../email/dkim/names.ts';
import type { RecordBlock } from '../../records/document.ts';

/** CNAME, TXT, DNAME: types of a key, or of an alias for one. Delegations are counted separately. */
const TYPES: ReadonlySet<number> = new Set([5, 16, 39]);

export function canBeKey(type: number): boolean {
  return TYPES.has(type);
}

/**
 * The names with DKIM keys, intended or actual, by their domains and parent domains.
 *
 * Invariant: each has the number of its records, of all blocks that were added and not removed.
 */
export class KeyNames {
  private readonly byDomain = new Map<DomainName, Map<DomainName, number>>();
  /** By requested domain, as long as its names do not change. */
  private readonly sorted = new Map<DomainName, readonly DomainName[]>();

  constructor(generated: Iterable<DomainName>) {
    for (const owner of generated) this.count(owner, 1);
  }

  add(block: RecordBlock): void {
    this.countAll(block, 1);
  }

  remove(block: RecordBlock): void {
    this.countAll(block, -1);
  }

  /** The names at the domain and at all subdomains, sorted. */
  of(domain: DomainName): readonly DomainName[] {
    const names = this.byDomain.get(domain);
    if (names === undefined) return [];
    let sorted = this.sorted.get(domain);
    if (sorted === undefined) {
      sorted = [...names.keys()].sort();
      this.sorted.set(domain, sorted);
    }
    return sorted;
  }

  private countAll(block: RecordBlock, by: 1 | -1): void {
    for (let i = 0; i < block.size; i++) {
      const owner = canBeKey(block.typeAt(i)) ? block.ownerAt(i) : undefined;
      if (owner !== undefined) this.count(owner, by);
    }
  }

  private count(owner: DomainName, by: 1 | -1): void {
    for (const domain of domainsWithKeyAt(owner, '')) {
      const names = this.byDomain.get(domain) ?? new Map<DomainName, number>();
      const before = names.get(owner) ?? 0;
      const count = before + by;
      if (count === 0 || before === 0) this.sorted.delete(domain);
      if (count === 0) names.delete(owner);
      else names.set(owner, count);
      if (names.size === 0) this.byDomain.delete(domain);
      else this.byDomain.set(domain, names);
    }
  }
}

/** For a name with DKIM keys, its domain and the parent domains up to `apex`; otherwise none. */
export function* domainsWithKeyAt(owner: DomainName, apex: DomainName): Generator<DomainName> {
  const name = dkimNameOf(owner);
  if (name.kind === 'other') return;
  for (let at: DomainName | undefined = name.domain; at !== undefined; at = parentOf(at)) {
    if (!isAtOrBelow(at, apex)) return;
    yield at;
  }
}

/** The name for the dependencies on the keys of a domain. */
export function keyQuestionOf(domain: DomainName): DomainName {
  return `${DOMAINKEY}.${domain}`;
}
