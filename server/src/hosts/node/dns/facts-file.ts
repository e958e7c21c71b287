import { statSync } from 'node:fs';

import { parseFactsFile } from '../../../analysis/input/facts-file.ts';
import type { DnsFacts } from '../../../dns/facts.ts';
import { NO_FACTS } from '../../../dns/facts.ts';
import type { FileProblem } from '../file-problem.ts';
import { isInside, realPathOf, toDocumentPath } from '../paths.ts';
import { readTextFile } from '../text-file.ts';

export interface FactsOfFile {
  readonly facts: DnsFacts;
  readonly problems: readonly FileProblem[];
}

/** Reads the answers in a file, as far as possible. `within`: see {@link DnsChoice}. */
export function readFactsFile(path: string, within?: string): FactsOfFile {
  const documentPath = toDocumentPath(path);
  const refusal = within === undefined ? undefined : refusalOf(path, within);
  if (refusal !== undefined) {
    return { facts: NO_FACTS, problems: [{ path: documentPath, message: refusal, fatal: true }] };
  }
  const file = readTextFile(path);
  if (file.kind === 'unreadable') {
    return { facts: NO_FACTS, problems: [{ path: documentPath, message: file.reason, fatal: true }] };
  }
  const { facts, problems } = parseFactsFile(file.text);
  return {
    facts,
    problems: problems.map(({ range, message }) => ({
      path: documentPath,
      message,
      range,
      text: file.text,
      fatal: true,
    })),
  };
}

/** Why a file that a project names is not opened, as the predicate of a sentence whose subject is the file. */
function refusalOf(path: string, within: string): string | undefined {
  const real = realPathOf(path);
  const folder = realPathOf(within);
  // A missing file is reported when it is read.
  if (real === undefined || folder === undefined) return undefined;
  if (!isInside(toDocumentPath(real), toDocumentPath(folder))) {
    return 'is outside the folder whose settings name it, so it is not read';
  }
  return statSync(real).isFile() ? undefined : 'is not a regular file';
}
