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

/**
 * Who asked about which names.
 *
 * In a large zone there are more names here than records, and nearly all of them have one asker or two: a list takes a
 * quarter of the room of a set, and one asker alone takes none.
 */
export class Askers {
  private readonly byName = new Map<DomainName, Asker | Asker[] | Set<Asker>>();

  add(name: DomainName, asker: Asker): void {
    const askers = this.byName.get(name);
    if (askers === undefined) this.byName.set(name, asker);
    else if (askers instanceof Set) askers.add(asker);
    else if (!Array.isArray(askers)) {
      if (askers !== asker) this.byName.set(name, [askers, asker]);
    } else if (!askers.includes(asker)) {
      if (askers.length < LONGEST_LIST) askers.push(asker);
      else this.byName.set(name, new Set([...askers, asker]));
    }
  }

  of(name: DomainName): Iterable<Asker> {
    return listOf(this.byName.get(name));
  }

  names(): Iterable<DomainName> {
    return this.byName.keys();
  }

  /** Everybody that `zone` is not itself, once. */
  *strangersTo(zone: AskingZone): Iterable<Asker> {
    for (const askers of this.byName.values())
      for (const asker of listOf(askers)) if (asker.zone !== zone) yield asker;
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

const LONGEST_LIST = 8;

function listOf(askers: Asker | Asker[] | Set<Asker> | undefined): Iterable<Asker> {
  if (askers === undefined) return [];
  return Array.isArray(askers) || askers instanceof Set ? askers : [askers];
}
