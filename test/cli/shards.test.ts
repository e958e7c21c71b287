import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { sampled } from '../harness/runs.ts';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const EXAMPLES = join(__dirname, '../../examples');

interface Report {
  readonly files: readonly { readonly path: string }[];
  readonly unread: readonly { readonly kind: string }[];
  readonly runs: readonly {
    readonly invocations: readonly {
      toolExecutionNotifications: readonly { readonly descriptor?: { readonly id: string } }[];
    }[];
  }[];
  summary: { unread: number };
}

/** A name that only DNS can resolve may be asked for in several shards: each says how many it asked for. */
function withoutDns(text: string): unknown {
  const report = JSON.parse(text) as Report;
  for (const invocation of (report.runs as Report['runs'] | undefined)?.flatMap(
    ({ invocations }) => invocations,
  ) ?? [])
    invocation.toolExecutionNotifications = invocation.toolExecutionNotifications.filter(
      ({ descriptor }) => descriptor?.id !== 'unread/dns',
    );
  if ('unread' in report) {
    const unread = report.unread.filter(({ kind }) => kind !== 'dns');
    return { ...report, unread, summary: { ...report.summary, unread: unread.length } };
  }
  return report;
}

/** What the shards of a check write, merged. */
function merged(folder: string, args: readonly string[], shards: number) {
  const names = Array.from({ length: shards }, (_, i) => `shard-${String(i + 1)}.txt`);
  const out = folderWith({});
  for (const [i, name] of names.entries()) {
    const { stdout } = mailtxt(['check', ...args, '--shard', `${String(i + 1)}/${String(shards)}`, folder], {
      cwd: folder,
    });
    addFiles(out, { [name]: stdout });
  }
  return mailtxt(['merge', ...names], { cwd: out });
}

const FORMATS = [
  ['--format', 'json'],
  ['--format', 'sarif'],
  ['--format', 'json', '--statistics'],
];

function assertSharded(folder: string, shards: readonly number[], formats = FORMATS): void {
  for (const args of formats) {
    const whole = mailtxt(['check', ...args, folder], { cwd: folder });
    for (const number of sampled(shards, 4)) {
      const { stdout, status } = merged(folder, args, number);
      assert.deepEqual(
        withoutDns(stdout),
        withoutDns(whole.stdout),
        `${args.join(' ')} in ${String(number)}`,
      );
      assert.equal(status, whole.status);
    }
  }
}

describe('the shards of a check', () => {
  after(removeFolders);

  const zone = (name: string, spf: string): string =>
    `$ORIGIN ${name}.\n@ 3600 SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n@ MX 10 mail\nmail A 192.0.2.1\n@ TXT "${spf}"\n_dmarc TXT "v=DMARC1; p=none"\n`;

  it('find together what one check finds', () => {
    const folder = folderWith({});
    cpSync(EXAMPLES, join(folder, 'examples'), { recursive: true });
    addFiles(folder, {
      '.mailtxt.json': '{ "rules": { "spf-all-pass": "warning", "no-such-rule": "off" } }',
      'a.zone': zone('a.example', 'v=spf1 include:b.example +all'),
      'b.zone': zone('b.example', 'v=spf1 mx mx -all'),
      'again.zone': zone('b.example', 'v=spf1 mx mx -all'),
      'broken.tf': 'resource "aws_route53_record" "a" {',
      'not-read.zone': Buffer.from([0, 1, 2]).toString('latin1'),
    });
    assertSharded(folder, [3, 1, 2, 7]);
  });

  it('find together what one check finds in the corpus', function () {
    if (!hasCorpus()) {
      sayNoCorpus('checks in shards');
      this.skip();
    }
    assertSharded(join(CORPUS, 'formats'), [3], FORMATS.slice(0, 1));
  });

  it('keep a zone in its shard when others are added', () => {
    const names = Array.from({ length: 40 }, (_, i) => `z${String(i)}.example`);
    const files = Object.fromEntries(names.map((name) => [`${name}.zone`, zone(name, 'v=spf1 -all')]));
    const pathsIn = (folder: string): ReadonlySet<string> => {
      const { stdout } = mailtxt(['check', '--format', 'json', '--shard', '2/3'], { cwd: folder });
      return new Set((JSON.parse(stdout) as Report).files.map(({ path }) => path));
    };
    const few = pathsIn(folderWith(Object.fromEntries(Object.entries(files).slice(0, 20))));
    const all = pathsIn(folderWith(files));
    const firstNames = names.slice(0, 20).map((name) => `${name}.zone`);
    assert.deepEqual([...few].sort(), firstNames.filter((name) => all.has(name)).sort());
    // Neither empty nor everything.
    assert.ok(all.size > 5 && all.size < 25, String(all.size));
  });

  it('may have nothing to check', () => {
    const folder = folderWith({ 'a.zone': zone('a.example', 'v=spf1 -all') });
    const statuses = [1, 2, 3].map(
      (number) => mailtxt(['check', '--shard', `${String(number)}/3`], { cwd: folder }).status,
    );
    assert.deepEqual(statuses, [0, 0, 0]);
    assert.equal(mailtxt(['check', '--shard', '1/3'], { cwd: folderWith({}) }).status, 2);
  });

  for (const [typed, message] of [
    ['2', '--shard 2: use the form 1/4 (the first of 4 shards)'],
    ['0/2', '--shard 0/2: the shard must be from 1 to 2'],
    ['3/2', '--shard 3/2: the shard must be from 1 to 2'],
    ['1/0', '--shard 1/0: the number of shards must be from 1 to 1024'],
    ['1/9999', '--shard 1/9999: the number of shards must be from 1 to 1024'],
  ] as const)
    it(`are rejected as ${typed}`, () => {
      const { status, stderr } = mailtxt(['check', '--shard', typed]);
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(`mailtxt: ${message}\n`), stderr);
    });

  it('do not write a baseline', () => {
    const { status, stderr } = mailtxt(['check', '--shard', '1/2', '--write-baseline', 'b.json']);
    assert.equal(status, 2);
    assert.match(stderr, /a baseline covers all zones/);
  });
});

describe('mailtxt merge', () => {
  after(removeFolders);

  const report = mailtxt(['check', '--format', 'json', '-e', 'v=spf1 +all']).stdout;
  const sarif = mailtxt(['check', '--format', 'sarif', '-e', 'v=spf1 +all']).stdout;

  it('fails as the checks would', () => {
    const cwd = folderWith({ 'a.json': report });
    assert.equal(mailtxt(['merge', 'a.json'], { cwd }).status, 1);
    assert.equal(mailtxt(['merge', 'a.json', '--fail-on', 'never'], { cwd }).status, 0);
  });

  it('fails if a check could not do its work', () => {
    const cwd = folderWith({ 'a.zone': '@ TXT "v=spf1 -all"\n' });
    for (const format of ['json', 'sarif']) {
      const { stdout, status } = mailtxt(['check', '--format', format, 'a.zone', 'gone.zone'], { cwd });
      assert.equal(status, 2);
      addFiles(cwd, { 'report.txt': stdout });
      assert.equal(mailtxt(['merge', 'report.txt'], { cwd }).status, 2);
    }
  });

  it('rejects a file that is not a report, and names it', () => {
    const cwd = folderWith({
      'a.json': report,
      'a.sarif': sarif,
      'cut.json': report.slice(0, -5),
      'other.json': '{"tool":{"name":"other"}}',
      'list.json': '[1]',
      'text.txt': 'hello',
      'other.sarif': '{"runs":[{"results":[],"invocations":[{}],"tool":{"driver":{"name":"x","rules":[]}}}]}',
    });
    const refused = {
      'cut.json': 'cut.json is not valid JSON, or is truncated',
      'text.txt': 'text.txt is not valid JSON, or is truncated',
      'other.json': 'other.json is not a report of "mailtxt check"',
      'list.json': 'list.json is not a report of "mailtxt check"',
      'other.sarif': 'other.sarif is not a report of "mailtxt check"',
      'gone.json': 'gone.json cannot be read: no such file or folder',
    };
    for (const [name, message] of Object.entries(refused)) {
      const { status, stderr, stdout } = mailtxt(['merge', name], { cwd });
      assert.deepEqual([status, stdout], [2, '']);
      assert.ok(stderr.startsWith(`mailtxt: ${message}\n`), stderr);
    }
    const { status, stderr } = mailtxt(['merge', 'a.json', 'a.sarif'], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, /merge each kind separately/);
    assert.match(mailtxt(['merge'], { cwd }).stderr, /no reports given/);
  });
});

describe('JSON lines', () => {
  it('have the data of the JSON object, one thing per line', () => {
    const cwd = EXAMPLES;
    const whole = JSON.parse(mailtxt(['check', '--format', 'json'], { cwd }).stdout) as Record<
      string,
      unknown
    >;
    const { stdout } = mailtxt(['check', '--format', 'jsonl'], { cwd });
    const lines = stdout.trimEnd().split('\n');
    const gathered: Record<string, unknown[]> = {};
    for (const line of lines) {
      const [[key, value] = ['', undefined], ...more] = Object.entries(JSON.parse(line) as object);
      assert.deepEqual(more, []);
      (gathered[key] ??= []).push(value);
    }
    assert.deepEqual(gathered['finding'], whole['findings']);
    assert.deepEqual(gathered['file'], whole['files']);
    assert.deepEqual(gathered['unread'], whole['unread']);
    assert.deepEqual(gathered['tool'], [whole['tool']]);
    assert.deepEqual(gathered['summary'], [whole['summary']]);
    assert.match(lines.at(-1) ?? '', /^\{"summary"/);
  });
});

describe('statistics', () => {
  it('count the findings of the report', () => {
    const cwd = EXAMPLES;
    const whole = JSON.parse(mailtxt(['check', '--format', 'json'], { cwd }).stdout) as {
      readonly findings: readonly { rule: string; severity: string; fixes: readonly { safety: string }[] }[];
      readonly summary: object;
    };
    const counted = JSON.parse(mailtxt(['check', '--format', 'json', '--statistics'], { cwd }).stdout) as {
      readonly findings: readonly unknown[];
      readonly statistics: {
        readonly rules: readonly { rule: string; severity: string; findings: number; fixable: number }[];
        readonly zones: readonly { error: number; warning: number; info: number; hint: number }[];
      };
      readonly summary: object;
    };
    assert.deepEqual(counted.findings, []);
    assert.deepEqual(counted.summary, whole.summary);
    for (const { rule, severity, findings, fixable } of counted.statistics.rules) {
      const own = whole.findings.filter((one) => one.rule === rule && one.severity === severity);
      assert.equal(findings, own.length, rule);
      assert.equal(fixable, own.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length);
    }
    const total = counted.statistics.rules.reduce((sum, { findings }) => sum + findings, 0);
    assert.equal(total, whole.findings.length);
    const inZones = counted.statistics.zones.map(
      ({ error, warning, info, hint }) => error + warning + info + hint,
    );
    assert.equal(
      inZones.reduce((sum, one) => sum + one, 0),
      total,
    );
  });

  it('are for formats that can show them', () => {
    const { status, stderr } = mailtxt(['check', '--statistics', '--format', 'sarif']);
    assert.equal(status, 2);
    assert.match(stderr, /--statistics cannot be combined with --format/);
  });
});
