import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';

import { VERSION } from '../../../text/version.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { CheckCommand } from '../arguments.ts';
import type { Inputs } from '../inputs.ts';

/**
 * A digest of what a run is about: the program, the folder, the options, and all texts that it checks. What it
 * asks beside them are `AskedQuestions`. `undefined`: the program is not known.
 */
export function runKey(
  command: CheckCommand,
  { documents, context, evidence, problems, seen }: Inputs,
  dnsProblems: readonly FileProblem[],
): string | undefined {
  const program = programDigest();
  if (program === undefined) return undefined;
  const hash = createHash('sha256');
  hash.update(
    serialize([
      [VERSION, program, process.version, process.platform, process.cwd()],
      // Which reports there are decides what is worked out, and so which names only DNS can resolve.
      [{ ...command }, availableParallelism()],
      [problems, dnsProblems, evidence.map(({ problems: ofEvidence }) => ofEvidence)],
      // Of the files that are not read, a run says which of them look like records.
      seen?.unread(() => false),
      context === undefined,
    ]),
  );
  // As UTF-16: octets that are no UTF-8 are half surrogates in a text, and would all be the same in UTF-8.
  for (const { path, text, isZone } of [...documents, ...(context ?? [])]) {
    // Lengths first: else a part of a text could pass for a path.
    hash.update(`${path.length} ${text.length} ${String(isZone)} ${path}`).update(text, 'utf16le');
  }
  return hash.digest('hex');
}

/** Of the file that was started: the launcher has the digest of all that was built with it. */
function programDigest(): string | undefined {
  const script = process.argv[1];
  if (script === undefined) return undefined;
  try {
    return createHash('sha256').update(readFileSync(script)).digest('hex');
  } catch {
    return undefined;
  }
}
