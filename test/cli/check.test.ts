import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { COMMAND, folderWith, mailtxt, removeFolders } from './run.ts';

const PASS_ALL = '$ORIGIN example.com.\n$TTL 3600\n@ IN TXT "v=spf1 mx +all"\n';
const TWICE = '$ORIGIN example.com.\n$TTL 3600\n@ IN TXT "v=spf1 mx mx -all"\n';
const CLEAN = '$ORIGIN example.com.\n$TTL 3600\n@ IN TXT "v=spf1 mx -all"\n';

/** A sparse file, which takes no space on disk. */
function writeHuge(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 101 * 1024 * 1024);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

describe('mailtxt', () => {
  after(removeFolders);

  describe('usage', () => {
    it('is explained where it is wrong, and nothing else is written', () => {
      for (const [args, message, help] of [
        [[], 'no command given', 'mailtxt --help'],
        [['chek'], 'unknown command "chek"; did you mean "mailtxt check"?', 'mailtxt --help'],
        [
          ['check', '--rule', 'spf-all-pas=off'],
          '--rule: "spf-all-pas" is not a rule; did you mean "spf-all-pass"?',
          'mailtxt check --help',
        ],
        [
          ['check', '--fix-rule', 'nothing-like-it'],
          '--fix-rule: "nothing-like-it" is not a rule; "mailtxt rules" lists them',
          'mailtxt check --help',
        ],
        [
          ['rules', 'spf-all-pas'],
          '"spf-all-pas" is not a rule; did you mean "spf-all-pass"?',
          'mailtxt rules --help',
        ],
        [['check', '--nam', 'a'], 'unknown option --nam; did you mean --name?', 'mailtxt check --help'],
        // Only options of the command are suggested, also before its name.
        [['--nam', 'explain'], 'unknown option --nam', 'mailtxt explain --help'],
      ] as const) {
        const run = mailtxt(args);
        assert.deepEqual(run, {
          status: 2,
          stdout: '',
          stderr: `mailtxt: ${message}\nSee "${help}".\n`,
        });
      }
    });

    it('shows help for itself and for each command', () => {
      assert.match(
        mailtxt(['--help']).stdout,
        /^mailtxt checks[\s\S]*\n {2}check .*[\s\S]*\n {2}lsp --stdio/,
      );
      for (const command of ['check', 'records', 'simulate', 'explain', 'rules', 'lsp']) {
        const { stdout, status } = mailtxt([command, '--help']);
        assert.match(stdout, new RegExp(`^Usage: mailtxt ${command}`));
        assert.equal(status, 0);
        for (const line of stdout.split('\n')) assert.ok(line.length <= 120, line);
      }
    });

    it('shows its version', () => {
      const manifest = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
        version: string;
      };
      assert.equal(mailtxt(['--version']).stdout, `mailtxt ${manifest.version}\n`);
    });
  });

  describe('exit status', () => {
    let folder = '';
    before(() => {
      folder = folderWith({ 'bad.zone': PASS_ALL, 'hint.zone': TWICE, 'clean.zone': CLEAN });
    });
    const table: readonly (readonly [args: string, status: number])[] = [
      ['clean.zone', 0],
      ['hint.zone', 0],
      ['bad.zone', 1],
      ['.', 1],
      ['--fail-on never bad.zone', 0],
      ['--rule spf-all-pass=warning bad.zone', 0],
      ['--rule spf-all-pass=warning --fail-on warning bad.zone', 1],
      ['--rule spf-all-pass=info --fail-on warning bad.zone', 0],
      ['--rule spf-all-pass=info --fail-on info bad.zone', 1],
      ['--rule spf-all-pass=off --rule spf-all-pass=error bad.zone', 1],
      ['--quiet --rule spf-all-pass=warning --fail-on warning bad.zone', 1],
      ['--fail-on never gone.zone', 2],
      ['--config gone.json clean.zone', 2],
    ];
    for (const [args, status] of table) {
      it(`${status} for "check ${args}"`, () => {
        assert.equal(mailtxt(['check', ...args.split(' ')], { cwd: folder }).status, status);
      });
    }
  });

  describe('input', () => {
    it('comes from standard input', () => {
      const { stdout, status } = mailtxt(['check', '--stdin'], { stdin: PASS_ALL });
      assert.match(stdout, /^<stdin>:3:21: error\[spf-all-pass\]/);
      assert.equal(status, 1);
    });

    it('has a name and settings when it comes from standard input', () => {
      const folder = folderWith({ '.mailtxt.json': '{"rules": {"spf-all-pass": "info"}}' });
      const options = { cwd: folder, stdin: '@ IN TXT "v=spf1 +all"\n' };
      const { stdout } = mailtxt(['check', '--stdin', '--stdin-filename', 'zones/db.example.com'], options);
      assert.match(stdout, /^zones\/db\.example\.com:1:18: info\[spf-all-pass\]/);
    });

    it('is checked once, however it is reached', () => {
      const folder = folderWith({ 'zones/x.zone': PASS_ALL });
      symlinkSync('x.zone', join(folder, 'zones/link.zone'));
      const { stdout } = mailtxt(['check', '.', 'zones', './zones/../zones/x.zone'], { cwd: folder });
      assert.equal(stdout.match(/error\[spf-all-pass\]/g)?.length, 1);
    });

    it('is sorted by path and place', () => {
      const folder = folderWith({
        'b.zone': PASS_ALL,
        'a.zone': PASS_ALL + '@ IN TXT "v=spf1 ?all"\nx IN TXT "v=spf1 +all"\n',
        'B.zone': PASS_ALL,
      });
      const places = linesOf(mailtxt(['check', 'b.zone', 'B.zone', 'a.zone'], { cwd: folder }).stdout)
        .map((line) => /^(\S+):(\d+):(\d+): /.exec(line))
        .filter((match) => match !== null)
        .map(([, path, line, column]) => [path, Number(line), Number(column)] as const);
      assert.ok(places.length >= 4);
      assert.deepEqual(
        places,
        [...places].sort((a, b) =>
          a[0] !== b[0] ? ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1) : a[1] - b[1] || a[2] - b[2],
        ),
      );
    });

    it('accepts a zone name for the files that are named', () => {
      const folder = folderWith({ zone: '@ 300 IN TXT "x"\n' });
      const { stdout } = mailtxt(['records', '--origin', 'Example.COM.', 'zone'], { cwd: folder });
      assert.equal(stdout, 'example.com.\t300\tIN\tTXT\t"x"\n');
    });

    it('includes files, whose faults are shown under their own names', () => {
      const folder = folderWith({
        'db.example.com': '$ORIGIN example.com.\n$TTL 3600\n$INCLUDE common.inc\n',
        'common.inc': '@ IN TXT "v=spf1 +all"\n',
      });
      const { stdout } = mailtxt(['check', '--quiet', 'db.example.com'], { cwd: folder });
      assert.match(stdout, /^common\.inc:1:18: error\[spf-all-pass\]/);
    });

    const unreadable: readonly (readonly [what: string, make: (path: string) => void, message: RegExp])[] = [
      ['a file that is not there', () => undefined, /no such file or folder/],
      ['a circle of links', (path) => symlinkSync(path, path), /symbolic links form a loop/],
      ['a file in a file', (path) => writeFileSync(path.replace(/\/[^/]+$/, ''), ''), /is not a folder/],
      ['a binary file', (path) => writeFileSync(path, Buffer.from([0x7f, 0x45, 0, 0])), /is a binary file/],
      ['UTF-16', (path) => writeFileSync(path, Buffer.from('\uFEFF' + CLEAN, 'utf16le')), /is UTF-16 text/],
      ['a huge file', writeHuge, /is larger than 100 MB/],
      [
        'no zone',
        (path) => writeFileSync(path, '# Notes\n\nNo zone.\n'),
        /is not recognized as a file with DNS records/,
      ],
    ];
    for (const [what, make, message] of unreadable) {
      it(`reports why it cannot read ${what}, and checks the rest`, () => {
        const folder = folderWith({ 'bad.zone': PASS_ALL });
        if (what !== 'a file in a file') mkdirSync(join(folder, 'in'));
        make(join(folder, 'in/notes.md'));
        const { stdout, stderr, status } = mailtxt(['check', 'in/notes.md', 'bad.zone'], { cwd: folder });
        assert.match(stderr, /^mailtxt: in\/notes\.md /);
        assert.match(stderr, message);
        assert.equal(linesOf(stderr).length, 1, stderr);
        assert.match(stdout, /^bad\.zone:3:21: error\[spf-all-pass\]/);
        assert.equal(status, 2);
      });
    }

    it('reports which file it may not read', function () {
      if (process.getuid?.() === 0) this.skip();
      const folder = folderWith({ 'bad.zone': PASS_ALL });
      chmodSync(join(folder, 'bad.zone'), 0);
      const { stderr, status } = mailtxt(['check', 'bad.zone'], { cwd: folder });
      assert.equal(stderr, 'mailtxt: bad.zone cannot be read: permission denied\n');
      assert.equal(status, 2);
    });

    it('may be any text without causing a crash', () => {
      const folder = folderWith({
        'empty.zone': '',
        'nul.zone': 'a\0b IN TXT "\0"\n',
        'latin1.zone': Buffer.from('@ IN TXT "caf\xe9" ; \xff\xfe\n', 'latin1'),
        'bom.zone': '\uFEFF$ORIGIN example.com.\n@ IN TXT "v=spf1 +all"\n',
        'cr.zone': '$ORIGIN example.com.\r@ IN TXT "v=spf1 +all"\r',
        'open.zone': '@ IN TXT ( "v=spf1 +all\n(((((\n',
        'line.zone': `@ IN TXT "${'x'.repeat(300_000)}"`,
        'deep.zone': '('.repeat(200_000),
      });
      const { status, stderr } = mailtxt(['check', '--format', 'json', '.'], { cwd: folder });
      assert.doesNotMatch(stderr, /fault in/);
      assert.ok(status === 0 || status === 1, stderr);
    });
  });

  describe('text', () => {
    it('is colored if requested', () => {
      const folder = folderWith({ 'x.zone': PASS_ALL });
      const colored = (args: readonly string[], env: Record<string, string>): boolean =>
        mailtxt(['check', ...args, 'x.zone'], { cwd: folder, env }).stdout.includes('\u001B[');
      assert.equal(colored([], {}), false);
      assert.equal(colored(['--color'], {}), true);
      assert.equal(colored(['--color'], { NO_COLOR: '1' }), true);
      assert.equal(colored([], { FORCE_COLOR: '1' }), true);
      assert.equal(colored([], { FORCE_COLOR: '0' }), false);
      assert.equal(colored([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
      assert.equal(colored(['--no-color'], { FORCE_COLOR: '1' }), false);
      assert.equal(colored(['--no-color', '--color'], {}), true);
    });

    it('cannot control the terminal, whatever a zone or a file name contains', () => {
      const folder = folderWith({
        'x\u001B[2J.zone': '$ORIGIN example.com.\n@ IN TXT "v=spf1 \u001B]0;owned\u0007 +all"\n',
      });
      const { stdout, stderr } = mailtxt(['check', '.'], { cwd: folder });
      assert.match(stdout, /^x␛\[2J\.zone:/);
      for (const output of [stdout, stderr])
        assert.doesNotMatch(output, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
    });

    it('exits silently when its output is closed', async () => {
      const many = Array.from({ length: 5000 }, (_, i) => `h${i} IN TXT "v=spf1 +all"\n`).join('');
      const folder = folderWith({ 'x.zone': `$ORIGIN example.com.\n${many}` });
      const child = spawn(process.execPath, [COMMAND, 'check', 'x.zone'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let errors = '';
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      child.stdout.once('data', () => child.stdout.destroy());
      const status = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(errors, '');
      assert.equal(status, 1);
    });

    it('is complete, however long it is', () => {
      const count = 3000;
      const many = Array.from({ length: count }, (_, i) => `h${i} IN TXT "v=spf1 +all"\n`).join('');
      const folder = folderWith({ 'x.zone': `$ORIGIN example.com.\n${many}` });
      const { stdout } = mailtxt(['check', 'x.zone'], { cwd: folder });
      assert.equal(stdout.match(/^x\.zone:\d+:\d+: error\[spf-all-pass\]/gm)?.length, count);
      assert.match(stdout, /\n3,000 errors.* in 1 file \(3,000 records\)\n$/);
    });
  });

  describe('--fix', () => {
    it('does in one pass what there is to do', () => {
      const folder = folderWith({ 'x.zone': TWICE, 'y.zone': TWICE });
      const first = mailtxt(['check', '--fix', '.'], { cwd: folder });
      assert.match(first.stdout, /^Fixed x\.zone: spf-duplicate-term\nFixed y\.zone: spf-duplicate-term\n/m);
      assert.equal(readFileSync(join(folder, 'x.zone'), 'utf8'), CLEAN);
      const mended = statSync(join(folder, 'x.zone'));
      const second = mailtxt(['check', '--fix', '.'], { cwd: folder });
      assert.doesNotMatch(second.stdout, /Fixed/);
      assert.equal(statSync(join(folder, 'x.zone')).ino, mended.ino);
      assert.deepEqual(readdirSync(folder).sort(), ['x.zone', 'y.zone']);
    });

    it('does not apply a fix for review, unless its rule is named', () => {
      const folder = folderWith({ 'x.zone': PASS_ALL });
      assert.equal(mailtxt(['check', '--fix', 'x.zone'], { cwd: folder }).status, 1);
      assert.equal(readFileSync(join(folder, 'x.zone'), 'utf8'), PASS_ALL);
      assert.equal(mailtxt(['check', '--fix-rule', 'spf-all-pass', 'x.zone'], { cwd: folder }).status, 0);
      assert.notEqual(readFileSync(join(folder, 'x.zone'), 'utf8'), PASS_ALL);
    });

    it('applies overlapping fixes one after the other', () => {
      const folder = folderWith({ 'x.zone': CLEAN.replace('mx', 'mx mx mx mx mx') });
      mailtxt(['check', '--fix', 'x.zone'], { cwd: folder });
      assert.equal(readFileSync(join(folder, 'x.zone'), 'utf8'), CLEAN);
    });

    it('keeps permissions, links, and every octet that it does not change', () => {
      const around = Buffer.from('; caf\xe9 \xff\r\n', 'latin1');
      const zone = (text: string): Buffer => Buffer.concat([Buffer.from(text), around]);
      const folder = folderWith({ 'real/x.zone': zone(TWICE) });
      chmodSync(join(folder, 'real/x.zone'), 0o640);
      symlinkSync('real/x.zone', join(folder, 'link.zone'));
      mailtxt(['check', '--fix', 'link.zone'], { cwd: folder });
      assert.ok(readFileSync(join(folder, 'real/x.zone')).equals(zone(CLEAN)));
      assert.equal(statSync(join(folder, 'real/x.zone')).mode & 0o777, 0o640);
      assert.ok(lstatSync(join(folder, 'link.zone')).isSymbolicLink());
      assert.deepEqual(readdirSync(join(folder, 'real')), ['x.zone']);
    });

    it('filters a zone from standard input to standard output', () => {
      const { stdout, stderr, status } = mailtxt(['check', '--stdin', '--fix'], { stdin: TWICE });
      assert.equal(stdout, CLEAN);
      assert.match(stderr, /^Fixed <stdin>: spf-duplicate-term\n/);
      assert.equal(status, 0);
      const octets = Buffer.from('@ IN TXT "caf\xe9"\r\n', 'latin1');
      const untouched = mailtxt(['check', '--stdin', '--fix'], { stdin: octets });
      assert.equal(untouched.stdout, octets.toString('utf8'));
    });
  });

  describe('rules', () => {
    it('lists every rule once, in order', () => {
      const ids = linesOf(mailtxt(['rules']).stdout).map((line) => line.split(' ')[0] ?? '');
      assert.ok(ids.includes('spf-all-pass'));
      assert.deepEqual(ids, [...new Set(ids)].sort());
    });

    it('lists for each its severity, its fix and what it finds', () => {
      const { stdout } = mailtxt(['rules']);
      assert.match(stdout, /^spf-duplicate-term +hint +--fix +\S/m);
      assert.match(stdout, /^spf-all-pass +error +--fix-rule +\S/m);
    });

    it('explains a rule', () => {
      const { stdout, status } = mailtxt(['rules', 'spf-all-pass']);
      assert.match(stdout, /^# /);
      assert.equal(status, 0);
    });
  });
});
