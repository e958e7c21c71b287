import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Severity } from '../../../records/report.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { CheckResult, ListedFinding } from '../check-result.ts';
import { NO_BOUNCES } from '../checked-file.ts';
import { sortProblems } from '../document-problems.ts';
import { ownPartOf } from '../shard.ts';
import type { OwnPart, Shard } from '../shard.ts';
import type { CachedFile } from './cached-run.ts';
import type { FoundRun } from './check-cache.ts';

/** The part of a shard, and the documents of all shards. */
export function partOfFound(
  { files, all }: FoundRun,
  shard: Shard | undefined,
): { readonly part: OwnPart; readonly all: readonly DocumentPath[] } {
  const paths = files.map(({ path }) => path);
  return { part: ownPartOf(shard, new Set(paths), all ?? paths), all: all ?? paths };
}

/** The cached result in the form that reports need. `loadProblems`: problems with reading files, which this run found itself. */
export function resultOfFound(
  { files: found, problems: ofDocuments, unread, textOf }: FoundRun,
  loadProblems: readonly FileProblem[],
): CheckResult {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const problems = sortProblems([...loadProblems, ...ofDocuments]);

  function* findingsOf({ findings, counts: ofFile }: CachedFile): Generator<ListedFinding> {
    for (const severity of SEVERITIES) counts[severity] += ofFile[severity];
    yield* findings;
  }

  const files = found.map((file) => ({
    ...file,
    emailRecords: () => file.emailRecords,
    findings: findingsOf(file),
  }));
  return {
    textOf,
    files,
    problems,
    unread,
    counts,
    bounces: NO_BOUNCES,
    records: files.reduce((sum, { records }) => sum + records, 0),
    fixed: undefined,
  };
}
