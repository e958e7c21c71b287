import { parseFactsFile } from '../../../analysis/facts-file.ts';
import type { DnsFacts } from '../../../dns/facts.ts';
import { NO_FACTS } from '../../../dns/facts.ts';
import type { FileProblem } from '../config-files.ts';
import { toDocumentPath } from '../paths.ts';
import { readTextFile } from '../text-file.ts';

export interface FactsOfFile {
  readonly facts: DnsFacts;
  readonly problems: readonly FileProblem[];
}

/** The answers in a file, as far as they can be read. */
export function readFactsFile(path: string): FactsOfFile {
  const documentPath = toDocumentPath(path);
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
