import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const zone = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
@ IN TXT "v=spf1 mx -all"
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
`;

function report(ip: string): string {
  return `<feedback><report_metadata><org_name>example.net</org_name></report_metadata>
<policy_published><domain>example.com</domain></policy_published><record><row><source_ip>${ip}</source_ip><count>3</count>
<policy_evaluated><spf>pass</spf><dkim>fail</dkim></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>
<auth_results><spf><domain>example.com</domain><result>pass</result></spf></auth_results></record></feedback>`;
}

describe('who sends, in the editor', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;
  beforeEach(() => {
    folder = new Folder();
    uri = folder.uriOf('zones/db.example.com');
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const missing = async (): Promise<readonly string[]> =>
    (await editor.diagnostics(uri))
      .filter(({ code }) => code === 'spf-missing-sending-ip')
      .map(({ message }) => (typeof message === 'string' ? message : message.value).split('\n')[0] ?? '');

  it('finds a declared sender that SPF leaves out, and lets it pass', async () => {
    const config = folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [{ "ip": ["192.0.2.10"] }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), ['Mail of example.com comes from 192.0.2.10, and "-all" gives fail.']);
    const range = { start: { line: 9, character: 21 }, end: { line: 9, character: 21 } };
    const actions: CodeAction[] = await editor.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    assert.ok(actions.some(({ title }) => title === 'Add "ip4:192.0.2.10"'));
    await editor.replace(uri, 'mx -all', 'mx ip4:192.0.2.10 -all');
    assert.deepEqual(await missing(), []);
    await editor.open(config, '{ "senders": { "example.com": [{ "ip": ["192.0.2.11"] }] } }', 'jsonc');
    await editor.until(() => editor.refreshes > 0);
    assert.deepEqual(await missing(), ['Mail of example.com comes from 192.0.2.11, and "-all" gives fail.']);
  });

  it('sees reports that come and change', async () => {
    folder.write('.mailtxt.json', '{ "reports": ["reports/*.xml"] }');
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), []);
    const file = folder.write('reports/a.xml', report('192.0.2.77'));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: file, type: 1 }] });
    await editor.until(() => editor.refreshes > 0);
    assert.match((await missing()).join(), /^Mail of example\.com came from 192\.0\.2\.77 and passed/);
  });

  it('shows the table, with places that lead to the records', async () => {
    folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [{ "name": "Relay", "ip": ["192.0.2.10"] }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const { text, links }: ReportText = await editor.connection.sendRequest('mailtxt/senders', {});
    assert.match(text, /^ {2}Relay +fail +none +rejected$/m);
    assert.ok(links.some(({ target }) => target === `${uri}#L10`));
  });

  it('lists whom records hint at, and says what writes a first .mailtxt.json', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const { text }: ReportText = await editor.connection.sendRequest('mailtxt/senders', {});
    assert.match(text, /^ {2}mail\.example\.com +pass +none +by one leg alone\?$/m);
    assert.match(text, /The command "mailtxt: Declare Senders" writes a first \.mailtxt\.json/);
  });
});
