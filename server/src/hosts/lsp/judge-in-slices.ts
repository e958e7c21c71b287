import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds that others wait at most while a large document is looked at for the first time. */
const SLICE = 20;

/** Has the rules judge a document bit by bit: keys and hovers go in between. */
export async function judgeInSlices(
  { workspace, runtime }: { readonly workspace: Workspace; readonly runtime: Runtime },
  path: DocumentPath,
  isCancelled: () => boolean,
): Promise<void> {
  for (;;) {
    const end = runtime.now() + SLICE;
    if (workspace.judgeWhile(path, () => runtime.now() < end)) return;
    await runtime.pause();
    if (isCancelled()) return;
  }
}
