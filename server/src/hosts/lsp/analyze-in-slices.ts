import type { DocumentPath } from '../../analysis/finding.ts';
import { isOfFamily } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import type { Runtime } from './runtime.ts';
import { nextSlice, slice } from './slice.ts';

/** Milliseconds without an edit before the check starts again, because an edit restarts it. */
const REST = 100;

interface SliceContext {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly runtime: Runtime;
}

/**
 * Checks an open document in slices, so that keystrokes and hovers are handled in between. Only documents of modules wait for
 * modules that are being evaluated: a keystroke in a zone file does not wait until the modules of a workspace are read.
 */
export async function analyzeInSlices(
  { workspace, documents, runtime }: SliceContext,
  path: DocumentPath,
  isCanceled: () => boolean,
): Promise<void> {
  const versionNow = (): number | undefined => documents.at(path)?.version;
  const evaluate = async (): Promise<void> => {
    if (!workspace.isEvaluated && isOfFamily(workspace.formatOf(path)))
      await evaluateInSlices({ workspace, runtime });
  };
  let version = versionNow();
  await evaluate();
  while (!workspace.analyzeWhile(path, slice(runtime))) {
    await nextSlice(runtime);
    await evaluate();
    while (!isCanceled() && version !== versionNow()) {
      version = versionNow();
      await new Promise<void>((resolve) => void runtime.later(REST, resolve));
    }
    if (isCanceled()) return;
  }
}

/**
 * Checks all documents of the workspace in slices. A fix is tried on everything that depends on it, which is then known.
 * If all documents are already checked, this takes 1 or 2 microseconds for each.
 */
export async function analyzeAllInSlices(context: SliceContext, isCanceled: () => boolean): Promise<void> {
  const { runtime, workspace } = context;
  await evaluateInSlices(context);
  let hasTime = slice(runtime);
  for (const path of workspace.paths()) {
    if (isCanceled()) return;
    while (!workspace.analyzeWhile(path, hasTime)) {
      await nextSlice(runtime);
      await evaluateInSlices(context);
      if (isCanceled()) return;
      hasTime = slice(runtime);
    }
    if (hasTime()) continue;
    await nextSlice(runtime);
    hasTime = slice(runtime);
  }
}
