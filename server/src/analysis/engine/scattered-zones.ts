import type { DomainName } from '../../dns/names.ts';
import type { AnsweringZone } from './answering-zone.ts';

/**
 * Which zones with records of any number of zones (Terraform modules) have records of a name. A workspace can have thousands of
 * them, and a query is sent only to those that can answer it.
 *
 * Invariant: a zone that was added and not removed is among the holders of each name that it has records of. It can still be
 * among the holders of a name that it had.
 */
export class ScatteredZones {
  private readonly namesOf = new Map<AnsweringZone, Set<DomainName>>();
  private readonly holders = new Map<DomainName, Set<AnsweringZone>>();

  /** Updates the set of zones. Returns the names that some of them have and did not have, or the reverse. */
  replace(zones: readonly AnsweringZone[]): ReadonlySet<DomainName> {
    const changed = new Set<DomainName>();
    const wanted = new Set(zones);
    for (const zone of [...this.namesOf.keys()]) {
      if (wanted.has(zone)) continue;
      for (const name of this.remove(zone)) changed.add(name);
    }
    for (const zone of zones) {
      if (this.namesOf.has(zone)) continue;
      this.namesOf.set(zone, new Set());
      const names = new Set(zone.owners());
      this.changed(zone, names);
      for (const name of names) changed.add(name);
    }
    return changed;
  }

  /** The zone has, or had, different records of these names. */
  changed(zone: AnsweringZone, names: Iterable<DomainName>): void {
    const own = this.namesOf.get(zone);
    if (own === undefined) return;
    for (const name of names) {
      own.add(name);
      const holders = this.holders.get(name);
      if (holders === undefined) this.holders.set(name, new Set([zone]));
      else holders.add(zone);
    }
  }

  /** The names that the zone has, or once had. */
  namesIn(zone: AnsweringZone): Iterable<DomainName> {
    return this.namesOf.get(zone) ?? [];
  }

  holding(name: DomainName): Iterable<AnsweringZone> {
    return this.holders.get(name) ?? [];
  }

  private remove(zone: AnsweringZone): Iterable<DomainName> {
    const names = this.namesOf.get(zone) ?? [];
    this.namesOf.delete(zone);
    for (const name of names) {
      const holders = this.holders.get(name);
      if (holders?.delete(zone) === true && holders.size === 0) this.holders.delete(name);
    }
    return names;
  }
}
