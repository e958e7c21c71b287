// Runs inside VS Code's extension host, as a test does: sets up each scene, and takes its picture in each theme.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** The folder of the pictures. */
declare const PICTURES: string;

const themes = { dark: 'Default Dark+', light: 'Default Light Modern' } as const;

/** Turns off what would distract in a picture. */
const settings: Readonly<Record<string, unknown>> = {
  'editor.minimap.enabled': false,
  'editor.fontSize': 13.5,
  'editor.scrollbar.vertical': 'hidden',
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.cursorBlinking': 'solid',
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.lightbulb.enabled': 'off',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.editor.showTabs': 'single',
  'workbench.activityBar.location': 'hidden',
  'breadcrumbs.enabled': false,
  'files.autoSave': 'off',
  'workbench.statusBar.visible': false,
  'workbench.colorCustomizations': { 'editorCursor.foreground': '#00000000' },
};

export async function run(): Promise<void> {
  for (const [key, value] of Object.entries(settings)) await set(key, value);
  for (const [name, theme] of Object.entries(themes)) {
    await set('workbench.colorTheme', theme);
    for (const [scene, show] of Object.entries(scenes)) {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await show();
      await vscode.commands.executeCommand('notifications.clearAll');
      await take(`${scene}-${name}`);
      await vscode.commands.executeCommand('editor.action.hideHover');
      await vscode.commands.executeCommand('hideCodeActionWidget');
      await vscode.commands.executeCommand('hideSuggestWidget');
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  }
}

/** By the name of the picture. */
const scenes: Readonly<Record<string, () => Promise<void>>> = {
  fault: async () => {
    await at('zones/example.com.zone', '+all');
    await vscode.commands.executeCommand('editor.action.showHover');
  },
  fix: async () => {
    await at('zones/example.com.zone', '+all');
    await vscode.commands.executeCommand('editor.action.quickFix');
  },
  lookups: async () => {
    const { document, selection } = await at('zones/example.net.zone', 'v=spf1 mx include');
    const { line, character } = selection.start;
    await vscode.commands.executeCommand('mailtxt.showSpfLookups', document.uri.toString(), {
      line,
      character,
    });
    await showAlone('mailtxt.spfLookups');
  },
  senders: async () => {
    await at('zones/example.org.zone', 'v=spf1');
    await vscode.commands.executeCommand('mailtxt.senders.focus');
    await showAlone('mailtxt.senders');
  },
  bounce: async () => {
    const { document } = await at('bounces/returned.eml', '550 5.7.23');
    await vscode.commands.executeCommand('mailtxt.explain', document.uri);
    await repeat(2, 'workbench.action.increaseViewWidth');
  },
  report: async () => {
    await at('zones/example.org.zone', 'v=spf1');
    await vscode.commands.executeCommand('mailtxt.showSenders');
    await repeat(2, 'workbench.action.increaseViewWidth');
  },
  suggestions: async () => {
    const editor = await at('zones/example.org.zone', 'include:');
    const value = new vscode.Range(editor.selection.start, editor.selection.start.translate(0, 23));
    await editor.edit((builder) => builder.replace(value, 'include:'));
    const end = value.start.translate(0, 8);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
  },
  records: async () => {
    await at('zones/example.org.zone', 'ns1      IN  A');
    const wanted = {
      kind: 'mta-sts',
      domain: 'example.org',
      policyHost: 'www.example.org',
      reportAddress: '',
    };
    void vscode.commands.executeCommand('mailtxt.addRecords', wanted);
    await pause(1000);
  },
  terraform: async () => {
    await at('terraform/main.tf', '+all');
    await vscode.commands.executeCommand('editor.action.showHover');
  },
};

/** Shows the views of the explorer without the files, which cannot be hidden. */
const views = ['outline', 'timeline', 'mailtxt.spfLookups', 'mailtxt.senders'];
const hidden = new Set<string>();

/** Hides the other views, moves the files away, and makes the sidebar wide enough for this view. */
async function showAlone(view: string): Promise<void> {
  for (const one of views) {
    if (hidden.has(one) === (one !== view)) continue;
    await vscode.commands.executeCommand(`${one}.toggleVisibility`);
    if (one === view) hidden.delete(one);
    else hidden.add(one);
  }
  await vscode.commands.executeCommand('vscode.moveViews', {
    viewIds: ['workbench.explorer.fileView'],
    destinationId: 'workbench.view.search',
  });
  await vscode.commands.executeCommand(`${view}.focus`);
  if (!isWide) await vscode.commands.executeCommand('workbench.action.increaseViewSize');
  isWide = true;
  await pause(1500);
}

let isWide = false;

async function repeat(times: number, command: string): Promise<void> {
  for (let i = 0; i < times; i++) await vscode.commands.executeCommand(command);
}

/** Opens a file with the cursor at that text. */
async function at(file: string, text: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  const editor = await vscode.window.showTextDocument(document);
  const offset = document.getText().indexOf(text);
  if (offset === -1) throw new Error(`"${text}" is not in ${file}.`);
  const place = document.positionAt(offset);
  editor.selection = new vscode.Selection(place, place);
  await pause(1500);
  return editor;
}

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);
}

/** The launcher of the editor sees the note, takes the picture, and removes the note. */
async function take(name: string): Promise<void> {
  await pause(2000);
  const note = join(PICTURES, `${name}.wanted`);
  writeFileSync(note, '');
  for (let waited = 0; existsSync(note); waited += 50) {
    if (waited > 20_000) throw new Error(`The picture was not taken: ${name}`);
    await pause(50);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
