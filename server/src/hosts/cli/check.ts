import { existsSync } from 'node:fs';

import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import { faultOfRuleId } from '../../analysis/input/settings.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { isGivenAsText } from './arguments.ts';
import type { CheckCommand, FailOn } from './arguments.ts';
import type { CheckCache } from './cache/check-cache.ts';
import type { ChangeBase } from './changed.ts';
import { isAtLeast } from './check-result.ts';
import type { CheckResult, CheckedBounces, FixedFinding, ListedFinding } from './check-result.ts';
import { checkedFile, listedFinding, NO_BOUNCES, textsOf } from './checked-file.ts';
import { analyzeWithAnswers, openDns, recordAnswers } from './dns.ts';
import type { OpenedForRun } from './dns.ts';
import { documentProblems, sortProblems } from './document-problems.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Inputs } from './inputs.ts';
import { gatherInputs } from './inputs.ts';
import { Jobs } from './jobs/jobs.ts';
import { spareMemory } from './jobs/spare-memory.ts';
import type { SharedCheck } from './jobs/pool.ts';
import type { Loaded } from './load.ts';
import { emptySearchNotes, guarded, loadWorkspace, unchecked } from './load.ts';
import type { Progress } from './progress.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { openOutput } from './output.ts';
import { refuseOutputFiles, reportAlone, reportCheck } from './report-check.ts';
import { partOfShard } from './shard.ts';
import type { OwnPart } from './shard.ts';
import { terminalAt } from './terminal.ts';
import { gatherUnread } from './unread.ts';
import { UsageError } from './usage-error.ts';

/** `mailtxt check` */
export async function runCheck(command: CheckCommand): Promise<ExitStatus> {
  for (const id of command.fixRules) {
    const wrong = faultOfRuleId(id);
    if (wrong !== undefined) throw new UsageError(`--fix-rule: "${id}" ${wrong}`);
  }
  // Code that most runs do not need is loaded only on demand.
  const selecting = isSelecting(command) ? await import('./select-findings.ts') : undefined;
  const baselines = selecting?.readBaselines(command);
  if (baselines !== undefined && baselines.problems.length > 0)
    return reportAlone(baselines.problems, command);
  const errorTerminal = await terminalAt(2);
  const outTerminal = await terminalAt(1);
  const progress = errorTerminal.isTerminal ? terminalProgress(errorTerminal.width) : silentProgress;

  const caching = isCacheable(command) ? await import('./cache/check-cache.ts') : undefined;
  const cachePath = caching?.cachePathOf(command);
  // Threads start reading early, which would be wasted if the cache of an earlier run has everything.
  const mayBeFound = cachePath !== undefined && existsSync(cachePath);
  const jobs = new Jobs(command);
  const read = mayBeFound ? () => undefined : jobs.read;
  const inputs = await gatherInputs(command, progress, { hasContext: true, read });
  refuseOutputFiles(command, inputs);
  const dns = await openDns(command, inputs);
  const cache =
    cachePath === undefined ? undefined : caching?.CheckCache.open(cachePath, command, inputs, dns);
  const found = mayBeFound ? cache?.find() : undefined;
  let checked: Checked;
  if (found === undefined) {
    if (mayBeFound) for (const { text } of inputs.documents) jobs.read(text.length);
    const terminals = { progress, showsFindings: outTerminal.isTerminal };
    checked = await checkDocuments(command, inputs, { ...dns, cache, jobs }, terminals);
  } else {
    const { partOfFound, resultOfFound } = await import('./cache/found-result.ts');
    const { part, all } = partOfFound(found, command.shard);
    const problems = [...inputs.problems.filter(({ path }) => part.isOwn(path)), ...dns.problems];
    checked = {
      result: resultOfFound(found, problems),
      part,
      base: undefined,
      hasDocuments: all.length > 0,
      notes: () => [],
      end: () => ({ isBroken: false, unsaved: undefined }),
    };
  }
  if (outTerminal.isTerminal) progress.end();
  const { base, part } = checked;
  const selection =
    baselines && selecting?.selectFindings(checked.result, { ...baselines, base, part }, inputs, command);
  const result = selection?.result ?? checked.result;

  const notes = (): readonly string[] => [
    ...dns.notes,
    ...checked.notes(),
    ...emptySearchNotes(inputs),
    ...(selection?.notes ?? []),
  ];
  const notSaved = selection?.problems ?? [];
  const unwritten = await reportCheck(result, notSaved, { notes, progress }, inputs, command);
  const { isBroken, unsaved } = checked.end();
  if (unsaved !== undefined) {
    const errors = openOutput(2);
    errors.write(`mailtxt: the cache ${unsaved}\n`);
    errors.flush();
  }
  if (isBroken || unwritten.length > 0) return 2;
  // A shard may be empty as long as the run has documents in other shards.
  const mayBeEmpty = command.allowEmpty || (command.shard !== undefined && checked.hasDocuments);
  return exitStatus(result, { ...command, allowEmpty: mayBeEmpty });
}

/** What a run found, before baselines and other filters apply. */
interface Checked {
  readonly result: CheckResult;
  readonly part: OwnPart;
  readonly base: ChangeBase | undefined;
  /** Whether this run, or other shards of it, have documents. */
  readonly hasDocuments: boolean;
  readonly notes: () => readonly string[];
  /** Call this when everything is reported. It returns whether a rule failed, and why the cache could not be written. */
  readonly end: () => { readonly isBroken: boolean; readonly unsaved: string | undefined };
}

/** Checks the documents of a run. */
async function checkDocuments(
  command: CheckCommand,
  inputs: Inputs,
  {
    outside: given,
    problems: dnsProblems,
    cache,
    jobs,
  }: Pick<OpenedForRun, 'outside' | 'problems'> & {
    readonly cache: CheckCache | undefined;
    readonly jobs: Jobs;
  },
  { progress, showsFindings }: { readonly progress: Progress; readonly showsFindings: boolean },
): Promise<Checked> {
  const outside = cache?.asked.outside ?? given;
  const environment = cache?.asked.environment ?? inputs.environment;
  const base = await baseOfChange(command, inputs, outside);
  const isStatic = !isFixing(command) && !outside.grows;
  spareMemory(inputs.documents.length);
  const whole = loadWorkspace({ ...inputs, environment }, progress, outside, { isStatic });
  const part = partOfShard(command.shard, whole, inputs.nameOf);
  const loaded: Loaded = { ...whole, paths: part.paths };
  const analyze = (): void => analyzeAll(loaded, inputs, progress);
  let unanswered = await analyzeWithAnswers(outside, loaded.workspace, progress, analyze);
  const fixing = isFixing(command) ? await fix(loaded, inputs, command) : undefined;
  if (fixing !== undefined)
    unanswered = await analyzeWithAnswers(outside, loaded.workspace, progress, analyze);
  outside.close();
  const recordProblems = command.record === undefined ? [] : await recordAnswers(command.record, outside);
  const ofDocuments = loaded.problems.filter(({ path }) => part.isOwn(path));
  const ofInputs = inputs.problems.filter(({ path }) => part.isOwn(path));
  const problems = [...ofInputs, ...ofDocuments, ...dnsProblems, ...recordProblems];
  const bounces = await bouncesIn(inputs, loaded.workspace, { ...command, isOwn: part.isOwn });
  const isQuiet = command.quiet && !isSelecting(command);
  const pool = await jobs.pool;
  // Bounces and reports may be large, so only one thread reads them. In a workspace around named files, little has to be checked.
  const isShared =
    isStatic &&
    inputs.context === undefined &&
    inputs.evidence.every(({ bounces: files, others }) => files.length + others.length === 0);
  const checking = (path: DocumentPath | undefined, number: number): void => {
    const name = path === undefined ? '' : inputs.nameOf(path);
    progress.show(`checking ${name} (${number} of ${loaded.paths.length})`);
  };
  const shared = isShared ? pool?.analyze(inputs, loaded, outside, checking, cache?.asked) : undefined;
  if (shared === undefined) pool?.stop();
  const unread = (): readonly Unread[] => {
    shared?.end();
    return gatherUnread(inputs, loaded, problems, { outside, unanswered }).filter(
      ({ kind, path }) => kind === 'dns' || part.isOwn(path),
    );
  };
  const result = resultOf(
    loaded,
    isQuiet,
    problems,
    { fixing, bounces, unread, shared, cache },
    (path, number) => {
      // On a terminal, the findings themselves show the progress.
      if (!showsFindings) checking(path, number);
    },
  );
  return {
    result,
    part,
    base,
    hasDocuments: whole.paths.length > 0,
    notes: () => [...(fixing?.notes ?? []), ...loaded.brokenRules.values()],
    end: () => {
      shared?.end();
      const isBroken = loaded.brokenRules.size > 0;
      const isKnown = !isBroken && shared?.isEnded !== false;
      const found = [...ofDocuments, ...documentProblems(loaded)];
      const unsaved = isKnown ? cache?.save(result, loaded.workspace, found, whole.paths) : undefined;
      pool?.stop();
      return { isBroken, unsaved };
    },
  };
}

/** Questions that only the base asks are not counted among those of the present files. */
async function baseOfChange(
  command: CheckCommand,
  inputs: Inputs,
  outside: OutsideDns,
): Promise<ChangeBase | undefined> {
  const { changed } = command;
  if (changed === undefined) return undefined;
  const { checkBase } = await import('./changed.ts');
  const ofBase = outside.grows ? outside : (await openDns(command, inputs)).outside;
  return checkBase({ ...command, changed }, inputs, ofBase);
}

/** Runs every rule once, so that each asks the questions that it depends on. */
function analyzeAll({ workspace, paths }: Loaded, { nameOf }: Inputs, progress: Progress): void {
  for (const [i, path] of paths.entries()) {
    progress.show(`checking ${nameOf(path)} (${i + 1} of ${paths.length})`);
    // A document on which a rule throws is reported when the findings are collected.
    guarded(path, [], undefined, () => void workspace.findings(path, 0));
  }
}

function isFixing({ fix, fixRules }: CheckCommand): boolean {
  return fix || fixRules.length > 0;
}

/** Whether the findings of a run depend only on what it reads, and the run changes nothing. */
function isCacheable(command: CheckCommand): boolean {
  const { cache, record, changed } = command;
  return (
    cache && !isFixing(command) && record === undefined && changed === undefined && !isGivenAsText(command)
  );
}

/** Whether a run reports only some of its findings. */
function isSelecting({ baseline, writeBaseline, changed }: CheckCommand): boolean {
  return baseline !== undefined || writeBaseline !== undefined || changed !== undefined;
}

interface Fixing {
  readonly fixed: readonly FixedFinding[];
  /** Files that could not be written. */
  readonly problems: readonly FileProblem[];
  readonly notes: readonly string[];
}

/** Fixes the documents, and the files on disk unless the zone came from standard input. */
async function fix(
  { workspace, paths }: Loaded,
  { documents }: Inputs,
  command: CheckCommand,
): Promise<Fixing> {
  const { fixWorkspace, replaceText } = await import('./fix.ts');
  const { fix: safe, fixRules } = command;
  const isText = isGivenAsText(command);
  const files = new Set(isText ? documents.map(({ path }) => path) : paths);
  const { fixed, refused, changed } = fixWorkspace(workspace, { safe, rules: new Set(fixRules), files });
  const notes = refused.map(
    (rule) => `the fixes of ${rule} were not applied: they would leave more errors than before`,
  );
  if (isText) return { fixed, problems: [], notes };

  const { replaceTextFile } = await import('../node/replace-file.ts');
  const problems: FileProblem[] = [];
  for (const [path, { before, after }] of changed) {
    const failure = replaceTextFile(path, before, after);
    if (failure === undefined) continue;
    problems.push({ path, message: failure, fatal: true });
    // The report shows what is on disk.
    replaceText(workspace, path, before);
  }
  const unwritten = new Set(problems.map(({ path }) => path));
  return { fixed: fixed.filter(({ path }) => !unwritten.has(path)), problems, notes };
}

/** Computed before the findings, which are discarded once they are shown. */
async function bouncesIn(
  { bounces, isSearched }: Inputs,
  workspace: Workspace,
  { quiet, isOwn }: Pick<CheckCommand, 'quiet'> & Pick<OwnPart, 'isOwn'>,
): Promise<CheckedBounces> {
  if (bounces.length === 0) return NO_BOUNCES;
  const { filedBounces } = await import('../../features/filed-bounces.ts');
  const { findings, seenIn } = filedBounces(bounces, workspace);
  const texts = new Map(bounces.map(({ path, text }) => [path, text]));
  return {
    shown: quiet ? [] : findings.filter(({ path }) => isSearched(path) && isOwn(path)),
    seenIn,
    textOf: (path) => texts.get(path),
  };
}

function resultOf(
  { workspace, paths }: Loaded,
  quiet: boolean,
  loadProblems: readonly FileProblem[],
  {
    fixing,
    bounces,
    unread: findUnread,
    shared,
    cache,
  }: {
    readonly fixing: Fixing | undefined;
    readonly bounces: CheckedBounces;
    readonly unread: () => readonly Unread[];
    readonly shared: SharedCheck | undefined;
    readonly cache: CheckCache | undefined;
  },
  starting: (path: DocumentPath, number: number) => void,
): CheckResult {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const problems = [...loadProblems, ...(fixing?.problems ?? []), ...documentProblems({ workspace, paths })];

  let unread: readonly Unread[] | undefined;

  function* findingsOf(path: DocumentPath, index: number): Generator<ListedFinding> {
    starting(path, index + 1);
    if (shared !== undefined) {
      const found = shared.take(path);
      cache?.add(path, found);
      for (const severity of SEVERITIES) counts[severity] += found.counts[severity];
      if (found.problem !== undefined) problems.push(found.problem);
      yield* found.findings;
      return;
    }
    const kept = cache?.keptFindingsOf(path);
    try {
      for (const finding of workspace.findingsInTurn(path)) {
        counts[finding.severity]++;
        kept?.count(finding.severity);
        if (quiet && finding.severity !== 'error') continue;
        const listed = listedFinding(finding, path, workspace, bounces);
        yield kept === undefined ? listed : kept.keep(listed);
      }
      kept?.end();
    } catch (fault) {
      problems.push(unchecked(path, fault));
    }
  }

  const files = paths.map((path, index) => checkedFile(path, workspace, findingsOf(path, index)));
  return {
    textOf: textsOf(workspace, bounces),
    files,
    get problems() {
      return sortProblems(problems);
    },
    get unread() {
      return (unread ??= findUnread());
    },
    counts,
    bounces,
    records: files.reduce((sum, file) => sum + file.records, 0),
    fixed: fixing?.fixed,
  };
}

function exitStatus(result: CheckResult, { failOn, failOnUnread, allowEmpty }: CheckCommand): ExitStatus {
  const { problems, counts, files, bounces, unread } = result;
  if (problems.some(({ fatal }) => fatal)) return 2;
  if (!allowEmpty && files.length === 0 && bounces.shown.length === 0) return 2;
  if (failOnUnread && unread.length > 0) return 1;
  return isFailed(counts, failOn) ? 1 : 0;
}

function isFailed(counts: CheckResult['counts'], failOn: FailOn): boolean {
  return SEVERITIES.some((severity) => counts[severity] > 0 && isAtLeast(severity, failOn));
}
