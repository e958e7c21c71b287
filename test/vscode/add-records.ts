import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inWorkspace, pause, picture, until } from './host.ts';

const TEXT = `$ORIGIN example.dev.
$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 1800 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.net.
@ MX 10 mail
mail A 192.0.2.25
s1._domainkey CNAME s1.domainkey.u1234.wl.sendgrid.net.
`;

describe('records for mail in VS Code', () => {
  let document: vscode.TextDocument;
  const at = new vscode.Range(5, 0, 5, 0);

  before(async () => {
    const uri = inWorkspace('example.dev.zone');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(TEXT));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(document.uri);
  });

  /** The command goes on until the user has decided. */
  const add = (wanted: object): Thenable<unknown> =>
    vscode.commands.executeCommand('mailtxt.addRecords', wanted);

  it('are shown, added in one edit, and undone', async () => {
    const added = add({ kind: 'parked', domain: 'park.example.dev', reportAddress: '' });
    await pause(2000);
    await picture('add-records-question', at);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await added;
    await until(() => document.getText().includes('park IN MX 0 .'), 'the records are added');
    assert.match(document.getText(), /^_dmarc\.park IN TXT "v=DMARC1; p=reject"$/m);
    await picture('add-records', at);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), TEXT);
  });

  it('are offered at the records of the zone itself', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(2, 2, 2, 2),
      'refactor.addRecords',
    );
    assert.deepEqual(
      actions.map(({ command }) => [command?.command, command?.arguments]),
      [['mailtxt.addRecords', [{ domain: 'example.dev' }]]],
    );
  });

  it('have their services chosen with the lookups of each', async () => {
    const added = add({ kind: 'spf', domain: 'example.dev' });
    await pause(2000);
    await picture('add-records-services', at);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await added;
    assert.equal(document.getText(), TEXT);
  });

  it('are snippets at the start of a line, and nowhere else', async () => {
    const snippetsAt = async (line: number, character: number): Promise<readonly string[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, character),
      );
      return items
        .filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet)
        .map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const offered = await snippetsAt(5, 0);
    for (const word of ['spf', 'dmarc', 'parked']) assert.ok(offered.includes(word), word);
    assert.deepEqual(await snippetsAt(6, 'mail A 192'.length), []);
  });

  it('show their fields while typing', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(6, 0), '@ MX 20 \n');
    await vscode.workspace.applyEdit(edit);
    const cursor = new vscode.Position(6, 8);
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      cursor,
      ' ',
    );
    assert.equal(help.signatures[0]?.label, 'MX preference exchange');
    assert.equal(help.activeParameter, 1);
    await picture('signature-help', new vscode.Range(cursor, cursor), 'editor.action.triggerParameterHints');
  });
});
