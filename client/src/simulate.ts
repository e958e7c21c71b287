import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { languageId, requests } from './names.ts';
import type { ReportText } from './report-page.ts';
import type { ReportSource } from './report-panels.ts';

const title = vscode.l10n.t('Would This Mail Pass?');

/** The properties of a message that the server needs. */
export interface Mail {
  ip?: string;
  from?: string;
  helo?: string;
  headerFrom?: string;
  dkim?: readonly string[];
}

type Field = keyof Mail;

interface MailFault {
  readonly field: Field;
  readonly message: string;
}

interface Question {
  readonly field: Field;
  readonly prompt: string;
  readonly placeHolder: string;
}

const questions: readonly Question[] = [
  {
    field: 'ip',
    prompt: vscode.l10n.t('The IP address of the sending server'),
    placeHolder: vscode.l10n.t('192.0.2.25 or 2001:db8::25'),
  },
  {
    field: 'from',
    prompt: vscode.l10n.t('The address in MAIL FROM, where bounces go (leave empty for the null sender)'),
    placeHolder: 'bounces@example.com',
  },
  {
    field: 'helo',
    prompt: vscode.l10n.t('The HELO name of the server (optional, except for the null sender)'),
    placeHolder: 'mail.example.com',
  },
  {
    field: 'headerFrom',
    prompt: vscode.l10n.t('The domain or address in the From header (optional, default: that of MAIL FROM)'),
    placeHolder: 'example.com',
  },
  {
    field: 'dkim',
    prompt: vscode.l10n.t('Domains that sign with DKIM, with their selectors (optional)'),
    placeHolder: 'example.com:selector example.net',
  },
];

/** The prefix of the keys under which the last answers are saved. */
const memory = 'simulate.';

/** A message, and the file in which the command was run. If several zones have the same name, the zone of that file is used. */
export interface SimulatedMail {
  readonly mail: Mail;
  readonly uri?: string;
}

/** The page that shows whether a message would pass, according to the current text of the zones. */
export const simulationReport: ReportSource<SimulatedMail> = {
  title,
  read: (kept) =>
    typeof kept === 'object' && kept !== null && 'mail' in kept ? (kept as SimulatedMail) : undefined,
  load: async (client, { mail, uri }) => {
    const textDocument = uri === undefined ? {} : { textDocument: { uri } };
    const report = await client.sendRequest<ReportText | MailFault>(requests.simulate, {
      ...textDocument,
      mail,
    });
    return 'field' in report ? { text: report.message } : report;
  },
};

/** Asks for the properties of the message, unless they are given. A key binding can pass them as its argument. */
export async function mailToSimulate(
  client: LanguageClient,
  remembered: vscode.Memento,
  given: Mail | undefined,
): Promise<SimulatedMail | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const mail = given ?? (await askFor(client, remembered));
  if (mail === undefined) return undefined;
  return active?.languageId === languageId ? { mail, uri: active.uri.toString() } : { mail };
}

/** Returns `undefined` if the user cancels. */
async function askFor(client: LanguageClient, remembered: vscode.Memento): Promise<Mail | undefined> {
  const mail: Mail = {};
  for (const [at, { field, prompt, placeHolder }] of questions.entries()) {
    const typed = await vscode.window.showInputBox({
      title: `${title} (${at + 1}/${questions.length})`,
      prompt,
      placeHolder,
      value: remembered.get(memory + field, ''),
      ignoreFocusOut: true,
      validateInput: (text) => faultOf(client, mail, field, text),
    });
    if (typed === undefined) return undefined;
    await remembered.update(memory + field, typed);
    answer(mail, field, typed);
  }
  return mail;
}

/** The fault of an answer, given the previous answers. */
async function faultOf(
  client: LanguageClient,
  before: Mail,
  field: Field,
  typed: string,
): Promise<string | undefined> {
  const mail = { ...before };
  answer(mail, field, typed);
  const fault = await client.sendRequest<MailFault | null>(requests.checkMail, mail);
  return fault?.field === field ? fault.message : undefined;
}

/** Stores an answer. An empty answer to an optional question is not stored. */
function answer(mail: Mail, field: Field, typed: string): void {
  const text = typed.trim();
  switch (field) {
    case 'ip':
    case 'from':
      mail[field] = text;
      break;
    case 'helo':
    case 'headerFrom':
      if (text !== '') mail[field] = text;
      break;
    case 'dkim':
      mail.dkim = text.split(/[\s,]+/).filter((word) => word !== '');
      break;
  }
}
