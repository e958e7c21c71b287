import assert from 'node:assert/strict';
import { MAX_DIAGRAMS } from '../../server/src/features/reports/senders.ts';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const ZONE = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
@ IN TXT "v=spf1 mx include:_spf.example.com -all"
_spf IN TXT "v=spf1 a:ns1.example.com -all"
_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
`;
const SETTINGS = '{ "senders": { "example.com": [{ "name": "Office relay", "ip": ["192.0.2.10"] }] } }';
const BOUNCE = '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7';

describe('reports as pages', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;
  const start = async (options?: object): Promise<void> => {
    folder = new Folder();
    folder.write('.mailtxt.json', SETTINGS);
    uri = folder.write('zones/example.com.zone', ZONE);
    editor = await Editor.start({ folders: [folder.uri], ...(options && { options }) });
    await editor.open(uri, ZONE);
  };
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const ask = (method: string, params: object): Promise<ReportText> =>
    editor.connection.sendRequest(`mailtxt/${method}`, params);

  it('are sent to an editor that shows them, and to no other', async () => {
    await start();
    assert.equal('page' in (await ask('senders', {})), false);
    await editor.close();
    folder.remove();
    await start({ pages: true });
    for (const [method, params] of [
      ['senders', {}],
      ['senders', { policy: 'reject' }],
      ['explain', { text: BOUNCE }],
      ['simulate', { mail: { ip: '192.0.2.10', from: 'a@example.com' } }],
    ] as const) {
      const { page, text } = await ask(method, params);
      assert.ok(page !== undefined && page.blocks.length > 0, method);
      assert.ok(text.length > 0, method);
      assert.ok(page.links.every(({ uri: target }) => target.startsWith(folder.uri)));
    }
  });

  it('have links to the characters that they name, by number', async () => {
    await start({ pages: true });
    const { page } = await ask('explain', { text: BOUNCE });
    const texts = page?.links.map(({ uri: target, range }) => {
      assert.equal(target, uri);
      return ZONE.split('\n')[range.start.line];
    });
    assert.ok(texts?.includes('@ IN TXT "v=spf1 mx include:_spf.example.com -all"'));
    assert.doesNotMatch(JSON.stringify(page?.blocks), /file:/);
  });

  it('have the tree of the SPF record with what each term uses', async () => {
    await start({ pages: true });
    const { page } = await ask('senders', {});
    const blocks = JSON.stringify(page?.blocks);
    assert.match(blocks, /"kind":"diagram","label":"SPF record of example\.com: 3 of 10 lookups/);
    assert.match(blocks, /a:ns1\.example\.com/);
  });

  it('have the SPF records of a limited number of domains, and show where the others are', async () => {
    await start({ pages: true });
    for (let i = 0; i < MAX_DIAGRAMS + 3; i++) {
      const text = ZONE.replace('$ORIGIN example.com.', `$ORIGIN n${i}.example.`).replaceAll(
        '.example.com',
        `.n${i}.example`,
      );
      await editor.open(folder.uriOf(`zones/n${i}.example.zone`), text);
    }
    const { page, text } = await ask('senders', {});
    const kinds = page?.blocks.filter(({ kind }) => kind === 'diagram');
    assert.equal(kinds?.length, MAX_DIAGRAMS);
    assert.match(text, /^SPF records are drawn for 50 domains\. The SPF Lookups view shows the others\.$/m);
  });

  it('have the edits of a plan, computed when they are applied', async () => {
    await start({ pages: true });
    const { page } = await ask('senders', { policy: 'reject' });
    const action = page?.actions.find(({ title }) => title.includes('ip4:192.0.2.10'));
    assert.ok(action !== undefined, JSON.stringify(page?.actions));
    await editor.replace(uri, 'v=spf1 mx', 'v=spf1 mx a');
    const apply = (): Promise<boolean> =>
      editor.connection.sendRequest('mailtxt/applyPolicyFix', { policy: 'reject', fix: action.id });
    assert.equal(await apply(), true);
    assert.match(editor.textOf(uri), /ip4:192\.0\.2\.10/);
    // It is made, so it is offered no more.
    assert.equal(await apply(), false);
  });

  it('reject what is not one of their edits', async () => {
    await start({ pages: true });
    for (const params of [{ policy: 'reject', fix: 'x' }, { policy: 'constructor', fix: 1 }, {}])
      assert.equal(await editor.connection.sendRequest('mailtxt/applyPolicyFix', params), false);
  });
});
