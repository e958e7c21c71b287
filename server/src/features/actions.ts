import type { DocumentPath, FileEdit, Finding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Range } from '../text/range.ts';
import { disableForRecord, type DisablingComment } from './disable.ts';

/** Something that the user can do about a finding. */
export type Action = { readonly title: string; readonly finding: Finding } & (
  | {
      readonly kind: 'fix';
      /** Whether it is the first of several fixes for a finding. */
      readonly preferred: boolean;
      readonly edits: readonly FileEdit[];
    }
  /** Applies the same fix to all findings of the rule. `fixAll` computes the edits when the user chooses it. */
  | { readonly kind: 'fix-rule'; readonly within: 'file' | 'workspace' }
  /** The same for the workspace, but the user selects among the edits. */
  | { readonly kind: 'choose-fixes' }
  | { readonly kind: 'disable'; readonly edit: FileEdit }
  /** The same comment, with room for the user's reason. */
  | { readonly kind: 'allow'; readonly comment: DisablingComment }
  /** Opens the documentation of the rule. */
  | { readonly kind: 'page' }
);

/** Findings that are examined to see whether a rule has more than one. */
const SAMPLE = 500;

const SEVERITIES = ['error', 'warning', 'info', 'hint'];

/**
 * Returns the actions for the findings that touch the range: fixes first, then those that fix all findings of a rule, then those
 * that disable it, then those that explain it. The narrowest finding comes first, because the cursor is on it, and of two at the
 * same characters, the more severe one. The fixes of a finding are in the order of its rule, which lists the best one first.
 */
export function actionsAt(workspace: Workspace, path: DocumentPath, range: Range): readonly Action[] {
  const findings = [...workspace.findingsIn(path, range)].sort(
    (a, b) =>
      a.range.end - a.range.start - (b.range.end - b.range.start) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  const ofRules = oneOfEachRule(findings);
  return [
    ...findings.flatMap((finding) => fixesOf(workspace, path, finding)),
    ...ofRules.flatMap((finding) => fixesOfRule(workspace, path, finding)),
    ...ofRules.flatMap((finding) => disableActions(workspace, path, finding)),
    ...ofRules.map((finding) => pageOf(finding)),
  ];
}

function fixesOf(workspace: Workspace, path: DocumentPath, finding: Finding): readonly Action[] {
  return workspace.fixesOf(path, finding).map((fix, index) => ({
    kind: 'fix',
    title: fix.title,
    finding,
    preferred: index === 0,
    edits: fix.edits,
  }));
}

function fixesOfRule(workspace: Workspace, path: DocumentPath, finding: Finding): readonly Action[] {
  if (workspace.fixesOf(path, finding).length === 0) return [];
  const title = `Fix all ${finding.rule} problems in`;
  const actions: Action[] = [];
  if (hasOtherInFile(workspace, path, finding))
    actions.push({ kind: 'fix-rule', title: `${title} this file`, finding, within: 'file' });
  for (const other of workspace.documentsWith(finding.rule)) {
    if (other === path) continue;
    actions.push(
      { kind: 'fix-rule', title: `${title} the workspace`, finding, within: 'workspace' },
      {
        kind: 'choose-fixes',
        title: `Choose which ${finding.rule} problems to fix in the workspace…`,
        finding,
      },
    );
    break;
  }
  return actions;
}

function hasOtherInFile(workspace: Workspace, path: DocumentPath, { rule, range }: Finding): boolean {
  const { findings } = workspace.findings(path, SAMPLE);
  return findings.some(
    (other) =>
      other.rule === rule && !isSameRange(other.range, range) && workspace.fixesOf(path, other).length > 0,
  );
}

function isSameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

function disableActions(workspace: Workspace, path: DocumentPath, finding: Finding): readonly Action[] {
  const comment = disableForRecord(workspace, path, finding);
  if (comment === undefined) return [];
  const { rule } = finding;
  const disable: Action = {
    kind: 'disable',
    title: `Disable ${rule} for this record`,
    finding,
    edit: comment.edit,
  };
  if (comment.reasonAt === undefined) return [disable];
  return [
    disable,
    { kind: 'allow', title: `Disable ${rule} for this record, with a reason`, finding, comment },
  ];
}

function pageOf(finding: Finding): Action {
  return { kind: 'page', title: `Show documentation for ${finding.rule}`, finding };
}

function oneOfEachRule(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule }) => !seen.has(rule) && seen.add(rule));
}
