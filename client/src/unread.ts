import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands, messages } from './names.ts';

/** What the server lists of what it did not examine. */
interface UnreadStatus {
  readonly lines: readonly string[];
  readonly count: number;
}

/** The item in the status bar that shows that something was not examined; there is none where all was. */
export function showUnread(client: LanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('unread', vscode.StatusBarAlignment.Right);
  item.name = 'mailtxt: Not Checked';
  item.command = commands.showOutput;
  return vscode.Disposable.from(
    item,
    client.onNotification(messages.unread, ({ lines, count }: UnreadStatus) => {
      item.text = `$(info) ${count} not checked`;
      item.tooltip = [...lines.map((line) => `Not checked: ${line}`), 'Click to show the output.'].join('\n');
      if (count > 0) item.show();
      else item.hide();
    }),
  );
}
