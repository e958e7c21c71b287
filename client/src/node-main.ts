import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './extension.ts';
import { section } from './names.ts';

/** Starts the extension in Node.js, with the server as a process. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(context, (options) => {
    const module = context.asAbsolutePath('dist/server.js');
    return new LanguageClient(section, 'mailtxt', { module, transport: TransportKind.ipc }, options);
  });
}
