import type { CancellationToken } from 'vscode-languageserver';
import { isOfFamily } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import { canceled } from './guard.ts';
import type { Runtime } from './runtime.ts';
import { nextSlice, slice } from './slice.ts';

interface EvaluationContext {
  readonly workspace: Workspace;
  readonly runtime: Runtime;
}

const GOING_ON = new WeakMap<Workspace, Promise<void>>();

/**
 * Evaluates all modules in slices, so that other requests are answered in between. It is done only once, however many callers
 * wait for it: otherwise, each would take its own slice of every turn.
 */
export function evaluateInSlices(context: EvaluationContext): Promise<void> {
  const { workspace } = context;
  let goingOn = GOING_ON.get(workspace);
  if (goingOn === undefined) {
    goingOn = evaluateAll(context).finally(() => GOING_ON.delete(workspace));
    GOING_ON.set(workspace, goingOn);
  }
  return goingOn;
}

async function evaluateAll({ workspace, runtime }: EvaluationContext): Promise<void> {
  while (!workspace.evaluateWhile(slice(runtime))) {
    await nextSlice(runtime);
  }
}

/**
 * Answers a request about a document once the document is evaluated. Only documents of modules wait for a running evaluation.
 * Requests about other documents are answered immediately.
 */
export function whenEvaluated<T>(
  context: EvaluationContext & { readonly documents: OpenDocuments },
  uri: string,
  token: CancellationToken,
  answer: () => T,
): T | Promise<T> {
  const { workspace, documents } = context;
  const path = documents.get(uri)?.path;
  if (workspace.isEvaluated || path === undefined || !isOfFamily(workspace.formatOf(path))) return answer();
  return evaluateInSlices(context).then(() => {
    if (token.isCancellationRequested) throw canceled();
    return answer();
  });
}
