import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { folderOf } from '../../../server/src/text/paths.ts';
import { findingsOf } from '../../harness/workspace.ts';

const GIT = 'git::https://git.example.com/dns.git?ref=v1';

const CALL = `module "dns" {
  source = "${GIT}"
  domain = "example.com"
  spf    = "v=spf1 +all"
}
output "name" {
  value = module.dns.name
}
`;

const MODULE = `variable "domain" {}
variable "spf" {}
resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = var.domain
  type    = "TXT"
  ttl     = 300
  records = [var.spf]
}
resource "aws_route53_record" "fixed" {
  zone_id = "Z1"
  name    = "fixed.\${var.domain}"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 +all"]
}
output "name" {
  value = "\${var.domain}"
}
`;

const manifest = (...modules: readonly (readonly [key: string, source: string, folder: string])[]): string =>
  JSON.stringify({
    Modules: [['', '', '.'], ...modules].map(([Key, Source, Dir]) => ({ Key, Source, Dir })),
  });

const INSTALLED = {
  'root/.terraform/modules/modules.json': manifest(['dns', GIT, '.terraform/modules/dns']),
  'root/.terraform/modules/dns/main.tf': MODULE,
};

/** A workspace with one document, and other files on the disk. */
function opened(text: string, files: Readonly<Record<string, string>>, path = 'root/main.tf'): Workspace {
  const made = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
    files: {
      list: (folder) => Object.keys(files).filter((file) => folderOf(file) === folder),
      read: (file) => files[file],
      showsAll: true,
    },
  });
  made.add(path, text);
  return made;
}

const ownersOf = (made: Workspace): readonly string[] =>
  [...made.records('root/main.tf')].map(({ record }) => record.owner).sort();

const textAt = (made: Workspace, path: string, { start, end }: { start: number; end: number }): string =>
  made.textOf(path)?.slice(start, end) ?? '';

describe('a module that "terraform init" has installed', () => {
  it('makes its records at the call, and has its findings on the arguments', () => {
    const made = opened(CALL, INSTALLED);
    assert.deepEqual(ownersOf(made), ['example.com', 'fixed.example.com']);
    assert.deepEqual(made.unread(), []);
    assert.deepEqual(made.paths(), ['root/main.tf']);
    const found = findingsOf(made, 'root/main.tf').filter(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(found.map(({ range }) => textAt(made, 'root/main.tf', range)).sort(), ['"dns"', '+all']);
  });

  it('is not read if another source is installed, or none', () => {
    for (const files of [
      {},
      { ...INSTALLED, 'root/.terraform/modules/modules.json': manifest(['dns', 'other', 'x']) },
    ]) {
      const made = opened(CALL, files);
      assert.deepEqual(ownersOf(made), []);
      assert.deepEqual(
        made.unread().map(({ kind, message }) => `${kind} ${message}`),
        [
          `module The module "dns" (${GIT}) was not read, because it is not in .terraform/modules. Run "terraform init".`,
        ],
      );
    }
  });

  it('has a registry source with or without the host', () => {
    const text = CALL.replace(GIT, 'example/dns/aws');
    const source = 'registry.terraform.io/example/dns/aws';
    const files = {
      ...INSTALLED,
      'root/.terraform/modules/modules.json': manifest(['dns', source, '.terraform/modules/dns']),
    };
    assert.equal(ownersOf(opened(text, files)).length, 2);
  });

  it('is called by a called module, and calls other modules next to it', () => {
    const files = {
      'mail/main.tf': `variable "domain" {}\n${CALL.replace('"example.com"', 'var.domain')}`,
      'root/.terraform/modules/modules.json': manifest(
        ['mail', '../mail', '../mail'],
        ['mail.dns', GIT, '.terraform/modules/mail.dns'],
        ['mail.dns.inner', './inner', '.terraform/modules/mail.dns/inner'],
      ),
      'root/.terraform/modules/mail.dns/main.tf':
        'variable "domain" {}\nvariable "spf" {}\nmodule "inner" {\n  source = "./inner"\n  domain = var.domain\n  spf = var.spf\n}\n',
      'root/.terraform/modules/mail.dns/inner/main.tf': MODULE,
    };
    const made = opened('module "mail" {\n  source = "../mail"\n  domain = "example.net"\n}\n', files);
    const places = ['example.net', 'fixed.example.net'].flatMap((name) => made.recordsOf(name, 'TXT'));
    assert.deepEqual(
      places.map(({ path }) => path),
      ['mail/main.tf', 'mail/main.tf'],
    );
  });

  it('is read once it is installed', () => {
    const files: Record<string, string> = {};
    const made = opened(CALL, files);
    assert.deepEqual(ownersOf(made), []);
    Object.assign(files, INSTALLED);
    made.filesChanged(['root/.terraform/modules/modules.json']);
    assert.deepEqual(ownersOf(made), ['example.com', 'fixed.example.com']);
  });

  it('is a document once a file of it is opened, and accepts edits', () => {
    const made = opened(CALL, INSTALLED);
    const file = 'root/.terraform/modules/dns/main.tf';
    made.add(file, MODULE);
    made.edit(file, [{ range: { start: 0, end: 0 }, text: '# read\n' }]);
    assert.equal(made.textOf(file)?.slice(0, 8), '# read\nv');
    assert.equal(made.recordsOf('fixed.example.com', 'TXT').length, 1);
    made.remove(file);
    assert.deepEqual(made.paths(), ['root/main.tf']);
  });

  it('can be listed in any way without harm', () => {
    const own = 'root/.terraform/modules/modules.json';
    const lists = [
      '', '{', 'null', '[]', '{"Modules":3}', '{"Modules":[null,3,{"Key":"dns"}]}',
      manifest(['dns', GIT, '.']), manifest(['dns', GIT, '../../../../..']), manifest(['dns', GIT, '/etc']),
      manifest(['dns.dns', GIT, '.terraform/modules/dns'], ['dns', GIT, '.terraform/modules/dns']),
      manifest(['dns', GIT, '.terraform/modules/loop']),
    ]; // prettier-ignore
    const loop = { 'root/.terraform/modules/loop/main.tf': CALL };
    for (const list of lists) {
      const made = opened(CALL, { ...INSTALLED, ...loop, [own]: list });
      findingsOf(made, 'root/main.tf');
      assert.ok(ownersOf(made).length <= 2, list);
    }
  });
});
