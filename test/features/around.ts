import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';

export const path = '/zones/zone';

/** A workspace of one zone, and the offset of `$0` in its text. */
export function around(marked: string): { workspace: Workspace; text: string; cursor: number } {
  const cursor = marked.indexOf('$0');
  const text = cursor < 0 ? marked : marked.slice(0, cursor) + marked.slice(cursor + 2);
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  workspace.add(path, text, { format: 'zone' });
  return { workspace, text, cursor };
}
