import assert from 'node:assert/strict';
import type { ClientCapabilities, LocationLink } from 'vscode-languageserver';
import { Editor, pulling } from './editor.ts';
import { Folder } from './zones.ts';

const linking: ClientCapabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, definition: { linkSupport: true } },
};

/** A record of which `expression` is a part, and what it includes. */
const main = (expression: string): string => `resource "aws_route53_record" "spf" {
  zone_id = "z"
  name    = "example.com"
  type    = "TXT"
  records = ["v=spf1 \${${expression}} -all"]
}
resource "aws_route53_record" "included" {
  zone_id = "z"
  name    = "_spf.example.com"
  type    = "TXT"
  records = ["v=spf1 ip4:192.0.2.7 -all"]
}
`;

interface Case {
  readonly what: string;
  readonly expression: string;
  /** The file with the text, and those beside it. */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
  /** The reference in `main.tf`, and the declared name that it leads to. */
  readonly reference: string;
  readonly declared: string;
}

const INCLUDE = 'include:_spf.example.com';
const CASES: readonly Case[] = [
  {
    what: 'a local',
    expression: 'local.senders',
    path: 'dns/locals.tf',
    files: { 'dns/locals.tf': `locals {\n  senders = "${INCLUDE}"\n}\n` },
    reference: 'local.senders',
    declared: 'senders',
  },
  {
    what: 'the default of a variable',
    expression: 'join(" ", var.senders)',
    path: 'dns/variables.tf',
    files: { 'dns/variables.tf': `variable "senders" {\n  default = ["mx", "${INCLUDE}"]\n}\n` },
    reference: 'var.senders',
    declared: '"senders"',
  },
  {
    what: 'the value of a variable',
    expression: 'var.senders',
    path: 'dns/terraform.tfvars',
    files: {
      'dns/terraform.tfvars': `senders = "${INCLUDE}"\n`,
      'dns/variables.tf': 'variable "senders" {}\n',
    },
    reference: 'var.senders',
    declared: '"senders"',
  },
  {
    what: 'a file of data',
    expression: 'local.data.senders',
    path: 'dns/data.yaml',
    files: {
      'dns/data.yaml': `senders: ${INCLUDE}\n`,
      'dns/locals.tf': 'locals {\n  data = yamldecode(file("${path.module}/data.yaml"))\n}\n',
    },
    reference: 'local.data',
    declared: 'data',
  },
  {
    what: 'an argument of a call',
    expression: 'var.senders',
    path: 'root/calls.tf',
    files: {
      'root/calls.tf': `module "dns" {\n  source  = "../dns"\n  senders = "${INCLUDE}"\n}\n`,
      'dns/variables.tf': 'variable "senders" {}\n',
    },
    reference: 'var.senders',
    declared: '"senders"',
  },
];

describe('a part of a record that is in another file', () => {
  let editor: Editor;
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const leads = async (uri: string, before: string): Promise<readonly string[]> => {
    const found = await editor.connection.sendRequest<LocationLink[] | null>('textDocument/definition', {
      textDocument: { uri },
      position: editor.rangeOf(uri, before).end,
    });
    return (found ?? []).map(({ originSelectionRange, targetUri, targetSelectionRange }) => {
      assert.ok(originSelectionRange);
      const file = targetUri.slice(targetUri.lastIndexOf('/') + 1);
      const { line } = targetSelectionRange.start;
      return `${editor.textAt(uri, originSelectionRange)} → ${file}:${line + 1}`;
    });
  };

  for (const { what, expression, path, files, reference, declared } of CASES) {
    it(`${what}: hover and definition are those of the record`, async () => {
      const uris = new Map(Object.entries(files).map(([name, text]) => [name, folder.write(name, text)]));
      const mainUri = folder.write('dns/main.tf', main(expression));
      editor = await Editor.start({ folders: [folder.uri], capabilities: linking });
      const uri = uris.get(path) ?? '';
      await editor.open(mainUri, main(expression), 'terraform');
      // Which files of data modules read is known once they are evaluated.
      await editor.squiggles(mainUri);
      await editor.open(uri, files[path] ?? '', path.endsWith('.yaml') ? 'yaml' : 'terraform');
      const hover = JSON.stringify(await editor.hover(uri, editor.rangeOf(uri, 'include:_s').end));
      // What the term means, and what it leads to.
      assert.match(hover, /RFC 7208 §4\.8/);
      assert.match(hover, /1 lookup/);
      assert.match(hover, /ip4:192\.0\.2\.7/);
      assert.deepEqual(await leads(uri, 'include:_s'), [`${INCLUDE} → main.tf:11`]);
      // The name that is used leads to the one that is declared.
      const at = Object.entries(files).find(
        ([, text]) => text.includes(`variable ${declared}`) || text.includes(`${declared} = `),
      );
      const [declaredIn = '', text = ''] = at ?? [];
      const name = declaredIn.slice(declaredIn.lastIndexOf('/') + 1);
      const line = text.slice(0, text.indexOf(declared)).split('\n').length;
      assert.deepEqual(await leads(mainUri, reference.slice(0, -2)), [`${reference} → ${name}:${line}`]);
    });
  }

  it('the name of a module opens its call', async () => {
    const call = 'module "dns" {\n  source = "./m"\n}\noutput "x" {\n  value = module.dns.y\n}\n';
    const uri = folder.write('main.tf', call);
    folder.write('m/main.tf', 'output "y" {\n  value = 1\n}\n');
    editor = await Editor.start({ folders: [folder.uri], capabilities: linking });
    await editor.open(uri, call, 'terraform');
    assert.deepEqual(await leads(uri, 'module.d'), ['module.dns → main.tf:1']);
    assert.deepEqual(await leads(uri, 'source = "./'), []);
  });
});
