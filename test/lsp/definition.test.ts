import assert from 'node:assert/strict';
import type { ClientCapabilities, Location, LocationLink } from 'vscode-languageserver';
import { Editor, pulling } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

// There is no such folder.
const folder = 'file:///mailtxt-example';
const uri = `${folder}/zones/db.example.com`;
const other = `${folder}/zones/db.example.net`;
const zone = `${HEAD}@ IN TXT "v=spf1 mx a:relay.example.com inc" "lude:_spf.example.net exists:%{i}.example.net -all"
@ IN MX 10 mail
mail IN A 192.0.2.25
mail IN AAAA 2001:db8::25
relay IN CNAME mail
s1._domainkey IN CNAME key.example.net.
`;
const otherZone = `${HEAD.replaceAll('example.com', 'example.net')}_spf IN TXT "not-this"
_spf IN TXT "v=spf1 ip4:192.0.2.9 -all"
key IN TXT "v=DKIM1; p="
`;

const linking: ClientCapabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, definition: { linkSupport: true } },
};

describe('the definition of a name', () => {
  let editor: Editor;
  afterEach(async () => editor.close());

  const links = async (document: string, before: string): Promise<readonly LocationLink[]> => {
    const found = await editor.connection.sendRequest<LocationLink[] | null>('textDocument/definition', {
      textDocument: { uri: document },
      position: editor.rangeOf(document, before).end,
    });
    return found ?? [];
  };
  /** The characters that lead somewhere, and the data of the records that they lead to. */
  const leads = async (document: string, before: string): Promise<readonly string[]> =>
    (await links(document, before)).map(({ originSelectionRange, targetUri, targetSelectionRange }) => {
      assert.ok(originSelectionRange);
      return `${editor.textAt(document, originSelectionRange)} → ${editor.textAt(targetUri, targetSelectionRange)}`;
    });

  const open = async (capabilities = linking): Promise<void> => {
    editor = await Editor.start({ folders: [folder], capabilities });
    await editor.open(uri, zone);
    await editor.open(other, otherZone);
  };

  it('is the record of an include, also of a term that two strings share', async () => {
    await open();
    assert.deepEqual(await leads(uri, 'lude:_s'), [
      'inc" "lude:_spf.example.net → "v=spf1 ip4:192.0.2.9 -all"',
    ]);
  });

  it('is the target of the other terms', async () => {
    await open();
    assert.deepEqual(await leads(uri, 'v=spf1 m'), ['mx → 10 mail']);
    assert.deepEqual(await leads(uri, 'a:relay'), ['a:relay.example.com → mail']);
  });

  it('is that of a name in the data of a record', async () => {
    await open();
    assert.deepEqual(await leads(uri, 'MX 10 ma'), ['mail → 192.0.2.25', 'mail → 2001:db8::25']);
    assert.deepEqual(await leads(uri, 'CNAME key.'), ['key.example.net. → "v=DKIM1; p="']);
  });

  it('is nothing for what depends on the mail, is not here, or is not a name', async () => {
    await open();
    assert.deepEqual(await leads(uri, 'exists:'), []);
    assert.deepEqual(await leads(uri, '-al'), []);
    assert.deepEqual(await leads(uri, 'MX 1'), []);
    assert.deepEqual(await leads(uri, 'hostm'), []);
    assert.deepEqual(await leads(uri, '$ORIGIN exam'), []);
    await editor.shut(other);
    assert.deepEqual(await leads(uri, 'lude:_s'), []);
  });

  it('is only a location for editors without definition links', async () => {
    await open(pulling);
    const found = await editor.connection.sendRequest<Location[]>('textDocument/definition', {
      textDocument: { uri },
      position: editor.rangeOf(uri, 'lude:_s').end,
    });
    assert.deepEqual(
      found.map((one) => `${one.uri} ${editor.textAt(other, one.range)}`),
      [`${other} "v=spf1 ip4:192.0.2.9 -all"`],
    );
  });

  it('of an include is the file', async () => {
    const disk = new Folder();
    try {
      disk.write('more.zone', 'www IN A 192.0.2.80\n');
      const including = disk.write('db.example.com', `${HEAD}$INCLUDE more.zone\n`);
      editor = await Editor.start({ folders: [disk.uri], capabilities: linking });
      await editor.open(including, `${HEAD}$INCLUDE more.zone\n`);
      const [link] = await links(including, '$INCLUDE mo');
      assert.match(link?.targetUri ?? '', /\/more\.zone$/);
      assert.equal(link?.targetRange.start.line, 0);
    } finally {
      disk.remove();
    }
  });

  it('leads from a local of Terraform to any file with its resource', async () => {
    await open();
    const main = `${folder}/dns/main.tf`;
    const resource = (label: string): string =>
      `resource "aws_route53_record" "${label}" {\n  zone_id = "z"\n  name    = "${label}.example.org"\n  type    = "TXT"\n  records = [local.spf]\n}\n`;
    const local = 'locals {\n  spf = "v=spf1 include:_spf.example.net -all"\n}\n';
    await editor.open(main, resource('a') + local + resource('b'), 'terraform');
    assert.deepEqual(await leads(main, 'include:_spf'), [
      'include:_spf.example.net → "v=spf1 ip4:192.0.2.9 -all"',
    ]);
    const hover = await editor.hover(main, editor.rangeOf(main, 'include:_spf').end);
    assert.match(JSON.stringify(hover), /RFC 7208 §4\.8/);
    assert.deepEqual(await leads(main, 'locals'), []);
  });

  it('is all records of the name, from an owner', async () => {
    await open();
    assert.deepEqual(await leads(uri, '\nmail'), ['mail → 192.0.2.25', 'mail → 2001:db8::25']);
    assert.deepEqual(await leads(uri, 's1._dom'), ['s1._domainkey → key.example.net.']);
    const main = `${folder}/dns/main.tf`;
    await editor.open(
      main,
      'resource "aws_route53_record" "relay" {\n  zone_id = "z"\n  name = "relay.example.com"\n  type = "TXT"\n  records = ["v=spf1 -all"]\n}\n',
      'terraform',
    );
    assert.deepEqual(await leads(main, '"relay.exam'), [
      'relay.example.com → "v=spf1 -all"',
      'relay.example.com → mail',
    ]);
  });

  it('leads from Terraform to zone files, and to a resource', async () => {
    await open();
    const main = `${folder}/dns/main.tf`;
    const record = (label: string, name: string, spf: string): string =>
      `resource "aws_route53_record" "${label}" {\n  zone_id = "z"\n  name    = "${name}"\n  type    = "TXT"\n  records = ["${spf}"]\n}\n`;
    const text =
      record('spf', 'example.org', 'v=spf1 include:_spf.example.net include:_own.example.org -all') +
      record('own', '_own.example.org', 'v=spf1 ip4:192.0.2.7 -all');
    await editor.open(main, text, 'terraform');
    assert.deepEqual(await leads(main, 'include:_spf'), [
      'include:_spf.example.net → "v=spf1 ip4:192.0.2.9 -all"',
    ]);
    assert.deepEqual(await leads(main, 'include:_own'), [
      'include:_own.example.org → "v=spf1 ip4:192.0.2.7 -all"',
    ]);
  });
});
