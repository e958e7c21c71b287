import type { DocumentPath, Finding, Problem } from '../analysis/finding.ts';
import { rulePageUrl } from '../analysis/findings/rule-page-url.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Range } from '../text/range.ts';
import { rules } from '../rules/registry.ts';

/** What an editor shows for one document. */
export interface Diagnosis {
  /** By place; the most severe ones where there are more than the limit. */
  readonly findings: readonly Finding[];
  /** How many the limit left out. */
  readonly omitted: number;
  readonly problems: readonly Problem[];
}

export function diagnose(workspace: Workspace, path: DocumentPath, limit: number): Diagnosis {
  const { findings, omitted } = workspace.shownFindings(path, limit);
  return { findings, omitted, problems: workspace.problems(path) };
}

/** Findings in a file that nobody looks at, told where a file that is looked at includes it. */
export interface IncludedFindings {
  /** What names the file: offsets in the document that includes it. */
  readonly range: Range;
  /** At least one. Each stands in the document of that path. */
  readonly findings: readonly { readonly path: DocumentPath; readonly finding: Finding }[];
  readonly omitted: number;
}

const MAX_INCLUDED_FINDINGS = 10;

/**
 * What is wrong, or likely so, in the files that a document includes, and in those that they include.
 * `pathOf` says where an include leads; a file that is `shown` by itself is left out.
 */
export function diagnoseIncludes(
  workspace: Workspace,
  path: DocumentPath,
  files: {
    readonly pathOf: (file: string, from: DocumentPath) => DocumentPath | undefined;
    readonly shown: (path: DocumentPath) => boolean;
  },
): readonly IncludedFindings[] {
  const results: IncludedFindings[] = [];
  for (const { file, range } of workspace.documentOf(path)?.includes() ?? []) {
    const found: { readonly path: DocumentPath; readonly finding: Finding }[] = [];
    let omitted = 0;
    const visited = new Set([path]);
    const visit = (at: DocumentPath | undefined): void => {
      if (at === undefined || visited.has(at) || files.shown(at)) return;
      visited.add(at);
      const most = workspace.shownFindings(at, MAX_INCLUDED_FINDINGS);
      const severe = most.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
      // What was left out weighs at most as much as what was not.
      if (severe.length === most.findings.length) omitted += most.omitted;
      found.push(...severe.map((finding) => ({ path: at, finding })));
      for (const inner of workspace.documentOf(at)?.includes() ?? []) visit(files.pathOf(inner.file, at));
    };
    visit(files.pathOf(file, path));
    if (found.length > 0) results.push({ range, findings: found, omitted });
  }
  return results;
}

/** What a rule says of all its findings alike. */
export interface RuleNotes {
  readonly why: string;
  /** The page of the rule. */
  readonly url: string;
  /** Its findings are on text that has no effect. */
  readonly unnecessary: boolean;
}

const notes = new Map<string, RuleNotes>(
  rules.map(({ id, why, isUnnecessary }) => [
    id,
    { why, url: rulePageUrl(id), unnecessary: isUnnecessary === true },
  ]),
);

export function notesOfRule(rule: string): RuleNotes | undefined {
  return notes.get(rule);
}
