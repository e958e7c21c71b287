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
 * Records to check and findings to compare, for each record of a document: after so many no more of its fixes are tried one by
 * one, until it changes. A long record counts as one for each {@link CHARACTERS_PER_RECORD} characters. A trial looks at the
 * records of a name, ten or so; at a name with thousands of records, each with a finding, each trial looks at all of them, so
 * the number of trials has to be limited.
 */
export const MAX_TRIAL_WORK_PER_RECORD = 32;
/** Records to check and findings to compare, beyond those: enough for a hundred trials in a document with hardly a record. */
export const MAX_TRIAL_WORK = 256;

/** Where fixes are tried: a copy of the documents whose records are checked together. */
export interface TrialCopy {
  readonly workspace: Workspace;
  /** Those documents. */
  readonly paths: readonly DocumentPath[];
}

export interface TrialGround {
  readonly rules: ReadonlyMap<string, AnyRule>;
  /** Makes a copy of the documents that are checked together with this one. */
  copyOf(path: DocumentPath): TrialCopy;
  /** Whether findings in documents that are not checked together with this one depend on its records of some of these names. */
  othersDependOn(path: DocumentPath, names: Iterable<DomainName>): boolean;
  /** How many records the documents have that are checked together with this one; long ones count as several. */
  sizeOf(path: DocumentPath): number;
  /** The documents, or what is known around them, may be others now. */
  forget(): void;
  /** Whether the documents that are checked together with this one follow from their own texts alone. */
  canBeTriedInPlace(path: DocumentPath): boolean;
  /**
   * The effect of edits of such documents, found out without a copy; `undefined` where that cannot be.
   * `wantsAdded`: it has all findings that the edits add; else the caller only wants to know whether they work.
   */
  effectInPlace(subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined;
}

/**
 * Finds out what fixes do, by applying each and checking again what it changed.
 *
 * A rule proposes a fix for the fault that it sees. Whether that removes the finding may depend on the rest of the record (a
 * limit of lookups), on the text around it (parentheses) or on other records, and one fault may hide another one. Rules do
 * not have to know: what is offered was seen to work.
 */
export class FixTrials {
  private readonly ground: TrialGround;
  /** Findings are mostly looked at document by document: one copy is kept. */
  private trial: CopyTrial | undefined;
  private readonly inPlace = new Map<DocumentPath, boolean>();
  /** By document, in records and findings that were looked at. */
  private readonly spent = new Map<DocumentPath, number>();

  constructor(ground: TrialGround) {
    this.ground = ground;
  }

  /** The documents, or what is known around them, may be others now. */
  forget(): void {
    this.trial = undefined;
    this.inPlace.clear();
    this.ground.forget();
    this.spent.clear();
  }

  /**
   * The fixes that remove the finding. A safe one that exposes another finding is offered for review. None where too much
   * has been tried in the document.
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

  /** The fixes that are offered or, where too much has been tried to know that, those that are proposed. */
  candidates(path: DocumentPath, finding: Finding, proposed: readonly Fix[]): readonly Fix[] {
    return this.isExhausted(path, 1) ? proposed : this.offered(path, finding, proposed);
  }

  /** What the edits do that are meant to remove these findings of the document. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    // Who applies many fixes tries them together, and in parts where they do not go together.
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

/** Invariant: between two calls the documents of the copy have the texts that they had when it was made. */
class CopyTrial {
  readonly copy: TrialCopy;
  private readonly ground: TrialGround;
  private readonly before: readonly LocatedFinding[];
  private readonly problems: number;
  /** `undefined` until it is needed. */
  private records: ReadonlyMap<string, DomainName> | undefined;
  /** How many records there are; `undefined` until it is needed. */
  private published: number | undefined;

  /** Work of a trial: all findings are compared, and a part of the records is checked. */
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
   * Whether records are no longer in the zone, as where "$ORIGN ." becomes a directive. One may be gone: that of the line that could not
   * be read.
   */
  private losesRecords(): boolean {
    return (this.published ?? 0) - this.countRecords() > 1;
  }

  /** The records of the zones, without those that name servers leave out. */
  private countRecords(): number {
    const { workspace, paths } = this.copy;
    return paths.reduce((sum, path) => sum + [...workspace.records(path)].length, 0);
  }

  private findings(): readonly LocatedFinding[] {
    const { workspace, paths } = this.copy;
    return paths.flatMap((path) => workspace.findings(path).findings.map((finding) => ({ path, finding })));
  }

  /** Each different record, and its name. */
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

  /** Whether a record is gone that is to be there, or there is a new one where one is removed. */
  private doesMore(only: 'adds' | 'removes'): boolean {
    const before = this.records ?? new Map<string, DomainName>();
    const after = this.recordsNow();
    const [some, others] = only === 'adds' ? [before, after] : [after, before];
    // Names of unknown zones are numbered anew with each reading.
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

  /** Returns the edits that take it back. */
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
      // From the last one on, so that those before it stay where they are; and back from the first one on.
      workspace.edit(path, [...merged].reverse());
      undo.set(path, back);
    }
    return undo;
  }
}

/** `undefined` where there are none, or where some overlap. */
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
