import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { explainBounces } from '../../features/explain-bounce.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { decodeText } from '../node/encoding.ts';
import { toDocumentPath } from '../node/paths.ts';
import { readOctets, readTextFile } from '../node/text-file.ts';
import type { ExplainCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import { plain } from '../../features/reports/paint.ts';
import { coloured } from './paint.ts';
import { silentProgress } from './progress.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Columns: wider lines of prose are hard to read. */
const PROSE_WIDTH = 100;

/** JSON that comes whole or not at all; text of a log may be long. */
const HELD_BACK = 64 * 1024 * 1024;

/** `mailtxt explain` */
export async function explain({ subject, configPath, format, color }: ExplainCommand): Promise<ExitStatus> {
  const given = await readSubject(subject);
  if (given.kind === 'unreadable') {
    const errors = openOutput(2);
    errors.write(`mailtxt: ${given.message}\n`);
    errors.flush();
    return 2;
  }
  const inputs = await gatherInputs(
    { paths: ['.'], stdin: false, stdinName: undefined, origin: undefined, configPath, ruleSettings: [] },
    silentProgress,
  );
  let loaded: Workspace | undefined;
  const workspaceOf = (): Workspace =>
    (loaded ??= loadWorkspace(withoutBounce(inputs, given.path), silentProgress).workspace);
  const bounces = explainBounces(given.text, workspaceOf);

  const result = { bounces, text: given.text, workspace: loaded, nameOf: inputs.nameOf };
  if (format === 'json') {
    const { reportExplanationsAsJson } = await import('./reporters/explain-json.ts');
    const out = openOutput(1, HELD_BACK);
    reportExplanationsAsJson(result, out);
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

type Given =
  | { readonly kind: 'text'; readonly text: string; readonly path: string | undefined }
  | { readonly kind: 'unreadable'; readonly message: string };

/** @throws UsageError */
async function readSubject(subject: string | undefined): Promise<Given> {
  if (subject === undefined || subject === '-') return readStandardInput(subject);
  const path = resolve(subject);
  if (subject.length < MAX_PATH && existsSync(path)) {
    const file = readTextFile(path, { anyContent: true });
    if (file.kind === 'unreadable') return { kind: 'unreadable', message: `${subject} ${file.reason}` };
    return { kind: 'text', text: file.text, path: toDocumentPath(path) };
  }
  if (LOOKS_LIKE_A_FILE.test(subject)) {
    return { kind: 'unreadable', message: `${subject} cannot be read: there is no such file` };
  }
  return { kind: 'text', text: subject, path: undefined };
}

async function readStandardInput(subject: string | undefined): Promise<Given> {
  if (subject === undefined) {
    const { isatty } = await import('node:tty');
    if (isatty(0))
      throw new UsageError('explain what? Give the bounce as text, as a file, or over standard input');
  }
  const octets = readOctets(0);
  if (octets === 'too-large') return { kind: 'unreadable', message: 'standard input is larger than 100 MB' };
  return { kind: 'text', text: decodeText(octets), path: undefined };
}

/** Longer words are no name that a disk takes. */
const MAX_PATH = 4096;

/** One word with a folder or with the ending of what bounces are kept in: no answer of a server looks so. */
const LOOKS_LIKE_A_FILE = /^(?:[^\s:]*[/\\][^\s:]+|\S+\.(?:eml|msg|txt|log|json|mbox))$/i;

/** A bounce that lies in the folder is not one of its zones. */
function withoutBounce(inputs: Inputs, path: string | undefined): Inputs {
  return { ...inputs, documents: inputs.documents.filter((document) => document.path !== path) };
}
