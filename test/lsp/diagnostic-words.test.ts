import assert from 'node:assert/strict';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { MAX_PLACES_IN_MESSAGE } from '../../server/src/hosts/lsp/to-protocol.ts';
import { Editor, plain } from './editor.ts';
import { HEAD } from './zones.ts';

const URI = 'file:///zones/example.com.zone';
const PAGE = /https:\/\/\S+\/spf-all-pass\.md/;

describe('why a finding matters', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  const diagnosticOf = async (
    textDocument: NonNullable<ClientCapabilities['textDocument']>,
    text: string,
    rule: string,
  ): Promise<Diagnostic> => {
    editor = await Editor.start({ capabilities: { ...plain, textDocument } });
    await editor.open(URI, HEAD + text);
    const found = (await editor.sent(URI)).find(({ code }) => code === rule);
    assert.ok(found);
    return found;
  };
  const messageOf = async (
    textDocument: NonNullable<ClientCapabilities['textDocument']>,
  ): Promise<string> => {
    const { message } = await diagnosticOf(textDocument, '@ IN TXT "v=spf1 +all"\n', 'spf-all-pass');
    assert.ok(typeof message === 'string');
    return message;
  };

  it('is only in the hover if an editor has hovers', async () => {
    const message = await messageOf({ hover: {} });
    assert.doesNotMatch(message, /\n/);
    const hover = await editor.hover(URI, editor.rangeOf(URI, '+all').start);
    const shown = JSON.stringify(hover?.contents);
    assert.match(shown, /pass SPF/);
    // Plain text has no links: the address is written out.
    assert.match(shown, PAGE);
  });

  it('is in the message of an editor without hovers, with the page of the rule', async () => {
    const [what, why, page, ...rest] = (await messageOf({})).split('\n');
    assert.match(what ?? '', /"\+all"/);
    assert.match(why ?? '', /\w{4,}.*\.$/);
    assert.match(page ?? '', PAGE);
    assert.deepEqual(rest, []);
  });

  it('has no address if the code of a diagnostic is a link', async () => {
    const message = await messageOf({ publishDiagnostics: { codeDescriptionSupport: true } });
    assert.equal(message.split('\n').length, 2);
    assert.doesNotMatch(message, PAGE);
  });
});

describe('related places of a finding', () => {
  const names = Array.from({ length: MAX_PLACES_IN_MESSAGE + 3 }, (_, i) => `host${i}`);
  const low = names.map((name) => `${name} 60 MX 10 mail.example.net.\n`).join('');
  let editor: Editor;
  afterEach(() => editor.close());

  const found = async (relatedInformation: boolean): Promise<Diagnostic> => {
    const textDocument = { hover: {}, publishDiagnostics: { relatedInformation } };
    editor = await Editor.start({ capabilities: { textDocument } });
    await editor.open(URI, HEAD + low);
    const one = (await editor.sent(URI)).find(({ code }) => code === 'zone-ttl-too-low');
    assert.ok(one);
    return one;
  };

  it('are related information if an editor shows it', async () => {
    const { message, relatedInformation = [] } = await found(true);
    assert.ok(typeof message === 'string');
    assert.equal(relatedInformation.length, names.length - 1);
    assert.doesNotMatch(message, /\n/);
  });

  it('are in the message in other editors, up to a limit', async () => {
    const { message, relatedInformation } = await found(false);
    assert.ok(typeof message === 'string');
    assert.equal(relatedInformation, undefined);
    const [, first, ...rest] = message.split('\n');
    assert.match(first ?? '', /^Also host1\.example\.com \(file:\/\/\/zones\/example\.com\.zone#L\d+\)$/);
    assert.equal(rest.length, MAX_PLACES_IN_MESSAGE);
    assert.equal(rest.at(-1), 'and 2 more places');
  });
});
