import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askHost, pageOf, pause } from './host.ts';

/** The page that is open before the window is reloaded. */
export const TITLE = 'Explain a Bounce';
const BOUNCE =
  "550-5.7.26 Unauthenticated email from example.edu is not accepted due to domain's DMARC policy.";

/** Milliseconds after which the editor of a browser has stored what is open. It does so every five seconds. */
const STORED = 12_000;

/** Opens a page, and reloads the window. This runs no further then: the editor starts the tests anew. */
export async function reloadWithPage(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('mailtxt.explain', BOUNCE);
  assert.match((await pageOf(TITLE)) ?? '', /_dmarc\.example\.edu TXT/);
  await pause(STORED);
  await askHost('reload', undefined);
  await pause(STORED);
  throw new Error('The window was not reloaded.');
}
