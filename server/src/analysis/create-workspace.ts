import { PENDING } from '../dns/facts.ts';
import type { ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { textOfOptions } from '../records/declared-zone.ts';
import type { BlockChange, Include, RecordBlock } from '../records/document.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { Unread } from '../records/unread.ts';
import { rules } from '../rules/registry.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import type { DocumentPath, FileEdit, Finding, FindingDetails, Fix, Problem } from './finding.ts';
import { FindingStore } from './engine/finding-store.ts';
import { NO_DETAILS } from './findings/details.ts';
import { noteQuestions, questionsAmong } from './engine/zone-questions.ts';
import type { ZoneQuestions } from './engine/zone-questions.ts';
import { FamilyDocuments } from './input/family-documents.ts';
import { FileHistory } from './input/file-history.ts';
import { zoneGroups } from './input/zone-groups.ts';
import { FixTrials } from './fixes/fix-trials.ts';
import { FAILS } from './fixes/fix-effect.ts';
import type { FixEffect } from './fixes/fix-effect.ts';
import { WorkspaceTrialGround } from './fixes/trial-ground.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from './input/entry.ts';
import { DocumentInstances } from './input/instances.ts';
import { PendingEdits } from './input/pending-edits.ts';
import { HEAD } from './input/origin.ts';
import type { Origin } from './input/origin.ts';
import { ruleTable } from './engine/rule-table.ts';
import type { RuleTable } from './engine/rule-table.ts';
import { hasRecordsOf, recordAt, recordTypedAt } from './records/placed-records.ts';
import { oneOfEachZone, recordsNamedIn, recordsOfInstances } from './records/records-of-instances.ts';
import type { RecordOfZone } from './records/records-of-instances.ts';
import { problemsOfInstances } from './input/problems-of-instances.ts';
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
import type { DuplicateZone } from './engine/zone-directory.ts';
import { WorkspaceFacts } from './engine/workspace-facts.ts';
import type { Zone } from './engine/zone.ts';
import { ZoneSet } from './engine/zone-set.ts';
import type { Member } from './records/place.ts';
import { unreadDocuments, unreadDuplicates } from './unread.ts';

/** Creates a workspace with all rules, or with some of them. */
export function createWorkspace(
  environment: WorkspaceEnvironment,
  some: readonly AnyRule[] = rules,
): Workspace {
  return new DocumentWorkspace(environment, ruleTable(some));
}

/**
 * Requests that may depend on names wait for `pending`. The text itself is that of its first use, which waits for nothing.
 */
class DocumentWorkspace implements Workspace {
  private readonly environment: WorkspaceEnvironment;
  private readonly table: RuleTable;
  private readonly documents: DocumentInstances;
  private readonly family: FamilyDocuments;
  private readonly zones: ZoneSet;
  private readonly published: PublishedFindings;
  private readonly ground: WorkspaceTrialGround;
  private readonly trials: FixTrials;
  readonly facts: ZoneFacts;
  private readonly known: WorkspaceFacts;
  private readonly history: FileHistory;
  private readonly pending = new PendingEdits((instance, edit) => {
    if (instance.editable !== undefined) this.takeOver(instance, instance.editable.edit(edit));
  });

  constructor(environment: WorkspaceEnvironment, table: RuleTable) {
    this.environment = environment;
    this.table = table;
    const storeFor = (entry: DocumentEntry): FindingStore =>
      new FindingStore((finding) => this.published.severityOf(entry, finding));
    const dropZone = (key: ZoneKey): void => this.zones.drop(key);
    this.documents = new DocumentInstances({
      environment,
      storeFor,
      zoneChanged: dropZone,
      applyPendingEdits: () => this.pending.applyAll(),
      takeFromFamily: (entry) => this.family.release(entry),
    });
    this.family = new FamilyDocuments({
      environment,
      storeFor,
      entries: this.documents.entries,
      groupChanged: dropZone,
      groupsChanged: () => this.known.zonesChanged(),
    });
    this.history = new FileHistory(environment);
    this.zones = new ZoneSet({
      environment,
      table,
      history: this.history,
      facts: () => this.known,
      membersOf: (key) => this.membersOf(key),
      keys: () => this.zoneKeys(),
      beforeAnswer: (key) => this.pending.applyIn(key),
      zonesWith: (name) => this.recordsNamed(name, 'TXT').map(({ zone }) => zone),
    });
    this.ground = new WorkspaceTrialGround({
      environment,
      rules: this.table.byId,
      entries: this.documents.entries,
      zones: this.zones.needed,
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
    this.known = new WorkspaceFacts(
      this.zones,
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

  private membersOf(key: ZoneKey): readonly DocumentInstance[] {
    this.meet();
    const members = this.documents.membersOf(key);
    return members.length > 0 ? members : this.family.membersOf(key);
  }

  private *zoneKeys(): Iterable<ZoneKey> {
    this.meet();
    yield* this.documents.zones();
    yield* this.family.groups();
  }

  private zoneOf(key: ZoneKey): Zone {
    return this.zones.of(key);
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
    const zone = this.zones.at(key);
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
        if (this.zones.at(zone)?.isDated === true) this.zones.drop(zone);
    }
    const [first, ...others] = this.documents.of(entry.path);
    if (first?.editable === undefined) return;
    const includesBefore = first.editable.includes();
    const apexBefore = this.zones.at(first.zone)?.apex;
    this.pending.applyNow(first, edit);
    for (const instance of others) this.pending.add(instance, edit);
    if (first.editable.zones !== undefined) this.documents.outdateDeclared();
    const includes = first.editable.includes();
    // The includes and the zones of the other uses depend on their origins.
    const mayInclude = includes.length > 0 || includesBefore.length > 0;
    const isOtherZone = this.zones.at(first.zone)?.apex !== apexBefore;
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
    return oneOfEachZone(this.instancesOf(path)).map((instance) => this.documentZone(instance));
  }

  problems(path: DocumentPath): readonly Problem[] {
    const [first, ...more] = this.instancesOf(path);
    return first === undefined ? [] : problemsOfInstances(path, [first, ...more]);
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
    return questionsAmong(this.zones.needed);
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
    const entry = this.firstOf(path)?.entry;
    if (entry?.isOfFamily !== true && entry?.format.holdsRecords !== true) return;
    this.pending.applyAll();
    yield* recordsOfInstances(
      this.instancesOf(path),
      (zone) => this.zoneOf(zone).records,
      (instance, block, index) => this.concerns(instance, block, index),
    );
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
    return this.recordsNamed(name, type).map(({ record }) => record);
  }

  private recordsNamed(name: DomainName, type: string): readonly RecordOfZone[] {
    this.meet();
    const entries = this.documents.entries.values();
    return recordsNamedIn(entries, name, type, (zone) => this.zoneOf(zone).records);
  }

  recordAt(path: DocumentPath, offset: number, zone = 0): PlacedRecord | undefined {
    const instances = oneOfEachZone(this.instancesOf(path));
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
    const changed = this.zones.takeChanged();
    // Their versions change when the edits are applied, so they are listed once more.
    for (const key of this.pending.zones())
      for (const { entry } of this.membersOf(key)) changed.add(entry.path);
    return changed;
  }

  environmentChanged(): void {
    this.trials.forget();
    this.zones.forgetTaken();
    this.pending.applyAll();
    for (const entry of this.documents.entries.values()) {
      entry.severities.clear();
      for (const { member } of entry.instances) member.store.recount();
    }
    this.zones.sendersChanged();
    this.documents.environmentChanged();
    this.family.environmentChanged();
  }
}

function hasPragmas(block: RecordBlock): boolean {
  return block.hasPragmas;
}

function describe(includes: readonly Include[]): string {
  return includes
    .map((i) => `${i.file} ${i.origin} ${i.zone} ${i.defaultTtl} ${textOfOptions(i.options)}`)
    .join('\n');
}
