import type * as vscode from 'vscode';

export { deactivate } from './extension.ts';

/** The entry point for Node.js and browsers. The code for one host is not loaded in the other. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  const host =
    process?.versions?.node !== undefined
      ? await import('./node-main.ts')
      : await import('./browser-main.ts');
  host.activate(context);
}
