import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { requests } from './names.ts';
import type { Reports, ReportText } from './reports.ts';

const title = 'Why Mail Came Back';

/** Characters of the clipboard that are shown. */
const previewLength = 80;

/** Explains the bounce that is given, selected, copied or typed. */
export async function explain(
  client: LanguageClient,
  reports: Reports,
  given: string | undefined,
): Promise<void> {
  const text = given ?? selected() ?? (await asked());
  if (text === undefined || text.trim() === '') return;
  const show = async (): Promise<void> => {
    const report = await client.sendRequest<ReportText>(requests.explain, { text });
    await reports.show(title, report, async (fix) => {
      // With the edit the explanation is another one.
      if (await client.sendRequest<boolean>(requests.applyExplainedFix, { text, title: fix })) await show();
    });
  };
  await show();
}

function selected(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) return undefined;
  return editor.document.getText(editor.selection);
}

async function asked(): Promise<string | undefined> {
  const copied = await vscode.env.clipboard.readText();
  const preview = copied.trim().replace(/\s+/g, ' ').slice(0, previewLength);
  if (preview === '') return typed();
  const clipboard = { label: '$(clippy) Explain what is on the clipboard', detail: preview };
  const other = { label: '$(edit) Type an answer of a mail server …' };
  const chosen = await vscode.window.showQuickPick([clipboard, other], { title: 'Explain a Bounce' });
  if (chosen === undefined) return undefined;
  return chosen === clipboard ? copied : typed();
}

function typed(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Explain a Bounce',
    prompt:
      'The answer of the mail server, or a part of the report. A whole one can be selected in an editor first.',
    placeHolder: '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    ignoreFocusOut: true,
  });
}
