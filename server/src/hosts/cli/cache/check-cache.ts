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
 * The file of `--cache-location`. If that is a folder, the file with the default name in it.
 *
 * @throws UsageError if another file would be overwritten
 */
export function cachePathOf({ cacheLocation }: Pick<CheckCommand, 'cacheLocation'>): string {
  const typed = resolve(cacheLocation ?? CACHE_FILE);
  const isFolder = cacheLocation !== undefined && statSync(typed, { throwIfNoEntry: false })?.isDirectory();
  const path = isFolder === true ? join(typed, CACHE_FILE) : typed;
  if (cacheLocation !== undefined && isFolder !== true && !isOurs(path))
    throw new UsageError(
      `--cache-location ${cacheLocation}: the file is not a mailtxt cache, so it is not overwritten`,
    );
  return path;
}

/** Questions that are answered for any file, not only for files in the folders of the run. */
const WITHIN_RUN: ReadonlySet<string> = new Set(['committedTextOf', 'lastChangeOf']);

/** The results of an earlier run with the same input. */
export interface FoundRun extends Pick<CachedRun, 'all' | 'problems' | 'unread'> {
  readonly files: readonly CachedFile[];
  readonly textOf: CheckResult['textOf'];
}

/** The cache of a run: reads the results of an earlier run, and writes those of this run. */
export class CheckCache {
  readonly asked: AskedQuestions;
  private readonly path: string;
  private readonly key: string;
  private readonly sources: AskedSources;
  private readonly texts: ReadonlyMap<DocumentPath, string>;
  /** The paths of `texts`. */
  private readonly paths: readonly DocumentPath[];
  private readonly isShard: boolean;
  /** The findings by path. A missing file was not checked completely. */
  private readonly files = new Map<DocumentPath, Pick<FileFindings, 'findings' | 'counts'>>();

  /** `undefined`: the results of the run depend on more than the cache tracks. */
  static open(
    path: string,
    command: CheckCommand,
    inputs: Inputs,
    { outside, problems, hasAnswers }: OpenedForRun,
  ): CheckCache | undefined {
    const { evidence, environment, configs } = inputs;
    // Bounces are read with the records, and may be large.
    const isWithBounces = evidence.some(({ bounces }) => bounces.length > 0);
    const key = outside.grows || isWithBounces ? undefined : runKey(command, inputs, problems);
    return key === undefined
      ? undefined
      : new CheckCache(path, key, inputs, command.shard !== undefined, {
          environment,
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

  /** The results of an earlier run, if it had the same input as this run. */
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

  /** Whether all questions still have the same answers. A manipulated cache file must not cause other files on the disk to be read. */
  private isAnsweredAsThen({ asked }: CachedRun, texts: ReadonlyMap<DocumentPath, string>): boolean {
    const questions = [...questionsIn(asked, this.paths)];
    const isOfRun = questions.every(
      ({ name, args: [path = ''] }) => !WITHIN_RUN.has(name) || texts.has(path),
    );
    try {
      return isOfRun && areAnswersSame(questions, this.sources);
    } catch {
      // These arguments are not from a run.
      return false;
    }
  }

  /** The texts of the run, and other texts that have not changed. Other texts must be files that modules of the run may read. */
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
    return this.sources.environment.files?.read(path);
  }

  /** Adds the findings of this run in a file. Internal errors are not cached. */
  add(path: DocumentPath, { findings, counts, problem }: Omit<FileFindings, 'path'>): void {
    if (problem === undefined) this.files.set(path, { findings, counts });
  }

  /** Collects the findings of a file one by one. Details stay lazy. */
  keptFindingsOf(path: DocumentPath): KeptFindings {
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

  /** Writes the results of this run, if all their inputs are known. Returns why they could not be written. */
  save(
    result: CheckResult,
    workspace: Workspace,
    problems: readonly FileProblem[],
    all: readonly DocumentPath[],
  ): string | undefined {
    if (result.files.some(({ path }) => !this.files.has(path))) return undefined;
    // This must precede the use of the questions, because it computes some findings.
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

/** Collects the findings of one file. */
interface KeptFindings {
  /** Called for each finding, shown or not. */
  readonly count: (severity: Severity) => void;
  /** Called for each finding that is shown. The returned finding is the one to show. */
  readonly keep: (finding: ListedFinding) => ListedFinding;
  /** Called after the last finding. */
  readonly end: () => void;
}

/** Computes the details only once: the report and the cache need the same ones, and trying fixes takes long. */
function workedOutOnce(finding: ListedFinding): ListedFinding {
  let details: ListedFinding['details'] | undefined;
  let fingerprint: string | undefined;
  return Object.defineProperties({} as ListedFinding, {
    ...Object.getOwnPropertyDescriptors(finding),
    details: { enumerable: true, get: () => (details ??= finding.details) },
    fingerprint: { enumerable: true, get: () => (fingerprint ??= finding.fingerprint) },
  });
}

/** Finds whether a file is in a repository. Each folder is looked up once, because it may hold many files. */
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

/** The paths of all texts that a report on a file may show. */
function pathsOf({ path, findings }: CachedFile): readonly DocumentPath[] {
  const paths = [path];
  for (const { details, others } of findings) {
    for (const { edits } of details.fixes) for (const edit of edits) paths.push(edit.path);
    for (const place of details.related) paths.push(place.path);
    for (const place of others ?? []) paths.push(place.path);
  }
  return paths;
}
