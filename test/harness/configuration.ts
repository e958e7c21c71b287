import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { isTerraformPath, isVariablesPath } from '../../server/src/formats/terraform/recognize.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { environment } from './workspace.ts';

/** A workspace with the files of a configuration, by path, all of them open; what no module reads is not looked at. */
export function configuration(files: Readonly<Record<string, string>>): Workspace {
  const made = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => Object.keys(files).filter((path) => folderOf(path) === folder),
      folders: (folder) => foldersIn(Object.keys(files), folder),
      read: (path) => files[path],
    },
  });
  const isPart = (path: string): boolean => isTerraformPath(path) || isVariablesPath(path);
  for (const [path, text] of Object.entries(files)) if (isPart(path)) made.add(path, text);
  // Which data they read is known once they were looked at.
  made.paths();
  for (const [path, text] of Object.entries(files)) if (!isPart(path)) made.add(path, text);
  return made;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The names of the folders in a folder; `undefined` where no file is below it. */
export function foldersIn(paths: readonly string[], folder: string): readonly string[] | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  const below = paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  if (below.length === 0) return undefined;
  return [...new Set(below.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''))];
}

/** The records of all its files, in the order of the files. */
export function recordsIn(made: Workspace): readonly DnsRecord[] {
  return made.paths().flatMap((path) => [...made.records(path)].map(({ record }) => record));
}
