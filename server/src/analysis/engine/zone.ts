import type { Answer, DnsFacts, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { BlockChange, NameServer, RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { ServiceSource } from '../../records/sending-source.ts';
import type { CommittedZone } from '../../records/committed-zone.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import type { ZoneComparison } from '../input/committed-zone.ts';
import type { Currency } from './current-zone.ts';
import { detailsOf } from '../findings/details.ts';
import type { StoredFinding } from './finding-store.ts';
import { keyQuestionOf } from '../records/key-names.ts';
import type { LastChange } from '../input/last-change.ts';
import { questionsAbout } from './questions-about.ts';
import type { RuleTable } from './rule-table.ts';
import { RulesAgain } from './rules-again.ts';
import { resolvePlace, runOnFault, runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleFailure, RuleReport, Runner, ZoneView } from './run-rules.ts';
import type { AnsweringZone, WorkspaceFacts } from './workspace-facts.ts';
import { namesThatMatter } from '../records/zone-answer.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import { RecordPlace, recordPlaceOf } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { cutsDiffer, LAST_TYPE, SOA, ZoneRecords } from '../records/zone-records.ts';
import type { DocumentPath } from '../finding.ts';
import { ZoneDependencies } from './zone-dependencies.ts';
import type { Dependent } from './zone-dependencies.ts';
import { sourceQuestionOf, ZoneSources } from '../records/zone-sources.ts';

const TXT = 16;
const SPF = 99;

/**
 * What the rules say of a zone.
 *
 * Every finding is a function of the documents' texts and of the answers that were known; it is kept as long as what it
 * was made of stays the same.
 * Invariants, once `judge` has run: each entry's findings are in its member's store under the block that holds it;
 * `dependencies` has every answer that a result depends on; `judged` is true.
 */
export class Zone implements ZoneView, AnsweringZone {
  readonly records: ZoneRecords;
  readonly currency: Currency;
  readonly senders: readonly KnownSender[];
  private readonly sources: ZoneSources;
  private readonly table: RuleTable;
  private readonly failed: RuleFailure;
  private readonly facts: WorkspaceFacts;
  private readonly settled: boolean;
  private judged = false;
  /** The rest of a judging that was begun. What it has found so far is true only as long as nothing changes. */
  private begun: Iterator<RecordBlock> | undefined;
  /** `isWhole` as it was when the rules ran. */
  private judgedWhole = false;
  /** `server` as it was then. */
  private judgedFor: NameServer | undefined;
  private readonly comparison: ZoneComparison;
  readonly seenPolicy: (domain: DomainName) => SeenPolicy | undefined;
  private readonly lastChange: LastChange;
  /** What the rules on the SOA were told; `undefined` until one asks. */
  private judgedAgainst: { readonly committed: CommittedZone | undefined } | undefined;
  private readonly ofRecords: Runner;
  private readonly again: RulesAgain;
  readonly dependentRoots = new Set<DocumentPath>();
  readonly dependencies: ZoneDependencies;
  /** Owners that have findings of rules on all their records, and the hashes of those on whose entries the findings stand. */
  private readonly found = new Map<DomainName, ReadonlyMap<Member, ReadonlySet<number>>>();

  constructor(options: {
    /** By which the workspace knows it. */
    readonly root: DocumentPath;
    readonly records: ZoneRecords;
    readonly currency: Currency;
    readonly table: RuleTable;
    readonly failed: RuleFailure;
    readonly facts: WorkspaceFacts;
    readonly senders: readonly KnownSender[];
    /** See `Surroundings`. */
    readonly settled: boolean;
    readonly committed: ZoneComparison;
    readonly seenPolicy: (domain: DomainName) => SeenPolicy | undefined;
    readonly lastChange: LastChange;
  }) {
    this.dependencies = new ZoneDependencies(this, options.root);
    this.currency = options.currency;
    this.comparison = options.committed;
    this.seenPolicy = options.seenPolicy;
    this.lastChange = options.lastChange;
    this.records = options.records;
    this.table = options.table;
    this.failed = options.failed;
    this.facts = options.facts;
    this.senders = options.senders;
    this.sources = new ZoneSources(options.records.members);
    this.settled = options.settled;
    this.again = new RulesAgain(this, options.records, options.failed);
    this.ofRecords = this.runner((report) => {
      this.keep(report, undefined, undefined);
    });
  }

  get members(): readonly Member[] {
    return this.records.members;
  }

  get apex(): DomainName | undefined {
    return this.records.apex;
  }

  get hasSoa(): boolean {
    return this.records.hasSoa;
  }

  get file(): DocumentPath {
    const [first] = this.members;
    if (first === undefined) throw new Error('a zone without documents');
    return first.path;
  }

  get isScattered(): boolean {
    return !this.records.isOneZone;
  }

  get server(): NameServer | undefined {
    return this.records.server;
  }

  get exported(): ZoneExport | undefined {
    return this.records.exported;
  }

  get committed(): CommittedZone | undefined {
    this.judgedAgainst ??= { committed: this.comparison.read() };
    return this.judgedAgainst.committed;
  }

  isUnchangedSince(time: number): boolean {
    return this.lastChange.isBefore(time);
  }

  /** True where results rest on when the files changed. */
  get isDated(): boolean {
    return this.lastChange.isUsed;
  }

  /** Works the comparison out anew, and returns whether it is another one. */
  private isOtherComparison(): boolean {
    if (this.judgedAgainst === undefined) return false;
    const before = this.judgedAgainst.committed;
    this.judgedAgainst = undefined;
    const { committed } = this;
    return committed?.serial !== before?.serial || committed?.isSame !== before?.isSame;
  }

  get zoneIsWhole(): boolean {
    return this.records.isWhole;
  }

  recordsAt(name: DomainName, type?: string, owner?: DomainName): readonly DnsRecord[] {
    this.note(name, owner);
    return this.records.recordsAt(name, type);
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    const cut = this.records.cutAbove(name);
    return cut === undefined ? [] : this.recordsAt(cut, 'NS', name);
  }

  keyNames(domain: DomainName, owner: DomainName | undefined): readonly DomainName[] {
    this.note(keyQuestionOf(domain), owner);
    return this.records.keyNames(domain);
  }

  sourcesWith(envelope: DomainName, owner: DomainName | undefined): readonly ServiceSource[] {
    // A master file sets nothing up, so nothing depends on this answer.
    if (this.isScattered) this.note(sourceQuestionOf(envelope), owner);
    return this.sources.withEnvelope(envelope);
  }

  factsFor(owner: DomainName | undefined): DnsFacts {
    const { dependencies } = this;
    const dependent = owner === undefined ? undefined : { dependencies, owner };
    return {
      ask: <T extends QuestionType>(name: DomainName, type: T): Answer<T> =>
        this.facts.ask(name, type, this, dependent),
    };
  }

  *owners(): Iterable<DomainName> {
    for (const { document } of this.members) {
      for (const block of document.blocks) yield* namesIn(block, 0, block.size);
    }
  }

  answer<T extends QuestionType>(name: DomainName, type: T, dependent: Dependent | undefined): ZoneAnswer<T> {
    const { apex } = this;
    const dependents = dependent?.dependencies.on(this);
    if (dependent !== undefined && this.isScattered) dependents?.add(name, dependent.owner);
    else if (dependent !== undefined && apex !== undefined) {
      for (const relevant of namesThatMatter(name, apex)) dependents?.add(relevant, dependent.owner);
    }
    return this.records.answer(name, type);
  }

  /** The results of `owner` depend on what this zone has at the name. */
  private note(name: DomainName, owner: DomainName | undefined): void {
    if (owner !== undefined) this.dependencies.own.add(name, owner);
  }

  /** Runs every rule on everything, once. */
  judge(): void {
    this.judgeWhile(() => true);
  }

  /** Goes on with that as long as there is time. Returns whether all is judged. */
  judgeWhile(hasTime: () => boolean): boolean {
    this.judgeStale();
    try {
      while (!this.judged && hasTime()) {
        this.begun ??= this.judging();
        if (this.begun.next().done === true) this.begun = undefined;
      }
    } catch (fault) {
      // It would break at the same place again: what was found until then has to do.
      this.begun = undefined;
      this.judged = true;
      this.dependencies.completed();
      throw fault;
    }
    return this.judged;
  }

  /**
   * Gives each block of the member when what can be said of it has been said. A zone of one file is judged as far as is
   * asked for: its findings need not be kept all at once.
   */
  *judgeInTurn(member: Member): Generator<RecordBlock> {
    if (this.members.length > 1 || this.begun !== undefined) this.judge();
    for (const block of member.document.blocks) {
      // Whoever gets a block may have the rest checked: that is then done.
      let steps = 1;
      if (!this.judged) this.judgeWhile(() => steps-- > 0);
      yield block;
    }
    this.judge();
  }

  /** Runs every rule on everything, a block at a time. */
  private *judging(): Generator<RecordBlock> {
    this.judgedWhole = this.records.isWhole;
    this.judgedFor = this.records.server;
    for (const name of this.scattered()) this.judgeOwner(name);
    for (const one of this.members) {
      for (const block of one.document.blocks) {
        this.judgeFaults(one, block);
        this.judgeBlock(one, block);
        yield block;
      }
    }
    this.records.wasJudged();
    this.judged = true;
    this.dependencies.completed();
  }

  /** Names whose results depend on answers of others that changed. */
  private judgeStale(): void {
    if (this.dependencies.isOvergrown) this.startOver();
    for (const owner of this.dependencies.takeStale()) this.judgeAgain(owner);
  }

  /** What was found so far may no longer be true. */
  private startOver(): void {
    this.again.forget();
    this.begun = undefined;
    this.judged = false;
    this.judgedAgainst = undefined;
    this.dependencies.clear();
    this.found.clear();
    for (const member of this.members) member.store.clear();
  }

  /** The names of which not all records stand together, over all members. */
  private scattered(): ReadonlySet<DomainName> {
    const names = new Set<DomainName>();
    for (const { document } of this.members) {
      for (const block of document.blocks) {
        for (const { first, end, isScattered } of this.runsOf(block)) {
          if (isScattered) for (const name of namesIn(block, first, end)) names.add(name);
        }
      }
    }
    return names;
  }

  /**
   * Records next to each other, with no directive between, whose owners share a hash. Scattered: others of that hash stand
   * elsewhere.
   */
  private *runsOf(
    block: RecordBlock,
  ): Generator<{ readonly first: number; readonly end: number; readonly isScattered: boolean }> {
    const runs: { readonly first: number; readonly end: number; readonly hash: number }[] = [];
    const runsWith = new Map<number, number>();
    for (let first = 0, end = 0; first < block.size; first = end) {
      end++;
      if (block.typeAt(first) > LAST_TYPE) continue;
      const hash = block.ownerHashAt(first);
      while (end < block.size && block.typeAt(end) <= LAST_TYPE && block.ownerHashAt(end) === hash) end++;
      runs.push({ first, end, hash });
      runsWith.set(hash, (runsWith.get(hash) ?? 0) + 1);
    }
    for (const { first, end, hash } of runs) {
      const isScattered = runsWith.get(hash) !== 1 || this.records.isElsewhere(hash, block);
      yield { first, end, isScattered };
    }
  }

  /** Judges the entries of a block, and the names of which all records stand together. */
  private judgeBlock(member: Member, block: RecordBlock): void {
    for (const { first, end, isScattered } of this.runsOf(block))
      this.judgeRun(member, block, first, end, !isScattered);
  }

  /** Judges entries next to each other whose owners share a hash: one by one and, if they are to be, as one name. */
  private judgeRun(member: Member, block: RecordBlock, first: number, end: number, together: boolean): void {
    const types: number[] = [];
    for (let index = first; index < end; index++) types.push(block.typeAt(index));
    const asOne = together && this.concerns(types);
    const records: DnsRecord[] = [];
    for (const [i, type] of types.entries()) {
      const alone = this.concernsRecord(type);
      if (!alone && !asOne) continue;
      // The rules see the same record alone and with the others of its name.
      const place = new RecordPlace(member, block, first + i);
      const record = this.records.recordAt(place);
      if (record === undefined) continue;
      if (alone) this.judgeRecord(record, place);
      records.push(record);
    }
    if (!asOne) return;
    const name = block.ownerAt(first);
    // Equal hashes are not equal names, and the root has that of a record without any owner.
    if (name !== undefined && records.every(({ owner }) => owner === name))
      this.judgeRecordsOf(name, records, types);
    else for (const owner of namesIn(block, first, end)) this.judgeOwner(owner);
  }

  /** Whether a rule on all records of a name could have a word on these types. */
  private concerns(types: readonly number[]): boolean {
    return this.table.owner.for(types).length > 0;
  }

  /** Whether a rule on single records could. */
  private concernsRecord(type: number): boolean {
    return type === TXT || type === SPF || this.table.record.has(type);
  }

  /** Runs the rules on records of this zone, and gives what they report. */
  runner(emit: (report: RuleReport) => void): Runner {
    return { table: this.table, zone: this, failed: this.failed, emit };
  }

  private judgeFaults(member: Member, block: RecordBlock): void {
    for (const fault of block.faults) {
      runOnFault(
        this.runner((report) => {
          this.keep(report, new RecordPlace(member, block, block.indexOfId(fault.anchor.id)), undefined);
        }),
        fault,
      );
    }
  }

  private judgeEntry(place: RecordPlace): void {
    const type = place.block.typeAt(place.index);
    if (!this.concernsRecord(type)) return;
    const record = this.records.recordAt(place);
    if (record !== undefined) this.judgeRecord(record, place);
  }

  private judgeRecord(record: DnsRecord, { block, index }: RecordPlace): void {
    // A record without any owner is refused, and no name would lead back to it when an answer changes.
    if (block.ownerAt(index) === undefined && record.ownerText === undefined) return;
    runOnRecord(this.ofRecords, record, block.typeAt(index));
  }

  private judgeOwner(name: DomainName): void {
    this.forgetOwner(name);
    const types = this.records.typesOf(name);
    if (types.length > 0 && this.concerns(types)) this.judgeRecordsOf(name, this.records.allOf(name), types);
  }

  private judgeRecordsOf(name: DomainName, records: readonly DnsRecord[], types: readonly number[]): void {
    const found = new Map<Member, Set<number>>();
    runOnOwner(
      this.runner((report) => {
        const target = this.keep(report, undefined, name);
        if (target === undefined) return;
        const { member, block, index } = target;
        const hashes = found.get(member) ?? new Set();
        found.set(member, hashes.add(block.ownerHashAt(index)));
      }),
      name,
      records,
      types,
    );
    if (found.size > 0) this.found.set(name, found);
  }

  private forgetOwner(name: DomainName): void {
    for (const [member, hashes] of this.found.get(name) ?? []) {
      for (const hash of hashes) {
        for (const block of member.index.blocksOf(hash)) member.store.drop(block, ({ by }) => by === name);
      }
    }
    this.found.delete(name);
  }

  /** Keeps a report as a finding of the entry it stands on. Returns that entry's place. */
  private keep(
    found: RuleReport,
    fallback: RecordPlace | undefined,
    by: DomainName | undefined,
  ): RecordPlace | undefined {
    const { rule, report } = found;
    const { record, range, part } = resolvePlace(report.at, found.record);
    const place = (record === undefined ? undefined : recordPlaceOf(record)) ?? fallback;
    if (place === undefined) return undefined;
    const { member, block, id: entry } = place;
    member.store.add(block, {
      rule,
      entry,
      range,
      part,
      message: report.message,
      data: report.data,
      severity: report.severity ?? rule.severity,
      proposesFix: report.fix !== undefined || (report.fixes?.length ?? 0) > 0,
      details: this.settled ? detailsOf({ found, entry, member, block }) : undefined,
      by,
    });
    return place;
  }

  /**
   * Takes over an edit of a member. Only what the edit touched is judged again: new entries, the names of entries that
   * came or went, and the names whose results depend on those. What other zones asked this one may have another answer.
   */
  changed(member: Member, change: BlockChange): void {
    const { removed, added } = change;
    this.again.forget();
    const kept = new Set<number>();
    const ids = new Set<number>();
    for (const block of removed) for (let i = 0; i < block.size; i++) ids.add(block.idAt(i));
    const touched = new Set<DomainName>();
    const fresh: RecordPlace[] = [];
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
        fresh.push(new RecordPlace(member, block, index));
      }
    }
    for (const block of removed) {
      for (let i = 0; i < block.size; i++) if (!kept.has(block.idAt(i))) note(block, i);
    }
    this.records.replace(member, change);
    this.comparison.changed(change);
    member.store.replace(removed, added);
    const others = [...this.sources.replace(member)].map(sourceQuestionOf);
    // What every record may have been judged by: rare to change, and then all is judged anew.
    if (
      (kinds.soa && this.records.hasOtherSoa()) ||
      this.records.isWhole !== this.judgedWhole ||
      this.records.server !== this.judgedFor ||
      cutsDiffer(change) ||
      (kinds.directive && this.records.generates)
    ) {
      this.rejudge();
      return;
    }
    const questions = [...questionsAbout(touched, change, this.records), ...others];
    const own = this.dependentsOn(questions);
    this.facts.zoneChanged(this, new Set(questions));
    if (this.begun !== undefined) this.startOver();
    if (!this.judged) return;
    for (const block of added) {
      member.store.drop(block, (finding) => finding.rule.subject === 'fault');
      this.judgeFaults(member, block);
    }
    for (const place of fresh) this.judgeEntry(place);
    for (const owner of own) this.judgeAgain(owner);
    for (const name of touched) if (!own.has(name)) this.judgeOwner(name);
    const { apex } = this;
    if (apex !== undefined && this.isOtherComparison()) this.judgeAgain(apex);
    this.records.wasJudged();
  }

  /** The names of this zone whose results depend on these answers of its own. */
  private dependentsOn(questions: Iterable<DomainName>): ReadonlySet<DomainName> {
    const owners = new Set<DomainName>();
    for (const question of questions)
      for (const owner of this.dependencies.own.of(question)) owners.add(owner);
    return owners;
  }

  /** A name whose records asked about another: all its results anew. */
  private judgeAgain(name: DomainName): void {
    this.again.forget();
    if (this.begun !== undefined) this.startOver();
    if (!this.judged) return;
    const places = this.records.placesOf(name);
    const ids = new Map<RecordBlock, { readonly member: Member; readonly ids: Set<number> }>();
    for (const { member, block, id } of places) {
      const known = ids.get(block);
      if (known === undefined) ids.set(block, { member, ids: new Set([id]) });
      else known.ids.add(id);
    }
    for (const [block, { member, ids: entries }] of ids) {
      member.store.drop(
        block,
        ({ entry, by, rule }) => by === undefined && rule.subject !== 'fault' && entries.has(entry),
      );
    }
    for (const place of places) this.judgeEntry(place);
    this.judgeOwner(name);
  }

  private rejudge(): void {
    this.records.survey();
    // The zone may have another name now, or may be whole, before it asks anything anew.
    this.facts.zonesChanged();
    this.facts.zoneChanged(this);
    const wasJudged = this.judged;
    this.startOver();
    if (wasJudged) this.judge();
  }

  /** The report that gave a finding, with its fixes and related places. */
  reportOf(finding: StoredFinding, member: Member, block: RecordBlock): RuleReport | undefined {
    if (this.dependencies.hasStale) this.again.forget();
    return this.again.reportOf(finding, member, block);
  }
}

/** The names of the records from `first` up to `end`. */
function namesIn(block: RecordBlock, first: number, end: number): ReadonlySet<DomainName> {
  const names = new Set<DomainName>();
  for (let index = first; index < end; index++) {
    const name = block.typeAt(index) <= LAST_TYPE ? block.ownerAt(index) : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}
