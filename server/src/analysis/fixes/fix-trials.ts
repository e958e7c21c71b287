import { rangeOf } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { printRdata } from '../../records/rdata/index.ts';
import type { AnyRule } from '../../rules/rule.ts';
import { sortEdits } from '../../text/edit.ts';
import type { DocumentPath, FileEdit, Finding, Fix } from '../finding.ts';
import type { EditsByPath } from '../findings/finding-changes.ts';
import { effectOn, FAILS } from './fix-effect.ts';
import type { FixEffect, LocatedFinding, TrialResult } from './fix-effect.ts';
import type { Workspace } from '../workspace.ts';
import { CHARACTERS_PER_RECORD, mergedNeighbors } from './trial-subject.ts';
import type { TrialSubject } from './trial-subject.ts';

/**
 * Records to check and findings to compare, for each record of a document. Beyond that, its fixes are no longer tried one by one
 * until it changes. A long record counts as one for each {@link CHARACTERS_PER_RECORD} characters. A trial examines the records
 * of a name, about 10. At a name with thousands of records, each with a finding, each trial examines all of them, so the number
 * of trials must be limited.
 */
export const MAX_TRIAL_WORK_PER_RECORD = 32;
/** Additional records to check and findings to compare: enough for 100 trials in a document with hardly any records. */
export const MAX_TRIAL_WORK = 256;

/** Where fixes are tried: a copy of the documents whose records are checked together. */
export interface TrialCopy {
  readonly workspace: Workspace;
  /** Those documents. */
  readonly paths: readonly DocumentPath[];
}

export interface TrialGround {
  readonly rules: ReadonlyMap<string, AnyRule>;
  /** Creates a copy of the documents that are checked together with this one. */
  copyOf(path: DocumentPath): TrialCopy;
  /** Whether findings in documents that are not checked together with this one depend on its records of some of these names. */
  othersDependOn(path: DocumentPath, names: Iterable<DomainName>): boolean;
  /** The number of records in the documents that are checked together with this one. Long ones count as several. */
  sizeOf(path: DocumentPath): number;
  /** The documents, or what is known around them, may have changed. */
  forget(): void;
  /** Whether the documents that are checked together with this one depend only on their own texts. */
  canBeTriedInPlace(path: DocumentPath): boolean;
  /**
   * The effect of edits of such documents, determined without a copy; `undefined` if that is impossible.
   *
   * @param wantsAdded whether the result needs all findings that the edits add; otherwise, only whether they work
   */
  effectInPlace(subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined;
}

/**
 * Determines the effect of fixes by applying each one and checking again what it changed.
 *
 * A rule proposes a fix for the fault that it sees. Whether that removes the finding can depend on the rest of the record (a
 * limit of lookups), on the text around it (parentheses) or on other records, and one fault can hide another one. Rules do not
 * have to consider that: only fixes that were seen to work are offered.
 */
export class FixTrials {
  private readonly ground: TrialGround;
  /** Findings are usually requested document by document, so one copy is kept. */
  private trial: CopyTrial | undefined;
  private readonly inPlace = new Map<DocumentPath, boolean>();
  /** By document, the number of records and findings that were examined. */
  private readonly spent = new Map<DocumentPath, number>();

  constructor(ground: TrialGround) {
    this.ground = ground;
  }

  /** The documents, or what is known around them, may have changed. */
  forget(): void {
    this.trial = undefined;
    this.inPlace.clear();
    this.ground.forget();
    this.spent.clear();
  }

  /**
   * The fixes that remove the finding. A safe fix that exposes another finding is offered for review. Empty if too much has been
   * tried in the document.
   */
  offered(path: DocumentPath, finding: Finding, proposed: readonly Fix[]): readonly Fix[] {
    if (this.isExhausted(path, 1)) return [];
    return proposed.flatMap((fix): readonly Fix[] => {
      const isSafe = fix.safety === 'safe';
      const effect = this.effect(path, [finding], fix, isSafe);
      if (!effect.works) return [];
      const isClean = effect.added.length === 0 && !effect.mayAddElsewhere;
      return [isSafe && !isClean ? { ...fix, safety: 'review' } : fix];
    });
  }

  /** The fixes that are offered or, if too much has been tried to determine that, those that are proposed. */
  candidates(path: DocumentPath, finding: Finding, proposed: readonly Fix[]): readonly Fix[] {
    return this.isExhausted(path, 1) ? proposed : this.offered(path, finding, proposed);
  }

  /** The effect of edits that should remove these findings of the document. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    // Callers that apply many fixes try them together, and in parts if they conflict.
    return this.isExhausted(path, 4) ? FAILS : this.effect(path, findings, { edits }, true);
  }

  private isExhausted(path: DocumentPath, share: number): boolean {
    const spent = this.spent.get(path) ?? 0;
    if (spent < share * MAX_TRIAL_WORK) return false;
    return spent >= share * (MAX_TRIAL_WORK + MAX_TRIAL_WORK_PER_RECORD * this.ground.sizeOf(path));
  }

  private effect(
    path: DocumentPath,
    findings: readonly Finding[],
    { edits, only }: Pick<Fix, 'edits' | 'only'>,
    wantsAdded: boolean,
  ): FixEffect {
    const byPath = sortedByPath(edits);
    if (byPath === undefined) return FAILS;
    const subject = { path, findings, edits: byPath, ...(only === undefined ? {} : { only }) };
    const { effect, work } = this.try(subject, wantsAdded);
    this.spent.set(path, (this.spent.get(path) ?? 0) + work);
    return effect;
  }

  private try(subject: TrialSubject, wantsAdded: boolean): TrialResult {
    const { path } = subject;
    const inPlace = this.isInPlace(path) ? this.ground.effectInPlace(subject, wantsAdded) : undefined;
    if (inPlace !== undefined) return inPlace;
    if (this.trial?.copy.paths.includes(path) !== true)
      this.trial = new CopyTrial(this.ground.copyOf(path), this.ground);
    return { effect: this.trial.effectOf(subject, wantsAdded), work: this.trial.size };
  }

  private isInPlace(path: DocumentPath): boolean {
    let known = this.inPlace.get(path);
    if (known === undefined) this.inPlace.set(path, (known = this.ground.canBeTriedInPlace(path)));
    return known;
  }
}

const UNKNOWN_ZONES = new RegExp(`${HOLE}\\d+`, 'g');

/** Invariant: between calls, the documents of the copy have their original texts. */
class CopyTrial {
  readonly copy: TrialCopy;
  private readonly ground: TrialGround;
  private readonly before: readonly LocatedFinding[];
  private readonly problems: number;
  /** `undefined` until it is needed. */
  private records: ReadonlyMap<string, DomainName> | undefined;
  /** The number of records; `undefined` until it is needed. */
  private published: number | undefined;

  /** The work of a trial: all findings are compared, and a part of the records is checked. */
  readonly size: number;

  constructor(copy: TrialCopy, ground: TrialGround) {
    this.copy = copy;
    this.ground = ground;
    this.before = this.findings();
    this.problems = this.countProblems();
    const records = copy.paths.map((path) => copy.workspace.documentOf(path)?.recordCount ?? 0);
    const length = copy.paths.reduce((sum, path) => sum + (copy.workspace.textOf(path)?.length ?? 0), 0);
    this.size =
      1 +
      this.before.length +
      records.reduce((sum, count) => sum + count, 0) / 4 +
      length / (4 * CHARACTERS_PER_RECORD);
  }

  effectOf(subject: TrialSubject, wantsAdded: boolean): FixEffect {
    const { path, edits, only } = subject;
    const { workspace } = this.copy;
    if (wantsAdded || only !== undefined) this.records ??= this.recordsNow();
    if (this.isAboutFault(subject)) this.published ??= this.countRecords();
    for (const [at, sorted] of edits) {
      const length = workspace.textOf(at)?.length ?? -1;
      if (sorted.some(({ range }) => range.end > length)) return FAILS;
    }
    const undo = this.apply(edits);
    try {
      if (this.countProblems() > this.problems) return FAILS;
      if (only !== undefined && this.doesMore(only)) return FAILS;
      if (this.isAboutFault(subject) && this.losesRecords()) return FAILS;
      const found = { before: this.before, after: this.findings(), edits };
      const effect = effectOn(subject, found, this.ground.rules);
      if (!effect.works || !wantsAdded) return effect;
      return { ...effect, mayAddElsewhere: this.ground.othersDependOn(path, this.changedNames()) };
    } finally {
      for (const [at, back] of undo) workspace.edit(at, back);
    }
  }

  private isAboutFault({ findings }: TrialSubject): boolean {
    return findings.some(({ rule }) => this.ground.rules.get(rule)?.subject === 'fault');
  }

  /**
   * Whether records are no longer in the zone, for example because "$ORIGN ." becomes a directive. One may be gone: that of the
   * line that could not be read.
   */
  private losesRecords(): boolean {
    return (this.published ?? 0) - this.countRecords() > 1;
  }

  /** The records of the zones, without those that name servers ignore. */
  private countRecords(): number {
    const { workspace, paths } = this.copy;
    return paths.reduce((sum, path) => sum + [...workspace.records(path)].length, 0);
  }

  private findings(): readonly LocatedFinding[] {
    const { workspace, paths } = this.copy;
    return paths.flatMap((path) => workspace.findings(path).findings.map((finding) => ({ path, finding })));
  }

  /** The distinct records with their names. */
  private recordsNow(): ReadonlyMap<string, DomainName> {
    const { workspace, paths } = this.copy;
    const records = new Map<string, DomainName>();
    for (const path of paths) {
      for (const { record } of workspace.records(path)) {
        const { owner, type, ttl, rdata } = record;
        records.set(`${owner} ${type} ${ttl ?? ''} ${printRdata(type, rdata)}`, owner);
      }
    }
    return records;
  }

  /** Whether a record is missing that should be there, or there is a new one although one is removed. */
  private doesMore(only: 'adds' | 'removes'): boolean {
    const before = this.records ?? new Map<string, DomainName>();
    const after = this.recordsNow();
    const [some, others] = only === 'adds' ? [before, after] : [after, before];
    // Names of unknown zones are numbered again each time the documents are read.
    const numbered = (key: string): string => key.replace(UNKNOWN_ZONES, HOLE);
    const all = new Set([...others.keys()].map(numbered));
    return [...some.keys()].some((key) => !all.has(numbered(key)));
  }

  /** The names whose records the edits changed. */
  private changedNames(): ReadonlySet<DomainName> {
    const before = this.records ?? new Map<string, DomainName>();
    const after = this.recordsNow();
    const names = new Set<DomainName>();
    for (const [key, owner] of before) if (!after.has(key)) names.add(owner);
    for (const [key, owner] of after) if (!before.has(key)) names.add(owner);
    return names;
  }

  private countProblems(): number {
    const { workspace, paths } = this.copy;
    return paths.reduce((sum, path) => sum + workspace.problems(path).length, 0);
  }

  /** Returns the edits that undo it. */
  private apply(edits: EditsByPath): EditsByPath {
    const { workspace } = this.copy;
    const undo = new Map<DocumentPath, FileEdit[]>();
    for (const [path, sorted] of edits) {
      const text = workspace.textOf(path);
      if (text === undefined) continue;
      const merged = mergedNeighbors(sorted, text);
      const back = merged.map(({ range, text: written }) => ({
        path,
        range: rangeOf(range.start, range.start + written.length),
        text: text.slice(range.start, range.end),
      }));
      // Apply from last to first, so that earlier ones stay in place, and undo from first to last.
      workspace.edit(path, [...merged].reverse());
      undo.set(path, back);
    }
    return undo;
  }
}

/** `undefined` if there are none, or if some overlap. */
function sortedByPath(edits: readonly FileEdit[]): EditsByPath | undefined {
  const byPath = new Map<DocumentPath, FileEdit[]>();
  for (const edit of edits) {
    const list = byPath.get(edit.path);
    if (list === undefined) byPath.set(edit.path, [edit]);
    else list.push(edit);
  }
  const sorted = [...byPath].map(([path, list]) => [path, sortEdits(list)] as const);
  const isValid = sorted.every((entry): entry is [DocumentPath, FileEdit[]] => entry[1] !== undefined);
  return isValid && sorted.length > 0 ? new Map(sorted) : undefined;
}
