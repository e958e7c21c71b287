import type { DocumentPath, Finding, Problem } from '../analysis/finding.ts';
import { urlOf } from '../analysis/source-url.ts';
import type { Workspace } from '../analysis/workspace.ts';
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
  const { findings, omitted } = workspace.findings(path, limit);
  return { findings, omitted, problems: workspace.problems(path) };
}

/** What a rule says of all its findings alike. */
export interface RuleNotes {
  readonly why: string;
  /** The section that says so. */
  readonly url: string;
  /** The characters do nothing: they could go, and nothing would change. */
  readonly unnecessary: boolean;
}

/** Rules whose findings stand on characters without effect. */
const UNNECESSARY: ReadonlySet<string> = new Set([
  'spf-duplicate-all',
  'spf-duplicate-term',
  'spf-overlapping-networks',
  'spf-redirect-with-all',
  'spf-terms-after-all',
  'spf-unreachable-term',
  'zone-duplicate-record',
]);

const notes = new Map<string, RuleNotes>(
  rules.map(({ id, why, specs }) => [
    id,
    { why, url: urlOf(specs[0] ?? ''), unnecessary: UNNECESSARY.has(id) },
  ]),
);

export function notesOfRule(rule: string): RuleNotes | undefined {
  return notes.get(rule);
}
