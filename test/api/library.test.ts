import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as browser from '../../server/src/hosts/api/browser.ts';
import * as library from '../../server/src/hosts/api/node.ts';
import { folderWith, mailtxt, removeFolders } from '../cli/run.ts';

const root = join(__dirname, '../..');
/** In a folder of its own: there is nothing else in its workspace. */
const PATH = 'example.net.zone';
const text = readFileSync(join(root, 'examples/zones/db.example.net'), 'utf8');
let folder = '';

/** What only the command can say: it looks at a repository, and names its own options. */
function comparable(report: library.CheckReport | library.RecordsReport): unknown {
  const { unread, ...rest } = { ...report, summary: undefined };
  return { ...rest, unread: unread.filter(({ kind }) => kind !== 'dns') };
}

const command = (...args: readonly string[]): never =>
  JSON.parse(mailtxt([...args, '--format', 'json'], { cwd: folder }).stdout) as never;

describe('the library', () => {
  before(() => {
    folder = folderWith({ [PATH]: text });
  });
  after(removeFolders);

  it('exports the same functions everywhere, and those for files in Node', () => {
    assert.deepEqual(Object.keys(browser).sort(), ['checkText', 'explain', 'recordsOf', 'simulate']);
    assert.deepEqual(Object.keys(library).sort(), ['checkFiles', ...Object.keys(browser)].sort());
  });

  it('finds in a text what the command finds in the file', async () => {
    const expected: library.CheckReport = command('check', PATH);
    assert.ok(expected.findings.length > 3);
    const version = { tool: expected.tool };
    const urls = (report: library.CheckReport): library.CheckReport => ({
      ...report,
      ...version,
      findings: report.findings.map((finding) => ({ ...finding, url: '' })),
    });
    assert.deepEqual(comparable(urls(library.checkText({ [PATH]: text }))), comparable(urls(expected)));
    const before = process.cwd();
    process.chdir(folder);
    try {
      assert.deepEqual(urls(await library.checkFiles([PATH])), urls(expected));
    } finally {
      process.chdir(before);
    }
  });

  it('has the records, verdicts and explanations of the command', () => {
    assert.deepEqual(comparable(library.recordsOf({ [PATH]: text })), comparable(command('records', PATH)));
    const mail = { ip: '192.0.2.1', from: 'a@example.net' };
    assert.deepEqual(
      library.simulate(mail, { [PATH]: text }),
      command('simulate', '--ip', mail.ip, '--from', mail.from, PATH),
    );
    const bounce = '550 5.1.1 User unknown';
    assert.deepEqual(library.explain(bounce), command('explain', bounce));
  });

  it('reads documents by their names, with what they include, and those of a Terraform module together', () => {
    const { records } = library.recordsOf({
      'a/example.com.zone': '$INCLUDE b.inc\n$INCLUDE ../c.inc\n$INCLUDE ../../d.inc\n',
      'a/b.inc': 'b IN A 192.0.2.1\n',
      'c.inc': 'c IN A 192.0.2.1\n',
      'm/main.tf':
        'resource "aws_route53_record" "a" {\n zone_id = "Z"\n name = "example.org"\n type = "TXT"\n records = [local.spf]\n}\n',
      'm/locals.tf': 'locals {\n spf = "v=spf1 -all"\n}\n',
    });
    assert.deepEqual(
      records.map(({ owner, data, path }) => `${String(owner)} ${data} ${path}`),
      [
        'b.example.com 192.0.2.1 a/b.inc',
        'c.example.com 192.0.2.1 c.inc',
        'example.org "v=spf1 -all" m/locals.tf',
      ],
    );
  });

  it('follows settings and answers', () => {
    const zone = '@ IN TXT "v=spf1 include:_spf.example.net -all"\n';
    const rules = (options: library.TextOptions): readonly string[] =>
      library.checkText(zone, { origin: 'example.com', ...options }).findings.map(({ rule }) => rule);
    assert.ok(!rules({}).includes('spf-include-no-record'));
    const dns = { answers: {}, otherwise: 'NXDOMAIN' } as const;
    assert.ok(rules({ dns }).includes('spf-include-no-record'));
    assert.ok(
      !rules({ dns, settings: { rules: { 'spf-include-no-record': 'off' } } }).includes(
        'spf-include-no-record',
      ),
    );
  });

  const wrong: readonly (readonly [string, () => unknown])[] = [
    ['a setting', () => library.checkText('', { settings: { rules: { 'no-such-rule': 'off' } } })],
    ['an answer', () => library.checkText('', { dns: { answers: { 'example.com': 'NXDOMAIN' } } })],
    ['an origin', () => library.checkText('', { origin: 'a..b' })],
    ['a path', () => library.checkText({ '../a.zone': '' })],
    ['an address', () => library.simulate({ ip: '1.2.3', from: 'a@example.com' }, '')],
    ['a null sender without HELO', () => library.simulate({ ip: '192.0.2.1', from: '' }, '')],
  ];
  for (const [what, call] of wrong) {
    it(`throws for ${what} that is wrong`, () => {
      assert.throws(call, TypeError);
    });
  }

  it('needs nothing of Node where it reads no files', () => {
    const code = `
      const { log } = console;
      for (const name of ['process', 'Buffer', 'require', 'setImmediate']) delete globalThis[name];
      const { checkText, explain } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist/browser.mjs')).href)});
      log(checkText('@ TXT "v=spf1 +all"', { origin: 'example.com' }).summary.error, explain('550 5.7.23').bounces.length);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
    });
    assert.deepEqual([stdout, stderr], ['1 1\n', '']);
  });

  it('keeps nothing between calls', () => {
    const first = library.checkText('@ TXT "v=spf1 +all"', { origin: 'example.com' });
    library.checkText('@ TXT "v=spf1 -all"', { origin: 'example.org', settings: { preview: true } });
    assert.deepEqual(library.checkText('@ TXT "v=spf1 +all"', { origin: 'example.com' }), first);
  });
});
