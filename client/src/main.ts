import type * as vscode from 'vscode';

export { deactivate } from './extension.ts';

/** The extension of both kinds of hosts. What one of them needs is not run in the other. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  const host =
    process?.versions?.node !== undefined
      ? await import('./node-main.ts')
      : await import('./browser-main.ts');
  host.activate(context);
}
