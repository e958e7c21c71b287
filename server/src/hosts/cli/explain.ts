import { explainBounces } from '../../features/explain-bounce.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { MAX_BOUNCES } from '../../senders/bounces/log.ts';
import type { ExplainCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { readSubject } from './explain-subject.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import { plain } from '../../features/reports/paint.ts';
import { coloured } from './paint.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { printableLines } from '../../text/printable.ts';

/** Columns: wider lines of prose are hard to read. */
const PROSE_WIDTH = 100;

/** JSON that comes whole or not at all; text of a log may be long. */
const HELD_BACK = 64 * 1024 * 1024;

/** `mailtxt explain` */
export async function runExplain({
  subject,
  configPath,
  format,
  color,
}: ExplainCommand): Promise<ExitStatus> {
  const { isTerminal, width: errorWidth } = await terminalAt(2);
  const given = await readSubject(subject, isTerminal ? terminalProgress(errorWidth) : silentProgress);
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
  let loaded: Workspace | undefined;
  const workspaceOf = (): Workspace =>
    (loaded ??= loadWorkspace(withoutBounce(inputs, given.path), silentProgress).workspace);
  const bounces = explainBounces(given.text, workspaceOf);

  const leftOut = given.log?.leftOut ?? 0;
  if (leftOut > 0 || bounces.length >= MAX_BOUNCES) {
    const more = leftOut > 0 ? ` and ${leftOut} more` : ', and there may be more';
    const errors = openOutput(2);
    errors.write(
      `mailtxt: the log has ${bounces.length} failures${more}; the first ${bounces.length} are explained\n`,
    );
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
  const paint = wantsColor(color, terminal, process.env) ? coloured : plain;
  for (const part of explanationTexts(result, { paint, width })) {
    if (out.closed) break;
    out.write(part);
  }
  out.flush();
  return 0;
}

/** A bounce that lies in the folder is not one of its zones. */
function withoutBounce(inputs: Inputs, path: string | undefined): Inputs {
  return { ...inputs, documents: inputs.documents.filter((document) => document.path !== path) };
}
