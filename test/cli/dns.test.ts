import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nameServer, rcode, txt } from '../node/dns/name-server.ts';
import type { NameServer } from '../node/dns/name-server.ts';
import { addFiles, folderWith, mailtxt, mailtxtMeanwhile, removeFolders } from './run.ts';

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@ IN NS ns1
ns1 IN A 192.0.2.53
@ IN TXT "v=spf1 include:_spf.example.net include:gone.example.net include:_own.example.com -all"
`;

const GONE = 'example.com.zone:6:43: error[spf-include-no-record]';
const OWN = 'example.com.zone:6:68: error[spf-include-no-record]';

/** `PATH:LINE:COLUMN: SEVERITY[RULE]` of each finding about SPF. */
function headings(output: string): readonly string[] {
  return output
    .split('\n')
    .flatMap((line) => /^\S+:\d+:\d+: \w+\[spf-[a-z-]+\]/.exec(line)?.[0] ?? [])
    .filter((heading) => !heading.includes('spf-lookup-limit'));
}

describe('mailtxt check and the DNS', () => {
  let server: NameServer;
  before(async () => {
    server = await nameServer(({ name }) => {
      switch (name) {
        case '_spf.example.net':
          return { answers: [txt(name, 'v=spf1 include:deep.example.net -all')] };
        case 'deep.example.net':
          return { answers: [txt(name, 'v=spf1 ip4:192.0.2.0/24 -all')] };
        case 'broken.example.net':
          return rcode('SERVFAIL');
        default:
          return rcode('NXDOMAIN');
      }
    });
  });
  after(async () => {
    removeFolders();
    await server.close();
  });
  const asked = (from: number): readonly string[] => [...new Set(server.asked.slice(from))].sort();

  it('sends no queries by default, and names that only DNS can resolve are not a fault', async () => {
    const cwd = folderWith({ 'example.com.zone': ZONE });
    const before = server.asked.length;
    const run = await mailtxtMeanwhile(['check'], { cwd });
    assert.deepEqual(headings(run.stdout), [OWN]);
    assert.deepEqual(asked(before), []);
  });

  it('queries a resolver, following the records, but never about names in its own files', async () => {
    const cwd = folderWith({ 'example.com.zone': ZONE });
    const before = server.asked.length;
    const run = await mailtxtMeanwhile(['check', '--dns', 'live', '--resolver', server.address], { cwd });
    assert.equal(run.stderr, '');
    assert.deepEqual(headings(run.stdout), [GONE, OWN]);
    assert.match(run.stdout, /as answered on \d{4}-\d\d-\d\d/);
    assert.deepEqual(asked(before), ['_spf.example.net TXT', 'deep.example.net TXT', 'gone.example.net TXT']);
  });

  it('records the answers, and finds the same with them', async () => {
    const cwd = folderWith({ 'example.com.zone': ZONE });
    const live = await mailtxtMeanwhile(
      ['check', '--dns', 'live', '--resolver', server.address, '--record', 'answers.json'],
      { cwd },
    );
    const record = JSON.parse(readFileSync(join(cwd, 'answers.json'), 'utf8')) as {
      recorded: string;
      answers: object;
    };
    assert.match(record.recorded, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(record.answers, {
      '_spf.example.net. TXT': { strings: [['v=spf1 include:deep.example.net -all']] },
      'deep.example.net. TXT': { strings: [['v=spf1 ip4:192.0.2.0/24 -all']] },
      'gone.example.net. TXT': 'NXDOMAIN',
    });
    assert.deepEqual(Object.keys(record.answers), Object.keys(record.answers).sort());
    const before = server.asked.length;
    const offline = await mailtxtMeanwhile(['check', '--dns', 'answers.json'], { cwd });
    assert.deepEqual(headings(offline.stdout), headings(live.stdout));
    assert.equal(offline.stdout.replaceAll('as recorded on', 'as answered on'), live.stdout);
    assert.deepEqual(asked(before), []);
  });

  it('answers a simulation, which then has a result', async () => {
    const cwd = folderWith({ 'example.com.zone': ZONE });
    const mail = ['simulate', '--ip', '192.0.2.1', '--from', 'a@example.com'];
    const offline = await mailtxtMeanwhile(mail, { cwd });
    assert.match(offline.stdout, /Not resolved: _spf\.example\.net TXT/);
    const live = await mailtxtMeanwhile(
      [...mail, '--dns', 'live', '--resolver', server.address, '--record', 'answers.json'],
      { cwd },
    );
    assert.match(live.stdout, /^SPF +pass for MAIL FROM example\.com/m);
    const recorded = await mailtxtMeanwhile([...mail, '--dns', 'answers.json'], { cwd });
    assert.equal(recorded.stdout, live.stdout);
  });

  it('treats a failure as unknown, and reports what was not checked', async () => {
    const cwd = folderWith({
      'x.zone': '$ORIGIN example.com.\n$TTL 3600\n@ TXT "v=spf1 include:broken.example.net -all"\n',
    });
    const run = await mailtxtMeanwhile(['check', '--dns', 'live', '--resolver', server.address], { cwd });
    assert.deepEqual(headings(run.stdout), []);
    assert.equal(
      run.stdout.split('\n').at(-2),
      'Not checked: Everything that depends on failed DNS queries: broken.example.net. TXT (SERVFAIL).',
    );
    assert.equal(run.stderr, '');
    assert.equal(run.status, 0);
  });

  /** An environment in which the user has settings of their own. */
  function ownSettings(settings: object): Readonly<Record<string, string>> {
    return { XDG_CONFIG_HOME: folderWith({ 'mailtxt/config.json': JSON.stringify(settings) }) };
  }

  describe('and a request of a project', () => {
    const foreign = '192.0.2.53';
    const project = (settings: object = { mode: 'live' }): string =>
      folderWith({ 'example.com.zone': ZONE, '.mailtxt.json': JSON.stringify({ dns: settings }) });

    it('does not send queries, and shows how to allow it', async () => {
      const cwd = project({ mode: 'live', resolver: server.address });
      const before = server.asked.length;
      for (const env of [{}, { CI: 'true' }, ownSettings({ dns: { mode: 'off' } }), ownSettings({})]) {
        const run = await mailtxtMeanwhile(['check'], { cwd, env });
        assert.deepEqual(headings(run.stdout), [OWN]);
        assert.match(
          run.stderr,
          /^mailtxt: \.mailtxt\.json requests DNS queries, but mailtxt sent none; to allow them, .*--dns live.*MAILTXT_DNS=live.*mailtxt\/config\.json\n$/,
        );
        assert.equal(run.status, 1);
      }
      const json = await mailtxtMeanwhile(['check', '--format', 'json'], { cwd });
      assert.match(json.stderr, /requests DNS queries/);
      JSON.parse(json.stdout);
      assert.deepEqual(asked(before), []);
    });

    it('keeps the exit status of a run that finds nothing', () => {
      const cwd = folderWith({
        'x.zone': '$ORIGIN example.com.\n$TTL 3600\n@ TXT "v=spf1 -all"\n',
        '.mailtxt.json': '{ "dns": { "mode": "live" }, "rules": { "dmarc-missing": "off" } }',
      });
      assert.equal(mailtxt(['check'], { cwd }).status, 0);
    });

    it('shows it for each command that uses DNS, and none of them sends queries', async () => {
      const cwd = project({ mode: 'live', resolver: server.address });
      const before = server.asked.length;
      for (const args of [['simulate', '--ip', '192.0.2.1', '--from', 'a@example.com'], ['senders']]) {
        const run = await mailtxtMeanwhile(args, { cwd });
        assert.match(run.stderr, /requests DNS queries, but mailtxt sent none/, args[0]);
      }
      for (const args of [['records'], ['explain', '550 5.7.1 no'], ['rules']]) {
        assert.equal((await mailtxtMeanwhile(args, { cwd })).status, 0, args[0]);
      }
      assert.deepEqual(asked(before), []);
    });

    it('sends queries if the user allows it, by option, variable or own settings', async () => {
      const resolver = ['--resolver', server.address];
      const own = ownSettings({ dns: { mode: 'live', resolver: server.address } });
      const cwd = project();
      for (const [args, env] of [
        [['--dns', 'live', ...resolver], {}],
        [['--dns', 'live', ...resolver], { CI: 'true', MAILTXT_DNS: 'off' }],
        [resolver, { MAILTXT_DNS: 'live' }],
        [resolver, { MAILTXT_DNS: 'live', CI: 'true' }],
        [[], own],
      ] as const) {
        const run = await mailtxtMeanwhile(['check', ...args], { cwd, env });
        assert.deepEqual(headings(run.stdout), [GONE, OWN]);
        assert.equal(run.stderr, '');
      }
      for (const [args, env] of [
        [['--dns', 'off'], own],
        [[], { ...own, MAILTXT_DNS: 'off' }],
      ] as const) {
        const run = await mailtxtMeanwhile(['check', ...args], { cwd, env });
        assert.deepEqual(headings(run.stdout), [OWN]);
        assert.equal(run.stderr, '');
      }
    });

    it('never sends queries to the resolver that a project names', async () => {
      const other = await nameServer(() => rcode('NXDOMAIN'));
      const cwd = project({ mode: 'live', resolver: other.address });
      const own = ownSettings({ dns: { mode: 'live', resolver: server.address } });
      const run = await mailtxtMeanwhile(['check'], { cwd, env: own });
      assert.deepEqual(headings(run.stdout), [GONE, OWN]);
      assert.deepEqual(other.asked, []);
      assert.match(
        run.stderr,
        new RegExp(
          `requests the resolver ${other.address}, but mailtxt used ${server.address}; to allow it, add --resolver`,
        ),
      );
      const allowed = await mailtxtMeanwhile(['check', '--resolver', other.address], { cwd, env: own });
      assert.equal(allowed.stderr, '');
      assert.notDeepEqual(other.asked, []);
      await other.close();
    });

    it("is not fooled by settings that a project calls the user's own", async () => {
      const cwd = folderWith({
        'example.com.zone': ZONE,
        'mailtxt/config.json': JSON.stringify({ dns: { mode: 'live', resolver: server.address } }),
        '.config/mailtxt/config.json': JSON.stringify({ dns: { mode: 'live', resolver: server.address } }),
      });
      const before = server.asked.length;
      for (const XDG_CONFIG_HOME of ['.', '.config', '']) {
        const run = await mailtxtMeanwhile(['check'], { cwd, env: { XDG_CONFIG_HOME, HOME: foreign } });
        assert.deepEqual(headings(run.stdout), [OWN]);
      }
      assert.deepEqual(asked(before), []);
    });

    it('reads a file of answers inside the project, and none outside of it', () => {
      const outside = folderWith({
        'answers.json': '{ "answers": { "gone.example.net. TXT": "NXDOMAIN" } }',
      });
      const cwd = folderWith({ '.git/HEAD': '', 'example.com.zone': ZONE });
      symlinkSync(join(outside, 'answers.json'), join(cwd, 'link.json'));
      const named = [
        join(outside, 'answers.json'),
        `../${basename(outside)}/answers.json`,
        'link.json',
        '/dev/null',
      ];
      for (const mode of named) {
        addFiles(cwd, { '.mailtxt.json': JSON.stringify({ dns: { mode } }) });
        const run = mailtxt(['check'], { cwd });
        assert.deepEqual(headings(run.stdout), [OWN], mode);
        assert.match(run.stderr, /is outside the folder whose settings name it, so it is not read\n$/, mode);
        assert.equal(run.status, 2);
      }
      // The user may name any file.
      const given = mailtxt(['check', '--dns', join(outside, 'answers.json')], { cwd });
      assert.deepEqual(headings(given.stdout), [GONE, OWN]);
      const env = { MAILTXT_DNS: `../${basename(outside)}/answers.json` };
      assert.deepEqual(headings(mailtxt(['check'], { cwd, env }).stdout), [GONE, OWN]);
    });

    it('does not wait for a pipe that a project names', function () {
      const cwd = project({ mode: 'pipe' });
      if (spawnSync('mkfifo', [join(cwd, 'pipe')]).status !== 0) return this.skip();
      const run = mailtxt(['check'], { cwd });
      assert.match(run.stderr, /pipe is not a regular file/);
      assert.equal(run.status, 2);
    });
  });

  describe("and the user's own settings", () => {
    it('apply to what the project leaves out', () => {
      const env = ownSettings({ rules: { 'spf-include-no-record': 'info', 'dmarc-missing': 'off' } });
      const cwd = folderWith({ 'example.com.zone': ZONE });
      const own = mailtxt(['check'], { cwd, env }).stdout;
      assert.match(own, /info\[spf-include-no-record\]/);
      assert.doesNotMatch(own, /dmarc-missing/);
      addFiles(cwd, { '.mailtxt.json': '{ "rules": { "spf-include-no-record": "warning" } }' });
      const both = mailtxt(['check'], { cwd, env }).stdout;
      assert.match(both, /warning\[spf-include-no-record\]/);
      assert.doesNotMatch(both, /dmarc-missing/);
      assert.match(
        mailtxt(['check', '--rule', 'dmarc-missing=info'], { cwd, env }).stdout,
        /info\[dmarc-missing\]/,
      );
    });

    it('are checked like those of a project, and cannot name the files of one', () => {
      const env = ownSettings({ rules: { nonsense: 'off' }, ignore: ['*.zone'] });
      const run = mailtxt(['check'], { cwd: folderWith({ 'example.com.zone': ZONE }), env });
      assert.match(run.stderr, /mailtxt\/config\.json:1:\d+: problem: "nonsense" is not a rule/);
      assert.match(run.stderr, /"ignore" names files of a project, so it is only read from \.mailtxt\.json/);
      assert.deepEqual(headings(run.stdout), [OWN]);
      assert.equal(run.status, 2);
    });
  });

  it('finds a file of answers from the folder of the settings that name it', () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      'zones/example.com.zone': ZONE,
      '.mailtxt.json': '{ "dns": { "mode": "answers.json" } }',
      'answers.json': '{ "answers": { "gone.example.net. TXT": "NXDOMAIN" } }',
    });
    const run = mailtxt(['check', '.'], { cwd: join(cwd, 'zones') });
    assert.equal(run.stderr, '');
    assert.deepEqual(headings(run.stdout), [GONE, OWN]);
  });

  it('does not choose between settings that differ', () => {
    const cwd = folderWith({
      '.git/HEAD': '',
      'a/example.com.zone': ZONE,
      'a/.mailtxt.json': '{ "dns": { "mode": "answers.json" } }',
      'b/example.org.zone': ZONE,
      'b/.mailtxt.json': '{ "dns": { "mode": "off" } }',
    });
    const run = mailtxt(['check', 'a', 'b'], { cwd });
    assert.equal(run.status, 2);
    assert.match(
      run.stderr,
      /^mailtxt: "dns" differs between \S+ and \S+; choose one with --dns or --config/,
    );
    assert.equal(mailtxt(['check', '--dns', 'off', 'a', 'b'], { cwd }).status, 1);
  });

  it('reports faults in a file of answers, and uses the rest', () => {
    const cwd = folderWith({
      'example.com.zone': ZONE,
      'answers.json': '{ "answers": {\n  "gone.example.net. TXT": "NXDOMAIN",\n  "x. TXT": "NOPE" } }',
    });
    const run = mailtxt(['check', '--dns', 'answers.json'], { cwd });
    assert.match(run.stderr, /^answers\.json:3:13: problem: "NOPE" is not an answer/);
    assert.deepEqual(headings(run.stdout), [GONE, OWN]);
    assert.equal(run.status, 2);
  });

  it('exits with 2 if a file of answers cannot be read or written', async () => {
    const cwd = folderWith({ 'example.com.zone': ZONE });
    const missing = mailtxt(['check', '--dns', 'answers.json'], { cwd });
    assert.equal(missing.stderr, 'mailtxt: answers.json cannot be read: no such file or folder\n');
    assert.equal(missing.status, 2);
    const unwritten = await mailtxtMeanwhile(
      ['check', '--dns', 'live', '--resolver', server.address, '--record', 'no/answers.json'],
      { cwd },
    );
    assert.match(unwritten.stderr, /^mailtxt: no\/answers\.json cannot be written: /);
    assert.equal(unwritten.status, 2);
    assert.ok(!existsSync(join(cwd, 'no')));
  });

  for (const [args, message] of [
    [['--resolver', '192.0.2.53'], '--resolver requires --dns live'],
    [['--record', 'x.json'], '--record requires --dns live'],
    [['--dns', 'x.json', '--record', 'y.json'], '--record requires --dns live'],
  ] as const) {
    it(`refuses ${args.join(' ')}`, () => {
      const run = mailtxt(['check', ...args], { cwd: folderWith({ 'example.com.zone': ZONE }) });
      assert.equal(run.stderr, `mailtxt: ${message}\nSee "mailtxt check --help".\n`);
      assert.equal(run.status, 2);
    });
  }

  it('decides what a bounce is caused by, if the user allows it', async () => {
    const folder = folderWith({ 'example.com.zone': ZONE.replace(/ include:gone\S+ include:_own\S+/, '') });
    const explained = async (ip: string, ...more: readonly string[]): Promise<string> => {
      const reply = `550 5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail policy (-all) but it fails to pass SPF checks with the ip: [${ip}]`;
      return (await mailtxtMeanwhile(['explain', reply, ...more], { cwd: folder })).stdout;
    };
    const live = ['--dns', 'live', '--resolver', server.address];
    assert.match(await explained('192.0.2.77', ...live), /192\.0\.2\.77 passes SPF/);
    const other = await explained('198.51.100.7', ...live);
    assert.match(other, /SPF returns "fail" for 198\.51\.100\.7/);
    assert.match(other, /If 198\.51\.100\.7 is yours: add "ip4:198\.51\.100\.7"/);
    const offline = await explained('198.51.100.7');
    assert.doesNotMatch(offline, /With the records here/);
    assert.match(offline, /If 198\.51\.100\.7 is yours: add "ip4:198\.51\.100\.7"/);
  });
});
