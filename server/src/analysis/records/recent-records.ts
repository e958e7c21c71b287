import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordBlock } from '../../records/document.ts';
import { recordPlaceOf } from './place.ts';
import type { RecordPlace } from './place.ts';

/** The maximum number of cached records by place; a power of 2. */
const MOST = 512;

/** The maximum number of names with few records whose places are cached. */
const NAMES = 512;

/** The maximum number of cached places and records of names with many. One such name is cached however many it has. */
const MOST_OF_MANY = 16_384;

/** Places for which a linear search is faster than sorting them into a table. */
const FEW = 16;

/** The cache for a name with many records. */
interface ManyRecords {
  readonly places: readonly RecordPlace[];
  /** `undefined` until records of one type are requested. */
  byType: ReadonlyMap<number, readonly RecordPlace[]> | undefined;
  /** By requested type; for all types, by `undefined`. */
  readonly lists: Map<string | undefined, readonly DnsRecord[]>;
  /** The records of the lists by block and index, so that each is created once. */
  readonly records: Map<RecordBlock, Map<number, DnsRecord>>;
  /** The total size of `places` and `lists`. */
  size: number;
}

/**
 * A cache of a zone's records. The rules on a name and on its neighbors request the same few records again and again, and each
 * record keeps its parsed data. Each of thousands of records at one name can request all of them, so they get the same list.
 *
 * Invariant: a name's places and lists are those of the documents. Code that changes the documents calls `forgetPlaces`. A record
 * depends only on its block and its position there, and neither changes.
 */
export class RecentRecords {
  private readonly find: (name: DomainName) => readonly RecordPlace[];
  private readonly records: (DnsRecord | undefined)[];
  private readonly anchors: (RecordPlace | undefined)[];
  /** For names with few records. */
  private readonly few = new Map<DomainName, readonly RecordPlace[]>();
  /** The most recently requested name is the last one. */
  private readonly many = new Map<DomainName, ManyRecords>();
  /** The total size of `many`. */
  private size = 0;

  /** `find` searches the documents. `count` is the number of records, because a workspace can have many small zones. */
  constructor(find: (name: DomainName) => readonly RecordPlace[], count: number) {
    this.find = find;
    let size = 8;
    while (size < count && size < MOST) size *= 2;
    this.records = new Array<undefined>(size).fill(undefined);
    this.anchors = new Array<undefined>(size).fill(undefined);
  }

  recordAt(place: RecordPlace): DnsRecord | undefined {
    // Ids start at 1 in each document.
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

  /** The records of one type, by its number. For a name with thousands of records, each of them can request the others. */
  placesOfType(name: DomainName, type: number): readonly RecordPlace[] {
    const places = this.placesOf(name);
    const many = this.manyAt(name);
    if (many === undefined) return places.filter(({ block, index }) => block.typeAt(index) === type);
    many.byType ??= groupByType(places);
    return many.byType.get(type) ?? [];
  }

  /** The list for the name. If it has many records, it is the same list as long as it is cached. */
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

  /** Adds the size for a name, and removes the least recently requested names. */
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

  /** Removes the one name with more records than are cached permanently. */
  forgetLong(): void {
    if (this.size > MOST_OF_MANY) this.forgetMany();
  }

  private forgetMany(): void {
    this.many.clear();
    this.size = 0;
  }

  /**
   * Removes the records of removed blocks. A format can keep all data of a document with its block, so a few hundred of those
   * would take a gigabyte.
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

/** A generated record has no place. */
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
