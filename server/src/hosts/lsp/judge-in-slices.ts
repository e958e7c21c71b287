import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import type { Runtime } from './runtime.ts';
import { slice } from './slice.ts';

/** Milliseconds without an edit before that is begun anew: an edit has it start over. */
const REST = 100;

interface SliceContext {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly runtime: Runtime;
}

/** Has the rules judge an open document bit by bit: keys and hovers go in between. */
export async function judgeInSlices(
  { workspace, documents, runtime }: SliceContext,
  path: DocumentPath,
  isCancelled: () => boolean,
): Promise<void> {
  const versionNow = (): number | undefined => documents.at(path)?.version;
  let version = versionNow();
  if (!workspace.isEvaluated) await evaluateInSlices({ workspace, runtime });
  while (!workspace.judgeWhile(path, slice(runtime))) {
    await runtime.pause();
    if (!workspace.isEvaluated) await evaluateInSlices({ workspace, runtime });
    while (!isCancelled() && version !== versionNow()) {
      version = versionNow();
      await new Promise<void>((resolve) => void runtime.later(REST, resolve));
    }
    if (isCancelled()) return;
  }
}

/**
 * Has all documents of the workspace judged bit by bit: a fix is tried on whatever depends on it, and that is known then.
 * When all are judged already, this takes a microsecond or two for each.
 */
export async function judgeAllInSlices(context: SliceContext, isCancelled: () => boolean): Promise<void> {
  const { runtime, workspace } = context;
  await evaluateInSlices(context);
  let hasTime = slice(runtime);
  for (const path of workspace.paths()) {
    if (isCancelled()) return;
    while (!workspace.judgeWhile(path, hasTime)) {
      await runtime.pause();
      await evaluateInSlices(context);
      if (isCancelled()) return;
      hasTime = slice(runtime);
    }
    if (hasTime()) continue;
    await runtime.pause();
    hasTime = slice(runtime);
  }
}
