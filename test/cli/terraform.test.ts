import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const record = (name: string, value: string): string =>
  `resource "aws_route53_record" "${name}" {
  zone_id = "Z1"
  name    = "${name}.example.com"
  type    = "TXT"
  ttl     = 300
  records = [${value}]
}
`;

interface Checked {
  readonly files: readonly { readonly path: string; readonly format: string; readonly records: number }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly range: { readonly start: { readonly line: number; readonly column: number } };
    readonly related: readonly { readonly message: string; readonly path: string }[];
  }[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

function checked(cwd: string, args: readonly string[], stdin = ''): Checked {
  return JSON.parse(mailtxt(['check', ...args, '--format', 'json'], { cwd, stdin }).stdout) as Checked;
}

const places = ({ findings }: Checked): readonly string[] =>
  findings.map(({ path, range, rule }) => `${path}:${range.start.line}:${range.start.column} ${rule}`);

describe('mailtxt and Terraform', () => {
  after(removeFolders);

  const files = {
    'dns/main.tf': `${record('a', 'local.bad')}module "one" {\n  source = "../mail"\n  at     = "one"\n}\nmodule "two" {\n  source = "../mail"\n  at     = "two"\n}\n`,
    'dns/b.tofu': record('b', 'local.bad, var.extra'),
    'dns/locals.tf': 'locals {\n  bad = "v=spf1 +all"\n}\nvariable "extra" {}\n',
    'dns/terraform.tfvars': 'extra = "x"\n',
    'dns/more.tf.json': JSON.stringify({ locals: { unused: 1 } }),
    'dns/.terraform/modules/x/main.tf': record('hidden', '"v=spf1 +all"'),
    'ignored/main.tf': record('ignored', '"v=spf1 +all"'),
    '.gitignore': 'ignored/\n',
    'mail/main.tf': `${record('mail', '"v=spf1 +all"').replace('mail.example.com', '${var.at}.example.com')}variable "at" {}\n`,
    'example.com.zone': '$ORIGIN example.com.\n@ 300 IN TXT "v=spf1 -all"\n',
  };

  it('finds the files of modules like zones, and reads value files when they are needed', () => {
    const folder = folderWith(files);
    assert.deepEqual(
      checked(folder, ['.']).files.map(({ path, format, records }) => `${path} ${format} ${records}`),
      [
        'dns/b.tofu terraform 0',
        'dns/locals.tf terraform 2',
        'dns/main.tf terraform 0',
        'dns/more.tf.json terraform 0',
        'dns/terraform.tfvars terraform 1',
        'example.com.zone zone 1',
        'mail/main.tf terraform 2',
      ],
    );
  });

  it('reports once what two records, or two calls of a module, have in common', () => {
    const result = checked(folderWith(files), ['.']);
    assert.deepEqual(places(result), ['dns/locals.tf:2:17 spf-all-pass', 'mail/main.tf:6:22 spf-all-pass']);
    assert.deepEqual(
      result.findings.map(({ related }) => related.map(({ message, path }) => `${path}: ${message}`)),
      [
        [
          'dns/b.tofu: aws_route53_record.b publishes this at b.example.com.',
          'dns/main.tf: aws_route53_record.a publishes this at a.example.com.',
        ],
        [
          'mail/main.tf: module.one.aws_route53_record.mail publishes this at one.example.com.',
          'mail/main.tf: module.two.aws_route53_record.mail publishes this at two.example.com.',
        ],
      ],
    );
  });

  it('reads the module of a named file, and reports on that file and what it publishes', () => {
    const folder = folderWith(files);
    const result = checked(folder, ['dns/b.tofu']);
    assert.deepEqual(places(result), ['dns/locals.tf:2:17 spf-all-pass']);
    assert.deepEqual(
      result.findings[0]?.related.map(({ message }) => message),
      ['aws_route53_record.b publishes this at b.example.com.'],
    );
    assert.deepEqual(
      result.files.map(({ path }) => path),
      ['dns/b.tofu', 'dns/locals.tf', 'dns/terraform.tfvars'],
    );
    const { stdout } = mailtxt(['records', 'dns/b.tofu'], { cwd: folder });
    assert.match(stdout, /b\.example\.com\.\t300\tIN\tTXT\t"v=spf1 \+all"/);
    assert.match(stdout, /b\.example\.com\.\t300\tIN\tTXT\t"x"/);
    assert.doesNotMatch(stdout, /a\.example\.com|mail\.example\.com/);
  });

  it('reads a file of a module from standard input', () => {
    const folder = folderWith(files);
    const typed = record('b', '"v=spf1 ?all +all", local.bad');
    const result = checked(folder, ['--stdin', '--stdin-filename', 'dns/b.tofu'], typed);
    assert.ok(places(result).includes('dns/locals.tf:2:17 spf-all-pass'));
    assert.ok(places(result).some((place) => place.startsWith('dns/b.tofu:6:')));
  });

  it('fixes the literal that has the text', () => {
    const folder = folderWith(files);
    const { status } = mailtxt(['check', '--fix-rule', 'spf-all-pass', '.'], { cwd: folder });
    assert.equal(status, 0);
    assert.match(readFileSync(join(folder, 'dns/locals.tf'), 'utf8'), /bad = "v=spf1 ~all"/);
    assert.match(readFileSync(join(folder, 'mail/main.tf'), 'utf8'), /records = \["v=spf1 ~all"\]/);
  });

  it('reads nothing outside the folder, and reports it', () => {
    const outside = folderWith({ 'x/main.tf': record('x', '"v=spf1 +all"') });
    const folder = folderWith({
      'dns/main.tf': `${record('f', 'file("secret.txt")')}module "x" {\n  source = "../x"\n}\n`,
    });
    symlinkSync(join(outside, 'x/main.tf'), join(folder, 'dns/link.tf'));
    symlinkSync(join(outside, 'x/main.tf'), join(folder, 'dns/secret.txt'));
    symlinkSync(join(outside, 'x'), join(folder, 'x'));
    const result = checked(folder, ['.']);
    assert.deepEqual(
      result.problems.map(({ path, message }) => `${path} ${message}`),
      [
        'dns/link.tf is a symbolic link that points outside the folder, so it is not read',
        'dns/main.tf The module "x" (../x) is not in the workspace, so its records are not checked.',
      ],
    );
    assert.deepEqual(places(result), []);
    const { stdout } = mailtxt(['records', '.'], { cwd: folder });
    assert.equal(stdout, 'f.example.com.\t300\tIN\tTXT\t"${…}"\n');
  });

  it('name a zone by "origins", for a file, a resource or the id of a zone, and by "--origin"', () => {
    const relative = record('r', '"v=spf1 -all"').replace('r.example.com', 'mail');
    const zoneOf = (origins: Readonly<Record<string, string>>, args: readonly string[] = ['.']): string => {
      const folder = folderWith({ 'dns/main.tf': relative, '.mailtxt.json': JSON.stringify({ origins }) });
      const { stdout } = mailtxt(['records', ...args, '--format', 'json'], { cwd: folder });
      const { records } = JSON.parse(stdout) as { records: readonly { readonly owner: string | null }[] };
      return records.map(({ owner }) => String(owner)).join();
    };
    assert.equal(zoneOf({}), 'null');
    for (const key of ['dns/main.tf', 'aws_route53_record.r', 'Z1'])
      assert.equal(zoneOf({ [key]: 'example.net' }), 'mail.example.net', key);
    assert.equal(zoneOf({}, ['--origin', 'example.net', 'dns/main.tf']), 'mail.example.net');
  });

  it('run a module with each variable file, or with the named ones', () => {
    const main = `variable "spf" {}\n${record('r', 'var.spf')}`;
    const files = {
      'dns/main.tf': main,
      'dns/env/prod.tfvars': 'spf = "v=spf1 +all"\n',
      'dns/env/stage.tfvars': 'spf = "v=spf1 ?all"\n',
      'values/live.vars': 'spf = "v=spf1 -all"\n',
    };
    const folder = folderWith(files);
    const recordsWith = (...args: readonly string[]): readonly string[] =>
      mailtxt(['records', ...args, '.'], { cwd: folder })
        .stdout.split('\n')
        .filter((line) => line.includes('TXT'));
    const line = (spf: string): string => `r.example.com.\t300\tIN\tTXT\t"${spf}"`;
    assert.deepEqual(recordsWith(), [line('v=spf1 +all'), line('v=spf1 ?all')]);
    assert.deepEqual(recordsWith('--var-file', 'dns/env/stage.tfvars'), [line('v=spf1 ?all')]);
    assert.deepEqual(recordsWith('--var-file', 'values/live.vars'), [line('v=spf1 -all')]);
    const both = ['--var-file', 'values/live.vars', '--var-file', 'dns/env/prod.tfvars'];
    assert.deepEqual(recordsWith(...both), [line('v=spf1 +all')]);
    writeFileSync(
      join(folder, '.mailtxt.json'),
      JSON.stringify({ terraform: { varFiles: ['values/live.vars', 'values/gone.tfvars'] } }),
    );
    assert.deepEqual(recordsWith(), [line('v=spf1 -all')]);
    const { stdout } = mailtxt(['check', '--format', 'json', '.'], { cwd: folder });
    const { unread } = JSON.parse(stdout) as { unread: readonly { readonly message: string }[] };
    assert.deepEqual(
      unread.map(({ message }) => message),
      ['This variable file does not exist, so the variables that it sets have no value.'],
    );
    const wrong = mailtxt(['check', '--var-file', 'gone.tfvars', '.'], { cwd: folder });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /--var-file: "gone.tfvars" cannot be read/);
  });

  it('use the named workspace', () => {
    const folder = folderWith({
      'main.tf': record('r', '"v=spf1 include:${terraform.workspace}.example.net -all"'),
    });
    const { stdout } = mailtxt(['records', '--workspace', 'live', '.'], { cwd: folder });
    assert.match(stdout, /include:live\.example\.net/);
  });
});
