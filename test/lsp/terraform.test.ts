import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor, waiting } from './editor.ts';
import { Folder } from './zones.ts';

const MAIN = `resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 \${local.include} mx +all"]
}
resource "aws_route53_zone" "main" {
  name = "example.com"
}
`;
const LOCALS = 'locals {\n  include = "include:_spf.example.net"\n}\n';

describe('Terraform in the editor', () => {
  let editor: Editor;
  let folder: Folder;
  let main: string;
  let locals: string;
  beforeEach(async () => {
    folder = new Folder();
    main = folder.write('dns/main.tf', MAIN);
    locals = folder.write('dns/locals.tf', LOCALS);
    editor = await Editor.start({ folders: [folder.uri] });
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const request = async <T>(method: string, uri: string, more: object): Promise<T> =>
    editor.connection.sendRequest<T>(method, { textDocument: { uri }, ...more });
  const whole = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

  for (const language of ['terraform', 'opentofu', 'plaintext', 'hcl']) {
    it(`is read if the editor calls it "${language}"`, async () => {
      await editor.open(main, MAIN, language);
      assert.deepEqual(await editor.squiggles(main), ['spf-all-pass: +all']);
    });
  }

  it('is read in a file that was never saved, if the editor names the language', async () => {
    await editor.open('untitled:Untitled-1', MAIN.replace('${local.include} ', ''), 'terraform');
    assert.deepEqual(await editor.squiggles('untitled:Untitled-1'), ['spf-all-pass: +all']);
  });

  it('is fixed with one keystroke', async () => {
    await editor.open(main, MAIN, 'terraform');
    const [action] = await editor.actions(main, editor.rangeOf(main, '+all'));
    assert.ok(action);
    await editor.choose(action);
    assert.match(editor.textOf(main), /records = \["v=spf1 \$\{local\.include\} mx ~all"\]/);
    assert.deepEqual(await editor.squiggles(main), []);
  });

  it('has hovers, lenses, hints and simulations like zones', async () => {
    await editor.open(main, MAIN, 'terraform');
    const hover = await editor.hover(main, editor.rangeOf(main, 'mx').start);
    assert.match(JSON.stringify(hover), /mx/);
    const lenses = await request<CodeLens[]>('textDocument/codeLens', main, {});
    assert.equal(lenses.length, 1);
    const lens = await editor.connection.sendRequest<CodeLens>('codeLens/resolve', lenses[0]);
    assert.equal(lens.command?.title, 'at least 2 of 10 lookups, 39 bytes');
    const hints = await request<InlayHint[]>('textDocument/inlayHint', main, { range: whole });
    assert.ok(hints.length > 0);
    const { text } = await editor.connection.sendRequest<ReportText>('mailtxt/simulate', {
      textDocument: { uri: main },
      mail: { ip: '192.0.2.1', from: 'a@example.com' },
    });
    assert.match(text, /1 of 10 lookups/);
  });

  it('distinguishes the records of one resource, and shows once what several records have in common', async () => {
    const text = MAIN.replace('["v=spf1', '["x-verification=1", "v=spf1')
      .replace(
        '  name    = "example.com"',
        '  for_each = toset(["a", "b"])\n  name = "${each.key}.example.com"',
      )
      .replace('mx +all', 'mx -all');
    await editor.open(main, text, 'terraform');
    assert.match(JSON.stringify(await editor.hover(main, editor.rangeOf(main, 'mx').start)), /mx/);
    const lenses = await request<CodeLens[]>('textDocument/codeLens', main, {});
    assert.deepEqual(
      lenses.map(({ range }) => range.start),
      [editor.rangeOf(main, '"v=spf1').start],
    );
    const hints = await request<InlayHint[]>('textDocument/inlayHint', main, { range: whole });
    const places = hints.map(({ position }) => JSON.stringify(position));
    assert.equal(new Set(places).size, places.length);
  });

  it('uses the other files of the module in the editor, saved or not', async () => {
    await editor.open(main, MAIN, 'terraform');
    assert.deepEqual(await editor.squiggles(main), ['spf-all-pass: +all']);
    await editor.open(locals, LOCALS, 'terraform');
    await editor.replace(locals, '_spf.example.net', 'a..b');
    assert.deepEqual(await editor.squiggles(main), ['spf-all-pass: +all']);
    const [only, ...more] = await editor.squiggles(locals);
    assert.match(only ?? '', /: a\.\.b$/);
    assert.deepEqual(more, []);
    await editor.shut(locals);
    assert.deepEqual(await editor.squiggles(main), ['spf-all-pass: +all']);
  });

  it('is updated when another file of the module changes on disk', async () => {
    await editor.close();
    editor = await Editor.start({ folders: [folder.uri], capabilities: waiting });
    await editor.open(main, MAIN, 'terraform');
    await editor.sent(main);
    await editor.until(() => editor.watched.includes('**/*'));
    folder.write('dns/locals.tf', LOCALS.replace('include:_spf.example.net', 'inclde:x'));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: locals, type: 2 }] });
    // It is shown at its source, in a file that is not open.
    await editor.until(() =>
      editor.published.some((sent) => sent.uri === locals && sent.diagnostics.length > 0),
    );
  });

  it('follows the data that a module reads', async () => {
    const data = folder.write('dns/records.yaml', 'spf: "v=spf1 -all"\n');
    const text = MAIN.replace(
      '["v=spf1 ${local.include} mx +all"]',
      '[yamldecode(file("${path.module}/records.yaml")).spf]',
    );
    await editor.open(main, text, 'terraform');
    assert.deepEqual(await editor.squiggles(main), []);
    writeFileSync(new URL(data), 'spf: "v=spf1 +all"\n');
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: data, type: 2 }] });
    // It is shown at its source, in a file that is not open.
    assert.equal((await editor.workspaceDiagnostics()).get(data)?.length, 1);
  });

  it('follows changes in the files that a module finds', async () => {
    folder.write('dns/zones/a.yaml', 'spf: "v=spf1 -all"\n');
    const text = MAIN.replace(
      '["v=spf1 ${local.include} mx +all"]',
      '[for f in fileset(path.module, "zones/**/*.yaml") : yamldecode(file("${path.module}/${f}")).spf]',
    );
    await editor.open(main, text, 'terraform');
    assert.deepEqual(await editor.squiggles(main), []);
    const made = folder.write('dns/zones/more/b.yaml', 'spf: "v=spf1 +all"\n');
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: made, type: 1 }] });
    assert.ok(((await editor.workspaceDiagnostics()).get(made)?.length ?? 0) > 0);
    rmSync(new URL(made));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: made, type: 3 }] });
    assert.equal((await editor.workspaceDiagnostics()).get(made)?.length ?? 0, 0);
  });

  for (const first of ['main', 'data'] as const) {
    it(`has the data that a module reads as a document, if ${first} is opened first`, async () => {
      const text = 'spf: v=spf1 mx -all\n';
      const data = folder.write('dns/records.yaml', text);
      const reading = MAIN.replace(
        '["v=spf1 ${local.include} mx +all"]',
        '[yamldecode(file("${path.module}/records.yaml")).spf]',
      );
      if (first === 'data') await editor.open(data, text, 'yaml');
      await editor.open(main, reading, 'terraform');
      assert.deepEqual(await editor.squiggles(main), []);
      if (first === 'main') await editor.open(data, text, 'yaml');
      await editor.replace(data, '-all', '+all');
      // A file that belonged to no module when it was opened is checked when the user stops typing.
      while ((await editor.squiggles(data)).length === 0) await editor.pull(main);
      assert.deepEqual(await editor.squiggles(data), ['spf-all-pass: +all']);
      assert.deepEqual(await editor.squiggles(main), []);
      const [action] = await editor.actions(data, editor.rangeOf(data, '+all'));
      assert.ok(action);
      await editor.choose(action);
      assert.equal(editor.textOf(data), 'spf: v=spf1 mx ~all\n');
    });
  }

  it('reports faults in a call of a module', async () => {
    await editor.open(main, `${MAIN}module "x" {\n  source = "./"\n}\n`, 'terraform');
    assert.match(JSON.stringify(await editor.diagnostics(main)), /calls itself/);
  });

  describe('with variable files', () => {
    const module = `variable "spf" {}\nvariable "zone" {}\n${MAIN.replace('["v=spf1 ${local.include} mx +all"]', '[var.spf]').replaceAll('"example.com"', 'var.zone')}`;
    const values = (spf: string): string => `zone = "Example.org"\nspf  = "${spf}"\n`;

    it('shows the faults of each, as they are added, changed and deleted', async () => {
      const prod = folder.write('dns/env/prod.tfvars', values('v=spf1 mx +all'));
      await editor.open(prod, values('v=spf1 mx +all'), 'terraform-vars');
      folder.write('dns/main.tf', module);
      await editor.open(main, module, 'terraform');
      assert.deepEqual(await editor.squiggles(prod), ['spf-all-pass: +all']);
      await editor.replace(prod, '+all', '-all');
      assert.deepEqual(await editor.squiggles(prod), []);
      const stage = folder.write('dns/env/stage.tfvars', values('v=spf1 +all'));
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: stage, type: 1 }] });
      assert.equal((await editor.workspaceDiagnostics()).get(stage)?.length, 1);
      rmSync(new URL(stage));
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: stage, type: 3 }] });
      assert.equal((await editor.workspaceDiagnostics()).get(stage)?.length ?? 0, 0);
    });

    it('uses those that the settings name', async () => {
      folder.write('dns/env/prod.tfvars', values('v=spf1 mx +all'));
      const other = folder.write('other.tfvars', values('v=spf1 mx a -all include:x.example.net'));
      await editor.close();
      editor = await Editor.start({
        folders: [folder.uri],
        settings: { '': { terraform: { varFiles: ['other.tfvars'] } } },
      });
      folder.write('dns/main.tf', module);
      await editor.open(main, module, 'terraform');
      await editor.open(other, values('v=spf1 mx a -all include:x.example.net'), 'terraform-vars');
      assert.deepEqual(await editor.squiggles(other), ['spf-terms-after-all: include:x.example.net']);
    });
  });
});
