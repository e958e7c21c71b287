import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { serialize } from 'node:v8';

import { VERSION } from '../../../text/version.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { CheckCommand } from '../arguments.ts';
import type { Inputs } from '../inputs.ts';

/**
 * A digest of the input of a run: the program, the folder, the options, and all texts that it checks. Other input is in
 * `AskedQuestions`. `undefined`: the program is unknown.
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
      // The requested reports determine what is computed, and so which names only DNS can resolve.
      [{ ...command }, availableParallelism()],
      [problems, dnsProblems, evidence.map(({ problems: ofEvidence }) => ofEvidence)],
      // A run also reports which of the files that it does not read look like records.
      seen?.unread(() => false),
      context === undefined,
    ]),
  );
  // Hash UTF-16: octets that are not UTF-8 are lone surrogates in a text, which would all be the same in UTF-8.
  for (const { path, text, isZone } of [...documents, ...(context ?? [])]) {
    // Lengths come first: otherwise a part of a text could be mistaken for a path.
    hash.update(`${path.length} ${text.length} ${String(isZone)} ${path}`).update(text, 'utf16le');
  }
  return hash.digest('hex');
}

/** A digest of the program: the launcher contains the digest of everything that was built with it. */
function programDigest(): string | undefined {
  const script = process.argv[1];
  if (script === undefined) return undefined;
  try {
    return createHash('sha256').update(readFileSync(script)).digest('hex');
  } catch {
    return undefined;
  }
}
