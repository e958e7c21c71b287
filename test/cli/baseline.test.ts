import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseBaseline } from '../../server/src/hosts/cli/baseline-file.ts';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';
const PASS_ALL = '@ TXT "v=spf1 mx mx +all"\n@ MX 10 mail\nmail A 192.0.2.1\n';
const BAD_POLICY = '_dmarc TXT "v=DMARC1; p=x"\n';
const FILE = 'known.json';

interface Entry {
  readonly fingerprint: string;
  readonly count: number;
  readonly path: string;
  readonly rule: string;
  reason?: string;
  expires?: string;
}
interface Baseline {
  readonly mailtxtBaseline: number;
  readonly findings: Entry[];
}
interface CheckJson {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly fingerprint: string;
  }[];
  readonly baseline?: { known: number; expired: readonly Entry[]; obsolete: readonly Entry[] };
  readonly summary: Readonly<Record<string, number>>;
}

function readBaseline(cwd: string): Baseline {
  return JSON.parse(readFileSync(join(cwd, FILE), 'utf8')) as Baseline;
}

function edit(cwd: string, change: (entry: Entry) => void): void {
  const baseline = readBaseline(cwd);
  baseline.findings.forEach(change);
  writeFileSync(join(cwd, FILE), JSON.stringify(baseline));
}

function check(cwd: string, ...args: readonly string[]): CheckJson {
  return JSON.parse(
    mailtxt(['check', '--format', 'json', '--baseline', FILE, ...args], { cwd }).stdout,
  ) as CheckJson;
}

/** A folder with a baseline of the files. */
function withBaseline(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith(files);
  assert.equal(mailtxt(['check', '--write-baseline', FILE], { cwd }).status, 0);
  return cwd;
}

describe('--baseline', () => {
  after(removeFolders);

  it('hides the findings at the time when it was written, and fails for new ones', () => {
    const cwd = folderWith({ 'a.zone': HEAD + PASS_ALL });
    const written = mailtxt(['check', '--write-baseline', FILE], { cwd });
    const total = readBaseline(cwd).findings.reduce((sum, { count }) => sum + count, 0);
    assert.equal(written.status, 0);
    assert.equal(written.stderr, `mailtxt: ${FILE} now accepts ${total} findings\n`);
    const same = mailtxt(['check', '--baseline', FILE], { cwd });
    assert.match(
      same.stdout,
      new RegExp(`^Nothing to report in 1 file \\(\\d+ records\\); ${total} findings in the baseline\n`),
    );
    assert.deepEqual([same.status, same.stderr], [0, '']);

    addFiles(cwd, { 'a.zone': HEAD + PASS_ALL + BAD_POLICY });
    assert.equal(mailtxt(['check', '--baseline', FILE], { cwd }).status, 1);
    const { findings, summary, baseline } = check(cwd);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['dmarc-p-invalid'],
    );
    // The domain has a DMARC record now.
    assert.deepEqual(
      baseline?.obsolete.map(({ rule }) => rule),
      ['dmarc-missing'],
    );
    assert.deepEqual([summary['error'], summary['warning'], baseline.known], [1, 0, total - 1]);
  });

  it('recognizes findings when lines move, records change places and files are renamed', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL + BAD_POLICY });
    addFiles(cwd, { 'a.zone': `; new\n\n${HEAD}${BAD_POLICY}${PASS_ALL}` });
    renameSync(join(cwd, 'a.zone'), join(cwd, 'b.zone'));
    const { findings, baseline } = check(cwd);
    assert.deepEqual([findings, baseline?.obsolete], [[], []]);
  });

  it('counts equal findings, and reports additional ones', () => {
    const twice = `${HEAD}a TXT "v=spf1 mx +all"\na TXT "v=spf1 mx +all"\n`;
    const cwd = withBaseline({ 'a.zone': twice });
    assert.deepEqual(check(cwd).findings, []);
    const ofRule = (rule: string): number => check(cwd).findings.filter((one) => one.rule === rule).length;
    addFiles(cwd, { 'a.zone': `${twice}a TXT "v=spf1 mx +all"\n` });
    assert.equal(ofRule('spf-all-pass'), 1);
  });

  it('accepts a finding that stands for many records until there are more of them, and also fewer', () => {
    const low = (count: number): string =>
      HEAD + Array.from({ length: count }, (_, i) => `h${i} 60 MX 10 mail.example.net.\n`).join('');
    const cwd = withBaseline({ 'a.zone': low(6) });
    const entry = readBaseline(cwd).findings.find(({ count }) => count === 6);
    assert.ok(entry);
    const reported = (count: number): number => {
      addFiles(cwd, { 'a.zone': low(count) });
      return check(cwd).findings.filter(({ rule }) => rule === entry.rule).length;
    };
    assert.deepEqual([reported(6), reported(5), reported(2), reported(7)], [0, 0, 0, 1]);
  });

  it('prefers entries of the same file to those of others', () => {
    const zone = `${HEAD}a TXT "v=spf1 +all"\n`;
    const cwd = withBaseline({ 'b.zone': zone });
    addFiles(cwd, { 'a/a.zone': zone, 'a/named.conf': 'view x { zone "example.com" { file "a.zone"; }; };' });
    assert.ok(check(cwd).findings.every(({ path }) => path.startsWith('a/')));
  });

  it('keeps reasons and dates of entries that still match, and reports the others', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL + BAD_POLICY });
    edit(cwd, (entry) => {
      entry.reason = `because of ${entry.rule}`;
      if (entry.rule === 'spf-all-pass') entry.expires = '9999-12-31';
    });
    const before = readBaseline(cwd).findings;
    addFiles(cwd, { 'a.zone': HEAD + PASS_ALL });
    const run = mailtxt(['check', '--baseline', FILE], { cwd });
    assert.equal(
      run.stderr,
      `mailtxt: ${FILE}: 1 entry does not match any finding (--write-baseline removes such entries): dmarc-p-invalid at _dmarc.example.com in a.zone\n`,
    );
    assert.equal(run.status, 0);
    mailtxt(['check', '--write-baseline', FILE], { cwd });
    const after = readBaseline(cwd).findings;
    const kept = before.filter(({ rule }) => rule !== 'dmarc-p-invalid');
    assert.ok(kept.length > 2);
    for (const { rule, reason, expires } of kept) {
      const same = after.find((one) => one.rule === rule);
      assert.deepEqual([same?.reason, same?.expires], [reason, expires]);
    }
    assert.ok(after.every(({ rule }) => rule !== 'dmarc-p-invalid'));
  });

  it('reports a finding again once its entry has expired', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL });
    edit(cwd, (entry) => {
      if (entry.rule !== 'spf-all-pass') return;
      entry.expires = '2020-02-29';
      entry.reason = 'until the relay is gone';
    });
    const run = mailtxt(['check', '--baseline', FILE], { cwd });
    assert.equal(run.status, 1);
    assert.equal(
      run.stderr,
      `mailtxt: ${FILE}: the entry for spf-all-pass at example.com in a.zone expired on 2020-02-29, so the finding is reported again (until the relay is gone)\n`,
    );
    assert.deepEqual(
      check(cwd).findings.map(({ rule }) => rule),
      ['spf-all-pass'],
    );
    assert.deepEqual(
      check(cwd).baseline?.expired.map(({ rule }) => rule),
      ['spf-all-pass'],
    );
    // Writing it again extends nothing.
    assert.equal(mailtxt(['check', '--write-baseline', FILE], { cwd }).status, 1);
    edit(cwd, (entry) => delete entry.expires);
    assert.equal(mailtxt(['check', '--baseline', FILE], { cwd }).status, 0);
  });

  it('does not change entries whose files were not checked', () => {
    const cwd = withBaseline({
      'a.zone': HEAD + PASS_ALL,
      'b.zone': HEAD.replace('example.com', 'example.org') + BAD_POLICY,
    });
    const all = readBaseline(cwd).findings;
    assert.deepEqual(check(cwd, 'a.zone').baseline?.obsolete, []);
    addFiles(cwd, {
      'a.zone': HEAD.replace('NS ns.example.net.', 'NS ns1.example.net.\n@ NS ns2.example.net.'),
    });
    mailtxt(['check', 'a.zone', '--write-baseline', FILE], { cwd });
    const left = readBaseline(cwd).findings;
    assert.deepEqual(
      left.filter(({ path }) => path === 'b.zone'),
      all.filter(({ path }) => path === 'b.zone'),
    );
    assert.equal(
      left.some(({ rule }) => rule === 'spf-all-pass'),
      false,
    );
  });

  it('can be written to another file, in another folder', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL });
    edit(cwd, (entry) => (entry.reason = 'old'));
    addFiles(cwd, { 'ci/x': '' });
    const run = mailtxt(['check', '--baseline', FILE, '--write-baseline', 'ci/new.json'], { cwd });
    assert.equal(run.status, 0);
    const { findings } = JSON.parse(readFileSync(join(cwd, 'ci/new.json'), 'utf8')) as Baseline;
    assert.deepEqual(
      findings.map(({ path, reason }) => [path, reason]),
      readBaseline(cwd).findings.map(() => ['../a.zone', 'old']),
    );
  });

  it('does not depend on which zones load a file', () => {
    const shared =
      '$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n@ TXT "v=spf1 +all"\n';
    const zones = (...names: readonly string[]): string =>
      names.map((name) => `zone "${name}" { type primary; file "shared.db"; };\n`).join('');
    const cwd = withBaseline({ 'shared.db': shared, 'named.conf': zones('m.example', 'n.example') });
    addFiles(cwd, { 'named.conf': zones('a.example', 'm.example', 'n.example') });
    assert.deepEqual(check(cwd).findings, []);
  });

  it('has paths relative to its own folder', () => {
    const cwd = folderWith({ 'zones/a.zone': HEAD + PASS_ALL, 'ci/x': '' });
    mailtxt(['check', 'zones', '--write-baseline', 'ci/known.json'], { cwd });
    assert.match(readFileSync(join(cwd, 'ci/known.json'), 'utf8'), /"path":"\.\.\/zones\/a\.zone"/);
    const run = mailtxt(['check', '.', '--baseline', '../ci/known.json'], { cwd: join(cwd, 'zones') });
    assert.deepEqual([run.status, run.stderr], [0, '']);
  });

  it('shows only errors with --quiet, and finds no entry of a warning obsolete', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL });
    const run = mailtxt(['check', '--quiet', '--baseline', FILE], { cwd });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', '']);
  });

  it('is not written by a run that could not read everything', () => {
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL });
    const before = readFileSync(join(cwd, FILE), 'utf8');
    const run = mailtxt(['check', 'gone.zone', '--write-baseline', FILE], { cwd });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^mailtxt: known\.json was not written because some input could not be read$/m);
    assert.equal(readFileSync(join(cwd, FILE), 'utf8'), before);
  });

  it('has the schema of schemas/', () => {
    const schema = JSON.parse(
      readFileSync(join(__dirname, '../../schemas/mailtxt-baseline.schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv().compile(schema);
    const cwd = withBaseline({ 'a.zone': HEAD + PASS_ALL + BAD_POLICY });
    assert.equal(validate(readBaseline(cwd)), true, JSON.stringify(validate.errors));
    edit(cwd, (entry) => Object.assign(entry, { reason: 'x', expires: '2027-01-31' }));
    assert.equal(validate(readBaseline(cwd)), true);
    for (const wrong of [
      {},
      [],
      { mailtxtBaseline: 2, findings: [] },
      { mailtxtBaseline: 1, findings: [{}] },
    ])
      assert.equal(validate(wrong), false);
  });

  const wrong: readonly (readonly [name: string, text: string, message: string])[] = [
    ['nothing', '', '1:1: problem: the file is empty; --write-baseline creates a baseline'],
    ['no JSON', 'spf-all-pass\n', '1:1: problem: this is not JSON'],
    ['half of a file', '{"mailtxtBaseline": 1, "findings": [', '1:37: problem: a "]" is expected here'],
    [
      'a list',
      '[]',
      '1:1: problem: this is not a mailtxt baseline: it has no "mailtxtBaseline"; --write-baseline creates a baseline',
    ],
    [
      'the file of another program',
      '{"version": "2.1.0", "runs": []}',
      '1:1: problem: this is not a mailtxt baseline: it has no "mailtxtBaseline"; --write-baseline creates a baseline',
    ],
    [
      'another version',
      '{"mailtxtBaseline": 2}',
      '1:21: problem: this version of mailtxt only reads baselines of version 1',
    ],
    [
      'no date',
      `{"mailtxtBaseline": 1, "findings": [\n{"fingerprint": "${'0'.repeat(32)}", "expires": "2027-02-30"}]}`,
      '2:64: problem: "2027-02-30" is not a date such as "2027-01-31"',
    ],
    [
      'an entry for anything',
      '{"mailtxtBaseline": 1, "findings": [{"rule": "x"}]}',
      '1:37: problem: this entry has no "fingerprint"',
    ],
    [
      'a misspelled key',
      `{"mailtxtBaseline": 1, "findings": [{"fingerprint": "${'0'.repeat(32)}", "expire": "2027-01-01"}]}`,
      '1:89: problem: "expire" is not a setting; did you mean "expires"?',
    ],
  ];
  for (const [name, text, message] of wrong) {
    it(`is rejected with its position if it is ${name}, and is not overwritten`, () => {
      const cwd = folderWith({ 'a.zone': HEAD + PASS_ALL, [FILE]: text });
      for (const option of ['--baseline', '--write-baseline']) {
        const run = mailtxt(['check', option, FILE, '--format', 'json'], { cwd });
        assert.deepEqual([run.status, run.stdout], [2, '']);
        assert.equal(run.stderr.split('\n')[0], `${FILE}:${message}`);
        assert.equal(readFileSync(join(cwd, FILE), 'utf8'), text);
      }
    });
  }

  it('is rejected if it does not exist', () => {
    const cwd = folderWith({ 'a.zone': HEAD });
    const run = mailtxt(['check', '--baseline', 'gone.json'], { cwd });
    assert.deepEqual(
      [run.status, run.stdout, run.stderr],
      [2, '', 'mailtxt: gone.json cannot be read: no such file or folder\n'],
    );
    const unwritable = mailtxt(['check', '--write-baseline', 'gone/x.json'], { cwd });
    assert.equal(unwritable.status, 2);
    assert.match(unwritable.stderr, /^mailtxt: gone\/x\.json cannot be written: no such file or folder$/m);
  });

  it('has a limit of entries', () => {
    const entry = `{"fingerprint": "${'0'.repeat(32)}"}`;
    const text = `{"mailtxtBaseline": 1, "findings": [${Array.from({ length: 100_001 }, () => entry).join(',')}]}`;
    assert.match(parseBaseline(text).problems[0]?.message ?? '', /^the list has more than 100000 values/);
  });
});
