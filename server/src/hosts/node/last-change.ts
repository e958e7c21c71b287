import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { CommittedFiles } from './committed-files.ts';
import { readTextFile } from './text-file.ts';

/**
 * When a file that holds this text changed last, in seconds since 1970: in git where it is as it was committed, else on
 * the disk. A checkout writes files anew, so the disk may say later than it was, but never earlier. `undefined` where the
 * disk has another text, as while it is edited.
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
