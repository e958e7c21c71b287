import type { QuestionType, SetupRecords } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { BlockChange, NameServer, RecordBlock } from '../../records/document.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { ModuleRun } from '../../records/document-family.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { DocumentPath } from '../finding.ts';
import type { ZoneKey } from '../input/entry.ts';
import type { Member } from '../records/place.ts';
import { setupQuestionOf } from '../records/setup-records.ts';
import { namesThatMatter } from '../records/zone-answer.ts';
import type { ZoneAnswer } from '../records/zone-answer.ts';
import { cutsDiffer } from '../records/zone-records.ts';
import type { ZoneRecords } from '../records/zone-records.ts';
import { sourceQuestionOf, ZoneSources } from '../records/zone-sources.ts';
import { changedEntries } from './changed-entries.ts';
import type { ChangedEntries } from './changed-entries.ts';
import type { Currency } from './current-zone.ts';
import type { StoredFinding } from './finding-store.ts';
import { NotingView } from './noting-view.ts';
import type { ZoneInputs } from './noting-view.ts';
import { questionsAbout } from './questions-about.ts';
import type { RuleTable } from './rule-table.ts';
import { RulesAgain } from './rules-again.ts';
import type { RuleFailure, RuleReport, Runner } from './run-rules.ts';
import type { AnsweringZone } from './answering-zone.ts';
import { namesIn, ZoneChecks } from './zone-checks.ts';
import { ZoneDependencies } from './zone-dependencies.ts';
import type { Dependent } from './zone-dependencies.ts';
import { ZoneFindings } from './zone-findings.ts';

/**
 * One zone, and when which of it is checked: everything once, and after a change what depends on it.
 *
 * Every finding is a function of the documents' texts and of the answers that were known; it is kept as long as what it
 * was made of stays the same.
 * Invariants, once `judge` has run: each entry's findings are in its member's store under the block that holds it;
 * `dependencies` has every answer that a result depends on; `judged` is true.
 */
export class Zone implements AnsweringZone {
  readonly records: ZoneRecords;
  readonly currency: Currency;
  readonly view: ServerView | undefined;
  readonly run: ModuleRun | undefined;
  readonly dependentRoots = new Set<ZoneKey>();
  readonly dependencies: ZoneDependencies;
  /** What rules see of it. */
  readonly ruleView: NotingView;
  private readonly beforeAnswer: () => void;
  private readonly sources: ZoneSources;
  private readonly inputs: ZoneInputs;
  private readonly checks: ZoneChecks;
  private readonly findings: ZoneFindings;
  private readonly again: RulesAgain;
  private readonly isSettled: boolean;
  private judged = false;
  private revision = 0;
  private state = {};
  /** The rest of a check that was begun. What it has found so far is true only as long as nothing changes. */
  private begun: Iterator<RecordBlock> | undefined;
  /** Blocks of the first member that it is through with, from the first one on. */
  private blocksThrough = 0;
  /** What every result may depend on, as it was when the rules ran. */
  private judgedAs: { readonly isWhole: boolean; readonly server: NameServer | undefined } | undefined;

  constructor(options: {
    /** By which the workspace knows it. */
    readonly root: ZoneKey;
    readonly view: ServerView | undefined;
    readonly run: ModuleRun | undefined;
    readonly records: ZoneRecords;
    readonly currency: Currency;
    readonly inputs: ZoneInputs;
    readonly table: RuleTable;
    readonly failed: RuleFailure;
    /** See `Surroundings`. */
    readonly settled: boolean;
    /** Called before others get an answer: the documents may be about to change. */
    readonly beforeAnswer: () => void;
  }) {
    const { records, inputs, table, failed } = options;
    this.records = records;
    this.currency = options.currency;
    this.view = options.view;
    this.run = options.run;
    this.beforeAnswer = options.beforeAnswer;
    this.inputs = inputs;
    this.isSettled = options.settled;
    this.dependencies = new ZoneDependencies(this, options.root);
    this.sources = new ZoneSources(records.members);
    this.ruleView = new NotingView(this, records, this.sources, inputs);
    this.findings = new ZoneFindings(records.members, options.settled);
    this.checks = new ZoneChecks({ table, zone: this.ruleView, records, findings: this.findings, failed });
    this.again = new RulesAgain(this.ruleView, records, failed);
  }

  /** Another number once findings may be different from when it was asked for last. What the first check finds is version 0. */
  get version(): number {
    return this.revision + (this.dependencies.hasStale ? 1 : 0);
  }

  /** Another object once findings are different, or on other blocks. To be asked once all is judged. */
  get findingState(): object {
    return this.state;
  }

  private changeState(): void {
    this.revision++;
    this.state = {};
  }

  get members(): readonly Member[] {
    return this.records.members;
  }

  /**
   * How many blocks of a zone of one file are checked, from its start, while a check of all goes on. What was found in them stays
   * true as long as nothing changes; rules that run later may add to it.
   */
  get checkedBlocks(): number {
    const isOpen = this.begun !== undefined && this.members.length === 1 && !this.dependencies.hasStale;
    return isOpen ? this.blocksThrough : 0;
  }

  get senders(): readonly KnownSender[] {
    return this.ruleView.senders;
  }

  get apex(): DomainName | undefined {
    return this.records.apex;
  }

  get isComplete(): boolean {
    return this.records.isComplete;
  }

  get file(): DocumentPath {
    const [first] = this.members;
    if (first === undefined) throw new Error('a zone without documents');
    return first.path;
  }

  get isScattered(): boolean {
    return !this.records.isOneZone;
  }

  /** True where results depend on when the files changed. */
  get isDated(): boolean {
    return this.ruleView.isDated;
  }

  *owners(): Iterable<DomainName> {
    for (const { document } of this.members) {
      for (const block of document.blocks) yield* namesIn(block, 0, block.size);
    }
  }

  answer<T extends QuestionType>(name: DomainName, type: T, dependent: Dependent | undefined): ZoneAnswer<T> {
    this.beforeAnswer();
    const { apex } = this;
    const dependents = dependent?.dependencies.on(this);
    if (dependent !== undefined && this.isScattered) dependents?.add(name, dependent.owner);
    else if (dependent !== undefined && apex !== undefined) {
      for (const relevant of namesThatMatter(name, apex)) dependents?.add(relevant, dependent.owner);
    }
    return this.records.answer(name, type);
  }

  setupRecords(dependent: Dependent | undefined): SetupRecords | undefined {
    this.beforeAnswer();
    const { apex } = this;
    if (apex === undefined || (this.view?.audience ?? 'public') !== 'public') return undefined;
    dependent?.dependencies.on(this).add(setupQuestionOf(apex), dependent.owner);
    return this.records.setupRecords();
  }

  /** Runs the rules on records of this zone, and gives what they report. */
  runner(emit: (report: RuleReport) => void): Runner {
    return this.checks.runner(emit);
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

  private *judging(): Generator<RecordBlock> {
    this.judgedAs = { isWhole: this.records.isWhole, server: this.records.server };
    this.blocksThrough = 0;
    for (const block of this.checks.all()) {
      this.blocksThrough++;
      yield block;
    }
    this.records.wasJudged();
    this.judged = true;
    this.dependencies.completed();
    if (this.isSettled) this.rest();
  }

  /** Nobody looks at the zone for now. What is asked of it is worked out again. */
  rest(): void {
    this.records.rest();
    this.again.forget();
  }

  /** Names whose results depend on answers of others that changed. */
  private judgeStale(): void {
    if (this.dependencies.isOvergrown) this.startOver();
    if (!this.dependencies.hasStale) return;
    this.changeState();
    for (const owner of this.dependencies.takeStale()) this.judgeAgain(owner);
  }

  /** What was found so far may no longer be true. */
  private startOver(): void {
    this.state = {};
    this.again.forget();
    this.begun = undefined;
    this.judged = false;
    this.ruleView.forgetComparison();
    this.dependencies.clear();
    this.findings.clear();
  }

  /**
   * Takes over an edit of a member. Only what the edit touched is judged again: new entries, the names of entries that
   * came or went, and the names whose results depend on those. What other zones asked this one may have another answer.
   */
  changed(member: Member, change: BlockChange): void {
    this.changeState();
    this.again.forget();
    const entries = changedEntries(member, change);
    this.records.replace(member, change);
    this.inputs.committed.changed(change);
    member.store.replace(change.removed, change.added);
    const sources = [...this.sources.replace(member)].map(sourceQuestionOf);
    if (this.concernsAll(entries, change)) {
      this.rejudge();
      return;
    }
    const questions = [...questionsAbout(entries.owners, change, this.records), ...sources];
    const dependent = this.dependencies.ownDependentOn(questions);
    this.inputs.facts.zoneChanged(this, new Set(questions));
    if (this.begun !== undefined) this.startOver();
    if (!this.judged) return;
    for (const block of change.added) {
      this.findings.dropOfFaults(member, block);
      this.checks.faults(member, block);
    }
    for (const place of entries.added) this.checks.entry(place);
    for (const owner of dependent) this.judgeAgain(owner);
    for (const owner of entries.owners) if (!dependent.has(owner)) this.checks.owner(owner);
    const { apex } = this;
    if (apex !== undefined && this.ruleView.hasOtherComparison()) this.judgeAgain(apex);
    this.records.wasJudged();
  }

  /** Whether a change is one by which every record may be judged otherwise. Such changes are rare. */
  private concernsAll({ hasSoa, hasDirective }: ChangedEntries, change: BlockChange): boolean {
    const { records, judgedAs } = this;
    return (
      (hasSoa && records.hasOtherSoa()) ||
      records.isWhole !== (judgedAs?.isWhole ?? false) ||
      records.server !== judgedAs?.server ||
      cutsDiffer(change) ||
      (hasDirective && records.generates)
    );
  }

  /** A name whose records asked about another: all its results anew. */
  private judgeAgain(name: DomainName): void {
    this.again.forget();
    if (this.begun !== undefined) this.startOver();
    if (!this.judged) return;
    const places = this.records.placesOf(name);
    this.findings.dropOfEntries(places);
    for (const place of places) this.checks.entry(place);
    this.checks.owner(name);
  }

  private rejudge(): void {
    this.records.survey();
    // The zone may have another name now, or may be whole, before it asks anything anew.
    this.inputs.facts.zonesChanged();
    this.inputs.facts.zoneChanged(this);
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
