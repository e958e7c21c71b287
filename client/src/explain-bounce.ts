import * as vscode from 'vscode';
import { formatSelectors } from './format-selectors.ts';
import { configFile, requests } from './names.ts';
import type { ReportText } from './report-page.ts';
import type { ReportSource } from './report-panels.ts';

/** The number of characters of the clipboard to show. */
const previewLength = 80;

/** The explanation of a bounce as a page. Its question is the text of the bounce. */
export const explanationReport: ReportSource<string> = {
  title: vscode.l10n.t('Explain a Bounce'),
  read: (kept) => (typeof kept === 'string' ? kept : undefined),
  load: (client, text) => client.sendRequest<ReportText>(requests.explain, { text }),
  apply: (client, text, { title }) =>
    client.sendRequest<boolean>(requests.applyExplainedFix, { text, title }),
};

/**
 * Returns the bounce that is given, selected, open, copied or typed, or `undefined` if there is none.
 *
 * @param given the bounce itself, or the file whose menu was used
 */
export async function bounceToExplain(given: string | vscode.Uri | undefined): Promise<string | undefined> {
  const text = given instanceof vscode.Uri ? await textOf(given) : (given ?? selected() ?? (await asked()));
  return text === undefined || text.trim() === '' ? undefined : text;
}

function selected(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) return undefined;
  return editor.document.getText(editor.selection);
}

/** The selection in that file, or the whole file; `undefined` if the editor cannot open it. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() === uri.toString() && !editor.selection.isEmpty) return selected();
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch (error) {
    // For example, only the command line reads a log of more than 50 MB.
    const reason = error instanceof Error ? error.message : String(error);
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The editor cannot open this file: {0} On the command line, "mailtxt explain FILE" reads files of any size.',
        reason,
      ),
    );
    return undefined;
  }
}

async function asked(): Promise<string | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  // A file with such a name is always a message.
  if (document !== undefined && /\.(?:eml|msg)$/i.test(document.fileName)) return document.getText();
  const open = document !== undefined && mayTellOfMail(document) ? document : undefined;
  const copied = await vscode.env.clipboard.readText();
  const preview = copied.trim().replace(/\s+/g, ' ').slice(0, previewLength);
  const choices = [
    ...(open === undefined
      ? []
      : [
          {
            label: `$(file) ${vscode.l10n.t('Explain the open file: {0}', withoutIcons(nameOf(open)))}`,
            text: () => open.getText(),
          },
        ]),
    ...(preview === ''
      ? []
      : [
          {
            label: `$(clippy) ${vscode.l10n.t('Explain the clipboard')}`,
            detail: withoutIcons(preview),
            text: () => copied,
          },
        ]),
    { label: `$(edit) ${vscode.l10n.t('Type a reply from a mail server…')}`, text: typed },
  ];
  if (choices.length === 1) return typed();
  const chosen = await vscode.window.showQuickPick(choices, { title: explanationReport.title });
  return chosen?.text();
}

/** Whether the document can contain a bounce: a log or a text, not records, settings or a report. */
function mayTellOfMail(document: vscode.TextDocument): boolean {
  const { uri, lineCount } = document;
  const isRecords = vscode.languages.match(Object.values(formatSelectors).flat(), document) > 0;
  const isText = uri.scheme === 'file' || uri.scheme === 'untitled' || uri.scheme === 'vscode-remote';
  return isText && !isRecords && !uri.path.endsWith(`/${configFile}`) && lineCount > 0;
}

/** Escapes `$(name)`, for which quick picks draw an icon. */
function withoutIcons(text: string): string {
  return text.replace(/\$(?=\([a-z0-9-]+(?:~[a-z]+)?\))/gi, '\\$');
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function typed(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: explanationReport.title,
    prompt: vscode.l10n.t(
      'The reply from the mail server, or a part of the report. To explain a whole report, open it in an editor first.',
    ),
    placeHolder: '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    ignoreFocusOut: true,
  });
}
