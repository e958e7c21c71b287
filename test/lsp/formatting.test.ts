import assert from 'node:assert/strict';
import type { FormattingOptions, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ZONE_FORMAT } from '../../server/src/analysis/input/formats.ts';
import { Editor, pulling } from './editor.ts';

const ZONE = 'file:///example.com.zone';
const OPTIONS: FormattingOptions = { tabSize: 8, insertSpaces: true };
const TEXT = 'a IN A 192.0.2.1\nlonger IN A 192.0.2.2\nbad IN NOTYPE 1\nb IN A 192.0.2.3\n\n';

describe('formatting in an editor', () => {
  let editor: Editor;

  afterEach(() => editor.close());

  async function ask(method: string, uri: string, more: object = {}): Promise<string | null> {
    const edits = await editor.connection.sendRequest<TextEdit[] | null>(`textDocument/${method}`, {
      textDocument: { uri },
      options: OPTIONS,
      ...more,
    });
    return edits === null ? null : TextDocument.applyEdits(editor.document(uri), edits);
  }

  it('aligns a document, and reports once which record is left unchanged', async () => {
    editor = await Editor.start();
    await editor.open(ZONE, TEXT);
    const expected =
      'a      IN A 192.0.2.1\nlonger IN A 192.0.2.2\nbad IN NOTYPE 1\nb      IN A 192.0.2.3\n\n';
    assert.equal(await ask('formatting', ZONE), expected);
    assert.equal(await ask('formatting', ZONE), expected);
    const message =
      'mailtxt did not format 1 record (on line 3): records with errors, templates or unusual headers stay as typed.';
    assert.deepEqual(editor.shown, [message]);
    assert.deepEqual(
      editor.log.filter((line) => line.includes('as typed')),
      [`/example.com.zone: ${message}`, `/example.com.zone: ${message}`],
    );
  });

  it('aligns the lines of a range, and the line before Enter', async () => {
    editor = await Editor.start();
    await editor.open(ZONE, TEXT);
    const range = editor.rangeOf(ZONE, 'b IN');
    const expected = TEXT.replace('b IN', 'b      IN');
    assert.equal(await ask('rangeFormatting', ZONE, { range }), expected);
    await editor.open('file:///other.zone', 'longer  IN A 192.0.2.1\nb IN A 192.0.2.3\n\n');
    const position = { line: 2, character: 0 };
    assert.equal(
      await ask('onTypeFormatting', 'file:///other.zone', { position, ch: '\n' }),
      'longer  IN A 192.0.2.1\nb       IN A 192.0.2.3\n\n',
    );
    assert.deepEqual(editor.shown, []);
  });

  it('leaves Terraform and policy files to other tools', async () => {
    editor = await Editor.start();
    const tf = 'file:///main.tf';
    await editor.open(tf, 'locals {\n a=1\n}\n', 'terraform');
    assert.equal(await ask('formatting', tf), null);
    assert.equal(await ask('formatting', 'file:///never-opened.zone'), null);
  });

  it('is offered only for zone files, if the editor supports this', async () => {
    const dynamic = { dynamicRegistration: true };
    editor = await Editor.start({
      capabilities: {
        ...pulling,
        textDocument: {
          ...pulling.textDocument,
          formatting: dynamic,
          rangeFormatting: dynamic,
          onTypeFormatting: dynamic,
        },
      },
    });
    const registered = (): typeof editor.registered =>
      editor.registered.filter(({ method }) => /formatting/i.test(method));
    await editor.until(() => registered().length === 3);
    // As VS Code and other editors call the language of zone files; not Terraform.
    const documentSelector = ZONE_FORMAT.languages.map((language) => ({ language }));
    assert.deepEqual(
      registered().map(({ method, registerOptions }) => [method, registerOptions]),
      [
        ['textDocument/formatting', { documentSelector }],
        ['textDocument/rangeFormatting', { documentSelector }],
        ['textDocument/onTypeFormatting', { documentSelector, firstTriggerCharacter: '\n' }],
      ],
    );
    assert.equal(editor.greeting.capabilities.documentFormattingProvider, undefined);
  });
});
