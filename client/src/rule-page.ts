import * as vscode from 'vscode';
import { commands } from './names.ts';

/** Where the server has a finding's code lead. */
const PAGE = /^https:\/\/github\.com\/mailtxt\/mailtxt\/blob\/[^/]+\/docs\/rules\/([a-z0-9-]+)\.md$/;

/** A URI of the server as the editor is to open it: the page of a rule comes with the extension. */
export function toEditorUri(uri: string): vscode.Uri {
  const rule = PAGE.exec(uri)?.[1];
  if (rule === undefined) return vscode.Uri.parse(uri);
  return vscode.Uri.from({ scheme: 'command', path: commands.showRule, query: JSON.stringify([rule]) });
}

/** Shows the page of a rule as it was when this version was released. */
export function showRulePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(commands.showRule, async (rule?: unknown) => {
    const isRule = typeof rule === 'string' && /^[a-z0-9-]+$/.test(rule);
    const page = vscode.Uri.joinPath(extension, 'docs', 'rules', isRule ? `${rule}.md` : 'README.md');
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
}
