import type { AnyRule } from '../rules/rule.ts';
import { sortEdits } from '../text/edit.ts';
import { touches } from '../text/range.ts';
import type { DocumentPath, FileEdit, Finding, Fix } from './finding.ts';
import { changesOf } from './finding-changes.ts';
import type { EditsByPath } from './finding-changes.ts';
import type { Workspace } from './workspace.ts';

/** What edits do to findings. */
export type FixEffect =
  /** A finding that they are meant to remove is there afterwards, or what they wrote cannot be read. */
  | { readonly works: false }
  /** All those findings are gone. */
  | {
      readonly works: true;
      /** Findings that are gone, with those that the edits are for. */
      readonly gone: readonly Finding[];
      /** Findings that were not there before. */
      readonly added: readonly Finding[];
    };

const FAILS: FixEffect = { works: false };

/** Where fixes are tried: a copy of the documents whose records are checked together. */
export interface TrialCopy {
  readonly workspace: Workspace;
  /** Those documents. */
  readonly paths: readonly DocumentPath[];
}

/**
 * Finds out what fixes do, by applying each to a copy of its documents and checking that again.
 *
 * A rule proposes a fix for the fault that it sees. Whether that removes the finding may depend on the rest of the record (a
 * limit of lookups), on the text around it (parentheses) or on other records, and one fault may hide another one. Rules do
 * not have to know: what is offered was seen to work.
 */
export class FixTrials {
  private readonly rules: ReadonlyMap<string, AnyRule>;
  private readonly copyOf: (path: DocumentPath) => TrialCopy;
  /** Findings are mostly looked at document by document: one copy is kept. */
  private trial: Trial | undefined;

  /** `copyOf` makes a copy of the documents that are checked together with this one. */
  constructor(rules: ReadonlyMap<string, AnyRule>, copyOf: (path: DocumentPath) => TrialCopy) {
    this.rules = rules;
    this.copyOf = copyOf;
  }

  /** The documents, or what is known around them, may be others now. */
  forget(): void {
    this.trial = undefined;
  }

  /** The fixes that remove the finding. A safe one that exposes another finding is offered for review. */
  offered(path: DocumentPath, finding: Finding, proposed: readonly Fix[]): readonly Fix[] {
    return proposed.flatMap((fix): readonly Fix[] => {
      const effect = this.effectOf(path, [finding], fix.edits);
      if (!effect.works) return [];
      return [effect.added.length > 0 && fix.safety === 'safe' ? { ...fix, safety: 'review' } : fix];
    });
  }

  /** What the edits do that are meant to remove these findings of the document. */
  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    if (this.trial?.copy.paths.includes(path) !== true) this.trial = new Trial(this.copyOf(path), this.rules);
    return this.trial.effectOf(path, findings, edits);
  }
}

interface Located {
  readonly path: DocumentPath;
  readonly finding: Finding;
}

/** Invariant: between two calls the documents of the copy have the texts that they had when it was made. */
class Trial {
  readonly copy: TrialCopy;
  private readonly rules: ReadonlyMap<string, AnyRule>;
  private readonly before: readonly Located[];
  private readonly problems: number;

  constructor(copy: TrialCopy, rules: ReadonlyMap<string, AnyRule>) {
    this.copy = copy;
    this.rules = rules;
    this.before = this.findings();
    this.problems = this.countProblems();
  }

  effectOf(path: DocumentPath, findings: readonly Finding[], edits: readonly FileEdit[]): FixEffect {
    const byPath = this.sortedByPath(edits);
    const subjects = this.before.filter(
      (one) => one.path === path && findings.some((finding) => isSameFinding(one.finding, finding)),
    );
    if (byPath === undefined || subjects.length < findings.length) return FAILS;
    const undo = this.apply(byPath);
    try {
      return this.compare(new Set(subjects), byPath);
    } finally {
      for (const [at, back] of undo) this.copy.workspace.edit(at, back);
    }
  }

  private compare(subjects: ReadonlySet<Located>, edits: EditsByPath): FixEffect {
    if (this.countProblems() > this.problems) return FAILS;
    const { gone, added } = changesOf(this.before, this.findings(), edits, subjects);
    for (const subject of subjects) if (!gone.has(subject)) return FAILS;
    if (added.some((one) => this.isUnreadable(one, edits))) return FAILS;
    return {
      works: true,
      gone: [...gone].map(({ finding }) => finding),
      added: added.map(({ finding }) => finding),
    };
  }

  /** Whether text that was edited cannot be read. A fault elsewhere was there before, hidden by this one. */
  private isUnreadable({ path, finding }: Located, edits: EditsByPath): boolean {
    if (this.rules.get(finding.rule)?.subject !== 'fault') return false;
    let moved = 0;
    return (edits.get(path) ?? []).some(({ range, text }) => {
      const start = range.start + moved;
      moved += text.length - (range.end - range.start);
      return touches(finding.range, { start, end: start + text.length });
    });
  }

  private findings(): readonly Located[] {
    const { workspace, paths } = this.copy;
    return paths.flatMap((path) => workspace.findings(path).findings.map((finding) => ({ path, finding })));
  }

  private countProblems(): number {
    const { workspace, paths } = this.copy;
    return paths.reduce((sum, path) => sum + workspace.problems(path).length, 0);
  }

  /** `undefined` where an edit is not in one of these documents, or edits overlap. */
  private sortedByPath(edits: readonly FileEdit[]): EditsByPath | undefined {
    const byPath = new Map<DocumentPath, FileEdit[]>();
    for (const edit of edits) {
      if (edit.range.end > (this.copy.workspace.textOf(edit.path)?.length ?? -1)) return undefined;
      const list = byPath.get(edit.path);
      if (list === undefined) byPath.set(edit.path, [edit]);
      else list.push(edit);
    }
    const sorted = [...byPath].map(([path, list]) => [path, sortEdits(list)] as const);
    const isValid = sorted.every((entry): entry is [DocumentPath, FileEdit[]] => entry[1] !== undefined);
    return isValid && sorted.length > 0 ? new Map(sorted) : undefined;
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

function isSameFinding(a: Finding, b: Finding): boolean {
  return (
    a.rule === b.rule &&
    a.range.start === b.range.start &&
    a.range.end === b.range.end &&
    a.message === b.message
  );
}
