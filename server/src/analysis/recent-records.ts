import type { DomainName } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';
import type { Place } from './place.ts';

/** Records that are kept at a time; a power of two. */
const SLOTS = 512;

/** Names whose places are kept at a time. */
const NAMES = 512;

/**
 * What was lately made of the records of a zone. The rules on a name and on its neighbours ask for the same few records
 * again and again, and each record keeps what was read of it.
 *
 * Invariant: a name's places are those in the documents; whoever changes these calls `forgetPlaces`. A record follows
 * from its block and its place there, and neither changes.
 */
export class RecentRecords {
  private readonly records: (DnsRecord | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);
  private readonly anchors: (Place | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);
  private readonly places = new Map<DomainName, readonly Place[]>();

  recordAt(place: Place): DnsRecord | undefined {
    const slot = place.id & (SLOTS - 1);
    const kept = this.anchors[slot];
    if (kept?.block === place.block && kept.index === place.index) return this.records[slot];
    const record = place.block.record(place.index, place);
    this.anchors[slot] = place;
    this.records[slot] = record;
    return record;
  }

  placesOf(name: DomainName, find: (name: DomainName) => readonly Place[]): readonly Place[] {
    let places = this.places.get(name);
    if (places === undefined) {
      places = find(name);
      if (this.places.size >= NAMES) this.places.clear();
      this.places.set(name, places);
    }
    return places;
  }

  forgetPlaces(): void {
    this.places.clear();
  }
}
