import type { AnyRule } from '../rules/rule.ts';
import { sortEdits } from '../text/edit.ts';
import type { DocumentPath, FileEdit, Finding, Fix } from './finding.ts';
import type { EditsByPath } from './finding-changes.ts';
import { effectOn, FAILS } from './fix-effect.ts';
import type { FixEffect, LocatedFinding } from './fix-effect.ts';
import type { Workspace } from './workspace.ts';
import type { TrialSubject } from './zone-trial.ts';

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
  /**
   * The effect of edits, found out without a copy; `undefined` where that cannot be.
   * `dependents`: findings that the edits add elsewhere matter, too.
   */
  effectInPlace(subject: TrialSubject, dependents: boolean): FixEffect | undefined;
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

  constructor(ground: TrialGround) {
    this.ground = ground;
  }

  /** The documents, or what is known around them, may be others now. */
  forget(): void {
    this.trial = undefined;
  }

  /** The fixes that remove the finding. A safe one that exposes another finding is offered for review. */
  offered(path: DocumentPath, finding: Finding, proposed: readonly Fix[]): readonly Fix[] {
    return proposed.flatMap((fix): readonly Fix[] => {
      const isSafe = fix.safety === 'safe';
      const effect = this.effect(path, [finding], fix.edits, isSafe);
      if (!effect.works) return [];
      return [effect.added.length > 0 && isSafe ? { ...fix, safety: 'review' } : fix];
    });
  }

  /** What the edits do that are meant to remove these findings of the document. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    return this.effect(path, findings, edits, true);
  }

  private effect(
    path: DocumentPath,
    findings: readonly Finding[],
    edits: readonly FileEdit[],
    dependents: boolean,
  ): FixEffect {
    const byPath = sortedByPath(edits);
    if (byPath === undefined) return FAILS;
    const subject = { path, findings, edits: byPath };
    const inPlace = this.ground.effectInPlace(subject, dependents);
    if (inPlace !== undefined) return inPlace;
    if (this.trial?.copy.paths.includes(path) !== true)
      this.trial = new CopyTrial(this.ground.copyOf(path), this.ground.rules);
    return this.trial.effectOf(subject);
  }
}

/** Invariant: between two calls the documents of the copy have the texts that they had when it was made. */
class CopyTrial {
  readonly copy: TrialCopy;
  private readonly rules: ReadonlyMap<string, AnyRule>;
  private readonly before: readonly LocatedFinding[];
  private readonly problems: number;

  constructor(copy: TrialCopy, rules: ReadonlyMap<string, AnyRule>) {
    this.copy = copy;
    this.rules = rules;
    this.before = this.findings();
    this.problems = this.countProblems();
  }

  effectOf({ path, findings, edits }: TrialSubject): FixEffect {
    const { workspace } = this.copy;
    for (const [at, sorted] of edits) {
      const length = workspace.textOf(at)?.length ?? -1;
      if (sorted.some(({ range }) => range.end > length)) return FAILS;
    }
    const undo = this.apply(edits);
    try {
      if (this.countProblems() > this.problems) return FAILS;
      return effectOn(path, findings, { before: this.before, after: this.findings(), edits }, this.rules);
    } finally {
      for (const [at, back] of undo) workspace.edit(at, back);
    }
  }

  private findings(): readonly LocatedFinding[] {
    const { workspace, paths } = this.copy;
    return paths.flatMap((path) => workspace.findings(path).findings.map((finding) => ({ path, finding })));
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
      const back = sorted.map(({ range, text: written }) => ({
        path,
        range: { start: range.start, end: range.start + written.length },
        text: text?.slice(range.start, range.end) ?? '',
      }));
      // From the last one on, so that those before it stay where they are; and back from the first one on.
      workspace.edit(path, [...sorted].reverse());
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
