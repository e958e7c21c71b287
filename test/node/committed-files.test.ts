import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CommittedFiles,
  MAX_COMMIT_TIMES,
  MAX_COMMITTED_FILES,
} from '../../server/src/hosts/node/committed-files.ts';
import { MAX_GIT_OUTPUT } from '../../server/src/hosts/node/git.ts';

const hasGit = spawnSync('git', ['--version']).error === undefined;

describe('the files of the last commit', () => {
  let folder = '';
  /** Of the next commits. */
  let date = '';
  const file = (name: string): string => path.join(folder, name);

  function git(...args: readonly string[]): void {
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    const run = spawnSync('git', [...author, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_COMMITTER_DATE: date },
    });
    assert.equal(run.status, 0, run.stderr);
  }

  before(function () {
    if (hasGit) return;
    assert.notEqual(process.env['CI'], 'true', 'git has to be installed');
    console.log('    git is not here: what was committed is not read');
    this.skip();
  });
  beforeEach(() => {
    date = '1700000000 +0000';
    folder = mkdtempSync(path.join(tmpdir(), 'mailtxt-git-'));
    git('init', '-q');
    mkdirSync(file('zones'));
    writeFileSync(file('zones/a.zone'), 'committed\n');
    writeFileSync(file('zones/-p HEAD;$(x).zone'), 'odd name\n');
    git('add', '.');
    git('commit', '-q', '-m', 'x');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read as committed, whatever is on disk', () => {
    const files = new CommittedFiles();
    assert.equal(files.textOf(file('zones/a.zone')), 'committed\n');
    writeFileSync(file('zones/a.zone'), 'changed\n');
    assert.equal(files.textOf(file('zones/a.zone')), 'committed\n');
    assert.equal(new CommittedFiles().textOf(file('zones/a.zone')), 'committed\n');
    writeFileSync(file('zones/-p HEAD;$(x).zone'), 'changed\n');
    assert.equal(files.textOf(file('zones/-p HEAD;$(x).zone')), 'odd name\n');
    assert.equal(files.textOf(file('zones/new.zone')), undefined);
    writeFileSync(file('zones/new.zone'), 'new\n');
    assert.equal(files.textOf(file('zones/new.zone')), undefined);
  });

  it('keep the state of the first read if nothing is committed while they are used', () => {
    const files = new CommittedFiles({ isStatic: true });
    writeFileSync(file('zones/a.zone'), 'changed\n');
    assert.equal(files.textOf(file('zones/a.zone')), 'committed\n');
    assert.equal(files.timeOf(file('zones/a.zone')), 1_700_000_000);
    assert.equal(files.textOf(path.join(tmpdir(), 'outside.zone')), undefined);
    git('commit', '-q', '-a', '-m', 'y');
    assert.equal(files.textOf(file('zones/a.zone')), 'committed\n');
    assert.equal(files.textOf(file('zones/-p HEAD;$(x).zone')), 'odd name\n');
  });

  it('change with the next commit', () => {
    const files = new CommittedFiles();
    writeFileSync(file('zones/a.zone'), 'changed\n');
    assert.equal(files.textOf(file('zones/a.zone')), 'committed\n');
    git('commit', '-q', '-a', '-m', 'y');
    assert.equal(files.textOf(file('zones/a.zone')), 'changed\n');
  });

  it('changed last with the newest commit that changed them, or with its merge', () => {
    const files = new CommittedFiles();
    assert.equal(files.timeOf(file('zones/a.zone')), 1_700_000_000);
    assert.equal(files.timeOf(file('zones/-p HEAD;$(x).zone')), 1_700_000_000);
    date = '1700000100 +0100';
    writeFileSync(file('zones/:(glob)*'), 'named as a pattern\n');
    git('add', '.');
    git('commit', '-q', '-m', 'y');
    assert.equal(files.timeOf(file('zones/a.zone')), 1_700_000_000);
    assert.equal(files.timeOf(file('zones/:(glob)*')), 1_700_000_100);
    git('checkout', '-q', '-b', 'branch');
    writeFileSync(file('zones/a.zone'), 'changed\n');
    git('commit', '-q', '-a', '-m', 'z');
    git('checkout', '-q', '-');
    date = '1700000200 +0000';
    git('merge', '-q', '--no-ff', '-m', 'merge', 'branch');
    assert.equal(files.timeOf(file('zones/a.zone')), 1_700_000_200);
    assert.equal(files.timeOf(file('zones/none.zone')), undefined);
    assert.equal(files.timeOf('relative.zone'), undefined);
  });

  it('have their times read one by one up to the limit', () => {
    const names = Array.from({ length: MAX_COMMIT_TIMES + 1 }, (_, i) => `zones/n${i}.zone`);
    for (const name of names) writeFileSync(file(name), 'x\n');
    git('add', '.');
    git('commit', '-q', '-m', 'many');
    const files = new CommittedFiles();
    assert.equal(names.filter((name) => files.timeOf(file(name)) !== undefined).length, MAX_COMMIT_TIMES);
  }).timeout(60_000);

  it('exist in a worktree, and nowhere outside a repository', () => {
    const files = new CommittedFiles();
    git('worktree', 'add', '-q', file('other'));
    writeFileSync(file('other/zones/a.zone'), 'changed\n');
    assert.equal(files.textOf(file('other/zones/a.zone')), 'committed\n');
    const outside = mkdtempSync(path.join(tmpdir(), 'mailtxt-none-'));
    try {
      writeFileSync(path.join(outside, 'a.zone'), 'x\n');
      assert.equal(files.textOf(path.join(outside, 'a.zone')), undefined);
      assert.equal(files.textOf('relative.zone'), undefined);
      for (const link of [
        'gitdir: //host.example/share\n',
        'gitdir: \\\\host.example\\share\n',
        'x'.repeat(10_000),
        '',
      ]) {
        writeFileSync(path.join(outside, '.git'), link);
        assert.equal(files.textOf(path.join(outside, 'a.zone')), undefined);
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('are unknown before the first commit, and in a damaged repository', () => {
    writeFileSync(file('.git/HEAD'), 'ref: refs/heads/none\n');
    assert.equal(new CommittedFiles().textOf(file('zones/a.zone')), undefined);
    writeFileSync(file('.git/HEAD'), 'garbage');
    assert.equal(new CommittedFiles().textOf(file('zones/a.zone')), undefined);
  });

  it('are read one by one up to the limit, and not if they are too large', () => {
    const names = Array.from({ length: MAX_COMMITTED_FILES + 1 }, (_, i) => `zones/n${i}.zone`);
    for (const name of names) writeFileSync(file(name), 'committed\n');
    writeFileSync(file('zones/large.zone'), 'x'.repeat(MAX_GIT_OUTPUT + 1));
    git('add', '.');
    git('commit', '-q', '-m', 'many');
    for (const name of names) writeFileSync(file(name), 'changed\n');
    const files = new CommittedFiles();
    const known = names.filter((name) => files.textOf(file(name)) !== undefined);
    assert.equal(known.length, MAX_COMMITTED_FILES);
    assert.equal(new CommittedFiles().textOf(file('zones/large.zone')), undefined);
  }).timeout(60_000);

  it('are read without running anything that a hostile repository names', function () {
    if (process.platform === 'win32') this.skip();
    const mark = file('RAN');
    const program = file('program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n`);
    chmodSync(program, 0o755);
    writeFileSync(file('.gitattributes'), '* filter=f diff=d\n');
    for (const hook of ['post-checkout', 'pre-auto-gc', 'reference-transaction', 'post-index-change']) {
      writeFileSync(file(`.git/hooks/${hook}`), `#!/bin/sh\ntouch '${mark}'\n`);
      chmodSync(file(`.git/hooks/${hook}`), 0o755);
    }
    writeFileSync(
      file('.git/config'),
      `[core]
	repositoryformatversion = 1
	fsmonitor = ${program}
	sshCommand = ${program}
	pager = ${program}
	editor = ${program}
	alternateRefsCommand = ${program}
[extensions]
	partialClone = origin
[remote "origin"]
	promisor = true
	url = ext::${program}
	fetch = +refs/heads/*:refs/remotes/origin/*
	uploadpack = ${program}
[protocol "ext"]
	allow = always
[pager]
	cat-file = ${program}
	ls-tree = ${program}
	rev-list = ${program}
[log]
	showSignature = true
[gpg]
	program = ${program}
[alias]
	cat-file = !${program}
	ls-tree = !${program}
	rev-list = !${program}
[filter "f"]
	smudge = ${program}
	clean = ${program}
	process = ${program}
[diff "d"]
	textconv = ${program}
	command = ${program}
`,
    );
    writeFileSync(file('zones/a.zone'), 'changed\n');
    assert.equal(new CommittedFiles().textOf(file('zones/a.zone')), 'committed\n');
    assert.equal(new CommittedFiles().timeOf(file('zones/a.zone')), 1_700_000_000);
    // An object that is missing would be fetched from the promisor.
    const objects = path.join(folder, '.git/objects');
    const blob = spawnSync('git', ['hash-object', '--stdin'], {
      input: 'committed\n',
      encoding: 'utf8',
    }).stdout.trim();
    rmSync(path.join(objects, blob.slice(0, 2), blob.slice(2)));
    assert.equal(new CommittedFiles().textOf(file('zones/a.zone')), undefined);
    assert.ok(!existsSync(mark), 'a program of the repository was run');
    assert.ok(!readdirSync(folder).includes('RAN'));
  });
});
