import * as vscode from 'vscode';
import type { LanguageClient, TextEdit } from 'vscode-languageclient/node';
import { requests } from './names.ts';

/** The settings file, or the text of a first one, as the server tells it. */
interface FirstSettings {
  readonly uri: string;
  /** null: the file is there. */
  readonly text: string | null;
  /** What is missing in a file that is there. */
  readonly edits?: readonly TextEdit[];
  readonly added?: readonly string[];
}

/** Opens the settings file, a first one where there is none, with the senders that are missing in it. */
export async function declareSenders(client: LanguageClient): Promise<void> {
  const first = await client.sendRequest<FirstSettings | null>(requests.firstSettings, {});
  if (first === null) {
    await vscode.window.showInformationMessage('Open a zone file or Terraform file of this folder first.');
    return;
  }
  const uri = vscode.Uri.parse(first.uri);
  if (first.text !== null) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(first.text) });
    if (!(await vscode.workspace.applyEdit(edit))) return;
  }
  const { edits = [], added = [] } = first;
  const isChanged = edits.length > 0;
  if (isChanged) {
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, await client.protocol2CodeConverter.asTextEdits([...edits]));
    if (!(await vscode.workspace.applyEdit(edit))) return;
  }
  await vscode.window.showTextDocument(uri);
  if (isChanged) void vscode.window.showInformationMessage(`Added to the settings: ${added.join(', ')}.`);
}
