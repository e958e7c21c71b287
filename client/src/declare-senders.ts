import * as vscode from 'vscode';
import type { LanguageClient, TextEdit } from 'vscode-languageclient/node';
import { requests } from './names.ts';

/** The settings file, or the text for a first one, as the server sends it. */
interface FirstSettings {
  readonly uri: string;
  /** null if the file exists. */
  readonly text: string | null;
  /** The edits that add the missing senders to an existing file. */
  readonly edits?: readonly TextEdit[];
  readonly added?: readonly string[];
}

/** Opens the settings file, or a first one if none exists, and adds the missing senders. */
export async function declareSenders(client: LanguageClient): Promise<void> {
  const first = await client.sendRequest<FirstSettings | null>(requests.firstSettings, {});
  if (first === null) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a zone file or a Terraform file in this folder first.'),
    );
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
  if (isChanged)
    void vscode.window.showInformationMessage(vscode.l10n.t('Added to the settings: {0}.', added.join(', ')));
}
