import assert from 'node:assert/strict';
import { MarkupContent, type CodeLens, type InlayHint } from 'vscode-languageserver';
import type { MailFault } from '../../server/src/features/mail-question.ts';
import type { ReportText, SpfTreeItem } from '../../server/src/hosts/lsp/requests.ts';
import { Editor, plain } from './editor.ts';
import { HEAD } from './zones.ts';

const folder = 'file:///mailtxt-example';
const uri = `${folder}/zones/db.example.com`;
const other = `${folder}/zones/db.example.net`;
const zone = `${HEAD}@ IN TXT "v=spf1 mx include:_spf.example.net -all"
@ IN MX 10 mail
mail IN A 192.0.2.25
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
`;
const otherZone = `${HEAD.replaceAll('example.com', 'example.net')}_spf IN TXT "v=spf1 a:ns1.example.net a:ns2.example.net -all"
`;

describe('the lookups of an SPF record, in the editor', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start({ folders: [folder], options: { spfTree: true } });
    await editor.open(uri, zone);
  });
  afterEach(async () => editor.close());

  const lenses = async (of = uri): Promise<readonly CodeLens[]> =>
    editor.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: of } });
  const resolved = async (lens: CodeLens | undefined): Promise<CodeLens> =>
    editor.connection.sendRequest('codeLens/resolve', lens);
  const hints = async (start = 0, end = 100): Promise<readonly InlayHint[]> =>
    editor.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
    });
  const tree = async (at: string, of = uri): Promise<SpfTreeItem | null> =>
    editor.connection.sendRequest('mailtxt/spfTree', {
      textDocument: { uri: of },
      position: editor.rangeOf(of, at).start,
    });

  it('are a line above the record, counted when it becomes visible', async () => {
    const [lens, ...others] = await lenses();
    assert.deepEqual(others, []);
    assert.equal(lens?.command, undefined);
    assert.equal(lens?.range.start.line, 7);
    const { command } = await resolved(lens);
    assert.deepEqual(command, {
      title: 'at least 2 of 10 lookups, 39 bytes',
      command: 'mailtxt.showSpfLookups',
      arguments: [uri, { line: 7, character: 0 }],
    });
  });

  it('follow the other documents, with a refresh', async () => {
    await editor.open(other, otherZone);
    await editor.until(() => editor.outdated.length >= 3);
    assert.deepEqual([...editor.outdated].sort(), [
      'mailtxt/spfTreeChanged',
      'workspace/codeLens/refresh',
      'workspace/inlayHint/refresh',
    ]);
    const [lens] = await lenses();
    assert.equal((await resolved(lens)).command?.title, '4 of 10 lookups, 39 bytes');
    const root = await tree('v=spf1');
    assert.deepEqual(
      root?.children.map(({ label, detail }) => `${label}: ${detail}`),
      ['mx: 1 (1 so far)', 'include:_spf.example.net: 3 (4 so far)'],
    );
    const place = root.children[1]?.location;
    assert.equal(place?.uri, other);
    assert.equal(editor.textAt(other, place.range), '"v=spf1 a:ns1.example.net a:ns2.example.net -all"');
    assert.equal(root.children[1]?.children.length, 2);
  });

  it('returns no lookups for an outdated text', async () => {
    const [lens] = await lenses();
    await editor.replace(uri, ' mx', ' mx a');
    await assert.rejects(resolved(lens), /changed in the meantime/);
  });

  it('is after the terms in the range, and no others', async () => {
    assert.deepEqual(
      (await hints()).map(({ label, position }) => [label, position.character]),
      [
        ['⟨1⟩', 19],
        ['⟨≥1⟩', 44],
      ],
    );
    assert.deepEqual(await hints(8), []);
  });

  it('is in the hover', async () => {
    const hover = await editor.hover(uri, editor.rangeOf(uri, 'mx').start);
    assert.ok(MarkupContent.is(hover?.contents));
    assert.match(hover.contents.value, /mail\.example\.com: 192\.0\.2\.25/);
  });

  it('can be turned off separately', async () => {
    await editor.configure({ '': { spf: { codeLens: false, inlayHints: false, hoverTree: false } } });
    await editor.until(() => editor.outdated.length >= 3);
    assert.deepEqual(await lenses(), []);
    assert.deepEqual(await hints(), []);
    const hover = await editor.hover(uri, editor.rangeOf(uri, 'mx').start);
    assert.ok(MarkupContent.is(hover?.contents));
    assert.doesNotMatch(hover.contents.value, /192\.0\.2\.25/);
  });

  it('has no tree without an SPF record', async () => {
    assert.equal(await tree('_dmarc'), null);
    assert.equal(await tree('mail IN A'), null);
  });

  it('is not a command for an editor without the view', async () => {
    const simple = await Editor.start({ capabilities: plain });
    await simple.open(uri, zone);
    const [lens] = await simple.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    const { command } = await simple.connection.sendRequest<CodeLens>('codeLens/resolve', lens);
    assert.deepEqual(command, { title: 'at least 2 of 10 lookups, 39 bytes', command: '' });
    assert.deepEqual(simple.outdated, []);
    await simple.close();
  });

  it('evaluates mail with the text in the editor, saved or not', async () => {
    const ask = async (ip: string): Promise<ReportText> =>
      editor.connection.sendRequest('mailtxt/simulate', {
        textDocument: { uri },
        mail: { ip, from: 'user@example.com' },
      });
    assert.match((await ask('203.0.113.9')).text, /^UNKNOWN/);
    await editor.replace(uri, 'include:_spf.example.net', 'ip4:203.0.113.9');
    const { text, links } = await ask('203.0.113.9');
    assert.match(text, /^ACCEPTED {2}The mail passes DMARC\.\n/);
    assert.match(text, /ip4:203\.0\.113\.9 {2}matches {2}zones\/db\.example\.com:8$/m);
    const lines = text.split('\n');
    assert.deepEqual(
      links.map(({ range: { start, end }, target }) => [
        lines[start.line]?.slice(start.character, end.character),
        target,
      ]),
      [
        ['zones/db.example.com:8', `${uri}#L8`],
        ['zones/db.example.com:11', `${uri}#L11`],
      ],
    );
  });

  const faults: readonly (readonly [mail: object, field: string | undefined])[] = [
    [{ ip: '192.0.2.256' }, 'ip'],
    [{ ip: '2001:db8::1' }, undefined],
    // SPF gives none for such a domain (RFC 7208 §4.3).
    [{ ip: '2001:db8::1', from: 'user@example..com' }, undefined],
    [{ from: '' }, 'helo'],
    [{ from: '', helo: 'mail.example.com' }, undefined],
    [{ headerFrom: 'user@example..com' }, 'headerFrom'],
    [{ dkim: ['example.com:s1', 'example.com:'] }, 'dkim'],
  ];
  for (const [mail, field] of faults) {
    it(`finds ${field === undefined ? 'nothing' : `"${field}"`} wrong with ${JSON.stringify(mail)}`, async () => {
      const fault: MailFault | null = await editor.connection.sendRequest('mailtxt/checkMail', mail);
      assert.equal(fault?.field, field);
    });
  }

  it('replies to an invalid description of a message with its faults', async () => {
    const answer = await editor.connection.sendRequest('mailtxt/simulate', { mail: { ip: 'x', from: '' } });
    assert.deepEqual(answer, { field: 'ip', message: '"x" is not an IP address' });
  });

  it('explains a bounce, and points to the record', async () => {
    await editor.replace(uri, 'p=reject', 'p=rejekt');
    const { text, links }: ReportText = await editor.connection.sendRequest('mailtxt/explain', {
      text: "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.",
    });
    assert.match(text, /^ {2}Meaning {12}The mail does not pass DMARC/m);
    assert.match(text, /^ {5}zones\/db\.example\.com:11:1: _dmarc\.example\.com TXT$/m);
    assert.ok(links.some(({ target }) => target === `${uri}#L11,1`));
  });

  it('reports that there is nothing to explain', async () => {
    const { text }: ReportText = await editor.connection.sendRequest('mailtxt/explain', { text: '' });
    assert.match(text, /^The text contains no reply from a mail server/);
  });
});
