import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampled } from '../harness/runs.ts';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';
import type { Run } from './run.ts';

const EXAMPLES = join(__dirname, '../../examples');
const CACHE = '.mailtxtcache';

const SOA = '@ 3600 IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n@ IN NS ns1.example.net.\n';
const zone = (lines: string): string => `${SOA}${lines}\n`;
const ZONE = zone(
  '@ IN TXT "v=spf1 mx mx +all"\n@ IN MX 10 mail.example.org.\n_dmarc IN TXT "v=DMARC1; p=none"',
);

/** 2025-11-01 */
const BEGIN = 1_761_955_200;
const report = (policy: string): string =>
  `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>${BEGIN}</begin></date_range></report_metadata><policy_published><domain>example.com</domain><p>${policy}</p></policy_published><record><row><source_ip>192.0.2.25</source_ip><count>1</count></row><identifiers><header_from>example.com</header_from></identifiers></record></feedback>`;

/** Something of each kind that findings may follow from. */
const FILES = {
  'zones/example.com.zone': `${ZONE}$INCLUDE shared.inc\n`,
  'zones/shared.inc': 'www IN A 192.0.2.1\nmail IN TXT "v=spf1 ptr -all"\n',
  'zones/example.org.zone': zone('mail IN A 192.0.2.1').replace('hostmaster 1', 'hostmaster 2026010101'),
  'zones/db.third': zone('@ IN TXT "v=spf1 +all"'),
  'named.conf': 'zone "example.net" { type master; file "zones/db.third"; };\n',
  '.mailtxt.json':
    '{ "extends": "base.json", "reports": ["reports/*.xml"], "terraform": { "varFiles": ["tf/a.tfvars"] } }',
  'base.json': '{ "rules": { "spf-ptr-mechanism": "warning" } }',
  'answers.json': '{ "answers": { "_spf.example.net. TXT": { "strings": [["v=spf1 -all"]] } } }',
  'reports/a.xml': report('none'),
  'tf/main.tf':
    'variable "spf" {}\nmodule "m" {\n  source = "./m"\n  spf = var.spf\n}\nresource "aws_route53_record" "a" {\n  zone_id = "Z"\n  name = "example.edu"\n  type = "TXT"\n  ttl = 300\n  records = [file("${path.module}/data.txt")]\n}\n',
  'tf/a.tfvars': 'spf = "v=spf1 +all"\n',
  'tf/data.txt': 'v=spf1 mx mx +all',
  'tf/m/main.tf':
    'variable "spf" {}\nresource "aws_route53_record" "b" {\n  zone_id = "Z"\n  name = "m.example.edu"\n  type = "TXT"\n  ttl = 300\n  records = [var.spf]\n}\n',
};

function idOf(folder: string, name = CACHE): string | undefined {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const { ino, mtimeMs } = statSync(path);
  return `${String(ino)} ${String(mtimeMs)}`;
}

/** What people see, without the time at which a page was written. */
const shown = ({ stdout, stderr, status }: Run): object => ({
  stdout: stdout.replace(/\d{4}-\d\d-\d\d[T ][\d:.]+/, ''),
  stderr,
  status,
});

describe('check --cache', () => {
  after(removeFolders);

  const env = (folder: string): Record<string, string> => ({ XDG_CONFIG_HOME: join(folder, '..', 'none') });

  /**
   * The same with and without a cache; `isUsed`: the first run with it finds everything in it. `isRepeated`: another run
   * uses what the first one kept.
   */
  function assertSame(folder: string, args: readonly string[], isUsed?: boolean, isRepeated = true): string {
    const options = { cwd: folder, env: { ...env(folder), XDG_CONFIG_HOME: join(folder, 'user-settings') } };
    const alone = mailtxt(['check', ...args], options);
    const before = idOf(folder);
    const first = mailtxt(['check', '--cache', ...args], options);
    const after = idOf(folder);
    assert.deepEqual(shown(first), shown(alone), args.join(' '));
    assert.notEqual(after, undefined, 'nothing is kept');
    if (isRepeated) {
      const second = mailtxt(['check', '--cache', ...args], options);
      assert.deepEqual(shown(second), shown(alone), args.join(' '));
      assert.equal(idOf(folder), after, 'what is kept is not used');
    }
    if (isUsed !== undefined) assert.equal(after === before, isUsed, 'what is kept is used');
    return alone.stdout;
  }

  it('shows the same as a check without it, after any edits', function () {
    const folder = folderWith(FILES);
    const git = (...args: readonly string[]): number | null =>
      spawnSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args],
        { cwd: folder },
      ).status;
    const hasGit = git('init', '-q') === 0;
    const common = ['--dns', 'answers.json', '--format', 'json'];
    const edit = (files: Readonly<Record<string, string>>) => () => {
      addFiles(folder, files);
    };
    /** What is changed, and whether that changes what is shown. */
    const steps: readonly (readonly [name: string, change: () => void, isShown: boolean])[] = [
      [
        'a zone',
        edit({ 'zones/example.com.zone': `${ZONE}$INCLUDE shared.inc\n@ IN SPF "v=spf1 -all"\n` }),
        true,
      ],
      ['an included file', edit({ 'zones/shared.inc': 'www IN A 192.0.2.1\n' }), true],
      [
        'no included file',
        () => {
          rmSync(join(folder, 'zones/shared.inc'));
        },
        true,
      ],
      [
        'a new zone',
        edit({ 'zones/new.example.zone': zone('@ IN TXT "v=spf1 include:example.com -all"') }),
        true,
      ],
      [
        'no such zone',
        () => {
          rmSync(join(folder, 'zones/new.example.zone'));
        },
        true,
      ],
      ['settings that others extend', edit({ 'base.json': '{ "rules": { "spf-all-pass": "off" } }' }), true],
      ['nearer settings', edit({ 'zones/.mailtxt.json': '{ "rules": { "spf-all-pass": "hint" } }' }), true],
      [
        'no nearer settings',
        () => {
          rmSync(join(folder, 'zones/.mailtxt.json'));
        },
        true,
      ],
      [
        'settings of the user',
        edit({
          'user-settings/mailtxt/config.json':
            '{ "rules": { "mx-target-unresolved": "off", "spf-duplicate-term": "off" } }',
        }),
        true,
      ],
      [
        'the configuration of a server',
        edit({ 'named.conf': 'zone "example.gov" { type master; file "zones/db.third"; };\n' }),
        true,
      ],
      ['answers', edit({ 'answers.json': '{ "answers": {}, "otherwise": "NXDOMAIN" }' }), true],
      ['a report', edit({ 'reports/a.xml': report('reject') }), false],
      ['values', edit({ 'tf/a.tfvars': 'spf = "v=spf1 ptr ~all"\n' }), true],
      ['data of a module', edit({ 'tf/data.txt': 'v=spf1 mx -all' }), true],
      [
        'a module',
        edit({ 'tf/m/main.tf': FILES['tf/m/main.tf'].replace('m.example.edu', 'n.example.edu') }),
        true,
      ],
      [
        'the date of a file',
        () => {
          utimesSync(join(folder, 'zones/example.com.zone'), BEGIN, BEGIN - 3 * 86_400);
        },
        false,
      ],
      ...(hasGit
        ? ([
            [
              'a commit',
              () => {
                git('add', '.');
                git('commit', '-q', '-m', 'x');
              },
              false,
            ],
            [
              'what was committed',
              edit({
                'zones/example.org.zone': zone('mail IN A 192.0.2.2').replace(
                  'hostmaster 1',
                  'hostmaster 2026010101',
                ),
              }),
              true,
            ],
            [
              'a commit of it',
              () => {
                git('commit', '-q', '-a', '-m', 'y');
              },
              true,
            ],
          ] as const)
        : []),
      [
        'octets that are no UTF-8',
        () => {
          writeFileSync(join(folder, 'zones/db.third'), Buffer.from(`${ZONE}a IN TXT "\x80"\n`, 'latin1'));
        },
        true,
      ],
      [
        'other octets',
        () => {
          writeFileSync(join(folder, 'zones/db.third'), Buffer.from(`${ZONE}a IN TXT "\x81"\n`, 'latin1'));
        },
        false,
      ],
    ];
    let last = assertSame(folder, common, false);
    const repeated = new Set(sampled(steps, 4));
    for (const step of steps) {
      const [name, change, isShown] = step;
      change();
      const now = assertSame(folder, common, undefined, repeated.has(step));
      if (isShown) assert.notEqual(now, last, `${name}: the step shows nothing`);
      last = now;
    }
    assertSame(folder, common, true);
  });

  it('shows the same in every report, and is not used by runs with other options', () => {
    const folder = folderWith(FILES);
    cpSync(EXAMPLES, join(folder, 'examples'), { recursive: true });
    for (const args of [
      ['--quiet', '--jobs', '3'],
      ['--jobs', '3', '--format', 'json'],
    ])
      assertSame(folder, args, false);
    const formats = ['text', 'json', 'jsonl', 'sarif', 'html', 'gitlab', 'junit', 'github', 'markdown'];
    for (const format of sampled(formats, 3)) assertSame(folder, ['--format', format], false);
    for (const args of [
      ['--statistics', '--quiet'],
      ['--verbose', '--fail-on', 'never'],
      ['--jobs', '1'],
    ])
      assertSame(folder, args, false, false);
    const options = { cwd: folder };
    mailtxt(['check', '--write-baseline', '../accepted.json', '--fail-on', 'never'], options);
    assertSame(folder, ['--baseline', '../accepted.json', '--format', 'json']);
    for (const args of [
      ['--rule', 'spf-all-pass=off'],
      ['--preview'],
      ['--shard', '1/2'],
      ['--shard', '2/2'],
    ])
      assertSame(folder, args, false, false);
    assertSame(folder, ['zones/example.com.zone', '--origin', 'example.info'], false, false);
    assertSame(folder, ['tf'], false, false);
    assertSame(folder, ['gone.zone', 'zones'], false, false);
  });

  it('is neither used nor written if files are changed or more is requested', () => {
    const folder = folderWith({ 'example.com.zone': ZONE });
    for (const args of [['--fix'], ['--stdin'], ['-e', 'v=spf1 +all'], ['--fix-rule', 'spf-all-pass']])
      mailtxt(['check', '--cache', ...args], { cwd: folder });
    assert.equal(idOf(folder), undefined);
  });

  it('ignores and replaces a cache that is truncated, damaged, hostile or of another version', () => {
    const folder = folderWith({ 'example.com.zone': ZONE });
    const path = join(folder, CACHE);
    assertSame(folder, [], false);
    const whole = readFileSync(path);
    const [head = '', , key = '', run = '', file = ''] = whole.toString('utf8').split('\n');
    /** One that is what a run writes, as far as its digest says. */
    const made = (...lines: readonly string[]): string => {
      const body = lines.join('\n');
      return `${head}\n${createHash('sha256').update(body).digest('hex')}\n${body}`;
    };
    assert.equal(made(key, run, file), whole.toString('utf8'));
    const bad = [
      '',
      'not ours',
      whole.subarray(0, whole.length >> 1),
      whole.subarray(0, 10),
      whole.toString('utf8').replace('cache 1', 'cache 2'),
      whole.toString('utf8').replace('"v=spf1', '"v=spf2').replace('error', 'hints'),
      made(key),
      made(key, run, '{'),
      made(key, '{}', file),
      made(key, run, file.replace('"message":"', '"message":"\\u001b[2J')),
      made(key, run, file.replaceAll('example.com.zone', '../../etc/passwd')),
      made(key, run, file.replace(/"fixes":\[/, '"fixes":[null,')),
      made(key, run.replace('"others":[]', '"others":[["/etc/passwd",""]]'), file),
      made(key, run.replace('"asked":[', '"asked":[["__proto__","",[[]]],'), file),
      made(key, run.replace('"asked":[', '"asked":[["include","",[[]]],'), file),
      made(key, run.replace('"asked":[', '"asked":[["committedTextOf","undefined",["/etc/passwd"]],'), file),
    ];
    const alone = mailtxt(['check'], { cwd: folder });
    for (const [number, content] of bad.entries()) {
      writeFileSync(path, content);
      assert.notDeepEqual(readFileSync(path), whole, String(number));
      assert.deepEqual(mailtxt(['check', '--cache'], { cwd: folder }), alone, String(number));
      assert.deepEqual(readFileSync(path), whole, String(number));
    }
  });

  it('is at the path of --cache-location, and overwrites no other file', () => {
    const folder = folderWith({ 'example.com.zone': ZONE, 'out/keep.txt': 'text' });
    const check = (...args: readonly string[]): Run => mailtxt(['check', ...args], { cwd: folder });
    check('--cache', '--cache-location', 'kept');
    check('--cache', '--cache-location', 'out');
    assert.ok(existsSync(join(folder, 'kept')));
    assert.ok(existsSync(join(folder, 'out', CACHE)));
    assert.equal(idOf(folder), undefined);
    for (const name of ['out/keep.txt', 'example.com.zone']) {
      const { status, stderr } = check('--cache', '--cache-location', name);
      assert.equal(status, 2);
      assert.match(stderr, /is not a mailtxt cache, so it is not overwritten/);
    }
    assert.match(check('--cache-location', 'x').stderr, /--cache-location requires --cache/);
    const { stderr, status } = check('--cache', '--cache-location', 'gone/kept');
    assert.match(stderr, /the cache .*cannot be written/);
    assert.equal(status, check().status);
  });
});
