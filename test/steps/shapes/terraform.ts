import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { HOSTILE_MODULES } from '../../formats/terraform/hostile-shapes.ts';
import type { Files } from '../../formats/terraform/module.ts';
import type { Shape } from '../../harness/shape.ts';
import { environment } from '../../harness/workspace.ts';

/** Reading and evaluating hostile modules, and again after an edit at their beginning. */
export const shapes: readonly Shape[] = HOSTILE_MODULES.map(({ name, text, from = 64 }) => ({
  name,
  from,
  prepare: (n) => {
    const files = text(n);
    const folders = byFolder(files);
    return () => {
      const made = createWorkspace({
        ...environment(),
        files: { list: (folder) => folders.get(folder) ?? [], read: (path) => files[path] },
      });
      const [path = ''] = Object.keys(files);
      made.add(path, files[path] ?? '');
      look(made, path);
      for (const typed of ['\n', '']) {
        made.edit(path, [{ range: { start: 0, end: 1 - typed.length }, text: typed }]);
        look(made, path);
      }
    };
  },
}));

function look(made: Workspace, path: string): void {
  made.problems(path);
  for (const { record } of made.records(path)) if (record.type === '') throw new Error('a record has a type');
}

function byFolder(files: Files): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of Object.keys(files)) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return folders;
}
