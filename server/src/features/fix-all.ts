import type { DocumentPath, FileEdit, Finding, Fix } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { EditSet } from './edit-set.ts';

/** Which fixes to apply: those of one rule, or all that preserve the meaning. */
export type FixScope = { readonly rule: string } | 'safe';

/** A finding, and the fix to apply. */
export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Which of the offered fixes to apply, if any. */
export type FixChoice = (finding: Finding, offered: readonly Fix[]) => Fix | undefined;

export function choiceOf(scope: FixScope): FixChoice {
  if (scope === 'safe') return (_, offered) => offered.find(({ safety }) => safety === 'safe');
  return ({ rule }, offered) => (rule === scope.rule ? offered[0] : undefined);
}

/**
 * The chosen fixes of a document that can be applied together, in the order of the file. No two change the same characters, each
 * removes its finding, and together they cause no new finding unless one of them does so alone. An omitted fix is found again
 * after the others are applied.
 *
 * Yields after each finding, so that a host can stop in between.
 */
export function* fixAll(
  workspace: Workspace,
  path: DocumentPath,
  choose: FixChoice,
): Generator<void, readonly ChosenFix[]> {
  const edits = new EditSet();
  const chosen: ChosenFix[] = [];
  for (const finding of workspace.findings(path).findings) {
    const fix = choose(finding, workspace.candidateFixesOf(path, finding));
    if (fix !== undefined && edits.addAll(fix.edits)) chosen.push({ finding, fix });
    yield;
  }
  return yield* those(workspace, path, chosen, []);
}

/**
 * The same for several documents, one after the other. A fix that changes the same characters as a fix of an earlier document is
 * omitted. Each document is examined in its current state, so the combined effect of fixes in 2 documents is unknown.
 */
export function* fixAllIn(
  workspace: Workspace,
  paths: Iterable<DocumentPath>,
  choose: FixChoice,
): Generator<void, readonly FileEdit[]> {
  const edits = new EditSet();
  for (const path of paths) {
    const chosen = yield* fixAll(workspace, path, choose);
    for (const { fix } of chosen) edits.addAll(fix.edits);
  }
  return edits.all();
}

/** The fixes in `more` that can be applied together with `accepted`. Conflicts are rare, so the list is halved to find them. */
function* those(
  workspace: Workspace,
  path: DocumentPath,
  more: readonly ChosenFix[],
  accepted: readonly ChosenFix[],
): Generator<void, readonly ChosenFix[]> {
  if (more.length === 0) return accepted;
  const all = [...accepted, ...more];
  if (workTogether(workspace, path, all)) return all;
  yield;
  if (more.length === 1) return accepted;
  const half = more.length >> 1;
  const first = yield* those(workspace, path, more.slice(0, half), accepted);
  return yield* those(workspace, path, more.slice(half), first);
}

function workTogether(workspace: Workspace, path: DocumentPath, chosen: readonly ChosenFix[]): boolean {
  const findings = chosen.map(({ finding }) => finding);
  const effect = workspace.effectOf(path, findings, editsOf(chosen));
  if (!effect.works) return false;
  if (chosen.some(({ fix }) => fix.safety === 'review')) return true;
  return effect.added.length === 0 && !effect.mayAddElsewhere;
}

/** The edits of all of them, without duplicates. */
export function editsOf(chosen: readonly ChosenFix[]): readonly FileEdit[] {
  const edits = new EditSet();
  for (const { fix } of chosen) edits.addAll(fix.edits);
  return edits.all();
}
