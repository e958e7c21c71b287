import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  ContextLimits,
  MAX_CONTEXT_FILES,
  MAX_CONTEXT_LENGTH,
  MAX_CONTEXT_SEEN,
} from '../../server/src/hosts/cli/context.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';
import type { RunOptions } from './run.ts';

const HEAD =
  '$TTL 3600\n@ IN SOA ns1.example.com. hostmaster.example.com. 1 7200 3600 1209600 3600\n@ IN NS ns1.example.com.\n';

/** Zones and modules that need each other: alone, other things are found in each of them. */
const FILES = {
  'zones/example.com.zone': `$ORIGIN example.com.\n${HEAD}@ IN TXT "v=spf1 include:_spf.example.net -all"\nwww IN TXT "v=spf1 a:gone.example.net -all"\n`,
  'zones/example.net.zone': `$ORIGIN example.net.\n${HEAD}_spf IN TXT "v=spf1 +all"\n@ IN MX 10 mail.example.com.\n`,
  'zones/broken.zone': '$ORIGIN example.org.\n$INCLUDE gone.inc\n@ IN TXT "v=spf1 +all"\n',
  'live/main.tf': 'module "mail" {\n  source = "../modules/mail"\n  spf    = "v=spf1 mx mx -all"\n}\n',
  'modules/mail/main.tf': `variable "spf" {}
resource "aws_route53_zone" "main" {
  name = "example.edu"
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.edu"
  type    = "TXT"
  ttl     = 300
  records = [var.spf]
}
`,
  'modules/mail/prod.tfvars': 'spf = "v=spf1 +all"\n',
  'octodns/example.com.yaml': "'':\n  type: TXT\n  value: v=spf1 +all\n",
};

interface Report {
  readonly files: readonly { readonly path: string }[];
  readonly findings: readonly { readonly path: string; readonly rule: string; readonly message: string }[];
  readonly problems: readonly { readonly path: string }[];
  readonly unread: readonly { readonly kind: string; readonly path: string }[];
}

function repository(files: Readonly<Record<string, string>> = FILES): string {
  const folder = folderWith(files);
  mkdirSync(join(folder, '.git'));
  return folder;
}

function check(args: readonly string[], options: RunOptions): Report {
  return JSON.parse(mailtxt(['check', '--format', 'json', ...args], options).stdout) as Report;
}

describe('a file that is named', () => {
  after(removeFolders);

  it('has the findings of a check of its repository, and no other findings are reported', () => {
    const cwd = repository();
    const all = check(['.'], { cwd });
    assert.ok(all.findings.length > 5);
    for (const { path } of all.files) {
      const one = check([path], { cwd });
      assert.deepEqual(
        one.files.map((file) => file.path),
        [path],
      );
      assert.deepEqual(
        one.findings,
        all.findings.filter((finding) => finding.path === path),
        path,
      );
      assert.deepEqual(
        one.problems,
        all.problems.filter((problem) => problem.path === path),
        path,
      );
    }
  });

  it('is the same on standard input', () => {
    const cwd = repository();
    const path = 'zones/example.com.zone';
    const { findings } = check([path], { cwd });
    const stdin = readFileSync(join(cwd, path), 'utf8');
    assert.deepEqual(check(['--stdin', '--stdin-filename', path], { cwd, stdin }).findings, findings);
    const other = check(['--stdin', '--stdin-filename', path], { cwd, stdin: stdin.replace('-all', '+all') });
    assert.ok(other.findings.some(({ rule }) => rule === 'spf-all-pass'));
    assert.ok(other.findings.every((finding) => finding.path === path));
  });

  it('needs a repository or settings for that', () => {
    const alone = check(['zones/example.com.zone'], { cwd: folderWith(FILES) });
    const [known, unknown] = ['repository', 'nothing'].map((kind) =>
      check(['zones/example.com.zone'], { cwd: kind === 'nothing' ? folderWith(FILES) : repository() }),
    );
    const settings = check(['zones/example.com.zone'], {
      cwd: folderWith({ ...FILES, '.mailtxt.json': '{}' }),
    });
    assert.deepEqual(alone.findings, unknown?.findings);
    assert.deepEqual(settings.findings, known?.findings);
    assert.notDeepEqual(known?.findings, unknown?.findings);
  });

  it('is checked without context in a home folder that is a repository', () => {
    const home = repository();
    const alone = check(['zones/example.com.zone'], { cwd: folderWith(FILES) });
    const inHome = check(['zones/example.com.zone'], { cwd: home, env: { HOME: home } });
    assert.deepEqual(inHome.findings, alone.findings);
  });

  it('has what was not checked of it, and of its module', () => {
    const cwd = repository();
    const kinds = (path: string): readonly string[] =>
      check([path], { cwd }).unread.map((unread) => `${unread.kind} ${unread.path}`);
    assert.deepEqual(kinds('zones/broken.zone'), ['include zones/broken.zone']);
    assert.deepEqual(
      kinds('zones/example.net.zone').filter((kind) => !kind.startsWith('dns')),
      [],
    );
    writeFileSync(join(cwd, 'live/main.tf'), '');
    rmSync(join(cwd, 'modules/mail/prod.tfvars'));
    assert.deepEqual(
      kinds('modules/mail/main.tf').filter((kind) => !kind.startsWith('dns')),
      ['variables modules/mail/main.tf'],
    );
  });

  it('is the only one that --fix changes', () => {
    const twice = (name: string): string => `$ORIGIN ${name}.\n${HEAD}@ IN TXT "v=spf1 mx mx -all"\n`;
    const files = { 'a.example.zone': twice('a.example'), 'b.example.zone': twice('b.example') };
    const cwd = repository(files);
    mailtxt(['check', '--fix', 'a.example.zone'], { cwd });
    assert.notEqual(readFileSync(join(cwd, 'a.example.zone'), 'utf8'), files['a.example.zone']);
    assert.equal(readFileSync(join(cwd, 'b.example.zone'), 'utf8'), files['b.example.zone']);
  });

  it('is the only input of the other commands', () => {
    const cwd = repository();
    const { stdout } = mailtxt(['records', 'modules/mail/main.tf'], { cwd });
    // What a module is called with elsewhere is not read: only what lies beside it.
    assert.equal(
      stdout,
      '; modules/mail/main.tf\n; modules/mail/prod.tfvars\nexample.edu.\t300\tIN\tTXT\t"v=spf1 +all"\n',
    );
  });

  it('may be data that a module reads', () => {
    const record =
      'resource "aws_route53_record" "r" {\n  zone_id = "Z"\n  name = "example.com."\n  type = "TXT"\n  ttl = 300\n  records = yamldecode(file("${path.module}/r.yaml"))\n}\n';
    const cwd = repository({ 'main.tf': record, 'r.yaml': '- v=spf1 +all\n' });
    const { findings } = check(['r.yaml'], { cwd });
    assert.deepEqual([...new Set(findings.map(({ path }) => path))], ['r.yaml']);
  });

  it('is read without more of its repository than the limits allow', () => {
    const files = new ContextLimits();
    for (let i = 0; i < MAX_CONTEXT_FILES; i++) {
      assert.equal(files.reached, undefined);
      files.read('');
    }
    assert.match(files.reached ?? '', /up to the limit of 20000 files/);
    const long = new ContextLimits();
    long.read('x'.repeat(MAX_CONTEXT_LENGTH));
    assert.match(long.reached ?? '', /characters/);
    const seen = new ContextLimits();
    for (let i = 0; i < MAX_CONTEXT_SEEN; i++) seen.looked();
    assert.match(seen.reached ?? '', /was only searched up to/);
  });
});
