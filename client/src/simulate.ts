import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { languageId, requests } from './names.ts';
import type { ReportText } from './report-page.ts';
import type { ReportSource } from './report-panels.ts';

const title = 'Would This Mail Pass?';

/** What the server wants to know of a mail. */
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
    prompt: 'The IP address of the server that sends',
    placeHolder: '192.0.2.25 or 2001:db8::25',
  },
  {
    field: 'from',
    prompt: 'The address in MAIL FROM, where bounces go; nothing for the null sender',
    placeHolder: 'bounces@example.com',
  },
  {
    field: 'helo',
    prompt: 'The name that the server gives with HELO (optional, except for the null sender)',
    placeHolder: 'mail.example.com',
  },
  {
    field: 'headerFrom',
    prompt: 'The domain or address of the From header (optional: else that of MAIL FROM)',
    placeHolder: 'example.com',
  },
  {
    field: 'dkim',
    prompt: 'Domains that sign with DKIM, with their selectors (optional)',
    placeHolder: 'example.com:selector example.net',
  },
];

/** Under these the answers of last time are kept. */
const memory = 'simulate.';

/** A mail, and the file in which the question was asked: of several zones with one name, its zone answers. */
export interface SimulatedMail {
  readonly mail: Mail;
  readonly uri?: string;
}

/** Whether a mail would pass, by the zones as they are typed now, as a page. */
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

/** Asks what mail it is, unless that is given: a key binding can name it as its argument. */
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

/** `undefined` when the user has thought better of it. */
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

/** What is wrong with that answer, given those before it. */
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

/** An empty answer to what is optional is none. */
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
