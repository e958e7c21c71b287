import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { textOfStatus, type ServerDnsStatus } from './dns-status.ts';
import { formatSelectors } from './format-selectors.ts';
import { commands, dnsMode, messages, section } from './names.ts';

/** Registers the DNS commands, and the language status item that shows whether mailtxt sends queries. */
export function showDns(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'mailtxt.dns',
    Object.values(formatSelectors).flat(),
  );
  item.name = vscode.l10n.t('mailtxt: DNS');
  item.text = vscode.l10n.t('DNS off');
  return vscode.Disposable.from(
    item,
    client.onNotification(messages.dnsStatus, (status: ServerDnsStatus) => paint(item, status)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void tell(client, messages.workspaceTrusted)),
    vscode.commands.registerCommand(commands.refreshDns, () => tell(client, messages.refreshDns)),
    vscode.commands.registerCommand(commands.toggleDns, toggle),
  );
}

/** Notifies the server if it is running. A server that is not running gets the state when it starts. */
async function tell(client: LanguageClient, message: string): Promise<void> {
  if (client.isRunning()) await client.sendNotification(message);
}

const commandOf = { toggle: commands.toggleDns, refresh: commands.refreshDns } as const;

function paint(item: vscode.LanguageStatusItem, status: ServerDnsStatus): void {
  const { text, detail, action, isWarning } = textOfStatus(status, vscode.l10n);
  item.text = text;
  item.detail = detail;
  item.command = action && { title: action.title, command: commandOf[action.does] };
  item.severity = isWarning
    ? vscode.LanguageStatusSeverity.Warning
    : vscode.LanguageStatusSeverity.Information;
}

/** Changes the setting of the workspace if one is open, and the user setting otherwise. */
async function toggle(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const mode = settings.get<string>(dnsMode) === 'off' ? 'live' : 'off';
  if (mode === 'live' && !vscode.workspace.isTrusted) {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('mailtxt does not send DNS queries in an untrusted workspace.'),
    );
    return;
  }
  const isWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const target = isWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update(dnsMode, mode, target);
}
