import type { CancellationToken } from 'vscode-languageserver';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import { cancelled } from './guard.ts';
import { slice } from './judge-in-slices.ts';
import type { Runtime } from './runtime.ts';

interface EvaluationContext {
  readonly workspace: Workspace;
  readonly runtime: Runtime;
}

/** Evaluates all modules bit by bit, so that other requests are answered in between. Returns early when it is cancelled. */
export async function evaluateInSlices(
  { workspace, runtime }: EvaluationContext,
  isCancelled: () => boolean,
): Promise<void> {
  while (!isCancelled() && !workspace.evaluateWhile(slice(runtime))) await runtime.pause();
}

/**
 * Answers a request about a document once what it shows is known. Only documents of modules wait for an evaluation that goes
 * on; the others are answered immediately.
 */
export function whenEvaluated<T>(
  context: EvaluationContext & { readonly documents: OpenDocuments },
  uri: string,
  token: CancellationToken,
  answer: () => T,
): T | Promise<T> {
  const { workspace, documents } = context;
  const path = documents.get(uri)?.path;
  if (workspace.isEvaluated || path === undefined || workspace.formatOf(path) !== 'terraform')
    return answer();
  return evaluateInSlices(context, () => token.isCancellationRequested).then(() => {
    if (token.isCancellationRequested) throw cancelled();
    return answer();
  });
}
