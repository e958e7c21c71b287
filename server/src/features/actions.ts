import type { DocumentPath, FileEdit, Finding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Range } from '../text/range.ts';
import { disableForRecord } from './disable.ts';

/** Something that the user can have done about a finding. */
export type Action =
  | {
      readonly kind: 'fix';
      readonly title: string;
      readonly finding: Finding;
      /** The first way out, where a finding has several. */
      readonly preferred: boolean;
      readonly edits: readonly FileEdit[];
    }
  /** The same fix wherever the rule speaks; `fixAll` works out the edits when it is chosen. */
  | { readonly kind: 'fix-rule'; readonly title: string; readonly finding: Finding; readonly rule: string }
  | {
      readonly kind: 'disable';
      readonly title: string;
      readonly finding: Finding;
      readonly edits: readonly FileEdit[];
    };

/** How many findings are looked through to see whether a rule speaks more than once. */
const SAMPLE = 500;

/** For the findings that touch the range: fixes first, then what mends all of a kind, then what silences them. */
export function actionsAt(workspace: Workspace, path: DocumentPath, range: Range): readonly Action[] {
  const findings = workspace.findingsIn(path, range);
  return [
    ...findings.flatMap((finding) => fixesOf(workspace, path, finding)),
    ...oneOfEachRule(findings).flatMap((finding) => fixesOfRule(workspace, path, finding)),
    ...oneOfEachRule(findings).flatMap((finding) => disableActions(workspace, path, finding)),
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
  const { rule } = finding;
  if (workspace.fixesOf(path, finding).length === 0) return [];
  const { findings } = workspace.findings(path, SAMPLE);
  const hasOther = findings.some(
    (other) =>
      other.rule === rule &&
      !isSameRange(other.range, finding.range) &&
      workspace.fixesOf(path, other).length > 0,
  );
  if (!hasOther) return [];
  return [{ kind: 'fix-rule', title: `Fix all ${rule} problems in this file`, finding, rule }];
}

function isSameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

function disableActions(workspace: Workspace, path: DocumentPath, finding: Finding): readonly Action[] {
  const edit = disableForRecord(workspace, path, finding);
  if (edit === undefined) return [];
  return [{ kind: 'disable', title: `Disable ${finding.rule} for this record`, finding, edits: [edit] }];
}

function oneOfEachRule(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule }) => !seen.has(rule) && seen.add(rule));
}
