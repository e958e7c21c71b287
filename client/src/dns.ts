import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands, dnsMode, languageId, messages, section } from './names.ts';

/** How the DNS is asked, as the server tells it. */
interface DnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  readonly failed: readonly string[];
  readonly notAsked?: readonly string[];
  readonly problem?: string;
}

/** Failures that the tooltip names. */
const shownFailures = 10;

/** The commands about the DNS, and the item in the status bar that says how it is asked. */
export function showDns(client: LanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('dns', vscode.StatusBarAlignment.Right);
  item.name = 'mailtxt: DNS';
  let status: DnsStatus | undefined;
  const update = (): void => {
    if (status !== undefined && vscode.window.activeTextEditor?.document.languageId === languageId) {
      paint(item, status);
      item.show();
    } else item.hide();
  };
  return vscode.Disposable.from(
    item,
    client.onNotification(messages.dnsStatus, (told: DnsStatus) => {
      status = told;
      update();
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void tell(client, messages.workspaceTrusted)),
    vscode.commands.registerCommand(commands.refreshDns, () => tell(client, messages.refreshDns)),
    vscode.commands.registerCommand(commands.toggleDns, toggle),
  );
}

/** A server that does not run hears it when it starts. */
async function tell(client: LanguageClient, message: string): Promise<void> {
  if (client.isRunning()) await client.sendNotification(message);
}

function paint(item: vscode.StatusBarItem, status: DnsStatus): void {
  const { mode, failed, notAsked = [], problem } = status;
  const [text, tooltip] = wordsFor(status);
  item.text = text;
  item.tooltip = [tooltip, ...notAsked].join('\n');
  const isWorthRetrying = failed.length > 0 || notAsked.length > 0 || problem !== undefined;
  item.command = mode === 'live' && isWorthRetrying ? commands.refreshDns : commands.toggleDns;
  item.backgroundColor =
    problem === undefined ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
}

function wordsFor({
  mode,
  trusted,
  failed,
  notAsked = [],
  problem,
}: DnsStatus): readonly [text: string, tooltip: string] {
  if (problem !== undefined) return ['$(warning) DNS', problem];
  if (!trusted) return ['DNS off', 'The DNS is not asked: you do not trust this workspace.'];
  switch (mode) {
    case 'off':
      return ['DNS off', 'The DNS is not asked. Click to have it asked.'];
    case 'file':
      return ['DNS file', 'Answers of the DNS come from a file. Click to use none.'];
    case 'live': {
      if (failed.length === 0 && notAsked.length > 0) {
        return ['DNS live, limited', 'Some DNS queries were not sent. Click to ask again.'];
      }
      if (failed.length === 0) return ['DNS live', 'The DNS is asked. Click to stop that.'];
      const shown = failed.slice(0, shownFailures).join(', ');
      const more = failed.length > shownFailures ? ` and ${failed.length - shownFailures} more` : '';
      return [`DNS: ${failed.length} failed`, `No answer to ${shown}${more}. Click to ask again.`];
    }
  }
}

/** For this workspace, where there is one. */
async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const mode = settings.get<string>(dnsMode) === 'off' ? 'live' : 'off';
  if (mode === 'live' && !vscode.workspace.isTrusted) {
    await vscode.window.showWarningMessage('The DNS is not asked in a workspace that you do not trust.');
    return;
  }
  const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const target = isWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update(dnsMode, mode, target);
}
