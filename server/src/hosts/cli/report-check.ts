import { basename, dirname, join, resolve } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { plain } from '../../features/reports/paint.ts';
import { printableLines } from '../../text/printable.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { encodeText } from '../node/encoding.ts';
import { displayPath, realPathOf, toDocumentPath } from '../node/paths.ts';
import { isGivenAsText } from './arguments.ts';
import type { CheckCommand, CheckFormat } from './arguments.ts';
import { collected } from './check-result.ts';
import type { CheckResult } from './check-result.ts';
import { declareNote } from './declare-note.ts';
import type { Inputs } from './inputs.ts';
import { memoryOutput, openOutput, writeAll } from './output.ts';
import type { Output } from './output.ts';
import { colored } from './paint.ts';
import type { Progress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import type { TextOptions } from './reporters/text.ts';
import { FILE_WIDTH, terminalAt, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Code units to hold back: a program that reads standard output must not get half a JSON object. */
const HELD_BACK = 64 * 1024 * 1024;

/** Formats that begin with a summary. */
const SUMMARY_FIRST: ReadonlySet<CheckFormat> = new Set(['junit', 'markdown', 'html']);

interface Reporting {
  readonly inputs: Inputs;
  readonly command: CheckCommand;
  /** The notes for standard error, available once the findings are computed. */
  readonly notes: () => readonly string[];
  readonly progress: Progress;
  /** Whether the fixed text goes to standard output. */
  readonly isFiltering: boolean;
}

/**
 * Writes all requested reports. Returns the files that could not be written, including those of `notSaved`.
 */
export async function reportCheck(
  result: CheckResult,
  notSaved: readonly FileProblem[],
  { notes, progress }: Pick<Reporting, 'notes' | 'progress'>,
  inputs: Inputs,
  command: CheckCommand,
): Promise<readonly FileProblem[]> {
  // When mailtxt is used as a filter, standard output is the fixed zone.
  const fixed =
    isGivenAsText(command) && (command.fix || command.fixRules.length > 0)
      ? inputs.documents[0] && result.textOf(inputs.documents[0].path)
      : undefined;
  if (fixed !== undefined) writeAll(1, encodeText(fixed.slice(0, fixed.length)));

  const reporting: Reporting = { inputs, command, notes, progress, isFiltering: fixed !== undefined };
  const { outputs } = command;
  const isOnce = outputs.length === 1 && !outputs.some(({ format }) => SUMMARY_FIRST.has(format));
  const whole = await wholeOf(result, isOnce, reporting);
  const unwritten: FileProblem[] = [...notSaved];
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    const problem = await writeToFile(whole, format, file, reporting);
    if (problem !== undefined) unwritten.push(problem);
  }
  const shown = outputs.find(({ file }) => file === undefined);
  await reportToTerminal(whole, shown?.format, unwritten, reporting);
  return unwritten;
}

/** The result in the form that the reports need. */
async function wholeOf(
  result: CheckResult,
  isOnce: boolean,
  { command, inputs }: Reporting,
): Promise<CheckResult> {
  if (!command.statistics) return isOnce ? result : collected(result);
  const { countedResult } = await import('./count-findings.ts');
  return countedResult(result, inputs.nameOf);
}

async function writeToFile(
  result: CheckResult,
  format: CheckFormat,
  file: string,
  reporting: Reporting,
): Promise<FileProblem | undefined> {
  const { putTextFile } = await import('../node/replace-file.ts');
  const { nameOf } = reporting.inputs;
  const { out, text } = memoryOutput();
  await writeReport(result, format, out, {
    ...reporting,
    options: { paint: plain, width: FILE_WIDTH, nameOf },
    problemsInBetween: () => undefined,
    hasDeclareNote: false,
  });
  const path = resolve(file);
  const reason = putTextFile(path, text());
  return reason === undefined ? undefined : { path: toDocumentPath(path), message: reason, fatal: true };
}

/** Writes to standard output, if there is a format for it, and to standard error. */
async function reportToTerminal(
  result: CheckResult,
  format: CheckFormat | undefined,
  unwritten: readonly FileProblem[],
  reporting: Reporting,
): Promise<void> {
  const { command, inputs, notes, progress, isFiltering } = reporting;
  const to = isFiltering ? 2 : 1;
  const options = await textOptions(to, inputs.nameOf, command);
  const errorOptions = to === 2 ? options : await textOptions(2, inputs.nameOf, command);
  const reportErrors = (problems: readonly FileProblem[]): void => {
    progress.end();
    const errors = openOutput(2);
    reportProblems([...problems, ...unwritten], errors, errorOptions);
    for (const note of notes())
      errors.write(`${errorOptions.paint('strong', 'mailtxt:')} ${printableLines(note)}\n`);
    errors.flush();
  };
  if (format === undefined) {
    // The findings must be computed, although nothing shows them here.
    reportErrors(result.problems.filter(({ fatal }) => fatal));
    return;
  }
  const { isTerminal } = await terminalAt(1);
  const out = openOutput(to, format === 'json' || format === 'sarif' ? HELD_BACK : undefined);
  await writeReport(result, format, out, {
    ...reporting,
    options,
    problemsInBetween: () => reportErrors(result.problems.filter(({ unread }) => unread === undefined)),
    hasDeclareNote: isTerminal && !isFiltering,
  });
  if (format === 'text') return;
  reportErrors(format === 'github' ? [] : result.problems.filter(({ fatal }) => fatal));
}

/** Reports problems without any findings. */
export async function reportAlone(problems: readonly FileProblem[], command: CheckCommand): Promise<2> {
  const errors = openOutput(2);
  const folder = process.cwd();
  reportProblems(problems, errors, await textOptions(2, (path) => displayPath(path, folder), command));
  errors.flush();
  return 2;
}

interface ReportOptions extends Reporting {
  readonly options: TextOptions;
  /** Reports problems, after the findings and before the summary of a text report. */
  readonly problemsInBetween: () => void;
  readonly hasDeclareNote: boolean;
}

async function writeReport(
  result: CheckResult,
  format: CheckFormat,
  out: Output,
  reporting: ReportOptions,
): Promise<void> {
  const { command } = reporting;
  const { nameOf } = reporting.inputs;
  switch (format) {
    case 'text':
      await writeText(result, out, reporting);
      break;
    case 'json':
      (await import('./reporters/json.ts')).reportJson(result, out, nameOf);
      break;
    case 'jsonl':
      (await import('./reporters/json.ts')).reportJsonLines(result, out, nameOf);
      break;
    case 'sarif':
      (await import('./reporters/sarif.ts')).reportSarif(result, out, nameOf);
      break;
    case 'github':
      await writeGithub(result, out, nameOf, command);
      break;
    case 'junit':
      (await import('./reporters/junit.ts')).reportJunit(result, out, nameOf, command.failOn);
      break;
    case 'gitlab':
      (await import('./reporters/gitlab.ts')).reportGitlab(result, out, nameOf);
      break;
    case 'markdown':
      (await import('./reporters/markdown.ts')).reportMarkdown(result, out, nameOf);
      break;
    case 'html':
      (await import('./reporters/html.ts')).reportHtml(result, out, nameOf, new Date());
      break;
  }
  out.flush();
}

async function writeGithub(
  result: CheckResult,
  out: Output,
  nameOf: (path: DocumentPath) => string,
  command: CheckCommand,
): Promise<void> {
  const { reportGithub, reportUnreadToGithub } = await import('./reporters/github.ts');
  const { summary } = await import('./reporters/summary.ts');
  reportGithub(result, out, nameOf);
  if (showsUnread(command)) reportUnreadToGithub(result, out, nameOf);
  if (!command.quiet && result.files.length > 0) out.write(summary(result, 0, { paint: plain, nameOf }));
}

async function writeText(
  result: CheckResult,
  out: Output,
  { command, inputs, options, problemsInBetween, hasDeclareNote }: ReportOptions,
): Promise<void> {
  const { reportBounces, reportFindings } = await import('./reporters/text.ts');
  const { fixSummary, summary } = await import('./reporters/summary.ts');
  const { safelyFixable } = reportFindings(result, out, options);
  reportBounces(result, out, options);
  out.flush();
  problemsInBetween();
  if (result.fixed !== undefined) out.write(fixSummary(result.fixed, options));
  if (result.statistics !== undefined) {
    const { reportStatistics } = await import('./reporters/statistics-text.ts');
    reportStatistics(result.statistics, out, options, command.verbose);
  }
  if (!command.quiet && result.files.length > 0) {
    const counted = (result.statistics?.rules ?? []).reduce((sum, { fixable }) => sum + fixable, 0);
    out.write(summary(result, safelyFixable + counted, options));
    if (hasDeclareNote) out.write(declareNote(result, inputs.configs, true) ?? '');
  }
  if (!showsUnread(command)) return;
  const { reportUnread } = await import('./reporters/unread-text.ts');
  reportUnread(result, out, options, command.verbose);
}

async function textOptions(
  file: 1 | 2,
  nameOf: TextOptions['nameOf'],
  { color }: CheckCommand,
): Promise<TextOptions> {
  const terminal = await terminalAt(file);
  return {
    paint: wantsColor(color, terminal, process.env) ? colored : plain,
    width: terminal.width,
    nameOf,
  };
}

/** With --quiet, only if it determines the exit status. */
function showsUnread({ quiet, failOnUnread }: CheckCommand): boolean {
  return !quiet || failOnUnread;
}

/**
 * Rejects report files that would overwrite each other, or a file that the run reads or writes for another purpose.
 *
 * @throws UsageError
 */
export function refuseOutputFiles(command: CheckCommand, { documents, context, configs }: Inputs): void {
  // Resolving the paths of many documents takes a while.
  if (command.outputs.every(({ file }) => file === undefined)) return;
  const read = new Set([...documents, ...(context ?? [])].map(({ path }) => keyOf(path)));
  for (const { path } of documents) {
    const settings = configs.nearest(path);
    if (settings !== undefined) read.add(keyOf(settings.path));
  }
  const { baseline, writeBaseline, configPath, dns, record, cacheLocation, varFiles } = command;
  for (const file of [baseline, writeBaseline, configPath, dns, record, cacheLocation, ...varFiles])
    if (file !== undefined) read.add(keyOf(resolve(file)));
  const written = new Set<string>();
  for (const { file } of command.outputs) {
    if (file === undefined) continue;
    const key = keyOf(resolve(file));
    if (written.has(key))
      throw new UsageError(`--output-file ${file}: two formats cannot be written to the same file`);
    if (read.has(key))
      throw new UsageError(
        `--output-file ${file}: this run also uses the file for another purpose, so it is not overwritten`,
      );
    written.add(key);
  }
}

/** The same key for all paths that lead to one file. */
function keyOf(path: string): string {
  const folder = realPathOf(dirname(path));
  return realPathOf(path) ?? (folder === undefined ? path : join(folder, basename(path)));
}
