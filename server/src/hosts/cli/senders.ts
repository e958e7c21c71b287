import type { DocumentPath } from '../../analysis/finding.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FileProblem } from '../node/file-problem.ts';
import { readTextFile } from '../node/text-file.ts';
import { PlainText } from '../../text/plain-text.ts';
import { previewPolicy } from '../../features/policy-preview.ts';
import type { PolicyPreview } from '../../features/policy-preview.ts';
import { sendersOf } from '../../features/senders.ts';
import type { SendersResult } from '../../features/senders.ts';
import type { FirstFiles } from '../../features/reports/first-settings.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { SendersCommand } from './arguments.ts';
import type { FoundEvidence } from './found-evidence.ts';
import { documentProblems, sortProblems } from './document-problems.ts';
import { analyzeWithAnswers, openDns, recordAnswers, unansweredNotes } from './dns.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { emptySearchNotes, loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import { plain } from '../../features/reports/paint.ts';
import { colored } from './paint.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import { reportUnread } from './reporters/unread-text.ts';
import { gatherUnread } from './unread.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { printableLines } from '../../text/printable.ts';

/** JSON is written completely or not at all. */
const HELD_BACK = 64 * 1024 * 1024;

const ADVICE = {
  answers: 'Use --dns live, or --dns FILE with recorded answers.',
  init: '"mailtxt senders --init"',
};

/** `mailtxt senders` */
export async function runSenders(
  command: SendersCommand,
  now: () => number = Date.now,
  found?: FoundEvidence,
): Promise<ExitStatus> {
  const errorTerminal = await terminalAt(2);
  const progress = errorTerminal.isTerminal ? terminalProgress(errorTerminal.width) : silentProgress;
  const inputs = await gatherInputs(command, progress);
  const { outside, problems: dnsProblems, notes: refused } = await openDns(command, inputs);
  const { workspace, paths, problems: loadProblems } = loadWorkspace(inputs, progress, outside);
  // Reports that the settings name are already read.
  const isNew = found !== undefined && inputs.evidence.length === 0;
  const evidence = isNew ? [found.evidence] : inputs.evidence;
  const known = evidence.flatMap((one) => one.senders);
  const seen = evidence.flatMap(({ others }) => others);
  // For named files, only their own domains are shown. For the current folder, everything declared for it is shown.
  const isAboutFiles = paths.length > 0 && command.paths.some((path) => path !== '.');
  const evaluated = (): { readonly result: SendersResult; readonly preview: PolicyPreview | undefined } => {
    const found = sendersOf(workspace, known, seen, isAboutFiles ? new Set(paths) : undefined);
    const { policy } = command;
    return { result: found, preview: policy && previewPolicy(workspace, found, policy, now()) };
  };
  const dnsNotes = await analyzeWithAnswers(outside, workspace, progress, () => void evaluated());
  outside.close();
  const { result, preview } = evaluated();
  const recordProblems = command.record === undefined ? [] : await recordAnswers(command.record, outside);
  progress.end();
  const problems = sortProblems([
    ...inputs.problems,
    ...dnsProblems,
    ...loadProblems,
    ...documentProblems({ workspace, paths }),
    ...recordProblems,
  ]);

  const bounces = new Map(evidence.flatMap((one) => one.bounces).map(({ path, text }) => [path, text]));
  const subject = {
    result,
    workspace,
    nameOf: inputs.nameOf,
    sourceOf: (path: DocumentPath) => bounces.get(path) ?? sourceOf(path),
  };
  const errors = openOutput(2);
  if (command.init) {
    const { writeFirstSettings } = await import('./first-settings.ts');
    progress.end();
    reportProblems(problems.filter(isFatal), errors, {
      ...errorTerminal,
      paint: plain,
      nameOf: inputs.nameOf,
    });
    errors.flush();
    return problems.some(isFatal)
      ? 2
      : writeFirstSettings(subject, inputs, found && filesIn(found, workspace, inputs));
  }
  const terminal = await terminalAt(1);
  const out = openOutput(1, command.format === 'json' ? HELD_BACK : undefined);
  if (command.format === 'json') {
    const { reportSendersAsJson } = await import('./reporters/senders-json.ts');
    reportSendersAsJson(subject, out, preview);
  } else {
    const paint = wantsColor(command.color, terminal, process.env) ? colored : plain;
    const { sendersTexts } = await import('../../features/reports/senders.ts');
    const { policyPreviewTexts } = await import('../../features/reports/policy-preview.ts');
    const texts =
      preview === undefined
        ? sendersTexts(subject, paint, ADVICE)
        : policyPreviewTexts(preview, subject, paint);
    for (const text of texts) {
      if (out.closed) break;
      out.write(text);
    }
  }
  out.flush();

  const { width } = errorTerminal;
  const fatal = problems.filter(isFatal);
  // Evidence that could not be read is missing in the table.
  const unreadEvidence = new Set(inputs.evidence.flatMap((one) => one.problems));
  const shown = problems.filter((problem) => isFatal(problem) || unreadEvidence.has(problem));
  reportProblems(shown, errors, { paint: plain, width, nameOf: inputs.nameOf });
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

/** What an initial settings file can name in the workspace. */
function filesIn({ reports, bounces }: FoundEvidence, workspace: Workspace, { nameOf }: Inputs): FirstFiles {
  const nameless = workspace
    .unread()
    .filter(({ kind, path }) => kind === 'name' && workspace.formatOf(path) === 'zone')
    .map(({ path }) => nameOf(path));
  return { reports, bounces, nameless };
}

function isFatal({ fatal }: FileProblem): boolean {
  return fatal;
}

const TEXTS = new Map<DocumentPath, SourceText | undefined>();

function sourceOf(path: DocumentPath): SourceText | undefined {
  if (!TEXTS.has(path)) {
    const file = readTextFile(path);
    TEXTS.set(path, file.kind === 'text' ? new PlainText(file.text) : undefined);
  }
  return TEXTS.get(path);
}
