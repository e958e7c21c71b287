import type { DomainName } from '../dns/names.ts';
import { hashOfName, isAtOrBelow, isKnown, parentOf } from '../dns/names.ts';
import type { BlockChange, RecordBlock, RecordDocument } from '../records/document.ts';
import type { Anchor, DnsRecord } from '../records/record.ts';
import { FindingStore } from './finding-store.ts';
import type { StoredFinding } from './finding-store.ts';
import { NameIndex } from './name-index.ts';
import { policyOf } from './policies.ts';
import type { Policy } from './policies.ts';
import { tableOf } from './rule-table.ts';
import type { RuleTable } from './rule-table.ts';
import { messageOf, resolvePlace, runOnFault, runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleFailure, RuleReport, Runner, ZoneView } from './run-rules.ts';

const SOA = 6;
const NS = 2;
/** Above: not a record, but a directive. */
const LAST_TYPE = 0x10000;

/** One document of a zone: the zone's own file, or one that it includes. */
export interface Member {
  readonly document: RecordDocument;
  readonly store: FindingStore;
  readonly index: NameIndex;
}

export function member(document: RecordDocument, store: FindingStore): Member {
  const index = new NameIndex();
  for (const block of document.blocks) index.add(block);
  return { document, store, index };
}

/** An entry wherever it stands now. */
interface Target {
  readonly member: Member;
  readonly ownerHash: number;
  readonly id: number;
}

/** Where an entry stands, and the anchor of the record that is made of it there. */
class Place implements Anchor {
  readonly id: number;
  readonly member: Member;
  readonly block: RecordBlock;
  readonly index: number;

  constructor(member: Member, block: RecordBlock, index: number) {
    this.id = block.idAt(index);
    this.member = member;
    this.block = block;
    this.index = index;
  }
}

interface LookedAt {
  readonly block: RecordBlock;
  readonly id: number;
  readonly record: DnsRecord;
  readonly policy: Policy | undefined;
}

/**
 * A zone as its files make it, and what the rules say of it.
 *
 * Every finding is a function of the documents' texts; it is kept as long as what it was made of stays the same.
 * Invariants, once `judge` has run: each entry's findings are in its member's store under the block that holds it; a name
 * in `askers` has every owner whose result rests on it; `judged` is true.
 */
export class Zone implements ZoneView {
  readonly members: readonly Member[];
  private readonly table: RuleTable;
  private readonly failed: RuleFailure;
  /** The zone's name where its documents do not say: told by the surroundings. */
  private readonly told: DomainName | undefined;
  private readonly allRead: boolean;
  private judged = false;
  /** `zoneIsWhole` as it was when the rules ran. */
  private judgedWhole = false;
  private looked: LookedAt | undefined;
  private readonly askers = new Map<DomainName, Set<DomainName>>();
  /** Owners that have findings of rules on all their records, and on whose entries those stand. */
  private readonly found = new Map<DomainName, readonly Target[]>();
  /** Names below the zone's own that are delegated, and how many NS records delegate each. */
  private cuts = new Map<DomainName, number>();
  private soa: DomainName | undefined;
  private generated: ReadonlyMap<DomainName, readonly DnsRecord[]> = new Map();

  constructor(options: {
    readonly members: readonly Member[];
    readonly table: RuleTable;
    readonly failed: RuleFailure;
    readonly told: DomainName | undefined;
    /** Every include was found. */
    readonly allRead: boolean;
  }) {
    this.members = options.members;
    this.table = options.table;
    this.failed = options.failed;
    this.told = options.told;
    this.allRead = options.allRead;
    this.survey();
  }

  /** What is known of the zone as a whole. */
  private survey(): void {
    this.soa = this.firstSoa();
    this.cuts = new Map();
    const generated = new Map<DomainName, DnsRecord[]>();
    for (const { document } of this.members) {
      for (const block of document.blocks) this.countCuts(block, 1);
      for (const record of document.generated()) {
        const list = generated.get(record.owner) ?? [];
        list.push(record);
        generated.set(record.owner, list);
      }
    }
    this.generated = generated;
  }

  private firstSoa(): DomainName | undefined {
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
    return this.soa ?? this.told;
  }

  /** A zone with an SOA, all of whose records can be read. */
  get zoneIsWhole(): boolean {
    return this.soa !== undefined && this.allRead && !this.members.some((m) => m.document.hasTemplates);
  }

  recordsAt(name: DomainName, type?: string, asker?: DomainName): readonly DnsRecord[] {
    if (asker !== undefined) {
      const askers = this.askers.get(name) ?? new Set();
      askers.add(asker);
      this.askers.set(name, askers);
    }
    const records = [
      ...this.placesOf(name).map((place) => this.recordAt(place)),
      ...(this.generated.get(name) ?? []),
    ];
    return records.filter(
      (record) => record !== undefined && (type === undefined || record.type === type),
    ) as DnsRecord[];
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    const { apex } = this;
    const { size } = this.cuts;
    // The NS records of the zone's own name delegate nothing.
    if (size === 0 || (size === 1 && apex !== undefined && this.cuts.has(apex))) return [];
    for (let at: DomainName | undefined = name; at !== undefined && at !== apex; at = parentOf(at)) {
      if (apex !== undefined && !isAtOrBelow(at, apex)) break;
      if (this.cuts.has(at) && apex !== undefined) return this.recordsAt(at, 'NS', name);
    }
    return [];
  }

  /** Where records of the name stand, in the order of the files. */
  private placesOf(name: DomainName): Place[] {
    const hash = hashOfName(name);
    const places: Place[] = [];
    for (const member of this.members) {
      const blocks = member.index.blocksOf(hash);
      const sorted =
        blocks.length < 2
          ? blocks
          : [...blocks].sort((a, b) => member.document.offsetOf(a) - member.document.offsetOf(b));
      for (const block of sorted) {
        for (let index = 0; index < block.size; index++) {
          if (block.ownerHashAt(index) !== hash || block.typeAt(index) > LAST_TYPE) continue;
          // Equal hashes are not equal names.
          if (block.ownerAt(index) === name) places.push(new Place(member, block, index));
        }
      }
    }
    return places;
  }

  private recordAt(place: Place): DnsRecord | undefined {
    return place.block.record(place.index, place);
  }

  /** Runs every rule on everything, once. */
  judge(): void {
    if (this.judged) return;
    this.judged = true;
    this.judgedWhole = this.zoneIsWhole;
    for (const member of this.members) {
      for (const block of member.document.blocks) {
        this.judgeFaults(member, block);
        for (let i = 0; i < block.size; i++) this.judgeEntry(member, block, i);
      }
    }
    const done = new Set<DomainName>();
    for (const member of this.members) {
      for (const block of member.document.blocks) this.judgeOwnersIn(block, done);
    }
  }

  /** Judges every name of the block, but one that stands in other blocks too only once. */
  private judgeOwnersIn(block: RecordBlock, done: Set<DomainName>): void {
    // Records of one name mostly stand together: a run of equal hashes is looked at as a whole.
    const seen = new Set<number>();
    for (let i = 0; i < block.size;) {
      const hash = block.ownerHashAt(i);
      const types: number[] = [];
      const first = i;
      for (; i < block.size && block.ownerHashAt(i) === hash; i++) {
        const type = block.typeAt(i);
        if (type <= LAST_TYPE) types.push(type);
      }
      if (types.length === 0) continue;
      const elsewhere = seen.has(hash) || this.standsElsewhere(hash, block, i);
      seen.add(hash);
      if (!elsewhere) {
        if (this.concerns(types)) this.judgeOwnerAt(block, first);
        continue;
      }
      for (let k = first; k < i; k++) {
        const name = block.ownerAt(k);
        if (name === undefined || done.has(name)) continue;
        done.add(name);
        this.judgeOwner(name);
      }
    }
  }

  private judgeOwnerAt(block: RecordBlock, index: number): void {
    const name = block.ownerAt(index);
    if (name !== undefined) this.judgeOwner(name);
  }

  /** Whether a name of this hash stands in another block, or in this one behind `from`. */
  private standsElsewhere(hash: number, block: RecordBlock, from: number): boolean {
    for (const member of this.members) if (member.index.hasOther(hash, block)) return true;
    for (let i = from; i < block.size; i++) if (block.ownerHashAt(i) === hash) return true;
    return false;
  }

  /** Whether a rule on all records of a name could have a word on these types. */
  private concerns(types: readonly number[]): boolean {
    return types.some((type, i) => this.table.ownerTypes.has(type) || types.indexOf(type) !== i);
  }

  private runner(emit: (report: RuleReport) => void): Runner {
    return { table: this.table, zone: this, failed: this.failed, emit };
  }

  private judgeFaults(member: Member, block: RecordBlock): void {
    for (const fault of block.faults) {
      runOnFault(
        this.runner((report) => {
          this.keep(report, new Place(member, block, block.indexOfId(fault.anchor.id)), undefined);
        }),
        fault,
      );
    }
  }

  private judgeEntry(member: Member, block: RecordBlock, index: number): void {
    const type = block.typeAt(index);
    if (!this.table.record.has(type) && type !== 16 && type !== 99) return;
    const place = new Place(member, block, index);
    const record = this.recordAt(place);
    if (record === undefined) return;
    runOnRecord(
      this.runner((report) => {
        this.keep(report, place, undefined);
      }),
      record,
      type,
    );
  }

  private judgeOwner(name: DomainName): void {
    this.forgetOwner(name);
    const places = this.placesOf(name);
    if (places.length === 0) return;
    const types = places.map((place) => place.block.typeAt(place.index));
    if (!this.concerns(types)) return;
    const records = places.map((place) => this.recordAt(place)).filter((record) => record !== undefined);
    const targets: Target[] = [];
    runOnOwner(
      this.runner((report) => {
        const target = this.keep(report, undefined, name);
        if (target === undefined) return;
        const { block, index } = target;
        targets.push({ member: target.member, ownerHash: block.ownerHashAt(index), id: block.idAt(index) });
      }),
      name,
      records,
      types,
    );
    if (targets.length > 0) this.found.set(name, targets);
  }

  private forgetOwner(name: DomainName): void {
    for (const target of this.found.get(name) ?? []) {
      const blocks = target.member.index.blocksOf(target.ownerHash);
      const block = blocks.find((candidate) => candidate.indexOfId(target.id) >= 0);
      if (block !== undefined) target.member.store.drop(block, (finding) => finding.by === name);
    }
    this.found.delete(name);
  }

  /** Keeps a report as a finding of the entry it stands on. Returns that entry's place. */
  private keep(
    found: RuleReport,
    fallback: Place | undefined,
    by: DomainName | undefined,
  ): Place | undefined {
    const { rule, report } = found;
    const { record, range } = resolvePlace(report.at, found.record);
    const place = (record === undefined ? undefined : this.placeOf(record)) ?? fallback;
    if (place === undefined) return undefined;
    place.member.store.add(place.block, {
      rule,
      entry: place.id,
      range,
      message: report.message,
      data: report.data,
      severity: report.severity ?? rule.severity,
      fixable: report.fix !== undefined || (report.fixes?.length ?? 0) > 0,
      by,
    });
    return place;
  }

  /**
   * Takes over an edit of a member. Only what the edit touched is judged again: new entries, the names of entries that
   * came or went, and the names whose results rest on those.
   */
  changed(member: Member, change: BlockChange): void {
    const { removed, added } = change;
    this.looked = undefined;
    const kept = new Set<number>();
    const ids = new Set<number>();
    for (const block of removed) for (let i = 0; i < block.size; i++) ids.add(block.idAt(i));
    const touched = new Set<DomainName>();
    const fresh: Place[] = [];
    const kinds = { soa: false, directive: false };
    const note = (block: RecordBlock, index: number): void => {
      const type = block.typeAt(index);
      if (type === SOA) kinds.soa = true;
      if (type > LAST_TYPE) kinds.directive = true;
      const owner = block.ownerAt(index);
      if (owner !== undefined && type <= LAST_TYPE) touched.add(owner);
    };
    for (const block of added) {
      for (let index = 0; index < block.size; index++) {
        const id = block.idAt(index);
        if (ids.has(id)) {
          kept.add(id);
          continue;
        }
        note(block, index);
        fresh.push(new Place(member, block, index));
      }
    }
    for (const block of removed) {
      for (let i = 0; i < block.size; i++) if (!kept.has(block.idAt(i))) note(block, i);
    }
    for (const block of removed) {
      member.index.remove(block);
      this.countCuts(block, -1);
    }
    for (const block of added) {
      member.index.add(block);
      this.countCuts(block, 1);
    }
    member.store.replace(removed, added);
    // What every record may have been judged by: rare to change, and then all is judged anew.
    if (
      (kinds.soa && this.firstSoa() !== this.soa) ||
      this.zoneIsWhole !== this.judgedWhole ||
      this.cutsDiffer(removed, added) ||
      (kinds.directive && this.generates())
    ) {
      this.rejudge();
      return;
    }
    if (!this.judged) return;
    for (const block of added) {
      member.store.drop(block, (finding) => finding.rule.subject === 'fault');
      this.judgeFaults(member, block);
    }
    for (const place of fresh) this.judgeEntry(place.member, place.block, place.index);
    const asking = new Set<DomainName>();
    for (const name of touched) for (const asker of this.askers.get(name) ?? []) asking.add(asker);
    for (const name of asking) this.judgeAgain(name);
    for (const name of touched) if (!asking.has(name)) this.judgeOwner(name);
  }

  /** Whether records are, or were, made by a directive: others may be now. */
  private generates(): boolean {
    return this.generated.size > 0 || this.members.some(({ document }) => document.generated().length > 0);
  }

  /** Whether the delegated names of the blocks that came and went are not the same ones. */
  private cutsDiffer(removed: readonly RecordBlock[], added: readonly RecordBlock[]): boolean {
    const names = (blocks: readonly RecordBlock[]): string => {
      const owners = new Set<DomainName>();
      for (const block of blocks) {
        for (let i = 0; i < block.size; i++) if (block.typeAt(i) === NS) owners.add(block.ownerAt(i) ?? '');
      }
      return [...owners].sort().join(' ');
    };
    return names(removed) !== names(added);
  }

  /** A name whose records asked about another: all its results anew. */
  private judgeAgain(name: DomainName): void {
    for (const place of this.placesOf(name)) {
      const { id } = place;
      place.member.store.drop(
        place.block,
        (finding) => finding.entry === id && finding.by === undefined && finding.rule.subject !== 'fault',
      );
      this.judgeEntry(place.member, place.block, place.index);
    }
    this.judgeOwner(name);
  }

  private rejudge(): void {
    this.survey();
    this.askers.clear();
    this.found.clear();
    for (const member of this.members) member.store.clear();
    if (!this.judged) return;
    this.judged = false;
    this.judge();
  }

  /** The report that gave a finding, with its fixes and related places, by running its rule again. */
  reportOf(finding: StoredFinding, member: Member, block: RecordBlock): RuleReport | undefined {
    let match: RuleReport | undefined;
    const only: Runner = {
      table: tableOf(finding.rule),
      zone: this,
      failed: this.failed,
      emit: (found) => {
        if (match !== undefined || found.rule !== finding.rule) return;
        const { record, range } = resolvePlace(found.report.at, found.record);
        const entry = record?.anchor.id ?? finding.entry;
        if (entry !== finding.entry || range.start !== finding.range.start || range.end !== finding.range.end)
          return;
        const message = messageOf(found.rule, found.report.message, found.report.data);
        if (message === messageOf(finding.rule, finding.message, finding.data)) match = found;
      },
    };
    if (finding.rule.subject === 'fault') {
      for (const fault of block.faults) if (fault.anchor.id === finding.entry) runOnFault(only, fault);
    } else if (finding.by !== undefined) {
      const places = this.placesOf(finding.by);
      const records = places.map((place) => this.recordAt(place)).filter((record) => record !== undefined);
      const types = places.map((place) => place.block.typeAt(place.index));
      runOnOwner(only, finding.by, records, types);
    } else {
      const index = block.indexOfId(finding.entry);
      if (index < 0) return undefined;
      const looked = this.lookAgain(member, block, index);
      if (looked !== undefined) runOnRecord(only, looked.record, block.typeAt(index), looked);
    }
    return match;
  }

  /** The record of an entry and its policy. A record's findings are mostly looked at one after the other. */
  private lookAgain(member: Member, block: RecordBlock, index: number): LookedAt | undefined {
    const id = block.idAt(index);
    if (this.looked?.block === block && this.looked.id === id) return this.looked;
    const record = this.recordAt(new Place(member, block, index));
    this.looked = record && { block, id, record, policy: policyOf(record) };
    return this.looked;
  }

  /** Where a record that this zone made stands; generated records stand nowhere. */
  placeOf(record: DnsRecord): Place | undefined {
    return record.anchor instanceof Place ? record.anchor : undefined;
  }
}
