import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { REFRESH_DNS, WORKSPACE_TRUSTED } from '../../server/src/hosts/lsp/own-messages.ts';
import { COMMAND, folderWith, mailtxtMeanwhile, removeFolders } from '../cli/run.ts';
import type { Run } from '../cli/run.ts';
import { Editor } from '../lsp/editor.ts';
import { HEAD } from '../lsp/zones.ts';
import { hasNamed, startNamed } from './named.ts';
import type { Named } from './named.ts';

const CHAIN = 12;
const BIG = Array.from({ length: 400 }, (_, i) => `ip4:10.1.${i >> 8}.${i & 255} `).join('');

/**
 * The answers of the DNS: a chain of includes, a record that does not fit into a UDP answer, aliases, a wildcard, a
 * name that fails.
 */
const DNS = `$ORIGIN example.net.
$TTL 60
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
${Array.from({ length: CHAIN - 1 }, (_, i) => `chain${i + 1} TXT "v=spf1 include:chain${i + 2}.example.net -all"`).join('\n')}
chain${CHAIN} TXT "v=spf1 ip4:192.0.2.12 -all"
big TXT ( "v=spf1 " ${BIG.match(/.{1,250}/g)
  ?.map((part) => `"${part}"`)
  .join('\n')} "ip4:192.0.2.7 -all" )
alias1 CNAME alias2
alias2 CNAME alias3
alias3 TXT "v=spf1 ip4:192.0.2.3 -all"
broken CNAME gone
loop1 CNAME loop2
loop2 CNAME loop1
*.wild TXT "v=spf1 ip4:192.0.2.44 -all"
dead NS ns.dead
ns.dead A 127.0.0.1
`;

/** Each record asks the DNS for something else; the last one asks about the zone itself. */
const ZONE = `${HEAD}@ IN TXT "v=spf1 include:chain1.example.net -all"
void IN TXT "v=spf1 a:v1.example.net a:v2.example.net a:v3.example.net -all"
big IN TXT "v=spf1 include:big.example.net -all"
dead IN TXT "v=spf1 include:spf.dead.example.net -all"
alias IN TXT "v=spf1 include:alias1.example.net -all"
broken IN TXT "v=spf1 include:broken.example.net -all"
loop IN TXT "v=spf1 include:loop1.example.net -all"
wild IN TXT "v=spf1 include:whoever.wild.example.net -all"
own IN TXT "v=spf1 include:_gone.example.com a:ns1.example.com -all"
`;

/** What the zone alone says, and what the DNS adds. */
const OFFLINE = ['spf-include-no-record include:_gone.example.com'];
const LIVE = [
  'spf-lookup-limit-exceeded include:chain1.example.net',
  'spf-void-lookups a:v3.example.net',
  'spf-include-no-record include:broken.example.net',
  ...OFFLINE,
];

/** Of these rules alone, which need answers. */
const RULES = new Set(LIVE.map((finding) => finding.split(' ')[0]));

interface Reported {
  readonly rule: string;
  readonly range: Record<'start' | 'end', { line: number; column: number }>;
}

/** `RULE CHARACTERS` */
function findingsOf({ stdout }: Run): readonly string[] {
  const { findings } = JSON.parse(stdout) as { findings: readonly Reported[] };
  const lines = ZONE.split('\n');
  return findings
    .filter(({ rule }) => RULES.has(rule))
    .map(({ rule, range: { start, end } }) => {
      const line = lines[start.line - 1] ?? '';
      return `${rule} ${line.slice(start.column - 1, end.column - 1)}`;
    });
}

interface Report {
  readonly unread: readonly { readonly message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

function unreadIn(stdout: string): Report['unread'] {
  return (JSON.parse(stdout) as Report).unread;
}

function withoutUnread(stdout: string): object {
  const report = JSON.parse(stdout) as Report;
  return { ...report, unread: [], summary: { ...report.summary, unread: 0 } };
}

describe('a name server', function () {
  this.timeout(60_000);
  let named: Named;
  before(async function () {
    if (!hasNamed()) {
      // Where everything has to be tested, its absence is a failure.
      assert.notEqual(process.env['CI'], 'true', 'named is not installed');
      console.log('      (named is not installed: live DNS is not tested against a real server)');
      this.skip();
    }
    named = await startNamed({ zones: { 'example.net': DNS }, dead: ['dead.example.net'] });
  });
  after(async () => {
    removeFolders();
    await (named as Named | undefined)?.close();
  });

  /** What it was asked meanwhile, each question once. */
  async function askedDuring<T>(work: () => Promise<T>): Promise<readonly [T, readonly string[]]> {
    const before = (await named.queries()).length;
    const result = await work();
    return [result, [...new Set((await named.queries()).slice(before))].sort()];
  }

  const folder = (): string =>
    folderWith({
      'example.com.zone': ZONE,
      // Patience for a machine that does much else.
      '.mailtxt.json': JSON.stringify({ dns: { timeoutMs: 8000 } }),
    });
  const check = (cwd: string, ...args: readonly string[]): Promise<Run> =>
    mailtxtMeanwhile(['check', '--format', 'json', ...args], { cwd });
  const live = (): readonly string[] => ['--dns', 'live', '--resolver', named.address];

  it('gets no queries from the command line, unless DNS is turned on', async () => {
    const cwd = folder();
    const [run, asked] = await askedDuring(() => check(cwd, '--dns', 'off'));
    assert.deepEqual(findingsOf(run), OFFLINE);
    assert.deepEqual(asked, []);
  });

  it('gets queries from the command line for all names except those in the files', async () => {
    const cwd = folder();
    const [run, asked] = await askedDuring(() => check(cwd, ...live()));
    assert.deepEqual(findingsOf(run), LIVE);
    const chain = Array.from({ length: CHAIN }, (_, i) => `chain${i + 1}.example.net TXT`);
    for (const question of [...chain, 'big.example.net TXT', 'v3.example.net A', 'alias1.example.net TXT']) {
      assert.ok(asked.includes(question), `${question} was not asked: ${asked.join(', ')}`);
    }
    assert.deepEqual(
      asked.filter((question) => question.includes('example.com')),
      [],
    );
    // After a failure, a record is unknown; an alias loop is a failure.
    const [unread] = unreadIn(run.stdout);
    assert.match(unread?.message ?? '', /spf\.dead\.example\.net\. TXT \(SERVFAIL\)/);
    assert.match(unread?.message ?? '', /loop1\.example\.net\. TXT \(SERVFAIL\)/);
  });

  it('gets no queries if its answers were recorded', async () => {
    const cwd = folder();
    const first = await check(cwd, ...live(), '--record', 'answers.json');
    const [second, asked] = await askedDuring(() => check(cwd, '--dns', 'answers.json'));
    assert.deepEqual(findingsOf(second), LIVE);
    // A failure that is written down is an answer: nothing is left to ask for.
    assert.deepEqual(
      withoutUnread(
        second.stdout
          .replaceAll('as recorded on', 'as answered on')
          .replaceAll(', recorded on', ', resolved on'),
      ),
      withoutUnread(first.stdout),
    );
    assert.deepEqual(unreadIn(second.stdout), []);
    assert.deepEqual(asked, []);
  });

  for (const [what, owner, ip, result] of [
    ['the end of 7 KB that came over TCP', 'big', '192.0.2.7', 'pass'],
    ['a record behind three aliases', 'alias', '192.0.2.3', 'pass'],
    ['a wildcard', 'wild', '192.0.2.44', 'pass'],
    ['a wildcard, for another sender', 'wild', '192.0.2.45', 'fail'],
    ['the eleventh lookup', '@', '192.0.2.12', 'permerror'],
    ['the third void lookup', 'void', '192.0.2.1', 'permerror'],
    ['an alias of nothing', 'broken', '192.0.2.1', 'permerror'],
    ['a server that fails', 'dead', '192.0.2.1', 'temperror'],
  ] as const) {
    it(`shows the verdict on a sender: ${what}`, async () => {
      const domain = owner === '@' ? 'example.com' : `${owner}.example.com`;
      const mail = ['simulate', '--format', 'json', '--ip', ip, '--from', `a@${domain}`];
      const run = await mailtxtMeanwhile([...mail, ...live()], { cwd: folder() });
      assert.equal(run.stderr.includes('problem'), false, run.stderr);
      assert.equal((JSON.parse(run.stdout) as { spf: { result: string } }).spf.result, result);
    });
  }

  describe('and a language server', () => {
    let server: ChildProcessWithoutNullStreams;
    let editor: Editor;
    let uri: string;

    async function start(options: { readonly workspaceTrusted?: boolean }): Promise<void> {
      const cwd = folder();
      uri = pathToFileURL(join(cwd, 'example.com.zone')).href;
      server = spawn(process.execPath, [COMMAND, 'lsp', '--stdio'], { cwd });
      editor = await Editor.start({
        process: server,
        folders: [pathToFileURL(cwd).href],
        settings: { '': { dns: { mode: 'live', resolver: named.address, timeoutMs: 8000 } } },
        options: { dnsStatus: true, ...options },
      });
      await editor.open(uri, ZONE);
    }
    afterEach(async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      await editor.close();
      server.kill();
      await ended;
    });

    const shown = async (): Promise<readonly string[]> =>
      (await editor.squiggles(uri))
        .map((squiggle) => squiggle.replace(': ', ' '))
        .filter((squiggle) => RULES.has(squiggle.split(' ')[0]));

    async function become(expected: readonly string[]): Promise<void> {
      for (;;) {
        const now = await shown();
        if (JSON.stringify(now) === JSON.stringify(expected)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }

    it('adds DNS answers, reports failures, and queries again on request', async () => {
      await start({});
      await become(LIVE);
      const failed = ['spf.dead.example.net TXT', 'loop1.example.net TXT'].sort();
      await editor.until(() => editor.dnsStatus.at(-1)?.failed.length === failed.length);
      const status = editor.dnsStatus.at(-1);
      assert.equal(status?.mode, 'live');
      assert.deepEqual([...status.failed].sort(), failed);
      const before = (await named.queries()).length;
      await editor.notify(REFRESH_DNS, undefined);
      while ((await named.queries()).length === before) await new Promise((go) => setTimeout(go, 50));
      await become(LIVE);
      const asked = (await named.queries()).filter((question) => question.includes('example.com'));
      assert.deepEqual(asked, []);
    });

    it('gets no queries in a workspace that is not trusted, until it is', async () => {
      const [, asked] = await askedDuring(async () => {
        await start({ workspaceTrusted: false });
        await become(OFFLINE);
        // Longer than it waits for the user to stop typing.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await become(OFFLINE);
      });
      assert.deepEqual(asked, []);
      assert.deepEqual(editor.dnsStatus.at(-1), { mode: 'off', trusted: false, failed: [] });
      await editor.notify(WORKSPACE_TRUSTED, undefined);
      await become(LIVE);
      assert.equal(editor.dnsStatus.at(-1)?.mode, 'live');
    });
  });
});
