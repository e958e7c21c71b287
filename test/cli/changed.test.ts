import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';
const OTHER = HEAD.replace('example.com', 'example.org');
const OLD = `${HEAD}@ TXT "v=spf1 mx mx +all"\n@ MX 10 mail\nmail A 192.0.2.1\n`;

function git(cwd: string, ...args: readonly string[]): string {
  const run = spawnSync(
    'git',
    [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'commit.gpgsign=false',
      '-c',
      'protocol.file.allow=always',
      ...args,
    ],
    { cwd, encoding: 'utf8' },
  );
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim();
}

/** A repository whose branch "main" has the files. */
function repositoryWith(files: Readonly<Record<string, string | Buffer>>): string {
  const cwd = folderWith(files);
  git(cwd, 'init', '-q', '-b', 'main');
  commit(cwd);
  return cwd;
}

function commit(cwd: string): void {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '--allow-empty', '-m', 'x');
}

interface CheckJson {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly range: { start: { line: number } };
  }[];
  readonly changed: { readonly ref: string; readonly commit: string; readonly unrelated: number };
}

function changedSince(cwd: string, ref: string, ...args: readonly string[]): CheckJson {
  const run = mailtxt(['check', '--format', 'json', '--changed', ref, ...args], { cwd });
  assert.equal(run.stderr, '');
  return JSON.parse(run.stdout) as CheckJson;
}

/** `rule path` of each, apart from the serial, which is about every change. */
function found({ findings }: CheckJson): readonly string[] {
  return findings
    .filter(({ rule }) => !rule.startsWith('zone-serial-'))
    .map(({ rule, path }) => `${rule} ${path}`)
    .sort();
}

describe('--changed', () => {
  before(function () {
    if (spawnSync('git', ['--version']).error !== undefined) this.skip();
  });
  after(removeFolders);

  it('reports nothing if nothing changed, and how much was left out', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    const { findings, changed } = changedSince(cwd, 'main');
    assert.deepEqual(findings, []);
    assert.ok(changed.unrelated > 3);
    assert.equal(changed.commit, git(cwd, 'rev-parse', 'HEAD'));
    const run = mailtxt(['check', '--changed', 'HEAD'], { cwd });
    assert.equal(run.status, 0);
    assert.match(
      run.stdout,
      new RegExp(
        `^Nothing to report in 1 file .*; ${changed.unrelated} findings not related to the changes since HEAD$`,
        'm',
      ),
    );
  });

  it('reports what is new, committed or not, and fails for it', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    git(cwd, 'switch', '-q', '-c', 'work');
    addFiles(cwd, { 'a.zone': `${OLD}_dmarc TXT "v=DMARC1; p=x"\n` });
    assert.deepEqual(found(changedSince(cwd, 'main')), ['dmarc-p-invalid a.zone']);
    commit(cwd);
    assert.deepEqual(found(changedSince(cwd, 'main')), ['dmarc-p-invalid a.zone']);
    assert.deepEqual(found(changedSince(cwd, 'HEAD')), []);
    assert.equal(mailtxt(['check', '--changed', 'main'], { cwd }).status, 1);
    addFiles(cwd, { 'new.zone': `${OTHER}a TXT "v=spf1 +all"\n` });
    assert.ok(found(changedSince(cwd, 'HEAD')).includes('spf-all-pass new.zone'));
  });

  it('reports effects in files that did not change', () => {
    const files = {
      'a.zone': `${HEAD}@ TXT "v=spf1 include:_spf.example.org -all"\n_dmarc TXT "v=DMARC1; p=reject"\n`,
      'b.zone': `${OTHER}_spf TXT "v=spf1 ip4:192.0.2.1 -all"\n`,
    };
    const cwd = repositoryWith(files);
    addFiles(cwd, { 'b.zone': `${OTHER}other TXT "v=spf1 ip4:192.0.2.1 -all"\n` });
    const { findings } = changedSince(cwd, 'main');
    assert.ok(
      findings.some(({ path }) => path === 'a.zone'),
      JSON.stringify(findings),
    );
    assert.ok(findings.every(({ rule, path }) => path !== 'a.zone' || rule.startsWith('spf-')));
  });

  it('reports effects of settings', () => {
    const cwd = repositoryWith({ 'a.zone': OLD, '.mailtxt.json': '{"rules": {"spf-all-pass": "off"}}' });
    addFiles(cwd, { '.mailtxt.json': '{}' });
    assert.deepEqual(found(changedSince(cwd, 'main')), ['spf-all-pass a.zone']);
  });

  it('reports old findings on lines that changed, and not on those that moved', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    addFiles(cwd, { 'a.zone': OLD.replace('mx mx +all', 'mx mx ip4:192.0.2.9 +all') });
    const onLine = found(changedSince(cwd, 'main'));
    assert.ok(onLine.includes('spf-all-pass a.zone') && onLine.includes('spf-duplicate-term a.zone'));
    const lines = OLD.trimEnd().split('\n');
    addFiles(cwd, { 'a.zone': `${[...lines.slice(0, 4), ...lines.slice(4).reverse()].join('\r\n')}\r\n` });
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
  });

  it('follows renamed files, with changes or without', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    mkdirSync(join(cwd, 'zones'));
    renameSync(join(cwd, 'a.zone'), join(cwd, 'zones/b.zone'));
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
    addFiles(cwd, { 'zones/b.zone': `${OLD}_dmarc TXT "v=DMARC1; p=x"\n` });
    assert.deepEqual(found(changedSince(cwd, 'main')), ['dmarc-p-invalid zones/b.zone']);
  });

  it('compares with the commit that the branch started from, not with later commits of others', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    git(cwd, 'switch', '-q', '-c', 'work');
    commit(cwd);
    git(cwd, 'switch', '-q', 'main');
    addFiles(cwd, { 'a.zone': OLD.replace('+all', '-all') });
    commit(cwd);
    git(cwd, 'switch', '-q', 'work');
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
  });

  it('works in a folder of the repository, for files, with named settings, and through a link', () => {
    const cwd = repositoryWith({ 'zones/a.zone': OLD, 'ci/x.json': '{"rules": {"dmarc-missing": "off"}}' });
    addFiles(cwd, { 'zones/a.zone': `${OLD}_dmarc TXT "v=DMARC1; p=x"\n` });
    const zones = join(cwd, 'zones');
    assert.deepEqual(found(changedSince(zones, 'main')), ['dmarc-p-invalid a.zone']);
    assert.deepEqual(found(changedSince(zones, 'main', 'a.zone')), ['dmarc-p-invalid a.zone']);
    assert.deepEqual(found(changedSince(zones, 'main', '--config', '../ci/x.json')), [
      'dmarc-p-invalid a.zone',
    ]);
    assert.deepEqual(found(changedSince(cwd, 'main', join(zones, 'a.zone'))), [
      'dmarc-p-invalid zones/a.zone',
    ]);
    const link = join(folderWith({}), 'link');
    symlinkSync(cwd, link);
    assert.deepEqual(found(changedSince(link, 'main')), ['dmarc-p-invalid zones/a.zone']);
  });

  it('works together with a baseline', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    addFiles(cwd, { 'a.zone': `${OLD}_dmarc TXT "v=DMARC1; p=x"\n` });
    mailtxt(['check', '--write-baseline', 'known.json'], { cwd });
    assert.deepEqual(found(changedSince(cwd, 'main', '--baseline', 'known.json')), []);
  });

  it('uses the current state of what git ignores: variables, installed modules, reports', () => {
    const cwd = repositoryWith({
      '.gitignore': '*.auto.tfvars\n.terraform\n',
      'main.tf': 'variable "spf" {}\nmodule "dns" {\n  source = "example/dns/aws"\n  value = var.spf\n}\n',
    });
    addFiles(cwd, {
      'x.auto.tfvars': 'spf = "v=spf1 +all"\n',
      '.terraform/modules/modules.json': JSON.stringify({
        Modules: [
          { Key: 'dns', Source: 'registry.terraform.io/example/dns/aws', Dir: '.terraform/modules/dns' },
        ],
      }),
      '.terraform/modules/dns/main.tf':
        'variable "value" {}\nresource "aws_route53_record" "x" {\n  zone_id = "Z"\n  name = "example.com"\n  type = "TXT"\n  ttl = 300\n  records = [var.value]\n}\n',
    });
    const all = mailtxt(['check', '--format', 'json'], { cwd });
    assert.match(all.stdout, /"spf-all-pass"/);
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
  });

  it('uses the current state of submodules', () => {
    const other = repositoryWith({ 'b.zone': OTHER + '@ TXT "v=spf1 +all"\n' });
    const cwd = repositoryWith({ 'a.zone': OLD });
    git(cwd, 'submodule', '--quiet', 'add', other, 'sub');
    commit(cwd);
    assert.match(mailtxt(['check', '--format', 'json'], { cwd }).stdout, /"path":"sub\/b\.zone"/);
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
  });

  it('uses the current reports, and knows the age of the files', () => {
    // A report of a time when the files will long have been committed.
    const report = `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>4000000000</begin></date_range>
</report_metadata><policy_published><domain>example.com</domain><p>none</p></policy_published><record><row>
<source_ip>192.0.2.25</source_ip><count>1</count></row><identifiers><header_from>example.com</header_from></identifiers></record></feedback>`;
    const cwd = repositoryWith({
      'a.zone': `${HEAD}_dmarc TXT "v=DMARC1; p=reject"\n`,
      '.mailtxt.json': '{"reports": ["r/*.xml"]}',
      '.gitignore': 'r/\n',
    });
    addFiles(cwd, { 'r/a.xml': report });
    assert.match(mailtxt(['check', '--format', 'json'], { cwd }).stdout, /"dmarc-published-differs"/);
    assert.deepEqual(found(changedSince(cwd, 'main')), []);
  });

  it('leaves no files behind, in the temporary folder or the repository', () => {
    const cwd = repositoryWith({ 'a.zone': OLD });
    const tmp = folderWith({});
    assert.equal(mailtxt(['check', '--changed', 'main'], { cwd, env: { TMPDIR: tmp } }).status, 0);
    assert.deepEqual(readdirSync(tmp), []);
    assert.equal(git(cwd, 'status', '--porcelain'), '');
  });

  describe('bad input', () => {
    const refused = (cwd: string, ref: string, message: RegExp | string, env = {}): void => {
      const run = mailtxt(['check', `--changed=${ref}`], { cwd, env });
      assert.deepEqual([run.status, run.stdout], [2, '']);
      const line = run.stderr.split('\n')[0] ?? '';
      if (typeof message === 'string') assert.equal(line, `mailtxt: --changed: ${message}`);
      else assert.match(line, message);
    };

    it('is a folder without a repository', () => {
      refused(folderWith({ 'a.zone': OLD }), 'main', 'the current folder is not in a git repository');
      refused(folderWith({ 'a.zone': OLD, '.git/x': '' }), 'main', 'this is not a git repository');
    });

    it('is a ref that does not exist, or that is not a commit', () => {
      const cwd = repositoryWith({ 'a.zone': OLD });
      refused(cwd, 'mian', '"mian" is not a branch, tag or commit of this repository');
      refused(
        cwd,
        '--upload-pack=touch${IFS}x',
        '"--upload-pack=touch${IFS}x" is not a branch, tag or commit',
      );
      refused(cwd, 'main:a.zone', '"main:a.zone" is not a branch, tag or commit of this repository');
      refused(cwd, 'a b', '"a b" is not a branch, tag or commit');
      git(cwd, 'update-ref', 'refs/remotes/origin/trunk', 'HEAD');
      refused(
        cwd,
        'trunk',
        '"trunk" is not a branch, tag or commit of this repository; did you mean "origin/trunk"?',
      );
    });

    it('is a repository without commits, or without a common one', () => {
      const cwd = folderWith({ 'a.zone': OLD });
      git(cwd, 'init', '-q', '-b', 'main');
      refused(cwd, 'HEAD', '"HEAD" is not a branch, tag or commit of this repository');
      commit(cwd);
      git(cwd, 'switch', '-q', '--orphan', 'other');
      commit(cwd);
      refused(cwd, 'main', '"main" and HEAD have no commit in common');
    });

    it('is a shallow clone', () => {
      const origin = repositoryWith({ 'a.zone': OLD });
      commit(origin);
      git(origin, 'switch', '-q', '-c', 'work');
      commit(origin);
      commit(origin);
      const cwd = join(folderWith({}), 'clone');
      git(origin, 'clone', '-q', '--depth', '1', '-b', 'work', `file://${origin}`, cwd);
      refused(
        cwd,
        'origin/main',
        /^mailtxt: --changed: "origin\/main" is not in this repository, and the clone is shallow: .*fetch-depth: 0/,
      );
      git(cwd, 'fetch', '-q', '--depth', '1', 'origin', 'main:main');
      refused(
        cwd,
        'main',
        /^mailtxt: --changed: "main" and HEAD have no commit in common here, and the clone is shallow: .*fetch-depth: 0/,
      );
    });

    it('is a machine without git', () => {
      const cwd = repositoryWith({ 'a.zone': OLD });
      refused(cwd, 'main', 'git was not found', { PATH: folderWith({}) });
    });

    it('is a repository that runs programs: mailtxt runs none', () => {
      const cwd = repositoryWith({ 'a.zone': OLD, '.gitattributes': '*.zone filter=x diff=x\n' });
      for (const key of [
        'filter.x.smudge',
        'filter.x.clean',
        'diff.x.textconv',
        'core.fsmonitor',
        'core.pager',
        'core.sshCommand',
      ])
        git(cwd, 'config', key, `touch ${join(cwd, 'ran')}`);
      assert.deepEqual(changedSince(cwd, 'HEAD').findings, []);
      assert.equal(readdirSync(cwd).includes('ran'), false);
    });

    it('is a commit with links and names that point outside of it', () => {
      const cwd = repositoryWith({ 'a.zone': OLD });
      const secret = join(folderWith({ 'secret.zone': OLD }), 'secret.zone');
      symlinkSync(secret, join(cwd, 'link.zone'));
      symlinkSync('../..', join(cwd, 'up'));
      commit(cwd);
      // git makes no such tree, and reads it.
      const blob = git(cwd, 'rev-parse', 'HEAD:a.zone');
      const evil = Buffer.concat([Buffer.from('100644 ../evil.zone\0'), Buffer.from(blob, 'hex')]);
      writeFileSync(join(cwd, 'tree'), evil);
      const tree = git(cwd, 'hash-object', '-t', 'tree', '-w', '--literally', 'tree');
      unlinkSync(join(cwd, 'tree'));
      const made = git(cwd, 'commit-tree', '-p', 'HEAD', '-m', 'x', tree);
      git(cwd, 'update-ref', 'refs/heads/main', made);
      const tmp = folderWith({});
      const run = mailtxt(['check', '--changed', 'main'], { cwd, env: { TMPDIR: tmp } });
      assert.equal(run.status, 1);
      assert.deepEqual(readdirSync(tmp), []);
      assert.equal(readFileSync(secret, 'utf8'), OLD);
      rmSync(join(cwd, 'up'));
    });
  });
}).timeout(120_000);
