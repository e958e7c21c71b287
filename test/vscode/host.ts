import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * The text of a page, after the button of that name in it is pressed. Only a browser can look into a page, by
 * `scripts/editor-host/launch.mjs`: elsewhere the page is waited for, and its text is `undefined`.
 */
export async function pageOf(title: string, press?: string): Promise<string | undefined> {
  await until(
    () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === title)),
    `the page ${title} is there`,
  );
  if (vscode.env.uiKind !== vscode.UIKind.Web) return undefined;
  return await askHost<string>('page', { title, press });
}

export function inWorkspace(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function until<T>(ask: () => T | undefined | false, what: string): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const answer = ask();
    if (answer) return answer;
    await pause(50);
  }
  throw new Error(`Waited in vain: ${what}`);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** In a browser a picture can be taken: `scripts/editor-host/launch.mjs` sees the note and takes it. */
export async function picture(name: string, range: vscode.Range, show?: string): Promise<void> {
  if (vscode.env.uiKind !== vscode.UIKind.Web) return;
  const editor = vscode.window.activeTextEditor;
  if (editor) editor.selection = new vscode.Selection(range.start, range.start);
  if (show) await vscode.commands.executeCommand(show);
  await pause(1000); // Squiggles and pop-ups come a moment after what they show.
  await askHost('wanted', undefined, name);
}

/** Leaves a note for the process that has the browser, and gives what it writes into the answer. */
export async function askHost<T>(
  kind: 'wanted' | 'page' | 'reload',
  question: unknown,
  name: string = kind,
): Promise<T> {
  const folder = join(__dirname, '..', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const note = join(folder, `${name}.${kind}`);
  // A note is there with all that it says, or not at all.
  writeFileSync(`${note}.part`, JSON.stringify(question ?? null));
  renameSync(`${note}.part`, note);
  await until(() => !existsSync(note), `the browser answers: ${name}.${kind}`);
  const answer = `${note}.answer`;
  if (!existsSync(answer)) return undefined as T;
  const text = readFileSync(answer, 'utf8');
  rmSync(answer);
  return JSON.parse(text) as T;
}
