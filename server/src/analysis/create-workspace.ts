import { PENDING } from '../dns/facts.ts';
import type { ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { textOfOptions } from '../records/declared-zone.ts';
import type { BlockChange, Include, RecordBlock } from '../records/document.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { Unread } from '../records/unread.ts';
import { policyOwner } from '../email/dmarc/owner.ts';
import { rules } from '../rules/registry.ts';
import type { KnownSender } from '../senders/known-sender.ts';
import type { SeenPolicy } from '../senders/reports/seen-policies.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import type { DocumentPath, FileEdit, Finding, FindingDetails, Fix, Problem } from './finding.ts';
import { FindingStore } from './engine/finding-store.ts';
import { NO_DETAILS } from './findings/details.ts';
import { ZoneComparison } from './input/committed-zone.ts';
import { noteQuestions, questionsAmong } from './engine/zone-questions.ts';
import type { ZoneQuestions } from './engine/zone-questions.ts';
import { FamilyDocuments } from './input/family-documents.ts';
import { FileHistory } from './input/file-history.ts';
import { zoneGroups } from './input/zone-groups.ts';
import { FixTrials } from './fixes/fix-trials.ts';
import { FAILS } from './fixes/fix-effect.ts';
import type { FixEffect } from './fixes/fix-effect.ts';
import { WorkspaceTrialGround } from './fixes/trial-ground.ts';
import type { DocumentEntry, DocumentInstance, IncludeProblem, ZoneKey } from './input/entry.ts';
import { DocumentInstances } from './input/instances.ts';
import { LastChange } from './input/last-change.ts';
import { PendingEdits } from './input/pending-edits.ts';
import { HEAD } from './input/origin.ts';
import type { Origin } from './input/origin.ts';
import { ruleTable } from './engine/rule-table.ts';
import type { RuleTable } from './engine/rule-table.ts';
import {
  hasRecordsOf,
  recordAt,
  recordTypedAt,
  placedRecordsIn,
  RecordsOnce,
  recordsNamed,
} from './records/placed-records.ts';
import { PublishedFindings, sharesTexts } from './findings/published-findings.ts';
import type { PublishedList } from './findings/placed-finding.ts';
import type {
  DocumentZone,
  LocatedRecord,
  PlacedRecord,
  WorkspaceEnvironment,
  Workspace,
} from './workspace.ts';
import { formatFor, formatOfIncluded, singleFormat } from './input/formats.ts';
import type { DocumentFormat } from './input/formats.ts';
import { currencyOf } from './engine/current-zone.ts';
import type { DuplicateZone } from './engine/zone-directory.ts';
import { WorkspaceFacts } from './engine/workspace-facts.ts';
import { Zone } from './engine/zone.ts';
import type { Member } from './records/place.ts';
import { ZoneRecords } from './records/zone-records.ts';
import { unreadDocuments, unreadDuplicates } from './unread.ts';
import { analysisText } from './texts.ts';

/** Creates a workspace with all rules, or with some of them. */
export function createWorkspace(
  environment: WorkspaceEnvironment,
  some: readonly AnyRule[] = rules,
): Workspace {
  return new DocumentWorkspace(environment, ruleTable(some));
}

/** One list, so that it is the same object each time. */
const NO_SENDERS: readonly KnownSender[] = [];

/**
 * Invariants: `zones` has only zones whose documents, origins and includes are unchanged since the zone was created. Requests
 * that may depend on names wait for `pending`. The text itself is that of its first use, which waits for nothing.
 */
class DocumentWorkspace implements Workspace {
  private readonly environment: WorkspaceEnvironment;
  private readonly table: RuleTable;
  private readonly documents: DocumentInstances;
  private readonly family: FamilyDocuments;
  private readonly zones = new Map<ZoneKey, Zone>();
  private readonly published: PublishedFindings;
  private readonly ground: WorkspaceTrialGround;
  private readonly trials: FixTrials;
  readonly facts: ZoneFacts;
  private readonly known: WorkspaceFacts;
  private readonly history: FileHistory;
  /** Documents of zones that were dropped since the last call of {@link takeChanged}. */
  private readonly dropped = new Set<DocumentPath>();
  /** The versions of zones at that time. */
  private taken = new WeakMap<Zone, number>();
  private readonly pending = new PendingEdits((instance, edit) => {
    if (instance.editable !== undefined) this.takeOver(instance, instance.editable.edit(edit));
  });

  constructor(environment: WorkspaceEnvironment, table: RuleTable) {
    this.environment = environment;
    this.table = table;
    const storeFor = (entry: DocumentEntry): FindingStore =>
      new FindingStore((finding) => this.published.severityOf(entry, finding));
    const forgetZone = (key: ZoneKey): void => this.forgetZone(key);
    this.documents = new DocumentInstances({
      environment,
      storeFor,
      zoneChanged: forgetZone,
      applyPendingEdits: () => this.pending.applyAll(),
      takeFromFamily: (entry) => this.family.release(entry),
    });
    this.family = new FamilyDocuments({
      environment,
      storeFor,
      entries: this.documents.entries,
      groupChanged: forgetZone,
      groupsChanged: () => this.known.zonesChanged(),
    });
    this.ground = new WorkspaceTrialGround({
      environment,
      rules: this.table.byId,
      entries: this.documents.entries,
      zones: this.zones,
      instancesOf: (path) => this.instancesOf(path),
      membersOf: (key) => this.membersOf(key),
      zoneOf: (key) => this.zoneOf(key),
      formatOf: (path) => this.formatOf(path),
      severityOf: (entry, rule, severity) => this.published.severityOf(entry, { rule, severity }),
      askOthers: (name, type, zones) => this.known.ask(name, type, undefined, undefined, { without: zones }),
      create: (around) => new DocumentWorkspace(around, this.table),
    });
    this.trials = new FixTrials(this.ground);
    this.published = new PublishedFindings({
      rules: this.table.byId,
      environment,
      concerns: (instance, block, index) => this.concerns(instance, block, index),
      zoneMembers: ({ zone }) => this.membersOf(zone),
      zoneOf: (instance) => this.documentZone(instance),
      findingStateOf: ({ zone }) => this.zoneOf(zone).findingState,
    });
    this.history = new FileHistory(environment);
    this.known = new WorkspaceFacts(
      { known: () => this.zones.values(), at: (key) => this.zones.get(key), all: () => this.allZones() },
      (name, type, owner) => environment.ask?.(name, type, owner) ?? PENDING,
    );
    this.facts = {
      ask: (name, type) => this.known.ask(name, type, undefined, undefined),
      setupRecords: (apex) => this.known.setupRecords(apex, undefined, undefined),
    };
  }

  factsOf(path: DocumentPath, owner?: DomainName): ZoneFacts {
    const instances = this.instancesOf(path);
    const [first] = instances;
    if (first === undefined) return this.facts;
    const ofOwner =
      owner === undefined || instances.length === 1
        ? undefined
        : instances.find(({ member }) => hasRecordsOf(member, owner));
    const { zone } = ofOwner ?? first;
    return {
      ask: (name, type) => this.known.ask(name, type, this.zoneOf(zone), undefined, { owner }),
      setupRecords: (apex) => this.known.setupRecords(apex, this.zoneOf(zone), undefined),
    };
  }

  add(
    path: DocumentPath,
    text: string,
    options: { readonly format?: DocumentFormat | undefined } = {},
  ): boolean {
    this.trials.forget();
    this.pending.applyAll();
    const { family } = this;
    const id =
      options.format ??
      formatFor(path, text, (file) => family.families.claimOf(file)) ??
      this.formatOfIncluded(path);
    if (id === undefined) return false;
    const format = singleFormat(id);
    if (format === undefined) {
      if (this.documents.entries.get(path)?.isOfFamily !== true) this.remove(path);
      family.put(path, text, id);
      return true;
    }
    if (family.has(path)) this.remove(path);
    this.documents.put(path, text, format);
    return true;
  }

  /** The files that a zone includes are a part of it, whatever their names. */
  private formatOfIncluded(path: DocumentPath): DocumentFormat | undefined {
    return this.documents.of(path).find(({ includedBy }) => includedBy !== undefined)?.entry.format.id;
  }

  get isEvaluated(): boolean {
    return this.family.isEvaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.family.evaluateWhile(hasTime);
  }

  private isOfFamily(path: DocumentPath): boolean {
    return this.family.has(path) || this.documents.entries.get(path)?.isOfFamily === true;
  }

  /** Updates which documents belong together. */
  private meet(): void {
    this.family.meet();
    this.documents.meet();
  }

  private instancesOf(path: DocumentPath): readonly DocumentInstance[] {
    this.family.meet(this.family.has(path) && !this.documents.entries.has(path));
    this.documents.meet();
    return this.documents.of(path);
  }

  /** For requests that do not depend on names, or for which the first use of a text is enough. */
  private firstOf(path: DocumentPath): DocumentInstance | undefined {
    return this.instancesOf(path)[0];
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    this.trials.forget();
    this.family.filesChanged(paths);
    this.documents.outdateDeclared();
  }

  formatOf(path: DocumentPath): DocumentFormat {
    return (this.firstOf(path)?.entry.format ?? formatOfIncluded(path)).id;
  }

  private forgetZone(key: ZoneKey): void {
    const zone = this.zones.get(key);
    if (zone !== undefined) {
      this.zones.delete(key);
      this.known.zoneChanged(zone);
      for (const member of zone.members) {
        member.store.clear();
        this.dropped.add(member.path);
      }
    }
    this.known.zonesChanged();
  }

  private membersOf(key: ZoneKey): readonly DocumentInstance[] {
    this.meet();
    const members = this.documents.membersOf(key);
    return members.length > 0 ? members : this.family.membersOf(key);
  }

  private *allZones(): Iterable<Zone> {
    this.meet();
    for (const key of this.documents.zones()) yield this.zoneOf(key);
    for (const key of this.family.groups()) yield this.zoneOf(key);
  }

  private zoneOf(key: ZoneKey): Zone {
    const known = this.zones.get(key);
    if (known !== undefined) return known;
    const members = this.membersOf(key);
    const [first] = members;
    for (const { member } of members) member.store.clear();
    const zone = new Zone({
      root: key,
      view: first?.view,
      run: first?.run,
      records: new ZoneRecords({
        members: members.map(({ member }) => member),
        named: first?.entry.format.holdsRecords === true ? first.origin.name : undefined,
        isNameSet: first?.origin.source === 'settings',
        allRead: members.every(({ problems }) => problems.size === 0),
        isOneZone: first?.entry.isOfFamily !== true,
        isDeclaredWhole: first?.declared?.isWhole === true,
      }),
      currency: currencyOf(first?.entry.path ?? key, first?.origin.source === 'settings'),
      table: this.table,
      failed: (rule, error) => {
        if (this.environment.ruleFailed === undefined) throw error;
        this.environment.ruleFailed(rule, error);
      },
      isStatic: this.environment.isStatic === true,
      beforeAnswer: () => this.pending.applyIn(key),
      inputs: {
        facts: this.known,
        senders: this.sendersFor(key),
        committed: new ZoneComparison(
          members.map(({ member }) => member),
          (position) => this.history.committed(members[position]),
        ),
        seenPolicy: (domain) => this.seenPolicyOf(domain, key),
        lastChange: new LastChange(() => this.history.lastChangeOf(members)),
      },
    });
    this.zones.set(key, zone);
    return zone;
  }

  /** If another zone of the workspace has a policy for the domain, it is unknown which of them is published. */
  private seenPolicyOf(domain: DomainName, key: ZoneKey): SeenPolicy | undefined {
    const path = this.membersOf(key)[0]?.entry.path ?? key;
    const seen = this.environment.seenPolicyOf?.(domain, path);
    if (seen === undefined) return undefined;
    const isElsewhere = this.recordsWith(policyOwner(domain), 'TXT').some(({ zone }) => zone !== key);
    return isElsewhere ? undefined : seen;
  }

  /** Those of the zone's own file or, for a group, of its first one. */
  private sendersFor(key: ZoneKey): readonly KnownSender[] {
    const path = this.membersOf(key)[0]?.entry.path ?? key;
    return this.environment.sendersFor?.(path) ?? NO_SENDERS;
  }

  edit(path: DocumentPath, edits: readonly Edit[]): void {
    this.trials.forget();
    for (const edit of edits) {
      const entry = this.firstOf(path)?.entry;
      if (entry === undefined) continue;
      if (!entry.isOfFamily) this.editOnce(entry, edit);
      else this.editInFamily(path, edit);
    }
  }

  private editInFamily(path: DocumentPath, edit: Edit): void {
    for (const { path: changed, group, apply } of this.family.edit(path, edit)) {
      const instances = this.documents.entries.get(changed)?.instances ?? [];
      const applied = apply();
      for (const instance of instances) if (instance.zone === group) this.takeOver(instance, applied);
    }
  }

  private takeOver({ zone: key, member }: DocumentInstance, change: BlockChange): void {
    const zone = this.zones.get(key);
    if (zone !== undefined) {
      zone.changed(member, change);
      return;
    }
    for (const block of change.removed) member.index.remove(block);
    for (const block of change.added) member.index.add(block);
    member.store.replace(change.removed, change.added);
  }

  private editOnce(entry: DocumentEntry, edit: Edit): void {
    if (!entry.isEdited) {
      entry.isEdited = true;
      for (const { zone } of entry.instances)
        if (this.zones.get(zone)?.isDated === true) this.forgetZone(zone);
    }
    const [first, ...others] = this.documents.of(entry.path);
    if (first?.editable === undefined) return;
    const includesBefore = first.editable.includes();
    const apexBefore = this.zones.get(first.zone)?.apex;
    this.pending.applyNow(first, edit);
    for (const instance of others) this.pending.add(instance, edit);
    if (first.editable.zones !== undefined) this.documents.outdateDeclared();
    const includes = first.editable.includes();
    // The includes and the zones of the other uses depend on their origins.
    const mayInclude = includes.length > 0 || includesBefore.length > 0;
    const isOtherZone = this.zones.get(first.zone)?.apex !== apexBefore;
    if ((mayInclude || isOtherZone) && others.length > 0) this.pending.applyAll();
    const isOther = others.length > 0 ? mayInclude : describe(includes) !== describe(includesBefore);
    const inHead = edit.range.start < HEAD;
    if (inHead || isOther) this.documents.edited(entry, { inHead, includes: isOther });
  }

  remove(path: DocumentPath): void {
    this.trials.forget();
    this.pending.applyAll();
    if (!this.family.remove(path)) this.documents.remove(path);
  }

  has(path: DocumentPath): boolean {
    return this.firstOf(path)?.entry.added === true;
  }

  paths(): readonly DocumentPath[] {
    this.meet();
    const held = this.family.heldByAdded();
    return [...this.documents.entries.values()]
      .filter((entry) => entry.added || held.has(entry.path))
      .map((entry) => entry.path);
  }

  zoneGroups(): readonly (readonly DocumentPath[])[] {
    return zoneGroups(this.paths(), (path) => this.instancesOf(path).map(({ zone }) => zone));
  }

  /** Whether the host shows findings on a record of the document. */
  private concerns({ entry, member }: DocumentInstance, block: RecordBlock, index: number): boolean {
    if (entry.added || !entry.isOfFamily) return true;
    return this.family.isMadeByAdded(member.document, block, index);
  }

  textOf(path: DocumentPath): SourceText | undefined {
    return this.firstOf(path)?.member.document.text;
  }

  documentOf(path: DocumentPath): Member['document'] | undefined {
    return this.firstOf(path)?.member.document;
  }

  originOf(path: DocumentPath): Origin {
    return this.firstOf(path)?.origin ?? { name: undefined, source: 'none' };
  }

  private documentZone({ zone, view, run }: DocumentInstance): DocumentZone {
    return {
      name: this.zoneOf(zone).apex,
      view: view?.name,
      ...(run === undefined ? {} : { run: run.label }),
    };
  }

  zonesOf(path: DocumentPath): readonly DocumentZone[] {
    return this.zoneInstancesOf(path).map((instance) => this.documentZone(instance));
  }

  /** The first use of a document in each zone. A module can have records in only some of its runs. */
  private zoneInstancesOf(path: DocumentPath): readonly DocumentInstance[] {
    const zones = new Map<ZoneKey, DocumentInstance>();
    for (const instance of this.instancesOf(path))
      if (!zones.has(instance.zone)) zones.set(instance.zone, instance);
    const all = [...zones.values()];
    const having = all.filter(({ run, member }) => run !== undefined && member.document.recordCount > 0);
    return having.length > 0 ? having : all;
  }

  problems(path: DocumentPath): readonly Problem[] {
    const instances = this.instancesOf(path);
    const [first] = instances;
    if (first === undefined) return [];
    const { document } = first.member;
    const problems = problemsOf(first.entry.isOfFamily ? [first] : instances);
    const { unreadZones } = first.entry;
    if (unreadZones > 0) {
      const message = analysisText('tooManyZones', { count: unreadZones });
      problems.push({ path, message, range: undefined, unread: { kind: 'limit' } });
    }
    if (instances.every((instance) => instance.problems.size === 0)) return problems;
    // A fault of an include in one zone is usually a fault in all of them.
    const found = new Map<number, IncludeProblem>();
    for (const instance of instances)
      for (const [index, problem] of instance.problems) if (!found.has(index)) found.set(index, problem);
    const includes = document.includes();
    for (const [index, { message, unread }] of [...found].sort(([a], [b]) => a - b))
      problems.push({ path, message, range: includes[index]?.range, unread });
    return problems;
  }

  unread(): readonly Unread[] {
    this.pending.applyAll();
    this.meet();
    return [
      ...this.family.families.unread(),
      ...unreadDocuments(this.documents.entries.values(), (path) => this.problems(path)),
      ...unreadDuplicates(this.duplicateZones()),
    ];
  }

  analyzeWhile(path: DocumentPath, hasTime: () => boolean): boolean {
    if (this.isOfFamily(path) && !this.evaluateWhile(hasTime)) return false;
    if (!this.pending.applyWhile(hasTime)) return false;
    this.known.updateDirectory();
    return this.instancesOf(path).every(({ zone }) => this.zoneOf(zone).analyzeWhile(hasTime));
  }

  questionsAmongZones(): readonly ZoneQuestions[] {
    return questionsAmong(this.zones);
  }

  takeQuestions(all: readonly ZoneQuestions[]): void {
    noteQuestions(all, (key) => this.zoneOf(key));
    this.ground.allAreChecked();
  }

  private analyzed(path: DocumentPath): readonly DocumentInstance[] {
    this.pending.applyAll();
    const instances = this.instancesOf(path);
    this.known.updateDirectory();
    for (const { zone } of instances) this.zoneOf(zone).analyze();
    return instances;
  }

  findings(path: DocumentPath, limit = Infinity): PublishedList {
    return this.published.all(this.analyzed(path), limit);
  }

  shownFindings(path: DocumentPath, limit: number): PublishedList {
    const { findings, omitted } = this.findings(path, limit);
    return { findings: this.published.shown(path, findings, omitted === 0), omitted };
  }

  certainFindings(path: DocumentPath, limit: number): readonly Finding[] {
    const [instance, ...more] = this.instancesOf(path);
    if (instance === undefined || more.length > 0 || sharesTexts(instance)) return [];
    this.known.updateDirectory();
    // A rule can report an error before the part on which it runs. The other half of the limit is for those.
    const most = Math.floor(limit / 2);
    return this.published.certain(instance, this.zoneOf(instance.zone).checkedBlocks, most);
  }

  *findingsInTurn(path: DocumentPath): Iterable<Finding> {
    this.pending.applyAll();
    const [instance, ...more] = this.instancesOf(path);
    if (instance === undefined) return;
    if (this.environment.isStatic !== true) {
      yield* this.shownFindings(path, Infinity).findings;
      return;
    }
    const isPlain =
      more.length === 0 && !sharesTexts(instance) && !instance.member.document.blocks.some(hasPragmas);
    if (isPlain) yield* this.published.shownInTurn(path, this.takenInTurn(instance));
    // Shared texts and suppressions are known only when all findings are.
    else yield* this.shownFindings(path, Infinity).findings;
    for (const { zone } of [instance, ...more]) this.zoneOf(zone).rest();
  }

  private *takenInTurn(instance: DocumentInstance): Iterable<Finding> {
    const { member, zone } = instance;
    for (const block of this.zoneOf(zone).analyzeInTurn(member)) yield* this.published.take(instance, block);
    // A rule can report a record before the one on which it runs.
    for (const block of member.store.blocks) yield* this.published.take(instance, block);
  }

  *documentsWith(rule: string): Iterable<DocumentPath> {
    const entries = [...this.documents.entries.values()];
    const hasRule = ({ instances }: DocumentEntry): boolean =>
      instances.some(({ member }) => member.store.has(rule));
    for (const entry of entries) if (!entry.isOfFamily && hasRule(entry)) yield entry.path;
    const family = entries.filter(({ isOfFamily }) => isOfFamily);
    if (family.some(hasRule)) for (const { path, added } of family) if (added) yield path;
  }

  findingsIn(path: DocumentPath, range: Range): readonly Finding[] {
    return this.published.inRange(this.analyzed(path), range);
  }

  rulesIn(path: DocumentPath, range: Range): ReadonlySet<string> {
    return this.published.rulesIn(this.analyzed(path), range);
  }

  detailsOf(path: DocumentPath, finding: Finding): FindingDetails {
    this.pending.applyAll();
    const instances = this.instancesOf(path);
    if (instances.length === 0) return { why: '', url: '', ...NO_DETAILS };
    const first = this.published.firstOf(finding);
    const own = this.proposalOf(instances, first);
    const details =
      finding.others === undefined ? own : { ...own, related: [...own.related, ...finding.others] };
    const { trials } = this;
    const { fixes: proposed } = details;
    if (proposed.length === 0) return details;
    let offered: readonly Fix[] | undefined;
    return {
      ...details,
      get fixes() {
        return (offered ??= trials.offered(path, first, proposed));
      },
    };
  }

  /** The details with the fixes that the rule proposes. */
  private proposalOf(instances: readonly DocumentInstance[], finding: Finding): FindingDetails {
    return this.published.detailsOf(instances, finding, (stored, home, block) => {
      const instance = instances.find(({ member }) => member === home) ?? instances[0];
      return instance && this.zoneOf(instance.zone).reportOf(stored, home, block);
    });
  }

  candidateFixesOf(path: DocumentPath, finding: Finding): readonly Fix[] {
    this.pending.applyAll();
    const instances = this.instancesOf(path);
    if (instances.length === 0 || !this.published.proposesFix(finding)) return [];
    const first = this.published.firstOf(finding);
    return this.trials.candidates(path, first, this.proposalOf(instances, first).fixes);
  }

  fixesOf(path: DocumentPath, finding: Finding): readonly Fix[] {
    return this.published.proposesFix(finding) ? this.detailsOf(path, finding).fixes : [];
  }

  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    if (this.firstOf(path) === undefined) return FAILS;
    this.pending.applyAll();
    return this.trials.effectOf(path, findings, edits);
  }

  withEdits<T>(
    edits: readonly FileEdit[],
    beside: Iterable<DocumentPath>,
    look: (copy: Workspace, paths: readonly DocumentPath[]) => T,
  ): T {
    this.pending.applyAll();
    const byPath = new Map([...beside].map((path): [DocumentPath, FileEdit[]] => [path, []]));
    for (const edit of edits) {
      const list = byPath.get(edit.path);
      if (list === undefined) byPath.set(edit.path, [edit]);
      else list.push(edit);
    }
    const { workspace, paths } = this.ground.copyAfter(byPath);
    return look(workspace, paths);
  }

  *records(path: DocumentPath): Iterable<PlacedRecord> {
    const isFamily = this.firstOf(path)?.entry.isOfFamily === true;
    if (!isFamily && this.firstOf(path)?.entry.format.holdsRecords !== true) return;
    this.pending.applyAll();
    const instances = this.instancesOf(path);
    const once = hasRuns(instances) ? new RecordsOnce() : undefined;
    for (const instance of instances) {
      const { records } = this.zoneOf(instance.zone);
      for (const placed of placedRecordsIn(instance.member.document, (block, index) =>
        this.concerns(instance, block, index),
      ))
        if (!records.leavesOut(placed.record.owner) && once?.take(placed) !== false) yield placed;
    }
  }

  sources(path: DocumentPath): readonly SendingSource[] {
    const instances = this.instancesOf(path);
    const [first] = instances;
    if (first === undefined) return [];
    const sources =
      instances.map(({ member }) => member.document.sources()).find((all) => all.length > 0) ?? [];
    return first.entry.added ? sources : sources.filter(({ by }) => this.family.has(by.path));
  }

  recordsOf(name: DomainName, type: string): readonly LocatedRecord[] {
    this.pending.applyAll();
    return this.recordsWith(name, type).map(({ record }) => record);
  }

  private recordsWith(
    name: DomainName,
    type: string,
  ): readonly { readonly record: LocatedRecord; readonly zone: ZoneKey }[] {
    this.meet();
    const found: { readonly record: LocatedRecord; readonly zone: ZoneKey }[] = [];
    const once = new RecordsOnce();
    for (const { instances, path } of this.documents.entries.values()) {
      for (const { member, zone } of instances) {
        const records = recordsNamed(member, name, type);
        if (records.length === 0 || this.zoneOf(zone).records.leavesOut(name)) continue;
        for (const record of records) {
          if (!hasRuns(instances) || once.take(record, path)) found.push({ record, zone });
        }
      }
    }
    return found;
  }

  recordAt(path: DocumentPath, offset: number, zone = 0): PlacedRecord | undefined {
    const instances = this.zoneInstancesOf(path);
    const shown = instances[zone] ?? instances[0];
    if (shown === undefined) return undefined;
    if (zone > 0) this.pending.applyIn(shown.zone);
    const own = recordAt(shown.member.document, offset);
    if (own !== undefined || !shown.entry.isOfFamily) return own;
    const group = this.family.membersOf(shown.zone).map(({ member }) => member.document);
    return recordTypedAt(group, path, offset);
  }

  duplicateZones(): readonly DuplicateZone[] {
    this.pending.applyAll();
    return this.known.duplicates();
  }

  answersChanged(names?: Iterable<DomainName>): void {
    this.trials.forget();
    this.known.answersChanged(names);
  }

  takeChanged(): ReadonlySet<DocumentPath> {
    this.known.updateDirectory();
    const changed = new Set(this.dropped);
    this.dropped.clear();
    // Their versions change when the edits are applied, so they are listed once more.
    for (const key of this.pending.zones())
      for (const { entry } of this.membersOf(key)) changed.add(entry.path);
    for (const zone of this.allZones()) {
      const { version } = zone;
      if (this.taken.get(zone) === version) continue;
      this.taken.set(zone, version);
      for (const { path } of zone.members) changed.add(path);
    }
    return changed;
  }

  environmentChanged(): void {
    this.trials.forget();
    this.taken = new WeakMap();
    this.pending.applyAll();
    for (const entry of this.documents.entries.values()) {
      entry.severities.clear();
      for (const { member } of entry.instances) member.store.recount();
    }
    for (const [key, zone] of [...this.zones])
      if (zone.senders !== this.sendersFor(key)) this.forgetZone(key);
    this.documents.environmentChanged();
    this.family.environmentChanged();
  }
}

/** Whether several runs of a module define records in a document, which share everything except their variables. */
function hasRuns(instances: readonly DocumentInstance[]): boolean {
  return instances.some(({ run }) => run !== undefined);
}

function hasPragmas(block: RecordBlock): boolean {
  return block.hasPragmas;
}

/** The faults in any of the uses of a text, without duplicates. */
function problemsOf(instances: readonly DocumentInstance[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { entry, member } of instances)
    for (const problem of member.document.problems()) {
      const { message, range } = problem;
      const key = `${range.start} ${range.end} ${message}`;
      if (!found.has(key)) found.set(key, { path: entry.path, ...problem });
    }
  return [...found.values()];
}

function describe(includes: readonly Include[]): string {
  return includes
    .map((i) => `${i.file} ${i.origin} ${i.zone} ${i.defaultTtl} ${textOfOptions(i.options)}`)
    .join('\n');
}
