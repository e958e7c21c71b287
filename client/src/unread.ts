import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands, messages } from './names.ts';

/** The server's list of what it did not examine. */
interface UnreadStatus {
  readonly lines: readonly string[];
  readonly count: number;
}

/** The status bar item that shows that something was not examined. It is hidden if everything was. */
export function showUnread(client: LanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('unread', vscode.StatusBarAlignment.Right);
  item.name = vscode.l10n.t('mailtxt: Not Checked');
  item.command = commands.showOutput;
  return vscode.Disposable.from(
    item,
    client.onNotification(messages.unread, ({ lines, count }: UnreadStatus) => {
      item.text = `$(info) ${vscode.l10n.t('{0} not checked', count)}`;
      item.tooltip = [
        ...lines.map((line) => vscode.l10n.t('Not checked: {0}', line)),
        vscode.l10n.t('Click to show the output.'),
      ].join('\n');
      if (count > 0) item.show();
      else item.hide();
    }),
  );
}
