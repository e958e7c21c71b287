import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Workspace } from '../../../analysis/workspace.ts';
import type { Severity } from '../../../records/report.ts';
import { PlainText } from '../../../text/plain-text.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import { RealPaths, repositoryOf } from '../../node/paths.ts';
import { CACHE_FILE } from '../../node/temporary-files.ts';
import type { CheckCommand } from '../arguments.ts';
import type { CheckResult, ListedFinding } from '../check-result.ts';
import type { OpenedForRun } from '../dns.ts';
import type { Inputs } from '../inputs.ts';
import type { FileFindings } from '../jobs/tasks.ts';
import { UsageError } from '../usage-error.ts';
import { askedGroups, questionsIn } from './asked-groups.ts';
import { AskedQuestions, areAnswersSame, textDigest } from './asked-questions.ts';
import type { AskedSources } from './asked-questions.ts';
import { isOurs, readCacheFile, writeCacheFile } from './cache-file.ts';
import { readFileLine, readRunLine } from './cached-run.ts';
import type { CachedFile, CachedRun } from './cached-run.ts';
import { runKey } from './run-key.ts';

/**
 * The file of `--cache-location`; in a folder, the one of the usual name.
 *
 * @throws UsageError where another file would be overwritten
 */
export function cachePathOf({ cacheLocation }: Pick<CheckCommand, 'cacheLocation'>): string {
  const typed = resolve(cacheLocation ?? CACHE_FILE);
  const isFolder = cacheLocation !== undefined && statSync(typed, { throwIfNoEntry: false })?.isDirectory();
  const path = isFolder === true ? join(typed, CACHE_FILE) : typed;
  if (cacheLocation !== undefined && isFolder !== true && !isOurs(path))
    throw new UsageError(
      `--cache-location ${cacheLocation}: the file is not a cache of mailtxt, so it is not overwritten`,
    );
  return path;
}

/** Questions that are answered for any file, and not only for those in the folders of the run. */
const WITHIN_RUN: ReadonlySet<string> = new Set(['committedTextOf', 'lastChangeOf']);

/** What was found in all files by a run that saw the same. */
export interface FoundRun extends Pick<CachedRun, 'all' | 'problems' | 'unread'> {
  readonly files: readonly CachedFile[];
  readonly textOf: CheckResult['textOf'];
}

/** The cache of a run: what an earlier one left, and what this one leaves. */
export class CheckCache {
  readonly asked: AskedQuestions;
  private readonly path: string;
  private readonly key: string;
  private readonly sources: AskedSources;
  private readonly texts: ReadonlyMap<DocumentPath, string>;
  /** Of `texts`. */
  private readonly paths: readonly DocumentPath[];
  private readonly isShard: boolean;
  /** What was found, by path; a file that is not there was not checked to its end. */
  private readonly files = new Map<DocumentPath, Pick<FileFindings, 'findings' | 'counts'>>();

  /** `undefined`: what the run finds depends on more than is looked at here. */
  static open(
    path: string,
    command: CheckCommand,
    inputs: Inputs,
    { outside, problems, hasAnswers }: OpenedForRun,
  ): CheckCache | undefined {
    const { evidence, surroundings, configs } = inputs;
    // Bounces are read with the records, and may be large.
    const isWithBounces = evidence.some(({ bounces }) => bounces.length > 0);
    const key = outside.grows || isWithBounces ? undefined : runKey(command, inputs, problems);
    return key === undefined
      ? undefined
      : new CheckCache(path, key, inputs, command.shard !== undefined, {
          surroundings,
          configs,
          outside,
          hasAnswers,
          isInRepository: repositoryFinder(),
        });
  }

  private constructor(
    path: string,
    key: string,
    { documents, context }: Inputs,
    isShard: boolean,
    sources: AskedSources,
  ) {
    this.path = path;
    this.key = key;
    this.isShard = isShard;
    this.sources = sources;
    this.asked = new AskedQuestions(sources);
    this.texts = new Map([...documents, ...(context ?? [])].map((one) => [one.path, one.text]));
    this.paths = [...this.texts.keys()];
  }

  /** What an earlier run found, if it saw what this one sees. */
  find(): FoundRun | undefined {
    const [key, ofRun, ...ofFiles] = readCacheFile(this.path) ?? [];
    if (key !== this.key) return undefined;
    const run = readRunLine(ofRun);
    const texts = run === undefined ? undefined : this.textsWith(run);
    if (run === undefined || texts === undefined || !this.isAnsweredAsThen(run, texts)) return undefined;
    const shown = new Set(run.withoutText);
    const files: CachedFile[] = [];
    for (const line of ofFiles) {
      const file = readFileLine(line);
      if (file === undefined || !pathsOf(file).every((path) => texts.has(path) || shown.has(path)))
        return undefined;
      files.push(file);
    }
    const privatePaths = new Set(run.privatePaths);
    const sources = new Map<DocumentPath, PlainText>();
    const textOf = (path: DocumentPath): PlainText | undefined => {
      const text = texts.get(path);
      const known = sources.get(path);
      if (known !== undefined || text === undefined) return known;
      const source = new PlainText(text, privatePaths.has(path));
      sources.set(path, source);
      return source;
    };
    const problems = run.problems.map((problem) => {
      const text = problem.text ?? texts.get(problem.path);
      return problem.range === undefined || text === undefined ? problem : { ...problem, text };
    });
    return { all: run.all, problems, unread: run.unread, files, textOf };
  }

  /** Whoever wrote the file may not have other files of the disk read. */
  private isAnsweredAsThen({ asked }: CachedRun, texts: ReadonlyMap<DocumentPath, string>): boolean {
    const questions = [...questionsIn(asked, this.paths)];
    const isOfRun = questions.every(
      ({ name, args: [path = ''] }) => !WITHIN_RUN.has(name) || texts.has(path),
    );
    try {
      return isOfRun && areAnswersSame(questions, this.sources);
    } catch {
      // Arguments that no run gives.
      return false;
    }
  }

  /** The texts of the run and others that are still what they were; of these, only files that modules of the run may read. */
  private textsWith({ others }: CachedRun): ReadonlyMap<DocumentPath, string> | undefined {
    if (others.length === 0) return this.texts;
    const texts = new Map(this.texts);
    for (const [path, digest] of others) {
      const text = this.otherText(path);
      if (text === undefined || textDigest(text) !== digest) return undefined;
      texts.set(path, text);
    }
    return texts;
  }

  private otherText(path: DocumentPath): string | undefined {
    return this.sources.surroundings.files?.read(path);
  }

  /** Takes what this run found in a file. A fault of our own may not be found again. */
  add(path: DocumentPath, { findings, counts, problem }: Omit<FileFindings, 'path'>): void {
    if (problem === undefined) this.files.set(path, { findings, counts });
  }

  /** Takes the findings of a file as they come. What is worked out when somebody looks stays so. */
  keeping(path: DocumentPath): KeptFindings {
    const findings: ListedFinding[] = [];
    const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
    return {
      count: (severity) => {
        counts[severity]++;
      },
      keep: (finding) => {
        const once = workedOutOnce(finding);
        findings.push(once);
        return once;
      },
      end: () => {
        this.add(path, { findings, counts, problem: undefined });
      },
    };
  }

  /** Writes what this run found, if that is known to follow from what was looked at. Returns why it could not be written. */
  save(
    result: CheckResult,
    workspace: Workspace,
    problems: readonly FileProblem[],
    all: readonly DocumentPath[],
  ): string | undefined {
    if (result.files.some(({ path }) => !this.files.has(path))) return undefined;
    // Before questions are looked at: some findings are worked out now.
    const { unread } = result;
    const shown = new Set(problems.map((problem) => problem.path));
    const lines = result.files.map(({ path, format, records, emailRecords, zones }) => {
      const { findings = [], counts = NO_FINDINGS } = this.files.get(path) ?? {};
      const cached: CachedFile = {
        path,
        format,
        records,
        emailRecords: emailRecords(),
        zones,
        counts,
        findings,
      };
      for (const one of pathsOf(cached)) shown.add(one);
      return JSON.stringify(cached);
    });
    if (!this.asked.isConsistent) return undefined;
    const others: [DocumentPath, string][] = [];
    const privatePaths: DocumentPath[] = [];
    const withoutText: DocumentPath[] = [];
    for (const path of shown) {
      const source = workspace.textOf(path);
      if (source === undefined) {
        withoutText.push(path);
        continue;
      }
      const text = source.slice(0, source.length);
      const given = this.texts.get(path);
      if ((given ?? this.otherText(path)) !== text) return undefined;
      if (given === undefined) others.push([path, textDigest(text)]);
      if (source.isPrivate === true) privatePaths.push(path);
    }
    const run: CachedRun = {
      asked: askedGroups(this.asked.entries, this.paths),
      all: this.isShard ? all : undefined,
      problems: problems.map(({ text, ...problem }) =>
        text === undefined || workspace.textOf(problem.path) !== undefined ? problem : { ...problem, text },
      ),
      unread,
      others,
      privatePaths,
      withoutText,
    };
    return writeCacheFile(this.path, [this.key, JSON.stringify(run), ...lines]);
  }
}

const NO_FINDINGS: CachedFile['counts'] = { error: 0, warning: 0, info: 0, hint: 0 };

/** Takes the findings of one file. */
interface KeptFindings {
  /** Of each finding, shown or not. */
  readonly count: (severity: Severity) => void;
  /** Of each that is shown; what is returned is to be shown. */
  readonly keep: (finding: ListedFinding) => ListedFinding;
  /** There are no more. */
  readonly end: () => void;
}

/** The report and the cache need the same of a finding, and fixes take long to try. */
function workedOutOnce(finding: ListedFinding): ListedFinding {
  let details: ListedFinding['details'] | undefined;
  let fingerprint: string | undefined;
  return Object.defineProperties({} as ListedFinding, {
    ...Object.getOwnPropertyDescriptors(finding),
    details: { enumerable: true, get: () => (details ??= finding.details) },
    fingerprint: { enumerable: true, get: () => (fingerprint ??= finding.fingerprint) },
  });
}

/** Says of files whether they are in a repository; of each folder once, since there may be many files in it. */
export function repositoryFinder(): AskedSources['isInRepository'] {
  const realPaths = new RealPaths();
  const known = new Map<string, boolean>();
  return (path) => {
    const file = realPaths.of(path);
    if (file === undefined) return false;
    const folder = dirname(file);
    let isIn = known.get(folder);
    if (isIn === undefined) known.set(folder, (isIn = repositoryOf(folder) !== undefined));
    return isIn;
  };
}

/** The paths of all texts that a report of a file may show. */
function pathsOf({ path, findings }: CachedFile): readonly DocumentPath[] {
  const paths = [path];
  for (const { details, others } of findings) {
    for (const { edits } of details.fixes) for (const edit of edits) paths.push(edit.path);
    for (const place of details.related) paths.push(place.path);
    for (const place of others ?? []) paths.push(place.path);
  }
  return paths;
}
