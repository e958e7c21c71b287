import type { DocumentPath, Finding, Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { applyEdits } from '../../text/edit.ts';
import type { Edit } from '../../text/edit.ts';
import type { FixedFinding } from './check-result.ts';

/** A fix may uncover the next fault; one that never ends is wrong. */
const MAX_PASSES = 10;

export interface FixOutcome {
  readonly fixed: readonly FixedFinding[];
  /** Rules whose fixes would have left more errors than before; nothing of them was kept. */
  readonly refused: readonly string[];
  /** The texts before and after, of the documents that are not the same any more. */
  readonly changed: ReadonlyMap<DocumentPath, { readonly before: string; readonly after: string }>;
}

interface PlannedFix extends FixedFinding {
  readonly edits: Fix['edits'];
}

/** Which fixes the user asked for. */
export interface WantedFixes {
  /** The safe ones of every rule. */
  readonly safe: boolean;
  /** Rules of which each fix is wanted. */
  readonly rules: ReadonlySet<string>;
  /** A fix that changes any other file is left out. */
  readonly files: ReadonlySet<DocumentPath>;
}

/** Fixes all documents until nothing changes. Only the workspace is changed; nothing is written to disk. */
export function fixAll(workspace: Workspace, wanted: WantedFixes): FixOutcome {
  const before = new Map(workspace.paths().map((path) => [path, wholeText(workspace, path)]));
  const refused = new Set<string>();
  const fixed: FixedFinding[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const plan = planPass(workspace, wanted, refused);
    if (plan.length === 0) break;
    fixed.push(...applyPass(workspace, plan, refused));
  }
  const changed = new Map<DocumentPath, { before: string; after: string }>();
  for (const [path, text] of before) {
    const after = wholeText(workspace, path);
    if (after !== text) changed.set(path, { before: text, after });
  }
  return { fixed, refused: [...refused], changed };
}

/** Fixes that do not meet, each whole. What has to wait for another is found again in the next pass. */
function planPass(workspace: Workspace, wanted: WantedFixes, refused: ReadonlySet<string>): PlannedFix[] {
  const plan: PlannedFix[] = [];
  const taken = new Map<DocumentPath, PlannedEdits>();
  for (const path of workspace.paths()) {
    for (const finding of workspace.findings(path).findings) {
      if (!finding.fixable || refused.has(finding.rule)) continue;
      const fix = chooseFix(workspace, path, finding, wanted);
      if (fix === undefined || !reserve(taken, wanted.files, fix)) continue;
      plan.push({ path, rule: finding.rule, title: fix.title, edits: fix.edits });
    }
  }
  return plan;
}

function chooseFix(
  workspace: Workspace,
  path: DocumentPath,
  finding: Finding,
  { safe, rules }: WantedFixes,
): Fix | undefined {
  const any = rules.has(finding.rule);
  if (!any && !safe) return undefined;
  const { fixes } = workspace.detailsOf(path, finding);
  return any ? fixes[0] : fixes.find((fix) => fix.safety === 'safe');
}

/** Takes the places of all edits of a fix, or none. */
function reserve(
  taken: Map<DocumentPath, PlannedEdits>,
  files: ReadonlySet<DocumentPath>,
  fix: Fix,
): boolean {
  if (fix.edits.length === 0) return false;
  for (const { path, range } of fix.edits) {
    if (!files.has(path) || taken.get(path)?.isFree(range) === false) return false;
  }
  for (const edit of fix.edits) {
    let edits = taken.get(edit.path);
    if (edits === undefined) taken.set(edit.path, (edits = new PlannedEdits()));
    edits.add(edit.range);
  }
  return true;
}

/** Invariant: sorted by start, and no two overlap or start at the same place. */
class PlannedEdits {
  private readonly ranges: Edit['range'][] = [];

  isFree(range: Edit['range']): boolean {
    const next = this.indexAfter(range.start);
    const before = this.ranges[next - 1];
    const after = this.ranges[next];
    if (before !== undefined && (before.end > range.start || before.start === range.start)) return false;
    return after === undefined || range.end <= after.start;
  }

  add(range: Edit['range']): void {
    this.ranges.splice(this.indexAfter(range.start), 0, range);
  }

  /** The index of the first range that starts behind `offset`. */
  private indexAfter(offset: number): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.start ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Applies a pass where that leaves no more errors; else the fixes of one rule after another, without the guilty. */
function applyPass(
  workspace: Workspace,
  plan: readonly PlannedFix[],
  refused: Set<string>,
): readonly PlannedFix[] {
  if (applyUnlessWorse(workspace, plan)) return plan;
  const byRule = new Map<string, PlannedFix[]>();
  for (const fix of plan) {
    const ofRule = byRule.get(fix.rule);
    if (ofRule === undefined) byRule.set(fix.rule, [fix]);
    else ofRule.push(fix);
  }
  for (const [rule, fixes] of byRule) {
    // Only the first rule's edits stand where they were planned; those of the others are planned anew.
    if (applyUnlessWorse(workspace, fixes)) return fixes;
    refused.add(rule);
  }
  return [];
}

function applyUnlessWorse(workspace: Workspace, fixes: readonly PlannedFix[]): boolean {
  const edits = new Map<DocumentPath, Edit[]>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    const ofFile = edits.get(edit.path);
    if (ofFile === undefined) edits.set(edit.path, [edit]);
    else ofFile.push(edit);
  }
  const errors = countErrors(workspace);
  const before = new Map([...edits.keys()].map((path) => [path, wholeText(workspace, path)]));
  for (const [path, text] of before) replaceText(workspace, path, applyEdits(text, edits.get(path) ?? []));
  if (countErrors(workspace) <= errors) return true;
  for (const [path, text] of before) replaceText(workspace, path, text);
  return false;
}

function countErrors(workspace: Workspace): number {
  let errors = 0;
  for (const path of workspace.paths()) {
    for (const { severity } of workspace.findings(path).findings) if (severity === 'error') errors++;
  }
  return errors;
}

export function replaceText(workspace: Workspace, path: DocumentPath, text: string): void {
  if (workspace.has(path)) {
    workspace.add(path, text, { format: workspace.formatOf(path) });
    return;
  }
  const length = workspace.textOf(path)?.length ?? 0;
  workspace.edit(path, [{ range: { start: 0, end: length }, text }]);
}

function wholeText(workspace: Workspace, path: DocumentPath): string {
  const source = workspace.textOf(path);
  return source === undefined ? '' : source.slice(0, source.length);
}
