import assert from 'node:assert/strict';
import type { ClientCapabilities, CodeAction, TextEdit } from 'vscode-languageserver';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import type { ReportText, SendersItem } from '../../server/src/hosts/lsp/requests.ts';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import { Editor, pulling } from './editor.ts';
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

describe('senders in the editor', () => {
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

  it('reports a declared sender that SPF leaves out, and adds it', async () => {
    const config = folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [{ "ip": ["192.0.2.10"] }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), ['Mail of example.com comes from 192.0.2.10, but "-all" gives fail.']);
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
    assert.deepEqual(await missing(), ['Mail of example.com comes from 192.0.2.11, but "-all" gives fail.']);
  });

  it('follows reports that are added and changed', async () => {
    folder.write('.mailtxt.json', '{ "reports": ["reports/*.xml"] }');
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), []);
    const file = folder.write('reports/a.xml', report('192.0.2.77'));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: file, type: 1 }] });
    await editor.until(() => editor.refreshes > 0);
    assert.match((await missing()).join(), /^Mail of example\.com came from 192\.0\.2\.77 and passed/);
  });

  it('responds while large reports are read, and knows the senders once they are', async () => {
    folder.write(
      '.mailtxt.json',
      '{ "reports": ["reports/*.xml"], "senders": { "example.com": [{ "ip": ["192.0.2.10"] }] } }',
    );
    for (let i = 0; i < 20; i++) folder.write(`reports/${i}.xml`, report('192.0.2.77'));
    let now = 0;
    // Two looks at the clock are a slice.
    editor = await Editor.start({
      folders: [folder.uri],
      runtime: { ...nodeRuntime, now: () => (now += 15) },
    });
    await editor.open(uri, zone);
    const declared = 'Mail of example.com comes from 192.0.2.10, but "-all" gives fail.';
    assert.deepEqual(await missing(), [declared]);
    await editor.until(() => editor.refreshes > 0);
    const [first, second] = await missing();
    assert.equal(first, declared);
    assert.match(second ?? '', /^Mail of example\.com came from 192\.0\.2\.77 and passed/);
  });

  it('shows the table, with links to the records', async () => {
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

  it('lists possible senders, and how to write a first .mailtxt.json', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const { text }: ReportText = await editor.connection.sendRequest('mailtxt/senders', {});
    assert.match(text, /^ {2}mail\.example\.com +pass +none +accepted \(SPF only\)\?$/m);
    assert.match(text, /The command "mailtxt: Declare Senders" creates\s+\.mailtxt\.json/);
  });

  const tree = async (): Promise<readonly SendersItem[]> =>
    (await editor.connection.sendRequest<readonly SendersItem[] | null>('mailtxt/sendersTree', {})) ?? [];
  const lines = (items: readonly SendersItem[], indent = ''): readonly string[] =>
    items.flatMap(({ label, detail, state, children }) => [
      `${indent}${label}: ${detail} [${state}]`,
      ...lines(children, `${indent}  `),
    ]);

  it('is the tree under another policy if the editor requests one', async () => {
    folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [{ "name": "Stray", "ip": ["198.51.100.7"], "dkim": [] }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const under = async (policy: unknown): Promise<string | undefined> => {
      const items = await editor.connection.sendRequest<readonly SendersItem[]>('mailtxt/sendersTree', {
        policy,
      });
      return items[0]?.children[0]?.detail;
    };
    assert.match((await under('reject')) ?? '', /^rejected/);
    assert.match((await under('quarantine')) ?? '', /^quarantined/);
    assert.match((await under('none')) ?? '', /^fails, not enforced/);
    assert.equal(await under({ policy: 1 }), await under(undefined));
  });

  it('is a tree of domains, senders and the verdicts on their mail', async () => {
    folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [{ "name": "Relay", "ip": ["192.0.2.10"], "envelope": "bounces.example.com" }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, `${zone}bounces IN TXT "v=spf1 ip4:192.0.2.10 -all"\n`);
    const found = await tree();
    assert.deepEqual(lines(found), [
      'example.com: 1 known, 1 implied [domain]',
      '  Relay: accepted (SPF only) [warning]',
      '    SPF: pass [good]',
      '    SPF alignment: aligned [good]',
      '    DKIM: none [error]',
      '    DKIM alignment: unknown [error]',
      '    DMARC, RFC 9989: pass [good]',
      '    DMARC, RFC 7489: pass [good]',
      '  mail.example.com: implied: accepted (SPF only) [implied]',
      '    SPF: pass [good]',
      '    SPF alignment: aligned [good]',
      '    DKIM: none [error]',
      '    DKIM alignment: unknown [error]',
      '    DMARC, RFC 9989: pass [good]',
      '    DMARC, RFC 7489: pass [good]',
    ]);
    const spf = found[0]?.children[0]?.children[0];
    assert.deepEqual(spf?.location, {
      uri,
      range: { start: { line: 11, character: 23 }, end: { line: 11, character: 37 } },
    });
    await editor.replace(uri, '_dmarc IN TXT "v=DMARC1;', '_dmarc IN TXT "v=DMARC1; aspf=s;');
    assert.deepEqual(lines(await tree()).slice(1, 8), [
      '  Relay: rejected [error]',
      '    SPF: pass [good]',
      '    SPF alignment: not aligned [error]',
      '    DKIM: none [error]',
      '    DKIM alignment: unknown [error]',
      '    DMARC, RFC 9989: fail [error]',
      '    DMARC, RFC 7489: fail [error]',
    ]);
  });

  it('has a reason and a place for every square: its record, or otherwise the declaration of the sender', async () => {
    const settings = folder.write(
      '.mailtxt.json',
      '{ "senders": { "example.com": [\n  "mailgun",\n  { "name": "Relay", "ip": ["192.0.2.10"] }] } }',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const squares = (await tree()).flatMap(({ children }) => children.flatMap((sender) => sender.children));
    assert.ok(squares.length > 12);
    for (const { label, meaning, location } of squares) {
      assert.notEqual(meaning, '', label);
      assert.ok(location, label);
    }
    const placeOf = (sender: number, label: string): string => {
      const { location } = squares.filter((one) => one.label === label)[sender] ?? {};
      return `${location?.uri ?? ''}:${(location?.range.start.line ?? -1) + 1}`;
    };
    // Nothing says which selectors Mailgun signs with; the relay has an SPF record that decides, and no key.
    assert.equal(placeOf(0, 'DKIM'), `${settings}:2`);
    assert.equal(placeOf(1, 'SPF'), `${uri}:10`);
    assert.equal(placeOf(1, 'DKIM'), `${settings}:3`);
    assert.equal(placeOf(1, 'DMARC, RFC 9989'), `${uri}:11`);
  });

  it('has what Terraform sets up, with the text in the editor', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    const main = folder.uriOf('main.tf');
    await editor.open(main, 'resource "mailgun_domain" "a" {\n  name = "mg.example.com"\n}\n', 'terraform');
    const found = await tree();
    assert.deepEqual(lines(found).slice(0, 2), [
      'mg.example.com: 1 implied [domain]',
      '  Mailgun: implied: unknown [implied]',
    ]);
    const mailgun = found[0]?.children[0];
    assert.match(
      mailgun?.meaning ?? '',
      /^A possible sender, inferred and not declared:.*\nIt is set up .* by mailgun_domain\.a /,
    );
    assert.deepEqual(mailgun?.location?.range, {
      start: { line: 1, character: 9 },
      end: { line: 1, character: 25 },
    });
    await editor.replace(main, 'mg.example.com', 'mail.example.com');
    assert.deepEqual(lines(await tree()).slice(0, 1), ['mail.example.com: 1 implied [domain]']);
  });

  it('notifies an editor with the view that settings changed', async () => {
    editor = await Editor.start({ folders: [folder.uri], options: { senders: true } });
    await editor.open(uri, zone);
    await editor.open(
      folder.uriOf('.mailtxt.json'),
      '{ "senders": { "example.com": ["mailgun"] } }',
      'jsonc',
    );
    await editor.until(() => editor.outdated.includes('mailtxt/sendersChanged'));
    assert.match(lines(await tree()).join('\n'), /^ {2}Mailgun: /m);
  });

  describe('a first .mailtxt.json', () => {
    const creating: ClientCapabilities = {
      ...pulling,
      workspace: {
        ...pulling.workspace,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
    };
    const declaring = async (character: number, line = 9): Promise<CodeAction | undefined> => {
      const at = { line, character };
      const actions: CodeAction[] = await editor.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      });
      return actions.find(({ title }) => title === 'Declare senders in a new .mailtxt.json');
    };

    it('is created by an action on an SPF record, without changing an existing one', async () => {
      editor = await Editor.start({ folders: [folder.uri], capabilities: creating });
      await editor.open(uri, zone);
      const action = await declaring(20);
      assert.ok(action);
      const { edit }: CodeAction = await editor.connection.sendRequest('codeAction/resolve', action);
      const [create, insert] = edit?.documentChanges ?? [];
      const target = folder.uriOf('.mailtxt.json');
      assert.deepEqual(create, {
        kind: 'create',
        uri: target,
        options: { overwrite: false, ignoreIfExists: false },
      });
      assert.ok(insert !== undefined && 'edits' in insert);
      const [{ newText } = { newText: '' }] = insert.edits as TextEdit[];
      assert.match(newText, /\{ "host": "mail\.example\.com" \},/);
      assert.deepEqual(parseConfig(newText).problems, []);
    });

    it('is offered nowhere else, and not if there is one', async () => {
      editor = await Editor.start({ folders: [folder.uri], capabilities: creating });
      await editor.open(uri, zone);
      assert.equal(await declaring(3, 7), undefined);
      folder.write('.mailtxt.json', '{}');
      await editor.notify('workspace/didChangeWatchedFiles', {
        changes: [{ uri: folder.uriOf('.mailtxt.json'), type: 1 }],
      });
      assert.equal(await declaring(20), undefined);
      const { edits, ...rest } = await editor.connection.sendRequest<{ edits: TextEdit[] }>(
        'mailtxt/firstSettings',
        {},
      );
      assert.deepEqual(rest, {
        uri: folder.uriOf('.mailtxt.json'),
        text: null,
        added: ['example.com: { "host": "mail.example.com" }'],
      });
      const [{ newText } = { newText: '' }] = edits;
      assert.deepEqual(parseConfig(`{${newText}}`).problems, []);
    });
  });
});
