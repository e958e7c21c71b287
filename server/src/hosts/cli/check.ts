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
import type { ChangeBase } from './changed.ts';
import { isAtLeast } from './check-result.ts';
import type { CheckResult, CheckedBounces, FixedFinding, ListedFinding } from './check-result.ts';
import { checkedFile, listedFinding, NO_BOUNCES, textsOf } from './checked-file.ts';
import { judgeWithAnswers, openDns, recordAnswers } from './dns.ts';
import { documentProblems, sortProblems } from './document-problems.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Inputs } from './inputs.ts';
import { gatherInputs } from './inputs.ts';
import { Jobs } from './jobs/jobs.ts';
import type { SharedCheck } from './jobs/pool.ts';
import type { Loaded } from './load.ts';
import { emptySearchNotes, guarded, loadWorkspace, unchecked } from './load.ts';
import type { Progress } from './progress.ts';
import { silentProgress, terminalProgress } from './progress.ts';
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
  // What most runs do not need is not loaded.
  const selecting = isSelecting(command) ? await import('./select-findings.ts') : undefined;
  const baselines = selecting?.readBaselines(command);
  if (baselines !== undefined && baselines.problems.length > 0)
    return reportAlone(baselines.problems, command);
  const errorTerminal = await terminalAt(2);
  const outTerminal = await terminalAt(1);
  const progress = errorTerminal.isTerminal ? terminalProgress(errorTerminal.width) : silentProgress;

  const jobs = new Jobs(command);
  const inputs = await gatherInputs(command, progress, { hasContext: true, read: jobs.read });
  refuseOutputFiles(command, inputs);
  const { outside, problems: dnsProblems, notes: refused } = await openDns(command, inputs);
  const base = await baseOfChange(command, inputs, outside);
  const settled = !isFixing(command) && !outside.grows;
  const whole = loadWorkspace(inputs, progress, outside, { settled });
  const part = partOfShard(command.shard, whole, inputs.nameOf);
  const loaded: Loaded = { ...whole, paths: part.paths };
  const judge = (): void => judgeAll(loaded, inputs, progress);
  let unanswered = await judgeWithAnswers(outside, loaded.workspace, progress, judge);
  const fixing = isFixing(command) ? await fix(loaded, inputs, command) : undefined;
  if (fixing !== undefined) unanswered = await judgeWithAnswers(outside, loaded.workspace, progress, judge);
  outside.close();
  const recordProblems = command.record === undefined ? [] : await recordAnswers(command.record, outside);
  const ofFiles = [...inputs.problems, ...loaded.problems].filter(({ path }) => part.isOwn(path));
  const problems = [...ofFiles, ...dnsProblems, ...recordProblems];
  const bounces = await bouncesIn(inputs, loaded.workspace, { ...command, isOwn: part.isOwn });
  const isQuiet = command.quiet && selecting === undefined;
  const pool = await jobs.pool;
  // Bounces and reports may be large: one thread reads them. Of a workspace around named files, little has to be judged.
  const isShared =
    settled &&
    inputs.context === undefined &&
    inputs.evidence.every(({ bounces: files, others }) => files.length + others.length === 0);
  const checking = (path: DocumentPath | undefined, number: number): void => {
    const name = path === undefined ? '' : inputs.nameOf(path);
    progress.show(`checking ${name} (${number} of ${loaded.paths.length})`);
  };
  const shared = isShared ? pool?.judge(inputs, loaded, outside, checking) : undefined;
  if (shared === undefined) pool?.stop();
  const unread = (): readonly Unread[] => {
    shared?.end();
    return gatherUnread(inputs, loaded, problems, { outside, unanswered }).filter(
      ({ kind, path }) => kind === 'dns' || part.isOwn(path),
    );
  };
  const all = resultOf(loaded, isQuiet, problems, { fixing, bounces, unread, shared }, (path, number) => {
    // On a terminal the findings themselves show how far it is.
    if (!outTerminal.isTerminal) checking(path, number);
  });
  if (outTerminal.isTerminal) progress.end();
  const selection =
    baselines && selecting?.selectFindings(all, { ...baselines, base, part }, inputs, command);
  const result = selection?.result ?? all;

  const notes = (): readonly string[] => [
    ...refused,
    ...(fixing?.notes ?? []),
    ...loaded.brokenRules.values(),
    ...emptySearchNotes(inputs),
    ...(selection?.notes ?? []),
  ];
  const notSaved = selection?.problems ?? [];
  const unwritten = await reportCheck(result, notSaved, { notes, progress }, inputs, command);
  shared?.end();
  pool?.stop();
  if (loaded.brokenRules.size > 0 || unwritten.length > 0) return 2;
  // A shard without a zone is one of a run that has others.
  const mayBeEmpty = command.allowEmpty || (command.shard !== undefined && whole.paths.length > 0);
  return exitStatus(result, { ...command, allowEmpty: mayBeEmpty });
}

/** Questions that only then were asked are not counted among those of now. */
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

/** Has every rule ask what it needs to know. */
function judgeAll({ workspace, paths }: Loaded, { nameOf }: Inputs, progress: Progress): void {
  for (const [i, path] of paths.entries()) {
    progress.show(`checking ${nameOf(path)} (${i + 1} of ${paths.length})`);
    // A document that breaks a rule is named when the findings are collected.
    guarded(path, [], undefined, () => void workspace.findings(path, 0));
  }
}

function isFixing({ fix, fixRules }: CheckCommand): boolean {
  return fix || fixRules.length > 0;
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

/** Mends the documents, and the files on disk unless the zone came over standard input. */
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
    (rule) => `the fixes of ${rule} were left out: more errors would stand after them than before`,
  );
  if (isText) return { fixed, problems: [], notes };

  const { replaceTextFile } = await import('../node/replace-file.ts');
  const problems: FileProblem[] = [];
  for (const [path, { before, after }] of changed) {
    const failure = replaceTextFile(path, before, after);
    if (failure === undefined) continue;
    problems.push({ path, message: failure, fatal: true });
    // The report is about what is on disk.
    replaceText(workspace, path, before);
  }
  const unwritten = new Set(problems.map(({ path }) => path));
  return { fixed: fixed.filter(({ path }) => !unwritten.has(path)), problems, notes };
}

/** Worked out before the findings, which are kept no longer once they are shown. */
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
  }: {
    readonly fixing: Fixing | undefined;
    readonly bounces: CheckedBounces;
    readonly unread: () => readonly Unread[];
    readonly shared: SharedCheck | undefined;
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
      for (const severity of SEVERITIES) counts[severity] += found.counts[severity];
      if (found.problem !== undefined) problems.push(found.problem);
      yield* found.findings;
      return;
    }
    try {
      for (const finding of workspace.findingsInTurn(path)) {
        counts[finding.severity]++;
        if (!quiet || finding.severity === 'error') yield listedFinding(finding, path, workspace, bounces);
      }
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
