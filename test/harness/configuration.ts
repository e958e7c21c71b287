import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { isTerraformPath, isVariablesPath } from '../../server/src/formats/terraform/recognise.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { surroundings } from './workspace.ts';

/** A workspace with the files of a configuration, by path; those that it only reads are there and not opened. */
export function configuration(files: Readonly<Record<string, string>>): Workspace {
  const made = createWorkspace({
    ...surroundings(),
    files: {
      list: (folder) => Object.keys(files).filter((path) => folderOf(path) === folder),
      read: (path) => files[path],
    },
  });
  for (const [path, text] of Object.entries(files)) {
    if (isTerraformPath(path) || isVariablesPath(path)) made.add(path, text);
  }
  return made;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The records of all its files, in the order of the files. */
export function recordsIn(made: Workspace): readonly DnsRecord[] {
  return made.paths().flatMap((path) => [...made.records(path)].map(({ record }) => record));
}
