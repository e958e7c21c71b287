import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

import { groupDigits } from '../../text/group-digits.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Severity } from '../../records/report.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { toDocumentPath } from '../node/paths.ts';
import { putTextFile } from '../node/replace-file.ts';
import type { CheckCommand } from './arguments.ts';
import { baselineNotes, entriesAccepting, filesWith, knownIn } from './baseline.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import type { BaselineRun, KnownFindings } from './baseline.ts';
import { baselineText, MAX_BASELINE_ENTRIES, readBaselineFile } from './baseline-file.ts';
import { collected } from './check-result.ts';
import type { ChangedOutcome, CheckedFile, CheckResult } from './check-result.ts';
import { ChangedLines } from './changed-lines.ts';
import type { ChangeBase } from './changed.ts';
import type { Inputs } from './inputs.ts';
import type { OwnPart } from './shard.ts';

/** The baseline files of a run, as they were before it. */
export interface BaselineFiles {
  readonly baseline: KnownFindings | undefined;
  /** The file to write, with its present entries. */
  readonly written: KnownFindings | undefined;
  /** If there is a problem, nothing is checked. */
  readonly problems: readonly FileProblem[];
}

/**
 * Reads the files of `--baseline` and `--write-baseline`. A file that is not a baseline is not overwritten. Fields that users added
 * to the entries of the former are kept in the latter.
 */
export function readBaselines({ baseline, writeBaseline }: CheckCommand): BaselineFiles {
  const problems: FileProblem[] = [];
  const read = (path: DocumentPath, mayBeMissing: boolean): KnownFindings => {
    if (mayBeMissing && !existsSync(path)) return { path, entries: [] };
    const file = readBaselineFile(path);
    problems.push(...file.problems);
    return { path, entries: file.entries };
  };
  const from = baseline === undefined ? undefined : toDocumentPath(resolve(baseline));
  const to = writeBaseline === undefined ? undefined : toDocumentPath(resolve(writeBaseline));
  const known = from === undefined ? undefined : read(from, from === to);
  if (to === undefined) return { baseline: known, written: undefined, problems };
  if (known?.path === to) return { baseline: known, written: known, problems };
  const present = read(to, true);
  const written = {
    path: to,
    entries: [...(known === undefined ? [] : entriesFrom(known, to)), ...present.entries],
  };
  return { baseline: known, written, problems };
}

/** The entries of a baseline, with paths relative to the folder of another baseline. */
function entriesFrom({ path, entries }: KnownFindings, other: DocumentPath): readonly BaselineEntry[] {
  return entries.map((entry) => ({
    ...entry,
    path: toDocumentPath(relative(dirname(other), resolve(dirname(path), entry.path))),
  }));
}

export interface Selection {
  readonly result: CheckResult;
  readonly notes: readonly string[];
  /** Reasons why a baseline was not written. */
  readonly problems: readonly FileProblem[];
}

/**
 * Selects the findings that a run reports: those that its baseline does not accept and that belong to the change. With
 * `--write-baseline`, it writes a baseline that accepts all findings.
 */
export function selectFindings(
  all: CheckResult,
  {
    baseline,
    written,
    base,
    part,
  }: BaselineFiles & { readonly base: ChangeBase | undefined; readonly part: OwnPart },
  { isSearched, nameOf }: Inputs,
  command: CheckCommand,
): Selection {
  const result = collected(all);
  const paths = new Set(result.files.map(({ path }) => path));
  const run: BaselineRun = {
    wasChecked: (path) => paths.has(path) || (isSearched(path) && part.isOwn(path)),
    today: new Date().toISOString().slice(0, 10),
  };
  const notes: string[] = [];
  const problems: FileProblem[] = [];
  let used = baseline;
  if (written !== undefined) {
    const entries = entriesAccepting(result.files, written.entries, written.path, run);
    const problem = writeBaselineFile(written.path, entries, result);
    if (problem !== undefined) problems.push(problem);
    else {
      used = { path: written.path, entries };
      const total = entries.reduce((sum, { count }) => sum + count, 0);
      notes.push(
        `${nameOf(written.path)} now accepts ${groupDigits(total)} ${total === 1 ? 'finding' : 'findings'}`,
      );
    }
  }
  const accepted = used === undefined ? undefined : knownIn(result.files, used, run);
  const unknown =
    accepted === undefined
      ? result.files
      : filesWith(result.files, (finding) => !accepted.known.has(finding));
  const { files, changed } =
    base === undefined ? { files: unknown } : changedFindings(unknown, base, run, result);
  return {
    result: { ...shown(result, files, command), baseline: accepted?.outcome, changed },
    notes: [...notes, ...(accepted === undefined ? [] : baselineNotes(accepted.outcome, nameOf))],
    problems,
  };
}

/** Findings that did not exist when the change began, and findings on lines that it changed. */
function changedFindings(
  files: readonly CheckedFile[],
  { ref, commit, past, findings }: ChangeBase,
  run: BaselineRun,
  { textOf }: Pick<CheckResult, 'textOf'>,
): { readonly files: readonly CheckedFile[]; readonly changed: ChangedOutcome } {
  const { known } = knownIn(files, findings, run);
  const lines = new ChangedLines(past);
  let unrelated = 0;
  const related = filesWith(files, (finding, path) => {
    const isRelated = !known.has(finding) || lines.touches(finding, path, textOf(path));
    if (!isRelated) unrelated++;
    return isRelated;
  });
  return { files: related, changed: { ref, commit, unrelated } };
}

/** A run that could not read some input does not know all findings, so the entries of unknown findings would be lost. */
function writeBaselineFile(
  path: DocumentPath,
  entries: readonly BaselineEntry[],
  { problems }: CheckResult,
): FileProblem | undefined {
  if (problems.some(({ fatal }) => fatal))
    return { path, message: 'was not written because some input could not be read', fatal: true };
  if (entries.length > MAX_BASELINE_ENTRIES) {
    const message = `was not written: it would have ${groupDigits(entries.length)} entries, but the limit is ${groupDigits(MAX_BASELINE_ENTRIES)}; turn off the rules with the most findings`;
    return { path, message, fatal: true };
  }
  const message = putTextFile(path, baselineText(entries));
  return message === undefined ? undefined : { path, message, fatal: true };
}

/** The result with only some of its findings. */
function shown(result: CheckResult, files: readonly CheckedFile[], { quiet }: CheckCommand): CheckResult {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  const loud = files.map((file) => ({
    ...file,
    findings: [...file.findings].filter(({ severity }) => severity === 'error'),
  }));
  return { ...result, files: quiet ? loud : files, counts };
}
