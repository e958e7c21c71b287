import { explainBounces } from '../../features/explain-bounce.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { MAX_BOUNCES } from '../../senders/bounces/log.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { ExplainCommand } from './arguments.ts';
import { analyzeWithAnswers, openDns, recordAnswers, unansweredNotes } from './dns.ts';
import type { ExitStatus } from './exit-status.ts';
import { readSubject } from './explain-subject.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import { plain } from '../../features/reports/paint.ts';
import { colored } from './paint.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { printableLines } from '../../text/printable.ts';

/** Columns: wider lines of prose are hard to read. */
const PROSE_WIDTH = 100;

/** JSON is written completely or not at all. The text for a log may be long. */
const HELD_BACK = 64 * 1024 * 1024;

/** `mailtxt explain` */
export async function runExplain(command: ExplainCommand): Promise<ExitStatus> {
  const { subject, configPath, format, color } = command;
  const { isTerminal, width: errorWidth } = await terminalAt(2);
  const progress = isTerminal ? terminalProgress(errorWidth) : silentProgress;
  const given = await readSubject(subject, progress);
  if (given.kind === 'unreadable') {
    const errors = openOutput(2);
    errors.write(`mailtxt: ${printableLines(given.message)}\n`);
    errors.flush();
    return 2;
  }
  const inputs = await gatherInputs(
    {
      paths: ['.'],
      stdin: false,
      stdinName: undefined,
      origin: undefined,
      varFiles: [],
      workspace: undefined,
      configPath,
      ruleSettings: [],
      preview: false,
    },
    silentProgress,
  );
  const { outside, problems: dnsProblems, notes: refused } = await openDns(command, inputs);
  let loaded: Workspace | undefined;
  const workspaceOf = (): Workspace =>
    (loaded ??= loadWorkspace(withoutBounce(inputs, given.path), silentProgress, outside).workspace);
  let bounces = explainBounces(given.text, workspaceOf, given.parts);
  const explain = (): void => {
    bounces = explainBounces(given.text, workspaceOf, given.parts);
  };
  // If no cause concerns a record, no questions are asked.
  const unanswered = loaded === undefined ? [] : await analyzeWithAnswers(outside, loaded, progress, explain);
  outside.close();
  const recordProblems = command.record === undefined ? [] : await recordAnswers(command.record, outside);
  progress.end();
  reportDns([...dnsProblems, ...recordProblems], [...refused, ...unansweredNotes(unanswered)], inputs);

  const leftOut = given.log?.leftOut ?? 0;
  if (leftOut > 0 || bounces.length >= MAX_BOUNCES) {
    const more = leftOut > 0 ? `; ${leftOut} more were omitted` : '; there may be more';
    const errors = openOutput(2);
    errors.write(`mailtxt: the first ${bounces.length} failures of the log are explained${more}\n`);
    errors.flush();
  }
  const lineOf = (line: number): number => given.log?.excerpt.lineOf(line) ?? line;
  const result = { bounces, text: given.text, workspace: loaded, nameOf: inputs.nameOf };
  if (format === 'json') {
    const { reportExplanationsAsJson } = await import('./reporters/explain-json.ts');
    const out = openOutput(1, HELD_BACK);
    reportExplanationsAsJson(result, lineOf, out);
    out.flush();
    return 0;
  }
  const { explanationTexts } = await import('../../features/reports/explanation.ts');
  const terminal = await terminalAt(1);
  const out = openOutput(1);
  const width = Math.min(terminal.width, PROSE_WIDTH);
  const paint = wantsColor(color, terminal, process.env) ? colored : plain;
  for (const part of explanationTexts(result, { paint, width })) {
    if (out.closed) break;
    out.write(part);
  }
  out.flush();
  return 0;
}

/** Reports DNS problems, and what was not answered. */
function reportDns(problems: readonly FileProblem[], notes: readonly string[], { nameOf }: Inputs): void {
  if (problems.length === 0 && notes.length === 0) return;
  const errors = openOutput(2);
  reportProblems(problems, errors, { paint: plain, width: PROSE_WIDTH, nameOf });
  for (const note of notes) errors.write(`mailtxt: ${printableLines(note)}\n`);
  errors.flush();
}

/** A bounce in the folder is not one of its zones. */
function withoutBounce(inputs: Inputs, path: string | undefined): Inputs {
  return { ...inputs, documents: inputs.documents.filter((document) => document.path !== path) };
}
