import assert from 'node:assert/strict';
import {
  InsertReplaceEdit,
  MarkupContent,
  TextEdit,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
} from 'vscode-languageserver';
import { Editor, plain, pulling } from './editor.ts';
import { HEAD } from './zones.ts';

const uri = 'file:///zones/db.example.com';
const zone = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
@ IN TXT "v=spf1 mx include:_sp -all"
`;

const reading: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    completion: { completionItem: { documentationFormat: ['markdown'] } },
  },
};

describe('completion in an editor', () => {
  let editor: Editor;
  afterEach(async () => editor.close());

  async function itemsAt(before: string, file = uri): Promise<readonly CompletionItem[]> {
    const list = await editor.connection.sendRequest<CompletionList | null>('textDocument/completion', {
      textDocument: { uri: file },
      position: editor.rangeOf(file, before).end,
    });
    return list?.items ?? [];
  }

  const resolve = async (item: CompletionItem): Promise<CompletionItem> =>
    editor.connection.sendRequest('completionItem/resolve', item);

  const open = async (capabilities: ClientCapabilities): Promise<void> => {
    editor = await Editor.start({ capabilities });
    await editor.open(uri, zone);
  };

  it('replaces the word at the cursor, and explains what is shown', async () => {
    await open(reading);
    const google = (await itemsAt('include:_s')).find(({ label }) => label === '_spf.google.com');
    assert.ok(google?.textEdit !== undefined && TextEdit.is(google.textEdit));
    assert.equal(editor.textAt(uri, google.textEdit.range), '_sp');
    assert.match(google.detail ?? '', /^Google Workspace, 1 lookup/);
    assert.equal(google.documentation, undefined);
    const { documentation } = await resolve(google);
    assert.ok(MarkupContent.is(documentation));
    assert.equal(documentation.kind, 'markdown');
  });

  it('lets the user decide about the text after the cursor, if the editor supports it', async () => {
    const completionItem = {
      insertReplaceSupport: true,
      commitCharactersSupport: true,
      labelDetailsSupport: true,
    };
    await open({ ...plain, textDocument: { completion: { completionItem } } });
    const google = (await itemsAt('include:_s')).find(({ label }) => label === '_spf.google.com');
    assert.ok(google?.textEdit !== undefined && InsertReplaceEdit.is(google.textEdit));
    assert.equal(editor.textAt(uri, google.textEdit.insert), '_s');
    assert.equal(editor.textAt(uri, google.textEdit.replace), '_sp');
    assert.equal(google.labelDetails?.description, google.detail);
    // What is true of every include is left out where the name of the service may not fit.
    const gandi = (await itemsAt('include:_s')).find(({ label }) => label === '_mailcust.gandi.net');
    assert.equal(gandi?.detail, 'Gandi, at least 1 lookup');
    assert.equal(gandi.labelDetails?.description, 'Gandi');
    const txt = (await itemsAt('mail IN A')).find(({ label }) => label === 'TXT');
    assert.deepEqual(txt?.commitCharacters, [' ', '\t']);
  });

  it('works at the end of a line of 300 KB', async () => {
    const strings = Array.from({ length: 1200 }, (_, i) => `"${i}${'x'.repeat(250)}"`).join(', ');
    const records = `records = [${strings}, "v=spf1 include:_sp"]`;
    editor = await Editor.start({ capabilities: plain });
    const file = 'file:///dns/main.tf';
    await editor.open(
      file,
      `resource "aws_route53_record" "spf" {\n  name = "example.com"\n  type = "TXT"\n  ${records}\n}\n`,
      'terraform',
    );
    const [first] = await itemsAt('include:_sp', file);
    assert.ok(first?.textEdit !== undefined && TextEdit.is(first.textEdit));
    assert.equal(editor.textAt(file, first.textEdit.range), '_sp');
  });

  it('does not change an item of an earlier list', async () => {
    await open(reading);
    const [item] = await itemsAt('v=spf1 ');
    assert.ok(item);
    await itemsAt('include:_s');
    assert.deepEqual(await resolve(item), item);
  });

  it('has plain text, and no command of VS Code, for an editor without them', async () => {
    await open(plain);
    const items = await itemsAt('v=spf1 ');
    assert.ok(items.length > 0 && items.every(({ command }) => command === undefined));
    const [item] = items;
    assert.ok(item);
    const { documentation } = await resolve(item);
    assert.ok(MarkupContent.is(documentation) && documentation.kind === 'plaintext');
  });
});
