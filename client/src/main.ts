import type * as vscode from 'vscode';

export { deactivate } from './extension.ts';

/** The extension of both kinds of hosts. What one of them needs is not run in the other. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const isNode = typeof process === 'object' && process.versions?.node !== undefined;
  const host = isNode ? await import('./node-main.ts') : await import('./browser-main.ts');
  host.activate(context);
}
