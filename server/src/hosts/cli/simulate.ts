import { parseIp } from '../../dns/address.ts';
import { faultOfName, nameOfOctets } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { simulate as simulateMail } from '../../features/simulate.ts';
import type { MailQuestion, SignatureQuestion } from '../../features/simulate.ts';
import type { SimulateCommand } from './arguments.ts';
import { judgeWithAnswers, openDns, recordAnswers } from './dns.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import { documentProblems, emptySearchNotes, loadWorkspace, sortProblems } from './load.ts';
import { openOutput } from './output.ts';
import { coloured, plain } from './paint.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `mailtxt simulate` */
export async function simulate(command: SimulateCommand): Promise<ExitStatus> {
  const mail = mailOf(command);
  const errorTerminal = await terminalAt(2);
  const progress = errorTerminal.isTerminal ? terminalProgress(errorTerminal.width) : silentProgress;
  const inputs = await gatherInputs(command, progress);
  const { outside, problems: dnsProblems } = await openDns(command, inputs);
  const { workspace, problems: loadProblems } = loadWorkspace(inputs, progress, outside);
  const dnsNotes = await judgeWithAnswers(
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
    ...documentProblems(workspace),
    ...recordProblems,
  ]);

  const subject = { mail, simulation, workspace, nameOf: inputs.nameOf };
  const terminal = await terminalAt(1);
  const out = openOutput(1);
  if (command.format === 'json') {
    const { reportSimulationAsJson } = await import('./reporters/simulation-json.ts');
    reportSimulationAsJson(subject, out);
  } else {
    const { reportSimulation } = await import('./reporters/simulation-text.ts');
    reportSimulation(subject, out, wantsColor(command.color, terminal, process.env) ? coloured : plain);
  }
  out.flush();

  const errors = openOutput(2);
  const { width } = errorTerminal;
  const fatal = problems.filter((problem) => problem.fatal);
  reportProblems(fatal, errors, { paint: plain, width, nameOf: inputs.nameOf });
  for (const note of [...dnsNotes, ...emptySearchNotes(inputs)]) errors.write(`mailtxt: ${note}\n`);
  errors.flush();
  return fatal.length > 0 ? 2 : 0;
}

/** @throws UsageError */
function mailOf({ ip, from, helo, headerFrom, dkim }: SimulateCommand): MailQuestion {
  const address = parseIp(ip);
  if (address === undefined) throw new UsageError(`--ip: "${ip}" is not an IP address`);
  // "<>" is how SMTP writes the null sender.
  const mailFrom = from === '<>' ? '' : from.replace(/^<(.*)>$/, '$1');
  if (mailFrom !== '') domainOf('from', mailFrom.slice(mailFrom.lastIndexOf('@') + 1));
  if (mailFrom === '' && helo === undefined) {
    throw new UsageError('the null sender is checked by its HELO name: add --helo NAME');
  }
  return {
    ip: address,
    mailFrom,
    helo: helo ?? '',
    headerFrom:
      headerFrom === undefined
        ? undefined
        : domainOf('header-from', headerFrom.slice(headerFrom.lastIndexOf('@') + 1).replace(/>$/, '')),
    dkim: dkim.map(signatureOf),
  };
}

/** `example.com` or `example.com:selector` */
function signatureOf(typed: string): SignatureQuestion {
  const [domain = '', ...selector] = typed.split(':');
  if (selector.length > 1 || selector[0] === '') {
    throw new UsageError(`--dkim: "${typed}" is not a domain, nor DOMAIN:SELECTOR`);
  }
  return { domain: domainOf('dkim', domain), selector: selector[0] };
}

/** @throws UsageError */
function domainOf(option: string, typed: string): DomainName {
  const name = nameOfOctets(typed);
  if (!/^[^\s@]+$/.test(typed) || name === '' || faultOfName(name) !== undefined) {
    throw new UsageError(`--${option}: "${typed}" is not a domain`);
  }
  return name;
}
