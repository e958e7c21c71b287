import type { DocumentPath, Finding, Problem } from '../analysis/finding.ts';
import { rulePageUrl } from '../analysis/findings/rule-page-url.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Range } from '../text/range.ts';
import { rules } from '../rules/registry.ts';

/** What an editor shows for one document. */
export interface Diagnosis {
  /** Findings by place; the most severe ones if there are more than the limit. */
  readonly findings: readonly Finding[];
  /** The number of findings beyond the limit. */
  readonly omitted: number;
  readonly problems: readonly Problem[];
}

export function diagnose(workspace: Workspace, path: DocumentPath, limit: number): Diagnosis {
  const { findings, omitted } = workspace.shownFindings(path, limit);
  return { findings, omitted, problems: workspace.problems(path) };
}

/** Findings in a file that is not open, reported where an open file includes it. */
export interface IncludedFindings {
  /** The name of the file: offsets in the document that includes it. */
  readonly range: Range;
  /** At least one. Each is in the document of that path. */
  readonly findings: readonly { readonly path: DocumentPath; readonly finding: Finding }[];
  readonly omitted: number;
}

const MAX_INCLUDED_FINDINGS = 10;

/**
 * The faults and likely faults in the files that a document includes, directly or indirectly.
 *
 * `pathOf` resolves an include. A file that is `shown` itself is omitted.
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
      // Omitted findings are at most as severe as the others.
      if (severe.length === most.findings.length) omitted += most.omitted;
      found.push(...severe.map((finding) => ({ path: at, finding })));
      for (const inner of workspace.documentOf(at)?.includes() ?? []) visit(files.pathOf(inner.file, at));
    };
    visit(files.pathOf(file, path));
    if (found.length > 0) results.push({ range, findings: found, omitted });
  }
  return results;
}

/** What is the same for all findings of a rule. */
export interface RuleNotes {
  readonly why: string;
  /** The documentation of the rule. */
  readonly url: string;
  /** Whether its findings are on text that has no effect. */
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
