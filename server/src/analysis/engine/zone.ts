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
import { RuleReruns } from './rule-reruns.ts';
import type { RuleFailure, RuleReport, Runner } from './run-rules.ts';
import type { AnsweringZone } from './answering-zone.ts';
import { namesIn, ZoneChecks } from './zone-checks.ts';
import { ZoneDependencies } from './zone-dependencies.ts';
import type { Dependent } from './zone-dependencies.ts';
import { ZoneFindings } from './zone-findings.ts';

/**
 * One zone, and when its parts are checked: everything once, and after a change what depends on it.
 *
 * Every finding is a function of the documents' texts and of the known answers. It is kept as long as its inputs stay the same.
 *
 * Invariants after `analyze` has run: each entry's findings are in its member's store under the block with the entry;
 * `dependencies` has every answer on which a result depends; `isAnalyzed` is true.
 */
export class Zone implements AnsweringZone {
  readonly records: ZoneRecords;
  readonly currency: Currency;
  readonly view: ServerView | undefined;
  readonly run: ModuleRun | undefined;
  readonly dependentRoots = new Set<ZoneKey>();
  readonly dependencies: ZoneDependencies;
  /** The view for rules. */
  readonly ruleView: NotingView;
  private readonly beforeAnswer: () => void;
  private readonly sources: ZoneSources;
  private readonly inputs: ZoneInputs;
  private readonly checks: ZoneChecks;
  private readonly findings: ZoneFindings;
  private readonly reruns: RuleReruns;
  private readonly isStatic: boolean;
  private isAnalyzed = false;
  private revision = 0;
  private state = {};
  /** The rest of a check in progress. Its findings so far are valid only as long as nothing changes. */
  private begun: Iterator<RecordBlock> | undefined;
  /** The number of finished blocks of the first member, from the start. */
  private blocksThrough = 0;
  /** The inputs of every result, as they were when the rules ran. */
  private analyzedAs: { readonly isWhole: boolean; readonly server: NameServer | undefined } | undefined;

  constructor(options: {
    /** The identity of the zone in the workspace. */
    readonly root: ZoneKey;
    readonly view: ServerView | undefined;
    readonly run: ModuleRun | undefined;
    readonly records: ZoneRecords;
    readonly currency: Currency;
    readonly inputs: ZoneInputs;
    readonly table: RuleTable;
    readonly failed: RuleFailure;
    /** See `WorkspaceEnvironment`. */
    readonly isStatic: boolean;
    /** Called before others get an answer, because the documents may be about to change. */
    readonly beforeAnswer: () => void;
  }) {
    const { records, inputs, table, failed } = options;
    this.records = records;
    this.currency = options.currency;
    this.view = options.view;
    this.run = options.run;
    this.beforeAnswer = options.beforeAnswer;
    this.inputs = inputs;
    this.isStatic = options.isStatic;
    this.dependencies = new ZoneDependencies(this, options.root);
    this.sources = new ZoneSources(records.members);
    this.ruleView = new NotingView(this, records, this.sources, inputs);
    this.findings = new ZoneFindings(records.members, options.isStatic);
    this.checks = new ZoneChecks({ table, zone: this.ruleView, records, findings: this.findings, failed });
    this.reruns = new RuleReruns(this.ruleView, records, failed);
  }

  /** Changes if findings may have changed since the last request. The findings of the first check are version 0. */
  get version(): number {
    return this.revision + (this.dependencies.hasStale ? 1 : 0);
  }

  /** A different object if findings changed or moved to other blocks. To be requested after everything is checked. */
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
   * The number of blocks, from the start of a zone with one file, that are checked while a complete check is in progress. Their
   * findings stay valid as long as nothing changes. Rules that run later can add to them.
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

  /** Whether results depend on when the files changed. */
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

  /** Runs the rules on records of this zone, and returns their reports. */
  runner(emit: (report: RuleReport) => void): Runner {
    return this.checks.runner(emit);
  }

  /** Runs every rule on everything, once. */
  analyze(): void {
    this.analyzeWhile(() => true);
  }

  /** Continues as long as there is time. Returns whether everything is checked. */
  analyzeWhile(hasTime: () => boolean): boolean {
    this.reanalyzeStale();
    try {
      while (!this.isAnalyzed && hasTime()) {
        this.begun ??= this.analysis();
        if (this.begun.next().done === true) this.begun = undefined;
      }
    } catch (fault) {
      // It would fail at the same place again, so the findings so far must do.
      this.begun = undefined;
      this.isAnalyzed = true;
      this.dependencies.completed();
      throw fault;
    }
    return this.isAnalyzed;
  }

  /**
   * Returns each block of the member as soon as its findings are complete. A zone of one file is checked only as far as
   * requested, so its findings do not all have to be kept at the same time.
   */
  *analyzeInTurn(member: Member): Generator<RecordBlock> {
    if (this.members.length > 1 || this.begun !== undefined) this.analyze();
    for (const block of member.document.blocks) {
      // The consumer of a block can cause the rest to be checked. Then it is done.
      let steps = 1;
      if (!this.isAnalyzed) this.analyzeWhile(() => steps-- > 0);
      yield block;
    }
    this.analyze();
  }

  private *analysis(): Generator<RecordBlock> {
    this.analyzedAs = { isWhole: this.records.isWhole, server: this.records.server };
    this.blocksThrough = 0;
    for (const block of this.checks.all()) {
      this.blocksThrough++;
      yield block;
    }
    this.records.analysisEnded();
    this.isAnalyzed = true;
    this.dependencies.completed();
    if (this.isStatic) this.rest();
  }

  /** Releases memory, because the zone is not in use. Requested data is computed again. */
  rest(): void {
    this.records.rest();
    this.reruns.forget();
  }

  /** Names whose results depend on changed answers of others. */
  private reanalyzeStale(): void {
    if (this.dependencies.isOvergrown) this.startOver();
    if (!this.dependencies.hasStale) return;
    this.changeState();
    for (const owner of this.dependencies.takeStale()) this.reanalyze(owner);
  }

  /** The findings so far may no longer be valid. */
  private startOver(): void {
    this.state = {};
    this.reruns.forget();
    this.begun = undefined;
    this.isAnalyzed = false;
    this.ruleView.forgetComparison();
    this.dependencies.clear();
    this.findings.clear();
  }

  /**
   * Applies an edit of a member. Only what the edit touched is checked again: new entries, the names of added and removed
   * entries, and the names whose results depend on those. Answers of this zone to other zones may change.
   */
  changed(member: Member, change: BlockChange): void {
    this.changeState();
    this.reruns.forget();
    const entries = changedEntries(member, change);
    this.records.replace(member, change);
    this.inputs.committed.changed(change);
    member.store.replace(change.removed, change.added);
    const sources = [...this.sources.replace(member)].map(sourceQuestionOf);
    if (this.concernsAll(entries, change)) {
      this.reanalyzeAll();
      return;
    }
    const questions = [...questionsAbout(entries.owners, change, this.records), ...sources];
    const dependent = this.dependencies.ownDependentOn(questions);
    this.inputs.facts.zoneChanged(this, new Set(questions));
    if (this.begun !== undefined) this.startOver();
    if (!this.isAnalyzed) return;
    for (const block of change.added) {
      this.findings.dropOfFaults(member, block);
      this.checks.faults(member, block);
    }
    for (const place of entries.added) this.checks.entry(place);
    for (const owner of dependent) this.reanalyze(owner);
    for (const owner of entries.owners) if (!dependent.has(owner)) this.checks.owner(owner);
    const { apex } = this;
    if (apex !== undefined && this.ruleView.hasOtherComparison()) this.reanalyze(apex);
    this.records.analysisEnded();
  }

  /** Whether a change can affect the results of every record. Such changes are rare. */
  private concernsAll({ hasSoa, hasDirective }: ChangedEntries, change: BlockChange): boolean {
    const { records, analyzedAs } = this;
    return (
      (hasSoa && records.hasOtherSoa()) ||
      records.isWhole !== (analyzedAs?.isWhole ?? false) ||
      records.server !== analyzedAs?.server ||
      cutsDiffer(change) ||
      (hasDirective && records.generates)
    );
  }

  /** Recomputes all results of a name whose records queried another one. */
  private reanalyze(name: DomainName): void {
    this.reruns.forget();
    if (this.begun !== undefined) this.startOver();
    if (!this.isAnalyzed) return;
    const places = this.records.placesOf(name);
    this.findings.dropOfEntries(places);
    for (const place of places) this.checks.entry(place);
    this.checks.owner(name);
  }

  private reanalyzeAll(): void {
    this.records.survey();
    // The zone can have a different name now, or can be complete, before it makes new queries.
    this.inputs.facts.zonesChanged();
    this.inputs.facts.zoneChanged(this);
    const wasAnalyzed = this.isAnalyzed;
    this.startOver();
    if (wasAnalyzed) this.analyze();
  }

  /** The report of a finding, with its fixes and related places. */
  reportOf(finding: StoredFinding, member: Member, block: RecordBlock): RuleReport | undefined {
    if (this.dependencies.hasStale) this.reruns.forget();
    return this.reruns.reportOf(finding, member, block);
  }
}
