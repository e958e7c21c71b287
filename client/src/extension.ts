import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { commands, languageId, section } from './names.ts';
import { looksLikeZone } from './recognise.ts';

/** How far into a file of no known language we look for what makes it a zone file. */
const linesToLookAt = 100;

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const created = createClient(context.asAbsolutePath('dist/server.js'));
  client = created;
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.restart, () =>
      created.needsStart() ? created.start() : created.restart(),
    ),
    vscode.commands.registerCommand(commands.showOutput, () => created.outputChannel.show()),
    vscode.workspace.onDidOpenTextDocument((document) => meet(document, created)),
  );
  for (const document of vscode.workspace.textDocuments) meet(document, created);
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

/** The server starts with the first zone file, and a file that is one by its content becomes one. */
function meet(document: vscode.TextDocument, client: LanguageClient): void {
  if (document.languageId === languageId) {
    if (client.needsStart()) void client.start();
  } else if (
    document.languageId === 'plaintext' &&
    document.uri.scheme !== 'output' &&
    looksLikeZone(head(document))
  ) {
    // The editor then opens the document once more, as a zone file.
    void vscode.languages.setTextDocumentLanguage(document, languageId);
  }
}

function* head(document: vscode.TextDocument): Generator<string> {
  for (let line = 0; line < Math.min(document.lineCount, linesToLookAt); line++)
    yield document.lineAt(line).text;
}

function createClient(serverModule: string): LanguageClient {
  return new LanguageClient(
    section,
    'mailtxt',
    { module: serverModule, transport: TransportKind.ipc },
    // The server asks for the settings, and for the files it wants to have watched, by itself.
    { documentSelector: [{ language: languageId }] },
  );
}
