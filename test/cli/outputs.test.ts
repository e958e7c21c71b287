import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';

import { foreignIn } from '../harness/rendered.ts';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';
const BAD = `${HEAD}@ TXT "v=spf1 mx mx +all"\n@ MX 10 mail\nmail A 192.0.2.1\n_dmarc TXT "v=DMARC1; p=x"\n`;
const CLEAN =
  HEAD.replace('example.com', 'example.org') + '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=reject"\n';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

function parseXml(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(error));
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: { ...attributes },
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [root, ...others] = top.children;
  assert.ok(root);
  assert.equal(others.length, 0);
  return root;
}

/**
 * What the schema of Jenkins (junit-10.xsd of the xUnit plugin) and GitLab's parser have in common, for what we write: the
 * elements of each element, in their order, and the attributes of each, those that it needs with "!".
 */
const SCHEMA: Readonly<Record<string, { readonly children: RegExp; readonly attributes: string }>> = {
  testsuites: { children: /^(?:testsuite )*$/, attributes: 'name tests failures errors time disabled' },
  testsuite: {
    children: /^(?:testcase )*$/,
    attributes: 'name! tests failures errors skipped time package file',
  },
  testcase: {
    children: /^(?:(?:skipped|error|failure) )*(?:system-out )?(?:system-err )?$/,
    attributes: 'name! classname time file line status assertions',
  },
  failure: { children: /^$/, attributes: 'type message' },
  error: { children: /^$/, attributes: 'type message' },
  'system-out': { children: /^$/, attributes: '' },
};

function validate(element: Element): void {
  const rule = SCHEMA[element.name];
  assert.ok(rule, element.name);
  assert.match(element.children.map(({ name }) => `${name} `).join(''), rule.children);
  const known = rule.attributes.split(' ');
  for (const name of Object.keys(element.attributes))
    assert.ok(known.includes(name) || known.includes(`${name}!`), `${element.name} ${name}`);
  for (const name of known.filter((one) => one.endsWith('!')))
    assert.ok(name.slice(0, -1) in element.attributes);
  for (const child of element.children) validate(child);
}

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: {
    readonly path: string;
    readonly lines: { readonly begin: number; readonly end: number };
  };
}

function issues(cwd: string): readonly Issue[] {
  return JSON.parse(mailtxt(['check', '--format', 'gitlab', '.'], { cwd }).stdout) as Issue[];
}

describe('reports of check', () => {
  after(removeFolders);

  it('junit: a suite for each file, a test case for each finding, in the usual schema', () => {
    const cwd = folderWith({ 'a/bad.zone': BAD, 'clean.zone': CLEAN });
    const { stdout, status } = mailtxt(['check', '--format', 'junit', '.', 'gone.zone'], { cwd });
    assert.equal(status, 2);
    const root = parseXml(stdout);
    validate(root);
    const suites = new Map(root.children.map((suite) => [suite.attributes['name'], suite]));
    assert.deepEqual([...suites.keys()], ['a/bad.zone', 'clean.zone', 'gone.zone']);
    const clean = suites.get('clean.zone')?.children ?? [];
    assert.deepEqual(
      clean.map(({ attributes, children }) => [attributes['name'], children.length]),
      [['check', 0]],
    );
    const bad = suites.get('a/bad.zone')?.children ?? [];
    const failed = bad.filter(({ children }) => children[0]?.name === 'failure');
    const passed = bad.filter(({ children }) => children[0]?.name === 'system-out');
    assert.ok(failed.some(({ attributes }) => attributes['name'] === 'spf-all-pass example.com TXT'));
    assert.ok(passed.some(({ attributes }) => attributes['name']?.startsWith('spf-duplicate-term')));
    assert.equal(failed.length + passed.length, bad.length);
    assert.equal(suites.get('gone.zone')?.children[0]?.children[0]?.name, 'error');
    for (const element of [root, ...root.children]) {
      const all = element === root ? root.children.flatMap(({ children }) => children) : element.children;
      const count = (name: string): string =>
        String(all.filter(({ children }) => children[0]?.name === name).length);
      const { tests, failures, errors } = element.attributes;
      assert.deepEqual([tests, failures, errors], [String(all.length), count('failure'), count('error')]);
    }
  });

  it('junit: --fail-on decides what fails', () => {
    const cwd = folderWith({ 'bad.zone': BAD });
    for (const [failOn, isFailure] of [
      ['never', false],
      ['info', true],
    ] as const) {
      const { stdout } = mailtxt(['check', '--format', 'junit', '--fail-on', failOn, '.'], { cwd });
      assert.equal(Number(parseXml(stdout).attributes['failures']) > 0, isFailure);
    }
  });

  it('gitlab: a Code Quality report, with a fingerprint of its own for each finding', () => {
    const cwd = folderWith({ 'a.zone': `${BAD}a TXT "v=spf1 mx mx -all"\na TXT "v=spf1 mx mx -all"\n` });
    const found = issues(cwd);
    assert.ok(found.length > 4);
    for (const { description, check_name, fingerprint, severity, location } of found) {
      assert.ok(description !== '' && check_name !== '');
      assert.match(fingerprint, /^[0-9a-f]{32}$/);
      assert.match(severity, /^(?:info|minor|major|critical|blocker)$/);
      assert.equal(location.path, 'a.zone');
      assert.ok(location.lines.begin >= 1 && location.lines.end >= location.lines.begin);
    }
    assert.equal(new Set(found.map(({ fingerprint }) => fingerprint)).size, found.length);
    assert.deepEqual(issues(folderWith({ 'clean.zone': CLEAN })), []);
  });

  it('gitlab: fingerprints stay when lines move, records change places, files are renamed, strings are split', () => {
    const lines = BAD.split('\n');
    const record = lines.findIndex((line) => line.includes('spf1'));
    const moved = [...lines.slice(0, 4), ...lines.slice(record + 1), ...lines.slice(4, record + 1)];
    const fingerprintsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
      issues(folderWith(files))
        .map(({ fingerprint }) => fingerprint)
        .sort();
    const before = fingerprintsOf({ 'a.zone': BAD });
    assert.ok(before.length > 3);
    assert.deepEqual(fingerprintsOf({ 'b/c.zone': `; a line\n\n${moved.join('\n')}\n` }), before);
    assert.deepEqual(fingerprintsOf({ 'a.zone': BAD.replace('mx mx +all', 'mx mx " "+all') }), before);
    const other = fingerprintsOf({ 'a.zone': BAD.replaceAll('example.com', 'example.org') });
    assert.equal(other.filter((fingerprint) => before.includes(fingerprint)).length, 0);
  });

  it('markdown: totals, then the most severe findings first, in at most 65,536 characters', () => {
    const cwd = folderWith({ 'a.zone': BAD });
    const { stdout } = mailtxt(['check', '--format', 'markdown', '.'], { cwd });
    assert.match(stdout, /^\*\*mailtxt\*\*: \d+ errors?, .*\n\n\* \*\*error\*\* `a\.zone:\d+` \[/);
    assert.deepEqual(foreignIn(stdout), []);
    const severities = [...stdout.matchAll(/^\* \*\*(\w+)\*\*/gm)].map(([, severity = '']) => severity);
    const ranks = severities.map((severity) => ['error', 'warning', 'info', 'hint'].indexOf(severity));
    assert.deepEqual(ranks, [...ranks].sort());

    const many = Array.from({ length: 1000 }, (_, i) => `a${i} TXT "v=spf1 mx +all"\n`).join('');
    const long = mailtxt(['check', '--format', 'markdown', '.'], {
      cwd: folderWith({ 'a.zone': HEAD + many }),
    });
    assert.ok(long.stdout.length < 65_536 && long.stdout.length > 50_000);
    const listed = [...long.stdout.matchAll(/^\* \*\*/gm)].length;
    const more = /^\* … and ([\d,]+) more$/m.exec(long.stdout)?.[1]?.replace(',', '');
    const { summary } = JSON.parse(
      mailtxt(['check', '--format', 'json', '--stdin', '--stdin-filename', 'a.zone'], { stdin: HEAD + many })
        .stdout,
    ) as { summary: Record<string, number> };
    const total = ['error', 'warning', 'info', 'hint'].reduce((sum, key) => sum + (summary[key] ?? 0), 0);
    assert.equal(listed + Number(more), total);
  });

  it('html: one page that loads nothing, with every domain and every finding', () => {
    const cwd = folderWith({ 'a.zone': BAD, 'clean.zone': CLEAN });
    const { stdout, status } = mailtxt(['check', '--format', 'html', '.'], { cwd });
    assert.equal(status, 1);
    assert.match(stdout, /^<!doctype html>\n<html lang="en">/);
    assert.match(stdout, /<td>example\.org <span class="good">✓<\/span><\/td>/);
    assert.match(stdout, /<td>example\.com<\/td>/);
    const { findings } = JSON.parse(mailtxt(['check', '--format', 'json', '.'], { cwd }).stdout) as {
      findings: readonly { readonly rule: string }[];
    };
    assert.equal([...stdout.matchAll(/<article /g)].length, findings.length);
    assert.doesNotMatch(stdout, /<script|<link|<img|@import|url\(|\ssrc=/);
    assert.match(stdout, /prefers-color-scheme: dark/);
    assert.match(stdout, /@media print/);
  });
});

describe('--output-file', () => {
  after(removeFolders);

  it('writes the same as to standard output, several formats in one run', () => {
    const cwd = folderWith({ 'a.zone': BAD });
    addFiles(cwd, { 'old.json': 'replaced' });
    const formats = ['json', 'sarif', 'junit', 'gitlab', 'github', 'markdown', 'text'];
    const args = formats.flatMap((format) => ['--format', format, '--output-file', `${format}.out`]);
    const run = mailtxt(['check', 'a.zone', ...args, '--format', 'json'], { cwd });
    assert.equal(run.status, 1);
    assert.equal(run.stderr, '');
    assert.equal(run.stdout, mailtxt(['check', 'a.zone', '--format', 'json'], { cwd }).stdout);
    for (const format of formats) {
      const alone = mailtxt(['check', 'a.zone', '--format', format], { cwd });
      assert.equal(readFileSync(join(cwd, `${format}.out`), 'utf8'), alone.stdout, format);
    }
    // Nothing is left of writing them.
    assert.equal(readdirSync(cwd).length, formats.length + 2);
  });

  it('leaves standard output empty if no format is written to it, and still fails', () => {
    const cwd = folderWith({ 'a.zone': BAD });
    const run = mailtxt(['check', '--format', 'sarif', '--output-file', 'a.sarif'], { cwd });
    assert.deepEqual(run, { status: 1, stdout: '', stderr: '' });
    assert.equal(readFileSync(join(cwd, 'a.sarif'), 'utf8').startsWith('{'), true);
  });

  it('has no colors, even if the terminal gets some', () => {
    const cwd = folderWith({ 'a.zone': BAD });
    mailtxt(['check', '--color', '--output-file', 'a.txt'], { cwd });
    assert.equal(readFileSync(join(cwd, 'a.txt'), 'utf8').includes('\u001b'), false);
  });

  it('is rejected if a checked file would be overwritten, or a file written twice', () => {
    const cwd = folderWith({ 'a.zone': BAD, '.mailtxt.json': '{}' });
    symlinkSync('a.zone', join(cwd, 'link'));
    mkdirSync(join(cwd, 'b'));
    for (const [args, message] of [
      [
        '--format json --output-file x --format sarif --output-file ./b/../x',
        '--output-file ./b/../x: two formats cannot be written to the same file',
      ],
      [
        '--write-baseline known.json --format json --output-file known.json',
        '--output-file known.json: this run also uses the file for another purpose, so it is not overwritten',
      ],
      [
        '--format json --output-file a.zone',
        '--output-file a.zone: this run also uses the file for another purpose, so it is not overwritten',
      ],
      [
        '--format json --output-file link',
        '--output-file link: this run also uses the file for another purpose, so it is not overwritten',
      ],
      [
        '--format json --output-file .mailtxt.json',
        '--output-file .mailtxt.json: this run also uses the file for another purpose, so it is not overwritten',
      ],
    ] as const) {
      const run = mailtxt(['check', ...args.split(' ')], { cwd });
      assert.deepEqual(run, {
        status: 2,
        stdout: '',
        stderr: `mailtxt: ${message}\nSee "mailtxt check --help".\n`,
      });
    }
    assert.equal(readFileSync(join(cwd, 'a.zone'), 'utf8'), BAD);
    assert.equal(existsSync(join(cwd, 'x')), false);
  });

  it('reports why a file could not be written, writes the others, and exits with 2', () => {
    const cwd = folderWith({ 'clean.zone': CLEAN });
    mkdirSync(join(cwd, 'folder'));
    for (const [file, reason] of [
      ['gone/a.json', 'no such file or folder'],
      ['folder', 'it is not a file'],
      ['clean.zone/x', 'a part of the path is not a folder'],
    ] as const) {
      const args = [
        'check',
        '--format',
        'json',
        '--output-file',
        file,
        '--format',
        'junit',
        '--output-file',
        'a.xml',
      ];
      const run = mailtxt([...args, '.'], { cwd });
      assert.equal(run.stderr, `mailtxt: ${file} cannot be written: ${reason}\n`);
      assert.deepEqual([run.status, run.stdout], [2, '']);
      assert.ok(existsSync(join(cwd, 'a.xml')));
    }
  });

  it('keeps the permissions of a file that it replaces, and does not replace a read-only one', () => {
    const cwd = folderWith({ 'clean.zone': CLEAN, 'a.json': 'old', 'b.json': 'old' });
    chmodSync(join(cwd, 'a.json'), 0o640);
    chmodSync(join(cwd, 'b.json'), 0o444);
    assert.equal(mailtxt(['check', '--format', 'json', '--output-file', 'a.json'], { cwd }).status, 0);
    assert.equal(statSync(join(cwd, 'a.json')).mode & 0o777, 0o640);
    const refused = mailtxt(['check', '--format', 'json', '--output-file', 'b.json'], { cwd });
    assert.deepEqual(
      [refused.status, refused.stderr],
      [2, 'mailtxt: b.json cannot be written: it is read-only\n'],
    );
    assert.equal(readFileSync(join(cwd, 'b.json'), 'utf8'), 'old');
  });
});
