import type { QuestionType, SetupRecords } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { childOf, hashOfName, isAtOrBelow, isKnown, parentOf } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { BlockChange, NameServer, RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import { ExistingNames } from './existing-names.ts';
import { KeyNames } from './key-names.ts';
import { NameIndex } from './name-index.ts';
import { RecordPlace, recordPlaceOf } from './place.ts';
import type { Member } from './place.ts';
import { RecentRecords } from './recent-records.ts';
import { SetupIndex } from './setup-records.ts';
import { answerIn } from './zone-answer.ts';
import type { ZoneAnswer, ZoneContents } from './zone-answer.ts';

export const SOA = 6;
const NS = 2;
/** Types above this are directives, not records. */
export const LAST_TYPE = 0x10000;

const NONE_GENERATED: ReadonlyMap<DomainName, readonly DnsRecord[]> = new Map();

interface Substitute {
  readonly replaced: RecordPlace;
  readonly record: DnsRecord | undefined;
  readonly owner: DomainName | undefined;
  /** The records of `owner` by requested type; for all types, by `undefined`. */
  readonly lists: Map<string | undefined, readonly DnsRecord[]>;
}

/**
 * The records of a zone by name, over all its files.
 *
 * Invariant: the members' indexes, `index`, `cuts`, `existing` and `keys` match the members' blocks.
 */
export class ZoneRecords implements ZoneContents {
  /** The replacement of one record while a fix is tried. */
  private substitute: Substitute | undefined;
  readonly members: readonly Member[];
  /** The zone's name from its file, the settings or a name server's configuration. */
  private readonly named: DomainName | undefined;
  /** Whether the settings or a configuration name it, which takes precedence over the file's SOA. */
  private readonly isNameSet: boolean;
  private readonly allRead: boolean;
  readonly isOneZone: boolean;
  private readonly isDeclaredWhole: boolean;
  /** Names that are delegated, including the zone apex, and the number of NS records that delegate each. */
  private cuts = new Map<DomainName, number>();
  private soa: DomainName | undefined;
  private generated = NONE_GENERATED;
  /** `undefined` until it is requested. */
  private existing: ExistingNames | undefined;
  /** `undefined` until it is requested. */
  private keys: KeyNames | undefined;
  private readonly setup = new SetupIndex();
  /** Of any member; `undefined` until it is requested. */
  private hasTemplates: boolean | undefined;
  /** `undefined` until it is requested. */
  private cachedRecent: RecentRecords | undefined;
  /** `undefined` if there is only one member. */
  private readonly order: ReadonlyMap<Member, number> | undefined;
  /** Covers all members' blocks: that of the only member, or otherwise an additional one. */
  private readonly index: NameIndex;
  /** The member of each block, if there are several members. */
  private readonly homes: Map<RecordBlock, Member> | undefined;

  constructor(options: {
    readonly members: readonly Member[];
    readonly named: DomainName | undefined;
    readonly isNameSet: boolean;
    /** Whether every include was found. */
    readonly allRead: boolean;
    /** Otherwise, it has records of any number of zones. */
    readonly isOneZone: boolean;
    /** Whether a configuration states that the members are the whole zone, although they have no SOA. */
    readonly isDeclaredWhole: boolean;
  }) {
    this.members = options.members;
    const [only, ...more] = options.members;
    this.order = more.length === 0 ? undefined : new Map(options.members.map((member, i) => [member, i]));
    this.homes = more.length === 0 ? undefined : new Map();
    this.index = (more.length === 0 ? only?.index : undefined) ?? new NameIndex();
    if (this.homes !== undefined) {
      for (const member of options.members)
        for (const block of member.document.blocks) this.take(member, block);
    }
    this.named = options.named;
    this.isNameSet = options.isNameSet;
    this.allRead = options.allRead;
    this.isOneZone = options.isOneZone;
    this.isDeclaredWhole = options.isDeclaredWhole;
    this.survey();
  }

  private get recent(): RecentRecords {
    this.cachedRecent ??= new RecentRecords(
      (name) => this.findPlaces(name),
      this.members.reduce((sum, { document }) => sum + document.recordCount, 0),
    );
    return this.cachedRecent;
  }

  /** Adds a block to the index of all members. */
  private take(member: Member, block: RecordBlock): void {
    this.homes?.set(block, member);
    this.index.add(block);
  }

  /** Determines what is known about the zone as a whole. */
  survey(): void {
    this.cachedRecent?.forgetPlaces();
    this.hasTemplates = undefined;
    this.soa = this.firstSoa();
    this.cuts = new Map();
    this.existing = undefined;
    this.keys = undefined;
    this.setup.outdate();
    const generated = new Map<DomainName, DnsRecord[]>();
    for (const { document } of this.members) {
      for (const block of document.blocks) this.countCuts(block, 1);
      for (const record of document.generated()) {
        const list = generated.get(record.owner) ?? [];
        list.push(record);
        generated.set(record.owner, list);
      }
    }
    this.generated = generated.size === 0 ? NONE_GENERATED : generated;
  }

  private firstSoa(): DomainName | undefined {
    if (!this.isOneZone) return undefined;
    for (const { document } of this.members) {
      for (const block of document.blocks) {
        for (let i = 0; i < block.size; i++) {
          if (block.typeAt(i) !== SOA) continue;
          const owner = block.ownerAt(i);
          if (owner !== undefined && isKnown(owner)) return owner;
        }
      }
    }
    return undefined;
  }

  private countCuts(block: RecordBlock, by: 1 | -1): void {
    for (let i = 0; i < block.size; i++) {
      if (block.typeAt(i) !== NS) continue;
      const owner = block.ownerAt(i);
      if (owner === undefined) continue;
      const count = (this.cuts.get(owner) ?? 0) + by;
      if (count <= 0) this.cuts.delete(owner);
      else this.cuts.set(owner, count);
    }
  }

  get apex(): DomainName | undefined {
    const { soa, named } = this;
    // An SOA owner that lost its trailing dot (`example.com.example.com`) is a fault of the record, not another zone.
    const isDoubled = named !== undefined && named !== '' && soa === childOf(named, named);
    return named !== undefined && (this.isNameSet || isDoubled) ? named : (soa ?? named);
  }

  /** See `RecordDocument.server`. */
  get server(): NameServer | undefined {
    return this.members.find(({ document }) => document.server !== undefined)?.document.server;
  }

  /** See `RecordDocument.exported`. */
  get exported(): ZoneExport | undefined {
    return this.members[0]?.document.exported;
  }

  /** Whether the members are the whole zone, according to an SOA or a configuration. */
  get isComplete(): boolean {
    return this.soa !== undefined || this.isDeclaredWhole;
  }

  /** Whether it is a complete zone whose records can all be read. */
  get isWhole(): boolean {
    if (!this.isComplete || !this.allRead) return false;
    this.hasTemplates ??= this.members.some(({ document }) => document.hasTemplates);
    return !this.hasTemplates;
  }

  /** Whether name servers ignore the records of the name, because it is certainly not in the zone. */
  leavesOut(name: DomainName): boolean {
    const { apex } = this;
    return apex !== undefined && !isAtOrBelow(name, apex) && isKnown(name) && this.isOneZone && this.isWhole;
  }

  /** Whether the first SOA changed since the zone was examined. */
  hasOtherSoa(): boolean {
    return this.firstSoa() !== this.soa;
  }

  /** Whether a directive generates or generated records, so that they can change. */
  get generates(): boolean {
    return this.generated.size > 0 || this.members.some(({ document }) => document.generated().length > 0);
  }

  /**
   * Runs `work` while one record is replaced by the record at another place. Both have the same owner name, type and TTL, so that
   * nothing else in the zone differs.
   */
  whileReplaced<T>(replaced: RecordPlace, by: RecordPlace, work: () => T): T {
    const record = by.block.record(by.index, by);
    this.substitute = { replaced, record, owner: record?.owner, lists: new Map() };
    try {
      return work();
    } finally {
      this.substitute = undefined;
    }
  }

  /** For a name with many records, it is the same list each time, as long as the list is cached. */
  recordsAt(name: DomainName, type?: string): readonly DnsRecord[] {
    const { substitute } = this;
    if (substitute?.owner === name) {
      let list = substitute.lists.get(type);
      if (list === undefined) substitute.lists.set(type, (list = this.readRecordsAt(name, type)));
      return list;
    }
    return this.recent.listOf(name, type, () => this.readRecordsAt(name, type));
  }

  private readRecordsAt(name: DomainName, type: string | undefined): readonly DnsRecord[] {
    const records: DnsRecord[] = [];
    const code = type === undefined ? undefined : typeCode(type);
    const places = code === undefined ? this.placesOf(name) : this.recent.placesOfType(name, code);
    for (const place of places) {
      const record = this.recordAt(place);
      if (record !== undefined && (type === undefined || record.type === type)) records.push(record);
    }
    for (const record of this.generated.get(name) ?? []) {
      if (type === undefined || record.type === type) records.push(record);
    }
    return records;
  }

  /** Whether a name is delegated. The NS records of the zone apex delegate nothing. */
  private get delegates(): boolean {
    const { size } = this.cuts;
    return size > 1 || (size === 1 && (this.apex === undefined || !this.cuts.has(this.apex)));
  }

  /** The closest name at or above this one that is delegated from the zone. */
  cutAbove(name: DomainName): DomainName | undefined {
    const { apex } = this;
    if (apex === undefined || !this.delegates) return undefined;
    let cut: DomainName | undefined;
    for (let at: DomainName | undefined = name; at !== undefined && at !== apex; at = parentOf(at)) {
      if (!isAtOrBelow(at, apex)) return undefined;
      if (this.cuts.has(at)) cut ??= at;
    }
    return cut;
  }

  isDelegated(name: DomainName): boolean {
    return this.cutAbove(name) !== undefined;
  }

  exists(name: DomainName): boolean {
    if (this.placesOf(name).length > 0 || this.generated.has(name)) return true;
    if (this.existing === undefined) {
      this.existing = new ExistingNames(this.generated.keys());
      for (const { document } of this.members) for (const block of document.blocks) this.existing.add(block);
    }
    return this.existing.hasBelow(name);
  }

  /**
   * The names at or below the domain that have DKIM keys, and those that are delegated, below which there can be others. Sorted.
   */
  keyNames(domain: DomainName): readonly DomainName[] {
    const { apex } = this;
    if (apex === undefined || !isAtOrBelow(domain, apex)) return [];
    if (this.keys === undefined) {
      this.keys = new KeyNames(this.generated.keys());
      for (const { document } of this.members) for (const block of document.blocks) this.keys.add(block);
    }
    const names = this.keys.of(domain);
    if (!this.delegates) return names;
    const cuts = [...this.cuts.keys()].filter((cut) => cut !== apex && isAtOrBelow(cut, domain));
    return cuts.length === 0 ? names : [...new Set([...names, ...cuts])].sort();
  }

  /** See {@link SetupRecords}; `undefined` unless all of the zone is known. */
  setupRecords(): SetupRecords | undefined {
    const { apex, substitute, members } = this;
    // A delegated subdomain can have its own keys and other names.
    if (apex === undefined || !this.isOneZone || !this.isWhole || this.delegates) return undefined;
    const replaced = substitute && {
      block: substitute.replaced.block,
      index: substitute.replaced.index,
      record: substitute.record,
    };
    const blocks = (): Iterable<RecordBlock> => members.flatMap(({ document }) => document.blocks);
    return this.setup.of(apex, blocks, [...this.generated.values()].flat(), replaced);
  }

  answer<T extends QuestionType>(name: DomainName, type: T): ZoneAnswer<T> {
    return answerIn(this, name, type);
  }

  /** The places of the name's records, in the order of the files. */
  placesOf(name: DomainName): readonly RecordPlace[] {
    return this.recent.placesOf(name);
  }

  private findPlaces(name: DomainName): readonly RecordPlace[] {
    const hash = hashOfName(name);
    const places: RecordPlace[] = [];
    for (const { member, block } of this.inOrder(this.index.blocksOf(hash))) {
      for (let at = block.indexOfOwner(hash, 0); at >= 0; at = block.indexOfOwner(hash, at + 1)) {
        // Names with the same hash can differ.
        if (block.ownerAt(at) === name) places.push(new RecordPlace(member, block, at));
      }
    }
    return places;
  }

  /** Blocks with their members, in the order of the files. */
  private inOrder(
    blocks: readonly RecordBlock[],
  ): readonly { readonly member: Member; readonly block: RecordBlock }[] {
    const [first] = this.members;
    if (first === undefined) return [];
    const places = blocks.map((block) => {
      const member = this.homes?.get(block) ?? first;
      return { member, block, start: blocks.length > 1 ? member.document.offsetOf(block) : 0 };
    });
    if (places.length < 2) return places;
    return places.sort((a, b) => this.orderOf(a.member) - this.orderOf(b.member) || a.start - b.start);
  }

  private orderOf(member: Member): number {
    return this.order?.get(member) ?? 0;
  }

  /** Whether another block than this one can have records of a name with this hash. */
  isElsewhere(hash: number, block: RecordBlock): boolean {
    return this.index.hasOther(hash, block);
  }

  /** Whether blocks other than these have records of the name, of types for which `counts` returns true. */
  standsBeside(
    name: DomainName,
    blocks: ReadonlySet<RecordBlock>,
    counts: (type: number) => boolean,
  ): boolean {
    return this.placesOf(name).some(({ block, index }) => !blocks.has(block) && counts(block.typeAt(index)));
  }

  /** Numbers of types of all entries of a name. */
  typesOf(name: DomainName): readonly number[] {
    return this.placesOf(name).map(({ block, index }) => block.typeAt(index));
  }

  /** The records of all entries of a name. */
  allOf(name: DomainName): readonly DnsRecord[] {
    if (!this.generated.has(name)) return this.recordsAt(name);
    return this.recordsAt(name).filter((record) => recordPlaceOf(record) !== undefined);
  }

  /** The zone was checked, so caches that only the rules need can be cleared. */
  analysisEnded(): void {
    this.cachedRecent?.forgetLong();
  }

  /** Clears everything that can be read from the documents again, because only a few of thousands of zones are in use. */
  rest(): void {
    this.cachedRecent = undefined;
    this.existing = undefined;
    this.keys = undefined;
    this.setup.outdate();
  }

  recordAt(place: RecordPlace): DnsRecord | undefined {
    const { substitute } = this;
    const isReplaced =
      substitute?.replaced.block === place.block && substitute.replaced.index === place.index;
    if (isReplaced) return substitute.record;
    return this.recent.recordAt(place);
  }

  /** Updates the blocks of a member. */
  replace(member: Member, { removed, added }: BlockChange): void {
    this.cachedRecent?.forgetPlaces();
    this.cachedRecent?.forgetBlocks(removed);
    this.setup.outdate();
    this.hasTemplates = undefined;
    for (const block of removed) {
      member.index.remove(block);
      if (this.homes?.delete(block) === true) this.index.remove(block);
      this.countCuts(block, -1);
      this.existing?.remove(block);
      this.keys?.remove(block);
    }
    for (const block of added) {
      member.index.add(block);
      if (this.homes !== undefined) this.take(member, block);
      this.countCuts(block, 1);
      this.existing?.add(block);
      this.keys?.add(block);
    }
  }
}

/** Whether the delegated names of the added and removed blocks differ. */
export function cutsDiffer({ removed, added }: BlockChange): boolean {
  const names = (blocks: readonly RecordBlock[]): string => {
    const owners = new Set<DomainName>();
    for (const block of blocks) {
      for (let i = 0; i < block.size; i++) if (block.typeAt(i) === NS) owners.add(block.ownerAt(i) ?? '');
    }
    return [...owners].sort().join(' ');
  };
  return names(removed) !== names(added);
}
