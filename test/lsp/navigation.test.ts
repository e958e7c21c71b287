import assert from 'node:assert/strict';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  Location,
  PrepareRenameResult,
  SelectionRange,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

describe('navigation in an editor', () => {
  let editor: Editor;
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
  });

  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  it('has links to addresses and to the included files, and to no file outside', async () => {
    const hosts = folder.write('hosts.inc', 'mail IN A 192.0.2.25\n');
    const zone = `${HEAD}$INCLUDE hosts.inc
$INCLUDE /etc/hostname
_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:a@example.com"
`;
    const uri = folder.write('example.com.zone', zone);
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const links = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    assert.deepEqual(
      links.map(({ range, target }) => [editor.textAt(uri, range), target]),
      [
        ['hosts.inc', hosts],
        ['mailto:a@example.com', 'mailto:a@example.com'],
      ],
    );
  });

  it('finds symbols of all files by name, open or not', async () => {
    const uri = folder.write('example.com.zone', `${HEAD}_spf IN TXT "v=spf1 -all"\n`);
    editor = await Editor.start({ folders: [folder.uri] });
    const found = await editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
      query: 'exspf',
    });
    assert.deepEqual(
      found.map(({ name, location }) => [name, location.uri, location.range.start.line]),
      [['_spf.example.com. SPF', uri, 7]],
    );
  });

  it('lists the records that include a record, also in files that are not open, and highlights the name in the document', async () => {
    const zone = `${HEAD}_spf IN TXT "v=spf1 -all"\n@ IN TXT "v=spf1 include:_spf.example.com -all"\n`;
    const uri = folder.write('example.com.zone', zone);
    const other = folder.write(
      'net.zone',
      '$ORIGIN example.net.\n@ TXT "v=spf1 redirect=_spf.example.com"\n',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const at = { textDocument: { uri }, position: editor.rangeOf(uri, '_spf').start };
    const listed = async (includeDeclaration: boolean): Promise<readonly string[]> => {
      const found = await editor.connection.sendRequest<Location[]>('textDocument/references', {
        ...at,
        context: { includeDeclaration },
      });
      return found.map((place) => `${place.uri}:${place.range.start.line}`);
    };
    assert.deepEqual(await listed(true), [`${uri}:7`, `${uri}:8`, `${other}:1`]);
    assert.deepEqual(await listed(false), [`${uri}:8`, `${other}:1`]);
    const highlights = await editor.connection.sendRequest<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      at,
    );
    assert.deepEqual(
      highlights.map(({ range, kind }) => [editor.textAt(uri, range), kind]),
      [
        ['_spf', 3],
        ['_spf.example.com', 2],
      ],
    );
  });

  it('leads from terms, targets and owners to records of files that are not open', async () => {
    const zone = `${HEAD}@ IN TXT "v=spf1 a:mail.example.net mx:example.net include:_spf.example.net -all"
www IN CNAME mail.example.net.
@ IN MX 10 mail.example.net.
`;
    const uri = folder.write('example.com.zone', zone);
    const net = folder.write(
      'net.zone',
      `${HEAD.replaceAll('example.com', 'example.net')}mail IN A 192.0.2.25
@ IN MX 10 mail
_spf IN TXT "v=spf1 -all"
`,
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const leads = async (before: string): Promise<readonly string[]> => {
      const found = await editor.connection.sendRequest<Location[] | null>('textDocument/definition', {
        textDocument: { uri },
        position: editor.rangeOf(uri, before).end,
      });
      return (found ?? []).map((place) => `${place.uri}:${place.range.start.line}`);
    };
    assert.deepEqual(await leads('a:ma'), [`${net}:7`]);
    assert.deepEqual(await leads('mx:ex'), [`${net}:8`]);
    assert.deepEqual(await leads('include:_s'), [`${net}:9`]);
    assert.deepEqual(await leads('CNAME m'), [`${net}:7`]);
    assert.deepEqual(await leads('MX 10 m'), [`${net}:7`]);
    assert.deepEqual(await leads('\nww'), [`${uri}:8`]);
  });

  it('expands a selection, with one answer for each position', async () => {
    const uri = folder.write('example.com.zone', `${HEAD}@ IN MX 10 mail\n`);
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, `${HEAD}@ IN MX 10 mail\n\n`);
    const end = { line: 9, character: 0 };
    const found = await editor.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [editor.rangeOf(uri, 'mail').start, end],
    });
    const [first, second] = found;
    assert.equal(found.length, 2);
    assert.ok(first?.parent);
    assert.equal(editor.textAt(uri, first.range), 'mail');
    assert.equal(editor.textAt(uri, first.parent.range), '10 mail');
    assert.deepEqual(second, { range: { start: end, end } });
  });

  it('renames a host also in files that are not open, and shows why it does not', async () => {
    const zone = `${HEAD}mail IN A 192.0.2.25\nwww IN CNAME mail\n`;
    const uri = folder.write('example.com.zone', zone);
    const other = folder.write('net.zone', '$ORIGIN example.net.\n@ MX 10 mail.example.com.\n');
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const at = { textDocument: { uri }, position: editor.rangeOf(uri, 'mail').start };
    const prepared = await editor.connection.sendRequest<PrepareRenameResult>(
      'textDocument/prepareRename',
      at,
    );
    assert.deepEqual(prepared, { range: editor.rangeOf(uri, 'mail'), placeholder: 'mail' });
    const edit = await editor.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
      ...at,
      newName: 'mx1',
    });
    assert.deepEqual(
      edit.documentChanges?.map((change) =>
        'edits' in change
          ? [
              change.textDocument.uri,
              change.textDocument.version,
              ...change.edits.map((one) => one.range.start.line),
            ]
          : [],
      ),
      [
        [uri, 1, 7, 8],
        [other, null, 1],
      ],
    );
    const refusal = (newName: string): Promise<unknown> =>
      editor.connection.sendRequest('textDocument/rename', { ...at, newName });
    await assert.rejects(
      refusal('www'),
      /^Error: Not renamed: www\.example\.com already has records \(example\.com\.zone, line 9\)\.$/,
    );
    await assert.rejects(refusal('a_b'), /underscore/);
    const inKey = { textDocument: { uri }, position: editor.rangeOf(uri, 'SOA').start };
    assert.equal(await editor.connection.sendRequest('textDocument/prepareRename', inKey), null);
  });

  it('folds a zone file, and leaves other files to the editor', async () => {
    const zone = `; Hosts\n${HEAD}@ IN TXT (\n  "v=spf1 -all" )\n`;
    const uri = folder.write('example.com.zone', zone);
    const tf = folder.write('main.tf', 'locals {\n  a = 1\n}\n');
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    await editor.open(tf, 'locals {\n  a = 1\n}\n', 'terraform');
    const folds = (at: string): Promise<FoldingRange[] | null> =>
      editor.connection.sendRequest('textDocument/foldingRange', { textDocument: { uri: at } });
    assert.deepEqual(await folds(uri), [
      { startLine: 1, endLine: 9, kind: 'region' },
      { startLine: 3, endLine: 5 },
      { startLine: 8, endLine: 9 },
    ]);
    assert.equal(await folds(tf), null);
  });

  it('shows which records include one, and what they include', async () => {
    const zone = `${HEAD}_spf IN TXT "v=spf1 include:_a.example.com include:gone.example.org -all"\n_a IN TXT "v=spf1 -all"\n`;
    const uri = folder.write('example.com.zone', zone);
    const other = folder.write(
      'net.zone',
      '$ORIGIN example.net.\n@ TXT "v=spf1 redirect=_spf.example.com"\n',
    );
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const [item] = await editor.connection.sendRequest<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      { textDocument: { uri }, position: editor.rangeOf(uri, 'spf1').start },
    );
    assert.ok(item);
    assert.equal(item.name, '_spf.example.com');
    const incoming = await editor.connection.sendRequest<CallHierarchyIncomingCall[]>(
      'callHierarchy/incomingCalls',
      { item },
    );
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => [from.uri, from.name, fromRanges.map(({ start }) => start)]),
      [[other, 'example.net', [{ line: 1, character: 14 }]]],
    );
    const outgoing = await editor.connection.sendRequest<CallHierarchyOutgoingCall[]>(
      'callHierarchy/outgoingCalls',
      { item },
    );
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => [
        to.name,
        to.detail,
        ...fromRanges.map((range) => editor.textAt(uri, range)),
      ]),
      [
        ['_a.example.com', '1 lookup', 'include:_a.example.com'],
        ['gone.example.org', 'at least 1 lookup, not resolved', 'include:gone.example.org'],
      ],
    );
    const [, gone] = outgoing;
    assert.deepEqual(
      await editor.connection.sendRequest('callHierarchy/outgoingCalls', { item: gone?.to }),
      [],
    );
    const broken = { item: { ...item, data: 1 } };
    assert.deepEqual(await editor.connection.sendRequest('callHierarchy/incomingCalls', broken), []);
  });

  it('updates references to a renamed file, also in configurations of name servers', async () => {
    const conf = 'zone "example.com" { type master; file "/etc/bind/zones/example.com"; };\n';
    const config = folder.write('named.conf', conf);
    folder.write('zones/hosts.inc', 'mail IN A 192.0.2.25\n');
    const zone = `${HEAD}$INCLUDE hosts.inc\n`;
    const uri = folder.write('zones/example.com', zone);
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const edits = async (from: string, to: string): Promise<unknown> => {
      const edit = await editor.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', {
        files: [{ oldUri: folder.uriOf(from), newUri: folder.uriOf(to) }],
      });
      return edit?.documentChanges?.map((change) =>
        'edits' in change
          ? [change.textDocument.uri, ...change.edits.map((one) => ('newText' in one ? one.newText : ''))]
          : [],
      );
    };
    assert.deepEqual(await edits('zones/hosts.inc', 'zones/office.inc'), [[uri, 'office.inc']]);
    assert.deepEqual(await edits('zones/example.com', 'zones/db.example.com'), [
      [config, '/etc/bind/zones/db.example.com'],
    ]);
    assert.deepEqual(await edits('zones', 'dns'), [[config, '/etc/bind/dns/example.com']]);
    assert.equal(await edits('named.conf', 'old.conf'), undefined);
    await editor.open(config, `\n${conf}`);
    assert.equal(await edits('zones/example.com', 'zones/x'), undefined);
  });

  it('renames in the data that Terraform reads, and in no installed module', async () => {
    folder.write('dns/hosts.yaml', 'mail: 192.0.2.25\nwww: 192.0.2.26\n');
    folder.write(
      'dns/main.tf',
      `resource "aws_route53_record" "hosts" {
  for_each = yamldecode(file("\${path.module}/hosts.yaml"))
  zone_id  = "z"
  name     = "\${each.key}.example.com"
  type     = "A"
  records  = [each.value]
}
`,
    );
    const zone = '$ORIGIN example.org.\n@ IN MX 10 mail.example.com.\n';
    const uri = folder.write('example.org.zone', zone);
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    const rename = async (): Promise<unknown> => {
      const edit = await editor.connection.sendRequest<WorkspaceEdit | null>('textDocument/rename', {
        textDocument: { uri },
        position: editor.rangeOf(uri, 'mail').start,
        newName: 'mx1',
      });
      return edit?.documentChanges?.map((change) =>
        'edits' in change
          ? [change.textDocument.uri, ...change.edits.map((one) => ('newText' in one ? one.newText : ''))]
          : [],
      );
    };
    assert.deepEqual(await rename(), [
      [uri, 'mx1'],
      [folder.uriOf('dns/hosts.yaml'), 'mx1'],
    ]);
    folder.write('lib/main.tf', 'module "lib" {\n  source = "example/lib/aws"\n}\n');
    folder.write(
      'lib/.terraform/modules/modules.json',
      '{"Modules":[{"Key":"lib","Source":"registry.terraform.io/example/lib/aws","Dir":".terraform/modules/lib"}]}',
    );
    folder.write(
      'lib/.terraform/modules/lib/main.tf',
      'resource "aws_route53_record" "mx" {\n  zone_id = "y"\n  name = "example.net"\n  type = "MX"\n  records = ["1 mail.example.com"]\n}\n',
    );
    await editor.close();
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(uri, zone);
    await assert.rejects(
      rename(),
      /: the name is also in a file outside the workspace \(lib\/\.terraform\/modules\/lib\/main\.tf\)\.$/,
    );
  });
});
