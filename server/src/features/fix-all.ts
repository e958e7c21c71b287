import type { DocumentPath, FileEdit, Finding, Fix } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { EditSet } from './edit-set.ts';

/** Whose fixes are applied: those of one rule, or every one that keeps the meaning. */
export type FixScope = { readonly rule: string } | 'safe';

/**
 * The first fix of every finding in scope, in the order of the file. A fix that would change characters that an
 * earlier one changes is left out: it is judged anew once those are applied.
 *
 * Yields after each finding, so that a host can stop in between; returns the edits.
 */
export function* fixAll(
  workspace: Workspace,
  path: DocumentPath,
  scope: FixScope,
): Generator<void, readonly FileEdit[]> {
  const edits = new EditSet();
  for (const finding of workspace.findings(path).findings) {
    const fix = fixInScope(workspace, path, finding, scope);
    if (fix !== undefined) edits.addAll(fix.edits);
    yield;
  }
  return edits.all();
}

function fixInScope(
  workspace: Workspace,
  path: DocumentPath,
  finding: Finding,
  scope: FixScope,
): Fix | undefined {
  if (!finding.fixable) return undefined;
  if (scope !== 'safe' && scope.rule !== finding.rule) return undefined;
  const first = workspace.detailsOf(path, finding).fixes[0];
  return scope === 'safe' && first?.safety !== 'safe' ? undefined : first;
}
