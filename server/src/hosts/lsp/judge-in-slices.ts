import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { OpenDocuments } from './documents.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds that others wait at most while a large document is looked at for the first time. */
const SLICE = 20;

/** Milliseconds without an edit before that is begun anew: an edit has it start over. */
const REST = 100;

/** Whether the time that begins now is not over. */
export function slice(runtime: Runtime): () => boolean {
  const end = runtime.now() + SLICE;
  return () => runtime.now() < end;
}

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
  while (!workspace.judgeWhile(path, slice(runtime))) {
    await runtime.pause();
    while (!isCancelled() && version !== versionNow()) {
      version = versionNow();
      await new Promise<void>((resolve) => void runtime.later(REST, resolve));
    }
    if (isCancelled()) return;
  }
}
