import type { DomainName } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';
import type { Place } from './place.ts';

/** Records that are kept at a time at most; a power of two. */
const MOST = 512;

/** Names whose places are kept at a time. */
const NAMES = 512;

/** Places that are gone through faster than they are sorted into a table. */
const FEW = 16;

const NO_PLACES: readonly Place[] = [];

/**
 * What was lately made of the records of a zone. The rules on a name and on its neighbours ask for the same few records
 * again and again, and each record keeps what was read of it.
 *
 * Invariant: a name's places are those in the documents; whoever changes these calls `forgetPlaces`. A record follows
 * from its block and its place there, and neither changes.
 */
export class RecentRecords {
  private readonly records: (DnsRecord | undefined)[];
  private readonly anchors: (Place | undefined)[];
  private readonly places = new Map<DomainName, readonly Place[]>();
  /** The same by type, of names with many. */
  private readonly byType = new Map<DomainName, ReadonlyMap<number, readonly Place[]>>();

  /** `count`: how many records there are, for a workspace may have many small zones. */
  constructor(count: number) {
    let size = 8;
    while (size < count && size < MOST) size *= 2;
    this.records = new Array<undefined>(size).fill(undefined);
    this.anchors = new Array<undefined>(size).fill(undefined);
  }

  recordAt(place: Place): DnsRecord | undefined {
    const slot = place.id & (this.anchors.length - 1);
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
      if (this.places.size >= NAMES) this.forgetPlaces();
      this.places.set(name, places);
    }
    return places;
  }

  /** Those of one type, by its number. A name with thousands of records is asked of each of them for others. */
  placesOfType(
    name: DomainName,
    type: number,
    find: (name: DomainName) => readonly Place[],
  ): readonly Place[] {
    const places = this.placesOf(name, find);
    if (places.length <= FEW) return places.filter(({ block, index }) => block.typeAt(index) === type);
    let byType = this.byType.get(name);
    if (byType === undefined) this.byType.set(name, (byType = groupByType(places)));
    return byType.get(type) ?? NO_PLACES;
  }

  forgetPlaces(): void {
    this.places.clear();
    this.byType.clear();
  }
}

function groupByType(places: readonly Place[]): ReadonlyMap<number, readonly Place[]> {
  const groups = new Map<number, Place[]>();
  for (const place of places) {
    const type = place.block.typeAt(place.index);
    const group = groups.get(type);
    if (group === undefined) groups.set(type, [place]);
    else group.push(place);
  }
  return groups;
}
