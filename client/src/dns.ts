import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { textOfStatus, type ServerDnsStatus } from './dns-status.ts';
import { formatSelectors } from './format-selectors.ts';
import { commands, dnsMode, messages, section } from './names.ts';

/** The commands about DNS, and the language status item of files with records that shows whether queries are sent. */
export function showDns(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'mailtxt.dns',
    Object.values(formatSelectors).flat(),
  );
  item.name = 'mailtxt: DNS';
  item.text = 'DNS off';
  return vscode.Disposable.from(
    item,
    client.onNotification(messages.dnsStatus, (status: ServerDnsStatus) => paint(item, status)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void tell(client, messages.workspaceTrusted)),
    vscode.commands.registerCommand(commands.refreshDns, () => tell(client, messages.refreshDns)),
    vscode.commands.registerCommand(commands.toggleDns, toggle),
  );
}

/** A server that does not run hears it when it starts. */
async function tell(client: LanguageClient, message: string): Promise<void> {
  if (client.isRunning()) await client.sendNotification(message);
}

const commandOf = { toggle: commands.toggleDns, refresh: commands.refreshDns } as const;

function paint(item: vscode.LanguageStatusItem, status: ServerDnsStatus): void {
  const { text, detail, action, isWarning } = textOfStatus(status);
  item.text = text;
  item.detail = detail;
  item.command = action && { title: action.title, command: commandOf[action.does] };
  item.severity = isWarning
    ? vscode.LanguageStatusSeverity.Warning
    : vscode.LanguageStatusSeverity.Information;
}

/** For this workspace, where there is one. */
async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const mode = settings.get<string>(dnsMode) === 'off' ? 'live' : 'off';
  if (mode === 'live' && !vscode.workspace.isTrusted) {
    await vscode.window.showWarningMessage(
      'mailtxt sends no DNS queries in a workspace that you do not trust.',
    );
    return;
  }
  const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const target = isWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update(dnsMode, mode, target);
}
