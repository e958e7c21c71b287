import { readMail } from '../../features/mail-question.ts';
import type { MailFault } from '../../features/mail-question.ts';
import { plain } from '../../features/reports/paint.ts';
import { simulate as simulateMail } from '../../features/simulate.ts';
import type { MailQuestion } from '../../features/simulate.ts';
import type { SimulateCommand } from './arguments.ts';
import { documentProblems, sortProblems } from './document-problems.ts';
import { analyzeWithAnswers, openDns, recordAnswers, unansweredNotes } from './dns.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import { emptySearchNotes, loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import { colored } from './paint.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import { reportUnread } from './reporters/unread-text.ts';
import { gatherUnread } from './unread.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { printableLines } from '../../text/printable.ts';

/** `mailtxt simulate` */
export async function runSimulate(command: SimulateCommand): Promise<ExitStatus> {
  const mail = mailOf(command);
  const errorTerminal = await terminalAt(2);
  const progress = errorTerminal.isTerminal ? terminalProgress(errorTerminal.width) : silentProgress;
  const inputs = await gatherInputs(command, progress);
  const { outside, problems: dnsProblems, notes: refused } = await openDns(command, inputs);
  const { workspace, paths, problems: loadProblems } = loadWorkspace(inputs, progress, outside);
  const dnsNotes = await analyzeWithAnswers(
    outside,
    workspace,
    progress,
    () => void simulateMail(mail, workspace.facts),
  );
  outside.close();
  const simulation = simulateMail(mail, workspace.facts);
  const recordProblems = command.record === undefined ? [] : await recordAnswers(command.record, outside);
  progress.end();
  const problems = sortProblems([
    ...inputs.problems,
    ...dnsProblems,
    ...loadProblems,
    ...documentProblems({ workspace, paths }),
    ...recordProblems,
  ]);

  const subject = { mail, simulation, workspace, nameOf: inputs.nameOf };
  const terminal = await terminalAt(1);
  const out = openOutput(1);
  if (command.format === 'json') {
    const { reportSimulationAsJson } = await import('./reporters/simulation-json.ts');
    reportSimulationAsJson(subject, out);
  } else {
    const { simulationText } = await import('../../features/reports/simulation.ts');
    const paint = wantsColor(command.color, terminal, process.env) ? colored : plain;
    out.write(simulationText(subject, paint, 'Use --dns live, or --dns FILE with recorded answers.'));
  }
  out.flush();

  const errors = openOutput(2);
  const { width } = errorTerminal;
  const fatal = problems.filter((problem) => problem.fatal);
  reportProblems(fatal, errors, { paint: plain, width, nameOf: inputs.nameOf });
  for (const note of [...refused, ...unansweredNotes(dnsNotes), ...emptySearchNotes(inputs)])
    errors.write(`mailtxt: ${printableLines(note)}\n`);
  const unread = gatherUnread(inputs, { workspace, paths }, problems);
  reportUnread(
    { unread, textOf: (path) => workspace.textOf(path) },
    errors,
    { paint: plain, nameOf: inputs.nameOf },
    false,
  );
  errors.flush();
  return fatal.length > 0 ? 2 : 0;
}

/** The options that describe the message. */
const OPTIONS: Readonly<Record<MailFault['field'], string>> = {
  ip: '--ip',
  from: '--from',
  helo: '--helo',
  headerFrom: '--header-from',
  dkim: '--dkim',
};

/** @throws UsageError */
function mailOf(command: SimulateCommand): MailQuestion {
  const mail = readMail(command);
  if (!('field' in mail)) return mail;
  if (mail.field === 'helo') throw new UsageError(`${mail.message}: add --helo NAME`);
  throw new UsageError(`${OPTIONS[mail.field]}: ${mail.message}`);
}
