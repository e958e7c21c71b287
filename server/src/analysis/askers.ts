import type { DomainName } from '../dns/names.ts';

/** A name of a zone whose results rest on an answer. One object for each: equal askers are the same. */
export interface Asker {
  readonly zone: AskingZone;
  readonly owner: DomainName;
}

/** A zone that can work out anew what its rules say of a name. */
export interface AskingZone {
  judgeAgain(owner: DomainName): void;
}

/** Who asked about which names. */
export class Askers {
  private readonly byName = new Map<DomainName, Set<Asker>>();

  add(name: DomainName, asker: Asker): void {
    const askers = this.byName.get(name);
    if (askers === undefined) this.byName.set(name, new Set([asker]));
    else askers.add(asker);
  }

  of(name: DomainName): Iterable<Asker> {
    return this.byName.get(name) ?? [];
  }

  names(): Iterable<DomainName> {
    return this.byName.keys();
  }

  /** Everybody that `zone` is not itself, once. */
  *strangersTo(zone: AskingZone): Iterable<Asker> {
    for (const askers of this.byName.values())
      for (const asker of askers) if (asker.zone !== zone) yield asker;
  }

  /** Forgets who asked about the names, and says who it was. */
  take(names: Iterable<DomainName>): ReadonlySet<Asker> {
    const taken = new Set<Asker>();
    for (const name of names) {
      for (const asker of this.of(name)) taken.add(asker);
      this.byName.delete(name);
    }
    return taken;
  }

  clear(): void {
    this.byName.clear();
  }
}
