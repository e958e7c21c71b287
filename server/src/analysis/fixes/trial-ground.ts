import type { Answer, DnsFacts, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { Edit } from '../../text/edit.ts';
import { applyEdits } from '../../text/edit.ts';
import type { DocumentEntry } from '../input/entry.ts';
import type { DocumentPath } from '../finding.ts';
import type { TrialResult } from './fix-effect.ts';
import type { TrialCopy, TrialGround } from './fix-trials.ts';
import { singleFormatOf } from '../input/formats.ts';
import { HEAD, isReadAlike } from '../input/origin.ts';
import { RecordTrials } from './record-trial.ts';
import { suppressionsOf } from '../findings/suppress.ts';
import type { Suppressions } from '../findings/suppress.ts';
import { surroundingsOfCopy } from './trial-copy.ts';
import { CHARACTERS_PER_RECORD } from './trial-subject.ts';
import type { TrialSubject, ZoneTrialOptions } from './trial-subject.ts';
import type { DocumentFormat, Surroundings, Workspace } from '../workspace.ts';
import { effectInZone } from './zone-trial.ts';
import type { Zone } from '../engine/zone.ts';

/** What of a workspace trials need. */
export interface TriedWorkspace {
  readonly surroundings: Surroundings;
  readonly rules: ReadonlyMap<string, AnyRule>;
  readonly entries: ReadonlyMap<DocumentPath, DocumentEntry>;
  /** Those that were needed so far, by their own files. */
  readonly zones: ReadonlyMap<DocumentPath, Zone>;
  /** The path or name of what the document is checked together with. */
  rootOf(path: DocumentPath): DocumentPath;
  membersOf(root: DocumentPath): readonly DocumentEntry[];
  zoneOf(path: DocumentPath): Zone;
  formatOf(path: DocumentPath): DocumentFormat;
  severityOf(entry: DocumentEntry, rule: AnyRule, severity: Severity): Severity | 'off';
  /** What is known of a name from all zones but this one, and from outside. */
  askOthers<T extends QuestionType>(name: DomainName, type: T, zone: Zone): Answer<T>;
  /** Another workspace with the same rules. */
  create(surroundings: Surroundings): Workspace;
}

/** Tries edits of the documents of a workspace: in place where it can, and else in a copy. */
export class WorkspaceTrialGround implements TrialGround {
  private readonly workspace: TriedWorkspace;
  private records = new RecordTrials();
  /** By document; `undefined` where it has no comment that speaks to us. */
  private readonly suppressions = new Map<DocumentPath, Suppressions | undefined>();
  private areAllChecked = false;

  constructor(workspace: TriedWorkspace) {
    this.workspace = workspace;
  }

  get rules(): ReadonlyMap<string, AnyRule> {
    return this.workspace.rules;
  }

  private membersWith(path: DocumentPath): readonly DocumentEntry[] {
    return this.workspace.membersOf(this.workspace.rootOf(path));
  }

  sizeOf(path: DocumentPath): number {
    return this.membersWith(path).reduce((sum, { member: { document } }) => {
      return sum + Math.max(document.recordCount, document.text.length / CHARACTERS_PER_RECORD);
    }, 0);
  }

  canBeTriedInPlace(path: DocumentPath): boolean {
    return this.membersWith(path).every(({ editable }) => editable !== undefined);
  }

  forget(): void {
    this.records = new RecordTrials();
    this.suppressions.clear();
    this.areAllChecked = false;
  }

  private suppressionsIn(path: DocumentPath): Suppressions | undefined {
    const known = this.suppressions.get(path);
    if (known !== undefined || this.suppressions.has(path)) return known;
    const document = this.workspace.entries.get(path)?.member.document;
    const found = document && suppressionsOf(document, (id) => this.rules.has(id), false);
    this.suppressions.set(path, found);
    return found;
  }

  /** Which names depend on others is known when all have been checked. */
  private checkAll(): void {
    if (this.areAllChecked) return;
    this.areAllChecked = true;
    for (const path of this.workspace.entries.keys()) this.workspace.zoneOf(path).judge();
  }

  effectInPlace(subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined {
    const { workspace } = this;
    const root = workspace.rootOf(subject.path);
    const isWithin = [...subject.edits].every(
      ([path, edits]) => workspace.rootOf(path) === root && this.keepsOrigin(path, edits),
    );
    if (!isWithin) return undefined;
    if (wantsAdded) this.checkAll();
    const zone = workspace.zoneOf(subject.path);
    const options: ZoneTrialOptions = {
      zone,
      entries: workspace.entries,
      others: this.dependentsOf(zone),
      rules: workspace.rules,
      severityOf: (entry, rule, severity) => workspace.severityOf(entry, rule, severity),
      isTurnedOff: (path, rule, start) => this.suppressionsIn(path)?.turnsOff(rule, start) === true,
    };
    const onRecord = this.records.effect(options, subject, wantsAdded);
    if (onRecord !== undefined) return onRecord;
    const hasComments = this.membersWith(subject.path).some(
      ({ path }) => this.suppressionsIn(path) !== undefined,
    );
    return hasComments ? undefined : effectInZone(options, subject);
  }

  /** Whether the edits are within the document and leave the name of its zone as it is. */
  private keepsOrigin(path: DocumentPath, edits: readonly Edit[]): boolean {
    const entry = this.workspace.entries.get(path);
    const { text } = entry?.member.document ?? {};
    if (entry === undefined || text === undefined || edits.some(({ range }) => range.end > text.length))
      return false;
    const inHead = edits.filter(({ range }) => range.start < HEAD);
    if (inHead.length === 0 || entry.includedBy !== undefined) return true;
    const last = Math.max(...inHead.map(({ range }) => range.end));
    const head = applyEdits(text.slice(0, last + HEAD), inHead).slice(0, HEAD);
    return isReadAlike(
      singleFormatOf(path).originOf(path, head, this.workspace.surroundings.originOf(path)),
      entry.origin,
    );
  }

  /** The other zones whose results may depend on this one. */
  private dependentsOf(zone: Zone): readonly Zone[] {
    return [...zone.dependentRoots].flatMap((root) => this.workspace.zones.get(root) ?? []);
  }

  othersDependOn(path: DocumentPath, names: Iterable<DomainName>): boolean {
    const zone = this.workspace.zoneOf(path);
    const dependents = zone.isScattered
      ? [...this.workspace.zones.values()].flatMap(({ dependencies }) =>
          dependencies === zone.dependencies ? [] : [dependencies.scattered],
        )
      : this.dependentsOf(zone).map((other) => other.dependencies.on(zone));
    for (const name of names) for (const owners of dependents) if (!isEmpty(owners.of(name))) return true;
    return false;
  }

  copyOf(path: DocumentPath): TrialCopy {
    const { workspace } = this;
    const members = this.membersWith(path);
    const zone = workspace.zoneOf(path);
    const textAt = (at: DocumentPath): string | undefined => {
      const text = workspace.entries.get(at)?.member.document.text;
      return text?.slice(0, text.length);
    };
    const ask: DnsFacts['ask'] = (name, type) => workspace.askOthers(name, type, zone);
    const copy = workspace.create(surroundingsOfCopy(workspace.surroundings, { textAt, ask }));
    for (const { path: at, added, group, includedBy } of members) {
      const isRoot = group === undefined && includedBy === undefined;
      if (added || isRoot) copy.add(at, textAt(at) ?? '', { format: workspace.formatOf(at) });
    }
    return { workspace: copy, paths: members.map((entry) => entry.path) };
  }
}

function isEmpty(all: Iterable<unknown>): boolean {
  for (const _ of all) return false;
  return true;
}
