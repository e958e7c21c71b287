import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { foreignIn } from '../harness/rendered.ts';
import { inWorkspace, pageOf, pause, picture, until } from './host.ts';

describe('a first .mailtxt.json in VS Code', () => {
  it('is written from the possible senders in the records', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('example.info.zone'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('mailtxt.declareSenders');
    const settings = await until(
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.path === inWorkspace('.mailtxt.json').path),
      'the settings are there',
    );
    assert.match(settings.getText(), /^ {6}"mailchimp",$/m);
    await pause(1500);
    // Until the editor has read the schema, it complains about commas at the end.
    await until(() => vscode.languages.getDiagnostics(settings.uri).length === 0, 'the settings are correct');
    await picture('first-settings', new vscode.Range(0, 0, 0, 0));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(settings.uri);
  });
});

describe('a zone file in VS Code', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await vscode.workspace.openTextDocument(inWorkspace('example.com.zone'));
    await vscode.window.showTextDocument(document);
  });

  it('is recognized by its name', () => {
    assert.equal(document.languageId, 'dns-zone');
  });

  it('opens the page of the rule from the code of a finding, in the editor', async () => {
    const { code } = await found(document, 'spf-all-pass');
    assert.ok(typeof code === 'object');
    assert.equal(code.target.scheme, 'command');
    const [rule] = JSON.parse(code.target.query) as readonly string[];
    await vscode.commands.executeCommand(code.target.path, rule);
    await until(
      () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('spf-all-pass.md') === true ||
        undefined,
      'the page is shown',
    );
    await vscode.window.showTextDocument(document);
  });

  it('shows a record that lets every host pass, at its exact characters', async () => {
    const finding = await found(document, 'spf-all-pass');
    assert.equal(document.getText(finding.range), '+all');
    assert.deepEqual(finding.range, rangeOf(document, '+all'));
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(finding.source, 'mailtxt');
    await picture('squiggle', finding.range);
  });

  it('finds nothing else in it', async () => {
    await found(document, 'spf-all-pass');
    const atLeastWarnings = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(atLeastWarnings.map(codeOf), ['spf-all-pass']);
  });

  it('shows on hover what is under the pointer', async () => {
    const at = rangeOf(document, '+all').start.translate(0, 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const parts = hovers.flatMap(({ contents }) => contents);
    const text = parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : ''));
    assert.match(text.join('\n'), /\ball\b/);
    await picture('hover', new vscode.Range(at, at), 'editor.action.showHover');
  });

  it('fixes it with one keystroke', async () => {
    const finding = await found(document, 'spf-all-pass');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      // How many are resolved: without it they come without their edits.
      10,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.includes('"~all"')),
      titles.join(', '),
    );
    await vscode.commands.executeCommand('editor.action.hideHover');
    await picture('quick-fix', finding.range, 'editor.action.quickFix');

    // The editor's own command, as the key does it: the first, preferred fix is applied without a question.
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
    await vscode.commands.executeCommand('editor.action.autoFix');
    await until(() => document.getText().includes('"v=spf1 mx ~all"'), 'the text is mended');
    await until(
      () => !vscode.languages.getDiagnostics(document.uri).some((one) => codeOf(one) === 'spf-all-pass'),
      'the finding is gone',
    );
    await vscode.commands.executeCommand('editor.action.hideHover');
    await picture('mended', finding.range);
  });

  it('is recognized by its content if its name does not show it', async () => {
    const other = await vscode.workspace.openTextDocument(inWorkspace('example.org'));
    await until(
      () =>
        vscode.workspace.textDocuments.some(
          ({ uri, languageId }) => uri.path === other.uri.path && languageId === 'dns-zone',
        ),
      'the editor takes it for a zone file',
    );
  });

  it('shows its lookups if they are requested again before they are shown', async () => {
    const show = () => vscode.commands.executeCommand('mailtxt.showSpfLookups');
    await show();
    // A command whose question to the server was replaced by a later one does not fail.
    await Promise.all([show(), show(), show()]);
  });

  it('has the commands that the manifest names', async () => {
    const extension = vscode.extensions.getExtension<unknown>('mailtxt.mailtxt');
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) assert.ok(known.includes(command), command);
  });

  it('has the texts of its manifest', () => {
    const manifest = JSON.stringify(vscode.extensions.getExtension<unknown>('mailtxt.mailtxt')?.packageJSON);
    assert.match(manifest, /"Explain a Bounce"/);
    assert.doesNotMatch(manifest, /"%[\w.]+%"/);
  });

  it('sends no DNS queries by default', () => {
    assert.equal(vscode.workspace.getConfiguration('mailtxt').get('dns.mode'), 'off');
  });

  const languages: Record<string, string> = {
    'example.net.zone': 'dns-zone',
    'example.net.zone.j2': 'dns-zone',
    '2.0.192.in-addr.arpa': 'dns-zone',
    'db.example.net': 'dns-zone',
    'db.192.0.2': 'dns-zone',
    'named/example.net.hosts': 'dns-zone',
    'db.ts': 'typescript',
    'db.test.js': 'javascript',
    'db.sql': 'sql',
    'db.config.json': 'json',
    'db.yaml': 'yaml',
    'db.sh': 'shellscript',
    'app.db': 'plaintext',
    'inventory.hosts': 'plaintext',
    '.mailtxt.json': 'jsonc',
  };
  for (const [name, languageId] of Object.entries(languages)) {
    it(`takes ${name} for ${languageId}`, async () => {
      const uri = inWorkspace(name);
      await vscode.workspace.fs.writeFile(uri, new Uint8Array());
      assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, languageId);
    });
  }
});

describe('the walkthrough in VS Code', () => {
  it('is opened by its command', async () => {
    await vscode.commands.executeCommand('mailtxt.openWalkthrough');
    await pause(2000);
    await picture('walkthrough', new vscode.Range(0, 0, 0, 0));
  });

  it('has an example with a fault, which is fixed, and with an SPF record', async () => {
    await vscode.commands.executeCommand('mailtxt.tryFault');
    const example = vscode.window.activeTextEditor?.document;
    assert.ok(example?.isUntitled);
    assert.deepEqual(
      [example.languageId, codeOf(await found(example, 'spf-all-pass'))],
      ['dns-zone', 'spf-all-pass'],
    );
    const serious = vscode.languages
      .getDiagnostics(example.uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(serious.map(codeOf), ['spf-all-pass']);
    await vscode.commands.executeCommand('mailtxt.tryFix');
    await picture('walkthrough-fix', rangeOf(example, '+all'), 'editor.action.quickFix');
    await vscode.commands.executeCommand('mailtxt.tryLookups');
    await picture('walkthrough-lookups', rangeOf(example, 'v=spf1 mx'));
    assert.equal(vscode.window.activeTextEditor?.document, example);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

describe('the lookups of an SPF record, in VS Code', () => {
  let document: vscode.TextDocument;
  const record = '"v=spf1 mx';

  before(async () => {
    document = await vscode.workspace.openTextDocument(inWorkspace('example.edu.zone'));
    await vscode.window.showTextDocument(document);
  });

  it('are above it', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      // How many are resolved.
      10,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      [
        'at least 9 of 10 lookups (provider data from 2026-01-16), 1 void, 104 bytes: Twilio SendGrid',
        '3 of 10 lookups, 79 bytes',
        '2 of 10 lookups, 52 bytes',
      ],
    );
  });

  it('are after its terms', async () => {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      all,
    );
    const ofRecord = hints.filter(({ position }) => position.line === rangeOf(document, record).start.line);
    assert.deepEqual(
      ofRecord.map(({ label }) => label),
      ['⟨1⟩', '⟨4⟩', '⟨≈2⟩', '⟨≥1⟩', '⟨1, void⟩'],
    );
    await picture('lookups', rangeOf(document, record));
  });

  it('are in the hover, with the addresses that it allows', async () => {
    const at = rangeOf(document, '_spf.example.edu').start;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const parts = hovers.flatMap(({ contents }) => contents);
    const text = parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : ''));
    assert.match(text.join('\n'), /a:lists\.example\.edu {2}⟨1⟩\n {6}198\.51\.100\.7\n/);
    await picture('lookups-hover', new vscode.Range(at, at), 'editor.action.showHover');
    await vscode.commands.executeCommand('editor.action.hideHover');
  });

  it('are a tree that opens the included records', async () => {
    const { start } = rangeOf(document, record);
    await vscode.commands.executeCommand('mailtxt.showSpfLookups', document.uri.toString(), start);
    await pause(1500);
    await picture('lookups-tree', new vscode.Range(start, start));
    // By the keys: to the record, to "mx", to the include.
    await vscode.commands.executeCommand('mailtxt.spfLookups.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    for (const command of ['list.focusDown', 'list.focusDown', 'list.select'])
      await vscode.commands.executeCommand(command);
    const target = rangeOf(document, '"v=spf1 ip4:203').start;
    await until(
      () => vscode.window.activeTextEditor?.selection.active.isEqual(target),
      'the cursor is at the record that is included',
    );
  });

  it('evaluates whether mail would pass, with the text in the editor', async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('mailtxt.simulate', {
      ip: '198.51.100.7',
      from: 'user@example.edu',
    });
    const shown = await pageOf('Would This Mail Pass?');
    if (shown !== undefined) {
      assert.match(shown, /ACCEPTED The mail passes DMARC\./);
      assert.match(shown, /a:lists\.example\.edu matches example\.edu\.zone:9$/m);
    }
    await picture('simulation', new vscode.Range(0, 0, 0, 0));
  });

  it('explains a bounce', async () => {
    await vscode.commands.executeCommand(
      'mailtxt.explain',
      "550-5.7.26 Unauthenticated email from example.edu is not accepted due to domain's DMARC policy.",
    );
    const shown = await pageOf('Explain a Bounce');
    if (shown !== undefined) assert.match(shown, /example\.edu\.zone:12:1: _dmarc\.example\.edu TXT/);
    await picture('explanation', new vscode.Range(0, 0, 0, 0));
  });

  it('shows the senders', async () => {
    await vscode.commands.executeCommand('mailtxt.showSenders');
    const shown = await pageOf('Mail Senders');
    if (shown !== undefined) assert.match(shown, /^example\.edu$/m);
    await picture('senders', new vscode.Range(0, 0, 0, 0));
  });
});

describe('a bounce that is open in VS Code', () => {
  it('is explained, and the record changed from the explanation', async () => {
    const zone = await vscode.workspace.openTextDocument(inWorkspace('example.org'));
    await vscode.window.showTextDocument(zone, vscode.ViewColumn.One);
    const bounce = await vscode.workspace.openTextDocument(inWorkspace('bounces/returned.eml'));
    await vscode.window.showTextDocument(bounce, vscode.ViewColumn.One);
    await picture('bounce-menu', new vscode.Range(0, 0, 0, 0), 'editor.action.showContextMenu');
    // As from a menu of the editor or the explorer, which name the file.
    await vscode.commands.executeCommand('mailtxt.explain', bounce.uri);
    const change = 'If 198.51.100.77 is yours: add "ip4:198.51.100.77"';
    const shown = await pageOf('Explain a Bounce');
    if (shown === undefined) return;
    assert.ok(shown.includes(change));
    await picture('bounce-change', new vscode.Range(0, 0, 0, 0));
    for (const reader of ['your own IT', "the recipient's postmaster"]) {
      await vscode.env.clipboard.writeText('');
      await pageOf('Explain a Bounce', `Copy for ${reader}`);
      await untilCopied(/198\.51\.100\.77/);
    }
    await pageOf('Explain a Bounce', 'Copy as Text');
    await untilCopied(/^550 5\.7\.23/);

    const before = zone.getText();
    await pageOf('Explain a Bounce', 'Make this change');
    await until(() => zone.getText() !== before, 'the record is changed');
    assert.equal(zone.getText(), before.replace(' -all', ' ip4:198.51.100.77 -all'));
    let after = shown;
    for (let i = 0; i < 50 && after.includes(change); i++) after = (await pageOf('Explain a Bounce')) ?? '';
    assert.ok(!after.includes(change), 'the explanation is another one');
    await picture('bounce-changed', new vscode.Range(0, 0, 0, 0));
    await vscode.window.showTextDocument(zone, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('shows what it means at the code, as the text in the editor', async () => {
    await vscode.workspace.fs.writeFile(
      inWorkspace('.mailtxt.json'),
      new TextEncoder().encode('{ "bounces": ["bounces/*.eml"] }\n'),
    );
    const bounce = await vscode.workspace.openTextDocument(inWorkspace('bounces/returned.eml'));
    const editor = await vscode.window.showTextDocument(bounce, vscode.ViewColumn.One);
    const reported = await found(bounce, 'bounce');
    assert.equal(bounce.getText(reported.range), '550 5.7.23');
    await picture('bounce', reported.range);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'X-Note: moved by a line\n'));
    await until(
      () =>
        vscode.languages
          .getDiagnostics(bounce.uri)
          .some(({ range }) => range.start.line === reported.range.start.line + 1),
      'it stands on the code again',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.workspace.fs.delete(inWorkspace('.mailtxt.json'));
  });
});

describe('senders in VS Code', () => {
  it('are a tree that opens the records, and follows the editor', async () => {
    const settings = inWorkspace('.mailtxt.json');
    const text =
      '{ "senders": { "example.info": [{ "name": "Office relay", "ip": ["192.0.2.10"], "dkim": [] }, { "host": "mail.example.info" }] } }\n';
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(inWorkspace('example.info.zone'));
    await vscode.window.showTextDocument(document);
    await found(document, 'spf-missing-sending-ip');
    await vscode.commands.executeCommand('mailtxt.spfLookups.toggleVisibility');
    await vscode.commands.executeCommand('mailtxt.senders.focus');
    await pause(2500);
    await picture('senders-view', rangeOf(document, '_dmarc'));
    // By the keys: the domain, the relay, its SPF.
    await vscode.commands.executeCommand('mailtxt.senders.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    for (const command of ['list.focusDown', 'list.focusDown', 'list.select'])
      await vscode.commands.executeCommand(command);
    const target = rangeOf(document, '-all').start;
    await until(
      () => vscode.window.activeTextEditor?.selection.active.line === target.line,
      'the cursor is at the SPF record',
    );
    await picture('senders-view-cell', rangeOf(document, '-all'));
    await vscode.commands.executeCommand('mailtxt.spfLookups.toggleVisibility');
  });
});

describe('a Terraform file in VS Code', () => {
  it('shows the fault at the local with the text, in either language', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('dns/main.tf'));
    await vscode.window.showTextDocument(document);
    const finding = await found(document, 'spf-all-pass');
    assert.deepEqual(finding.range, rangeOf(document, '+all'));
    await picture('terraform', finding.range);
  });

  it('shows the faults of a variable file, and which file a hover is about', async () => {
    const values = await vscode.workspace.openTextDocument(inWorkspace('runs/env/prod.tfvars'));
    await vscode.window.showTextDocument(values);
    const finding = await found(values, 'spf-all-pass');
    assert.deepEqual(finding.range, rangeOf(values, '+all'));
    await picture('variable-file', finding.range);
    const main = await vscode.workspace.openTextDocument(inWorkspace('runs/main.tf'));
    await vscode.window.showTextDocument(main);
    const at = rangeOf(main, 'mx $').start;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      main.uri,
      at,
    );
    const shown = hovers.flatMap(({ contents }) =>
      contents.map((one) => (one as vscode.MarkdownString).value),
    );
    assert.match(
      shown.join(' '),
      /Shown with env\/prod\\?\.tfvars\\?\..*also checked with env\/test\\?\.tfvars/s,
    );
    await picture('variable-files-hover', new vscode.Range(at, at), 'editor.action.showHover');
  });
});

describe('formatting and colors in VS Code', () => {
  it('are for zone files; Terraform gets only the colors', async () => {
    const tf = await vscode.workspace.openTextDocument(inWorkspace('dns/main.tf'));
    await vscode.window.showTextDocument(tf);
    const zone = await vscode.workspace.openTextDocument(inWorkspace('example.edu.zone'));
    const editor = await vscode.window.showTextDocument(zone);
    const before = zone.getText();
    await editor.edit((builder) =>
      builder.insert(rangeOf(zone, 'mail    IN').start, 'mx IN A   192.0.2.26\n'),
    );
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(zone.getText(), before.replace('mail    IN', 'mx      IN  A     192.0.2.26\nmail    IN'));
    await picture('formatted', rangeOf(zone, 'mx      IN'));
    for (const { uri } of [tf, zone]) {
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        uri,
      );
      assert.ok(tokens !== undefined && tokens.data.length > 0, uri.path);
    }
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await vscode.commands.executeCommand<readonly unknown[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      tf.uri,
      options,
    );
    assert.equal(edits, undefined);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

describe('hostile text in VS Code', () => {
  const drawn: ReadonlySet<string> = new Set(['p=a`', 'sp=**', 'k=`']);
  for (const [file, places] of [
    [
      'hostile/hostile.zone',
      [
        'v=DMARC1',
        'p=a`',
        'sp=**',
        'TXT',
        'include:',
        '[x]',
        '![q](https://evil.test/unread',
        '+all',
        'k=`',
        '**\\`',
      ],
    ],
    ['hostile/hostile.tf', ['v=DMARC1', 'p=a`', 'mailto:', 'TXT']],
  ] as const) {
    it(`is text in every hover of ${file}`, async () => {
      const document = await vscode.workspace.openTextDocument(inWorkspace(file));
      await vscode.window.showTextDocument(document);
      await found(document, 'dmarc-p-invalid');
      let shown = 0;
      for (const [i, place] of places.entries()) {
        const at = rangeOf(document, place).start.translate(0, 1);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          at,
        );
        for (const part of hovers.flatMap(({ contents }) => contents)) {
          assert.ok(part instanceof vscode.MarkdownString);
          assert.ok(part.isTrusted !== true && part.supportHtml !== true && part.supportThemeIcons !== true);
          assert.deepEqual(foreignIn(part.value, [document.uri.toString()]), []);
          shown++;
        }
        // Where it is drawn, the editor would ask for an image.
        if (!drawn.has(place)) continue;
        const name = `${file.replace(/^.*\.(?=\w+$)/, 'hostile-')}-${i}`;
        await picture(name, new vscode.Range(at, at), 'editor.action.showHover');
        await vscode.commands.executeCommand('editor.action.hideHover');
      }
      assert.ok(shown > 2);
    });
  }
});

async function untilCopied(text: RegExp): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (text.test(await vscode.env.clipboard.readText())) return;
    await pause(50);
  }
  assert.fail(`Nothing was copied that is ${String(text)}`);
}

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

async function found(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  const find = () =>
    vscode.languages.getDiagnostics(document.uri).find((diagnostic) => codeOf(diagnostic) === code);
  return await until(find, `the finding ${code}`);
}
