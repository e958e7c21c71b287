import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND, folderWith, mailtxt, removeFolders } from './run.ts';
import type { Run } from './run.ts';

const ZONE = '$ORIGIN example.com.\n@ 3600 IN SOA ns hm 1 2 3 4 5\n@ 3600 IN TXT "v=spf1 +all"\n';

describe('names that are not UTF-8', () => {
  let cwd: string;
  before(function () {
    cwd = folderWith({ 'a.zone': ZONE });
    const named = (name: string): Buffer =>
      Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from(name, 'latin1')]);
    try {
      for (const name of ['caf\xe9.zone', '\xff.tf', 'b\xff.xml', 'picture\xff.png', 'db.\xfe'])
        writeFileSync(named(name), ZONE);
      mkdirSync(named('folder\xe9'));
      writeFileSync(named('folder\xe9/b.zone'), ZONE);
    } catch {
      // macOS and Windows have no such names.
      this.skip();
    }
    // The sign that stands for such octets may be in a name itself.
    writeFileSync(join(cwd, '\uFFFD.zone'), ZONE);
  });
  after(removeFolders);

  const problem = (name: string): string =>
    `mailtxt: ${name} was not read because its name is not UTF-8: rename it\n`;

  it('are problems of those files, and the others are checked', () => {
    const { status, stdout, stderr } = mailtxt(['check'], { cwd });
    const names = ['caf\\xe9.zone', 'db.\\xfe', 'folder\\xe9', '\\xff.tf'];
    assert.deepEqual(stderr.split('\n').sort(), names.map(problem).join('').split('\n').sort());
    assert.match(stdout, /^a\.zone:3:.*spf-all-pass/m);
    assert.match(stdout, /^\uFFFD\.zone:3:.*spf-all-pass/m);
    assert.equal(status, 1);
  });

  it('are reported where reports have them', () => {
    writeFileSync(join(cwd, '.mailtxt.json'), '{ "reports": ["*.xml"] }');
    assert.ok(mailtxt(['check'], { cwd }).stderr.includes(problem('b\\xff.xml')));
  });

  it('cannot be given on the command line', () => {
    const run = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${COMMAND}" check "$(printf 'caf\\351.zone')"`],
      {
        cwd,
        encoding: 'utf8',
      },
    );
    assert.match(run.stderr, /cannot be read: its name is not UTF-8/);
    assert.equal(run.status, 2);
  });
});

describe('something that is not a file', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  after(removeFolders);

  const withPipes = (...names: readonly string[]): string => {
    const cwd = folderWith({ 'a.zone': ZONE });
    for (const name of names) assert.equal(spawnSync('mkfifo', [join(cwd, name)]).status, 0);
    return cwd;
  };
  const run = (cwd: string, ...args: readonly string[]): Run => {
    const { status, stdout, stderr, signal } = spawnSync(process.execPath, [COMMAND, ...args], {
      cwd,
      encoding: 'utf8',
      timeout: 15_000,
    });
    assert.equal(signal, null, `${args.join(' ')} waits`);
    return { status, stdout, stderr };
  };

  const PIPE = 'mailtxt: pipe cannot be read: it is a named pipe, not a file\n';
  const named: readonly (readonly string[])[] = [
    ['check', 'pipe'],
    ['check', '--config', 'pipe', 'a.zone'],
    ['check', '--dns', 'pipe', 'a.zone'],
    ['records', 'pipe'],
    ['explain', 'pipe'],
    ['senders', 'pipe'],
  ];
  for (const args of named) {
    it(`is named: ${args.join(' ')}`, () => {
      const { status, stderr } = run(withPipes('pipe'), ...args);
      assert.equal(stderr, PIPE);
      assert.equal(status, 2);
    });
  }

  it('is a device, a folder or a link to a pipe', () => {
    const cwd = withPipes('pipe');
    symlinkSync('pipe', join(cwd, 'link'));
    assert.match(
      run(cwd, 'check', '/dev/zero').stderr,
      /\/dev\/zero cannot be read: it is a device, not a file/,
    );
    assert.match(run(cwd, 'check', '--config', '/', 'a.zone').stderr, /it is a folder, not a file/);
    assert.match(run(cwd, 'explain', '/').stderr, /it is a folder, not a file/);
    assert.match(run(cwd, 'check', 'link').stderr, /link cannot be read: it is a named pipe/);
  });

  it('is in a folder, under any name that is read', () => {
    const cwd = withPipes('.gitignore', 'named.conf', 'b.zone', 'main.tf', 'c.xml', 'included', 'db.example');
    writeFileSync(join(cwd, 'd.zone'), `${ZONE}$INCLUDE included\n`);
    writeFileSync(join(cwd, '.mailtxt.json'), '{ "reports": ["*.xml"] }');
    const { status, stdout, stderr } = run(cwd, 'check');
    const problem = 'was not read: it is a named pipe, a socket or a device, not a file';
    const lines = stderr.split('\n').filter((line) => /^\S/.test(line));
    assert.match(stdout, /^Not checked: d\.zone:4:10: The included file/m);
    assert.deepEqual(lines.sort(), [
      'mailtxt: .mailtxt.json names reports with the pattern "*.xml", which does not match any file',
      `mailtxt: b.zone ${problem}`,
      `mailtxt: main.tf ${problem}`,
    ]);
    assert.equal(status, 1);
  });

  it('is the settings of a folder', () => {
    assert.match(
      run(withPipes('.mailtxt.json'), 'check').stderr,
      /^mailtxt: .mailtxt.json cannot be read: it is a named pipe/,
    );
  });

  it('is a pipe of the shell, or the file that is always empty', function () {
    const cwd = withPipes();
    const shell = (command: string): Omit<Run, 'stdout'> => {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
        cwd,
        encoding: 'utf8',
        timeout: 15_000,
      });
      return { status, stderr: stdout + stderr };
    };
    if (spawnSync('bash', ['-c', 'cat <(true)']).status !== 0) this.skip();
    const command = `"${process.execPath}" "${COMMAND}"`;
    assert.match(shell(`${command} explain <(echo 550 5.7.23 no)`).stderr, /5\.7\.23/);
    assert.match(shell(`${command} check <(cat a.zone)`).stderr, /spf-all-pass/);
    assert.match(shell(`cat a.zone | ${command} check /dev/stdin`).stderr, /spf-all-pass/);
    assert.equal(run(cwd, 'check', '--config', '/dev/null', 'a.zone').status, 1);
  });
});

describe('standard output that cannot be written', () => {
  after(removeFolders);

  it('ends the command silently when its output is closed', () => {
    const cwd = folderWith({ 'a.zone': ZONE });
    for (const args of [
      'check',
      'rules',
      'rules spf-all-pass',
      'records',
      '--help',
      'check --format json',
      'senders',
    ]) {
      const command = `{ "${process.execPath}" "${COMMAND}" ${args}; echo "status $?" >&2; } | true`;
      const { stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
      assert.equal(stderr, `status ${args.startsWith('check') ? 1 : 0}\n`, args);
    }
  });

  it('causes a message and status 2 if the disk is full', function () {
    const cwd = folderWith({ 'a.zone': ZONE });
    let full: number;
    try {
      full = openSync('/dev/full', 'w');
    } catch {
      this.skip();
    }
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'check'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    assert.equal(stderr, 'mailtxt: cannot write to standard output: no space left on the disk\n');
    assert.equal(status, 2);
  });
});
