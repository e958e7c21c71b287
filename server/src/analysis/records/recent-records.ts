import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordBlock } from '../../records/document.ts';
import { recordPlaceOf } from './place.ts';
import type { RecordPlace } from './place.ts';

/** Records that are kept at a time at most, by their place; a power of two. */
const MOST = 512;

/** Names with few records whose places are kept at a time. */
const NAMES = 512;

/** Places and records of names with many that are kept at a time. One such name is kept however many it has. */
const MOST_OF_MANY = 16_384;

/** Places that are gone through faster than they are sorted into a table. */
const FEW = 16;

/** What was lately made of a name with many records. */
interface ManyRecords {
  readonly places: readonly RecordPlace[];
  /** `undefined` until somebody asks for those of one type. */
  byType: ReadonlyMap<number, readonly RecordPlace[]> | undefined;
  /** By the type that was asked for; of all types, by `undefined`. */
  readonly lists: Map<string | undefined, readonly DnsRecord[]>;
  /** The records of the lists by block and index, so that each is read once. */
  readonly records: Map<RecordBlock, Map<number, DnsRecord>>;
  /** Of `places` and `lists` together. */
  size: number;
}

/**
 * What was lately made of the records of a zone. The rules on a name and on its neighbors ask for the same few records
 * again and again, and each record keeps what was read of it. Each of thousands of records at one name may ask for all of
 * them: they are given the same list.
 *
 * Invariant: a name's places and lists are those of the documents; whoever changes these calls `forgetPlaces`. A record
 * follows from its block and its place there, and neither changes.
 */
export class RecentRecords {
  private readonly find: (name: DomainName) => readonly RecordPlace[];
  private readonly records: (DnsRecord | undefined)[];
  private readonly anchors: (RecordPlace | undefined)[];
  /** Of names with few records. */
  private readonly few = new Map<DomainName, readonly RecordPlace[]>();
  /** The name that was asked for last is the last one. */
  private readonly many = new Map<DomainName, ManyRecords>();
  /** The sizes in `many` together. */
  private size = 0;

  /** `find` goes through the documents. `count`: how many records there are, for a workspace may have many small zones. */
  constructor(find: (name: DomainName) => readonly RecordPlace[], count: number) {
    this.find = find;
    let size = 8;
    while (size < count && size < MOST) size *= 2;
    this.records = new Array<undefined>(size).fill(undefined);
    this.anchors = new Array<undefined>(size).fill(undefined);
  }

  recordAt(place: RecordPlace): DnsRecord | undefined {
    // Ids count from 1 in each document.
    const slot = (place.id + place.member.number) & (this.anchors.length - 1);
    const kept = this.anchors[slot];
    if (kept?.block === place.block && kept.index === place.index) return this.records[slot];
    const record = this.listedAt(place) ?? place.block.record(place.index, place);
    this.anchors[slot] = place;
    this.records[slot] = record;
    return record;
  }

  private listedAt({ block, index }: RecordPlace): DnsRecord | undefined {
    if (this.size === 0) return undefined;
    const owner = block.ownerAt(index);
    return owner === undefined ? undefined : this.many.get(owner)?.records.get(block)?.get(index);
  }

  placesOf(name: DomainName): readonly RecordPlace[] {
    const known = this.few.get(name) ?? this.manyAt(name)?.places;
    if (known !== undefined) return known;
    const places = this.find(name);
    if (places.length > FEW) {
      this.many.set(name, { places, byType: undefined, lists: new Map(), records: new Map(), size: 0 });
      this.grow(name, places.length);
    } else {
      if (this.few.size >= NAMES) this.few.clear();
      this.few.set(name, places);
    }
    return places;
  }

  /** Those of one type, by its number. A name with thousands of records is asked of each of them for others. */
  placesOfType(name: DomainName, type: number): readonly RecordPlace[] {
    const places = this.placesOf(name);
    const many = this.manyAt(name);
    if (many === undefined) return places.filter(({ block, index }) => block.typeAt(index) === type);
    many.byType ??= groupByType(places);
    return many.byType.get(type) ?? [];
  }

  /** The list that was made of the name: where it has many records, the same one as long as it is kept. */
  listOf(name: DomainName, type: string | undefined, make: () => readonly DnsRecord[]): readonly DnsRecord[] {
    this.placesOf(name);
    const known = this.manyAt(name)?.lists.get(type);
    if (known !== undefined) return known;
    const list = make();
    const many = this.manyAt(name);
    if (many === undefined) return list;
    many.lists.set(type, list);
    if (list.length <= MOST_OF_MANY) for (const record of list) keepRecord(many, record);
    this.grow(name, list.length);
    return list;
  }

  private manyAt(name: DomainName): ManyRecords | undefined {
    const many = this.many.get(name);
    if (many === undefined) return undefined;
    this.many.delete(name);
    this.many.set(name, many);
    return many;
  }

  /** Counts what was made of a name, and forgets the names that were not asked for the longest time. */
  private grow(name: DomainName, by: number): void {
    const many = this.many.get(name);
    if (many === undefined) return;
    many.size += by;
    this.size += by;
    for (const [oldest, { size }] of this.many) {
      if (this.size <= MOST_OF_MANY || oldest === name) break;
      this.many.delete(oldest);
      this.size -= size;
    }
  }

  /** Forgets the one name that has more records than are kept for good. */
  forgetLong(): void {
    if (this.size > MOST_OF_MANY) this.forgetMany();
  }

  private forgetMany(): void {
    this.many.clear();
    this.size = 0;
  }

  /**
   * Forgets the records of blocks that are gone. A format may keep all that it read of a document with its block: a few hundred
   * of those would take a gigabyte.
   */
  forgetBlocks(blocks: readonly RecordBlock[]): void {
    const gone = new Set(blocks);
    for (const [slot, place] of this.anchors.entries()) {
      if (place === undefined || !gone.has(place.block)) continue;
      this.anchors[slot] = undefined;
      this.records[slot] = undefined;
    }
  }

  forgetPlaces(): void {
    this.few.clear();
    this.forgetMany();
  }
}

/** What a directive made stands nowhere. */
function keepRecord({ records }: ManyRecords, record: DnsRecord): void {
  const place = recordPlaceOf(record);
  if (place === undefined) return;
  const known = records.get(place.block);
  if (known === undefined) records.set(place.block, new Map([[place.index, record]]));
  else known.set(place.index, record);
}

function groupByType(places: readonly RecordPlace[]): ReadonlyMap<number, readonly RecordPlace[]> {
  const groups = new Map<number, RecordPlace[]>();
  for (const place of places) {
    const type = place.block.typeAt(place.index);
    const group = groups.get(type);
    if (group === undefined) groups.set(type, [place]);
    else group.push(place);
  }
  return groups;
}
