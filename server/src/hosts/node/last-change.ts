import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { CommittedFiles } from './committed-files.ts';
import { readTextFile } from './text-file.ts';

/**
 * When a file with this text changed last, in seconds since 1970: in git if it is unchanged since the last commit, otherwise on
 * disk. A checkout rewrites files, so the time on disk may be too late, but never too early. `undefined` if the disk has
 * another text, for example while the file is edited.
 */
export function lastChangeOf(
  path: DocumentPath,
  text: string,
  committed: CommittedFiles | undefined,
): number | undefined {
  if (!isAbsolute(path)) return undefined;
  const file = readTextFile(path);
  if (file.kind !== 'text' || file.text !== text) return undefined;
  const inGit = committed?.textOf(path) === text ? committed.timeOf(path) : undefined;
  if (inGit !== undefined) return inGit;
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified === undefined ? undefined : Math.floor(modified / 1000);
}
