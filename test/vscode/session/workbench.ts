import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Random } from '../../soak/random.ts';

/** Files of the workspace that a user of the extension edits. */
const FILES = '**/{*.zone,*.inc,db.*,*.conf,*.tf,.mailtxt.json,*.eml}';

/** Milliseconds that a command goes on before a dialog or a list is taken for the reason. */
const DIALOG_AFTER = 2_000;

/** How often a dialog is answered before the command has to end. */
const MAX_DIALOGS = 12;

/** The editor with its windows and keys, as the user has them. */
export class Workbench {
  readonly folder: vscode.Uri;
  private readonly random: Random;
  private readonly notes: string;
  private pressed = 0;

  constructor(folder: vscode.Uri, random: Random, notes: string) {
    this.folder = folder;
    this.random = random;
    this.notes = notes;
  }

  async open(): Promise<vscode.TextEditor> {
    const files = await this.files();
    const document = await vscode.workspace.openTextDocument(this.random.pick(files));
    return this.show(document);
  }

  /** The editor that is used, else one of a file. */
  async editor(): Promise<vscode.TextEditor> {
    const { activeTextEditor } = vscode.window;
    if (activeTextEditor === undefined || !this.isOfFolder(activeTextEditor.document)) return this.open();
    // A file that was moved a moment ago opens instead of the requested one.
    return this.show(activeTextEditor.document).then(undefined, () => this.open());
  }

  show(document: vscode.TextDocument): Thenable<vscode.TextEditor> {
    return vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.One,
      preview: this.random.chance(0.5),
      preserveFocus: false,
    });
  }

  async files(): Promise<vscode.Uri[]> {
    const found = await vscode.workspace.findFiles(FILES);
    if (found.length === 0) throw new Error('The folder has no files.');
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  isOfFolder({ uri }: vscode.TextDocument): boolean {
    return uri.scheme === this.folder.scheme && uri.path.startsWith(`${this.folder.path}/`);
  }

  /** Puts the cursor at a random place, more often in a text than elsewhere. */
  async goSomewhere(editor: vscode.TextEditor): Promise<vscode.Position> {
    const { document } = editor;
    const texts: number[] = [];
    for (let line = 0; line < document.lineCount; line++)
      if (/["=]/.test(document.lineAt(line).text)) texts.push(line);
    const line =
      texts.length > 0 && this.random.chance(0.7)
        ? this.random.pick(texts)
        : this.random.below(document.lineCount);
    const { length } = document.lineAt(line).text;
    const position = new vscode.Position(
      line,
      this.random.chance(0.3) ? length : this.random.below(length + 1),
    );
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(editor.selection);
    await this.pause(20);
    return position;
  }

  /** Types it with the keys, so that the editor does what it does at each of them. */
  async type(text: string): Promise<void> {
    for (const character of text) {
      await vscode.commands.executeCommand('type', { text: character });
      if (this.random.chance(0.2)) await this.pause(this.random.below(60));
    }
  }

  /** Runs a command of the editor. Where it waits for the user, a dialog is confirmed and a list is left. */
  async command<T>(name: string, ...args: unknown[]): Promise<T> {
    return this.answering(vscode.commands.executeCommand<T>(name, ...args));
  }

  async answering<T>(pending: Thenable<T>): Promise<T> {
    const ended = Promise.resolve(pending);
    const settled = ended.then(
      () => 'settled' as const,
      () => 'settled' as const,
    );
    for (let dialogs = 0; dialogs < MAX_DIALOGS; dialogs++) {
      if ((await Promise.race([settled, this.pause(DIALOG_AFTER)])) === 'settled') break;
      if (dialogs % 3 === 2) await this.leaveDialogs();
      else await this.press('Enter');
    }
    return ended;
  }

  /** Leaves whatever waits for the user: a list, a dialog, a message with buttons, a preview of edits. */
  async leaveDialogs(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await this.press('Escape');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('refactorPreview.discard').then(undefined, () => undefined);
  }

  /** Presses a key in the browser, which `scripts/editor-host/launch.mjs` does for us. */
  async press(key: string): Promise<void> {
    mkdirSync(this.notes, { recursive: true });
    const note = join(this.notes, `${++this.pressed}.key`);
    writeFileSync(`${note}.part`, JSON.stringify(key));
    renameSync(`${note}.part`, note);
    for (let waited = 0; waited < 10_000 && existsSync(note); waited += 50) await this.pause(50);
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}
