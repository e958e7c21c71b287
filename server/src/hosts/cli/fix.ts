import { rangeOf } from '../../text/range.ts';
import type { DocumentPath, Finding, Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { editsOf, fixAll as fixesTogether } from '../../features/fix-all.ts';
import type { ChosenFix, FixChoice } from '../../features/fix-all.ts';
import { applyEdits } from '../../text/edit.ts';
import type { Edit } from '../../text/edit.ts';
import type { FixedFinding } from './check-result.ts';

/**
 * Passes over all documents to apply fixes. Safe fixes terminate, because each leaves fewer findings. Fixes that are applied
 * because their rule was named may undo each other forever.
 */
export const MAX_PASSES = 10;

export interface FixOutcome {
  readonly fixed: readonly FixedFinding[];
  /** Rules with a fix that was not applied because it would have left more errors than before. */
  readonly refused: readonly string[];
  /** The texts of changed documents, before and after. */
  readonly changed: ReadonlyMap<DocumentPath, { readonly before: string; readonly after: string }>;
}

/** The fixes that the user requested. */
export interface WantedFixes {
  /** Whether the safe fixes of all rules are requested. */
  readonly safe: boolean;
  /** Rules whose fixes are all requested. */
  readonly rules: ReadonlySet<string>;
  /** The files to fix. A fix that changes any other file is not applied. */
  readonly files: ReadonlySet<DocumentPath>;
}

/** Fixes all documents until nothing changes. This changes only the workspace, not the disk. */
export function fixWorkspace(workspace: Workspace, wanted: WantedFixes): FixOutcome {
  const paths = workspace.paths().filter((path) => wanted.files.has(path));
  const before = new Map(paths.map((path) => [path, wholeText(workspace, path)]));
  const refused = new Set<string>();
  const fixed: FixedFinding[] = [];
  for (let pass = 0, count = -1; pass < MAX_PASSES && count < fixed.length; pass++) {
    count = fixed.length;
    for (const path of paths) fixed.push(...fixDocument(workspace, path, wanted, refused));
  }
  const changed = new Map<DocumentPath, { before: string; after: string }>();
  for (const [path, text] of before) {
    const after = wholeText(workspace, path);
    if (after !== text) changed.set(path, { before: text, after });
  }
  return { fixed, refused: [...refused], changed };
}

/** Applies the requested fixes of a document that do not conflict. */
function fixDocument(
  workspace: Workspace,
  path: DocumentPath,
  wanted: WantedFixes,
  refused: Set<string>,
): readonly FixedFinding[] {
  const choose: FixChoice = (finding, offered) => {
    const fix = chooseFix(finding, offered, wanted);
    if (fix?.safety !== 'review' || !addsErrors(workspace, path, { finding, fix })) return fix;
    refused.add(finding.rule);
    return undefined;
  };
  const steps = fixesTogether(workspace, path, choose);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  apply(workspace, step.value);
  return step.value.map(({ finding: { rule }, fix: { title } }) => ({ path, rule, title }));
}

function chooseFix(
  { rule }: Finding,
  offered: readonly Fix[],
  { safe, rules, files }: WantedFixes,
): Fix | undefined {
  const allowed = offered.filter(({ edits }) => edits.every((edit) => files.has(edit.path)));
  if (rules.has(rule)) return allowed[0];
  return safe ? allowed.find(({ safety }) => safety === 'safe') : undefined;
}

function addsErrors(workspace: Workspace, path: DocumentPath, { finding, fix }: ChosenFix): boolean {
  const effect = workspace.effectOf(path, [finding], fix.edits);
  return effect.works && countErrors(effect.added) > countErrors(effect.gone);
}

function countErrors(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

function apply(workspace: Workspace, chosen: readonly ChosenFix[]): void {
  const edits = new Map<DocumentPath, Edit[]>();
  for (const edit of editsOf(chosen)) {
    const ofFile = edits.get(edit.path);
    if (ofFile === undefined) edits.set(edit.path, [edit]);
    else ofFile.push(edit);
  }
  for (const [path, ofFile] of edits)
    replaceText(workspace, path, applyEdits(wholeText(workspace, path), ofFile));
}

export function replaceText(workspace: Workspace, path: DocumentPath, text: string): void {
  if (workspace.has(path)) {
    workspace.add(path, text, { format: workspace.formatOf(path) });
    return;
  }
  const length = workspace.textOf(path)?.length ?? 0;
  workspace.edit(path, [{ range: rangeOf(0, length), text }]);
}

function wholeText(workspace: Workspace, path: DocumentPath): string {
  const source = workspace.textOf(path);
  return source === undefined ? '' : source.slice(0, source.length);
}
