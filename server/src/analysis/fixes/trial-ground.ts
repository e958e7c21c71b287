import type { Answer, DnsFacts, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Edit } from '../../text/edit.ts';
import { applyEdits } from '../../text/edit.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from '../input/entry.ts';
import type { DocumentPath, Finding } from '../finding.ts';
import type { EditsByPath } from '../findings/finding-changes.ts';
import { FAILS, placeKey } from './fix-effect.ts';
import type { TrialResult } from './fix-effect.ts';
import type { TrialCopy, TrialGround } from './fix-trials.ts';
import { claimByName } from '../input/formats.ts';
import { HEAD, isReadAlike } from '../input/origin.ts';
import { ownerAt, RecordTrials } from './record-trial.ts';
import { suppressionsOf } from '../findings/suppress.ts';
import type { Suppressions } from '../findings/suppress.ts';
import { environmentOfCopy } from './trial-copy.ts';
import { CHARACTERS_PER_RECORD } from './trial-subject.ts';
import type { TrialSubject, ZoneTrialOptions } from './trial-subject.ts';
import type { ConfiguredZone, DocumentFormat, WorkspaceEnvironment, Workspace } from '../workspace.ts';
import { effectInZone } from './zone-trial.ts';
import type { Zone } from '../engine/zone.ts';

/** The parts of a workspace that trials need. */
export interface TriedWorkspace {
  readonly environment: WorkspaceEnvironment;
  readonly rules: ReadonlyMap<string, AnyRule>;
  readonly entries: ReadonlyMap<DocumentPath, DocumentEntry>;
  /** The zones that were needed so far. */
  readonly zones: ReadonlyMap<ZoneKey, Zone>;
  /** The uses of a document. */
  instancesOf(path: DocumentPath): readonly DocumentInstance[];
  membersOf(key: ZoneKey): readonly DocumentInstance[];
  zoneOf(key: ZoneKey): Zone;
  formatOf(path: DocumentPath): DocumentFormat;
  severityOf(entry: DocumentEntry, rule: AnyRule, severity: Severity): Severity | 'off';
  /** What is known about a name from all zones except these, and from outside. */
  askOthers<T extends QuestionType>(name: DomainName, type: T, zones: ReadonlySet<Zone>): Answer<T>;
  /** Creates another workspace with the same rules. */
  create(environment: WorkspaceEnvironment): Workspace;
}

/** Tries edits of the documents of a workspace: in place if possible, and otherwise in a copy. */
export class WorkspaceTrialGround implements TrialGround {
  private readonly workspace: TriedWorkspace;
  private records = new RecordTrials();
  /** By document; `undefined` if it has no comment for mailtxt. */
  private readonly suppressions = new Map<DocumentPath, Suppressions | undefined>();
  private areAllChecked = false;

  constructor(workspace: TriedWorkspace) {
    this.workspace = workspace;
  }

  get rules(): ReadonlyMap<string, AnyRule> {
    return this.workspace.rules;
  }

  private zonesWith(path: DocumentPath): ReadonlySet<ZoneKey> {
    return new Set(this.workspace.instancesOf(path).map(({ zone }) => zone));
  }

  /** The documents of all zones that use this one. */
  private membersWith(path: DocumentPath): readonly DocumentInstance[] {
    return [...this.zonesWith(path)].flatMap((key) => this.workspace.membersOf(key));
  }

  private textAt(path: DocumentPath): string | undefined {
    const text = this.workspace.instancesOf(path)[0]?.member.document.text;
    return text?.slice(0, text.length);
  }

  sizeOf(path: DocumentPath): number {
    return this.membersWith(path).reduce((sum, { member: { document } }) => {
      return sum + Math.max(document.recordCount, document.text.length / CHARACTERS_PER_RECORD);
    }, 0);
  }

  canBeTriedInPlace(path: DocumentPath): boolean {
    return this.membersWith(path).every(
      ({ editable, member: { document } }) => editable !== undefined || document.readAlone !== undefined,
    );
  }

  forget(): void {
    this.records = new RecordTrials();
    this.suppressions.clear();
    this.areAllChecked = false;
  }

  private suppressionsIn(path: DocumentPath): Suppressions | undefined {
    const known = this.suppressions.get(path);
    if (known !== undefined || this.suppressions.has(path)) return known;
    const document = this.workspace.instancesOf(path)[0]?.member.document;
    const found = document && suppressionsOf(document, (id) => this.rules.has(id), false);
    this.suppressions.set(path, found);
    return found;
  }

  /** All zones were checked, here or in other threads, and their queries to each other were noted. */
  allAreChecked(): void {
    this.areAllChecked = true;
  }

  /** Dependencies between names are known only after all have been checked. */
  private checkAll(): void {
    if (this.areAllChecked) return;
    this.areAllChecked = true;
    for (const path of this.workspace.entries.keys())
      for (const key of this.zonesWith(path)) this.workspace.zoneOf(key).analyze();
  }

  effectInPlace(subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined {
    const own = this.zonesWith(subject.path);
    const keys = new Set(own);
    for (const [path, edits] of subject.edits) {
      const zones = this.zonesWith(path);
      if (![...zones].some((key) => own.has(key)) || !this.keepsOrigin(path, edits)) return undefined;
      for (const key of zones) keys.add(key);
    }
    if (wantsAdded) this.checkAll();
    const results: TrialResult[] = [];
    for (const key of keys) {
      const result = this.effectInZone(key, { ...subject, isInSomeZones: keys.size > 1 }, wantsAdded);
      if (result === undefined) return undefined;
      results.push(result);
      if (!result.effect.works) return result;
    }
    const [only, ...more] = results;
    return only === undefined || more.length === 0 ? only : inAllZones(subject, results);
  }

  private effectInZone(key: ZoneKey, subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined {
    const { workspace } = this;
    const zone = workspace.zoneOf(key);
    const members = workspace.membersOf(key);
    const options: ZoneTrialOptions = {
      zone,
      entries: workspace.entries,
      instancesOf: (path) => members.filter(({ entry }) => entry.path === path),
      others: this.dependentsOf(zone),
      rules: workspace.rules,
      severityOf: (entry, rule, severity) => workspace.severityOf(entry, rule, severity),
      isTurnedOff: (path, rule, start) => this.suppressionsIn(path)?.turnsOff(rule, start) === true,
    };
    if (members.some(({ editable }) => editable === undefined))
      return this.effectOnRecord({ ...options, others: [] }, subject, wantsAdded);
    const onRecord = this.records.effect(options, subject, wantsAdded);
    if (onRecord !== undefined) return onRecord;
    const hasComments = members.some(({ entry }) => this.suppressionsIn(entry.path) !== undefined);
    return hasComments ? undefined : effectInZone(options, subject, wantsAdded);
  }

  /** The effect of edits of a document that is read with others. Only its records can be read again. */
  private effectOnRecord(
    options: ZoneTrialOptions,
    subject: TrialSubject,
    wantsAdded: boolean,
  ): TrialResult | undefined {
    const { path, findings } = subject;
    const found = this.records.effect(options, subject, wantsAdded);
    if (found?.effect.works !== true || !wantsAdded) return found;
    const [instance] = options.instancesOf(path);
    const [finding] = findings;
    const owner = instance && finding && ownerAt(instance, finding.range);
    const mayAddElsewhere = owner !== undefined && this.othersDependOn(path, [owner]);
    return { ...found, effect: { ...found.effect, mayAddElsewhere } };
  }

  /** Whether the edits are within the document and keep the names of its zones. */
  private keepsOrigin(path: DocumentPath, edits: readonly Edit[]): boolean {
    const instances = this.workspace.instancesOf(path);
    const { text } = instances[0]?.member.document ?? {};
    if (text === undefined || edits.some(({ range }) => range.end > text.length)) return false;
    const inHead = edits.filter(({ range }) => range.start < HEAD);
    if (inHead.length === 0 || instances.every(({ includedBy }) => includedBy !== undefined)) return true;
    const last = Math.max(...inHead.map(({ range }) => range.end));
    const head = applyEdits(text.slice(0, last + HEAD), inHead).slice(0, HEAD);
    const { environment } = this.workspace;
    return instances.every(({ entry: { format }, includedBy, origin }) => {
      if (includedBy !== undefined || format.kind !== 'single') return true;
      const configured = origin.source === 'settings' ? origin.name : environment.originOf(path);
      return isReadAlike({ ...format.originOf(path, head, configured), options: origin.options }, origin);
    });
  }

  /** The other zones whose results can depend on this one. */
  private dependentsOf(zone: Zone): readonly Zone[] {
    return [...zone.dependentRoots].flatMap((key) => this.workspace.zones.get(key) ?? []);
  }

  othersDependOn(path: DocumentPath, names: Iterable<DomainName>): boolean {
    const zones = [...this.zonesWith(path)].map((key) => this.workspace.zoneOf(key));
    const dependents = zones.flatMap((zone) => {
      const others = zone.isScattered ? [...this.workspace.zones.values()] : this.dependentsOf(zone);
      return others
        .filter((other) => !zones.includes(other))
        .map(({ dependencies }) => (zone.isScattered ? dependencies.scattered : dependencies.on(zone)));
    });
    for (const name of names) for (const owners of dependents) if (!isEmpty(owners.of(name))) return true;
    return false;
  }

  /** The zones that configurations load from a document. Some of the configurations are not in a copy. */
  private configuredZonesOf(path: DocumentPath): readonly ConfiguredZone[] {
    return this.workspace
      .instancesOf(path)
      .flatMap(({ includedBy, zone, origin: { name }, view, declared }) =>
        includedBy !== undefined || zone === path || name === undefined ? [] : [{ name, view, declared }],
      );
  }

  copyOf(path: DocumentPath): TrialCopy {
    return this.copyWith([path], (at) => this.textAt(at));
  }

  copyAfter(edits: EditsByPath): TrialCopy {
    const texts = new Map<DocumentPath, string>();
    for (const [path, sorted] of edits) {
      const text = this.textAt(path);
      if (text !== undefined) texts.set(path, applyEdits(text, sorted));
    }
    return this.copyWith([...edits.keys()], (at) => texts.get(at) ?? this.textAt(at));
  }

  private copyWith(
    paths: readonly DocumentPath[],
    textAt: (path: DocumentPath) => string | undefined,
  ): TrialCopy {
    const { workspace } = this;
    const keys = new Set(paths.flatMap((path) => [...this.zonesWith(path)]));
    const zones = new Set([...keys].map((key) => workspace.zoneOf(key)));
    const ask: DnsFacts['ask'] = (name, type) => workspace.askOthers(name, type, zones);
    const zonesOf = (path: DocumentPath): readonly ConfiguredZone[] => this.configuredZonesOf(path);
    const copy = workspace.create(environmentOfCopy(workspace.environment, { textAt, zonesOf, ask }));
    const entries = new Set<DocumentEntry>();
    const data: DocumentEntry[] = [];
    const add = (entry: DocumentEntry): void => {
      copy.add(entry.path, textAt(entry.path) ?? '', { format: workspace.formatOf(entry.path) });
    };
    for (const { entry, includedBy } of [...keys].flatMap((key) => workspace.membersOf(key))) {
      if (entries.has(entry)) continue;
      entries.add(entry);
      const isRoot = !entry.isOfFamily && includedBy === undefined;
      if (!entry.added && !isRoot) continue;
      if (entry.isOfFamily && claimByName(entry.path) === undefined) data.push(entry);
      else add(entry);
    }
    // The files that modules read as data are known only after the modules were evaluated.
    if (data.length > 0) copy.paths();
    for (const entry of data) add(entry);
    return { workspace: copy, paths: [...entries].map((entry) => entry.path) };
  }
}

/** The effect of edits that work in each of several zones, because a fix for one of them must not harm another. */
function inAllZones({ path, findings }: TrialSubject, results: readonly TrialResult[]): TrialResult {
  const work = results.reduce((sum, one) => sum + one.work, 0);
  const gone = new Map<string, Finding>();
  const added = new Map<string, Finding>();
  let mayAddElsewhere = false;
  for (const { effect } of results) {
    if (!effect.works) return { effect, work };
    for (const finding of effect.gone) gone.set(placeKey(path, finding), finding);
    for (const finding of effect.added) added.set(`${placeKey(path, finding)} ${finding.message}`, finding);
    mayAddElsewhere ||= effect.mayAddElsewhere;
  }
  if (findings.some((finding) => !gone.has(placeKey(path, finding)))) return { effect: FAILS, work };
  return {
    effect: { works: true, gone: [...gone.values()], added: [...added.values()], mayAddElsewhere },
    work,
  };
}

function isEmpty(all: Iterable<unknown>): boolean {
  for (const _ of all) return false;
  return true;
}
