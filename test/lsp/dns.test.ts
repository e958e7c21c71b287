import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import type { Question } from '../../server/src/dns/facts.ts';
import type { DnsChoice } from '../../server/src/hosts/node/dns/open.ts';
import {
  allowancePerMinute,
  MAX_QUESTIONS_PER_RECORD,
  MINUTE,
} from '../../server/src/hosts/node/dns/query-limits.ts';
import type { ResolverReply } from '../../server/src/hosts/node/dns/resolver.ts';
import { DnsSession } from '../../server/src/hosts/node/dns/session.ts';
import { QUIET } from '../../server/src/hosts/lsp/editor-dns.ts';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import { REFRESH_DNS, WORKSPACE_TRUSTED } from '../../server/src/hosts/lsp/own-messages.ts';
import type { Runtime, Timer } from '../../server/src/hosts/lsp/runtime.ts';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor, pulling, waiting } from './editor.ts';
import type { EditorOptions } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const uri = 'file:///zones/example.com.zone';
const zone = `${HEAD}@ IN TXT "v=spf1 include:gone.example.net include:_own.example.com -all"\n`;
const live = { '': { dns: { mode: 'live' } } };

/** Time passes when the test allows it, except for the time without a keystroke. */
class World {
  readonly asked: string[] = [];
  readonly choices: DnsChoice[] = [];
  replies: Record<string, ResolverReply> = {};
  otherwise: ResolverReply = { status: 'nxdomain' };
  replyTo: (question: Question) => ResolverReply = ({ name, type }) =>
    this.replies[`${name} ${type}`] ?? this.otherwise;
  perMinute = 500;
  /** Every reply waits for it. */
  gate: Promise<void> = Promise.resolve();
  private minutes = 0;
  private readonly waitingForMinute = new Set<() => void>();
  readonly runtime: Runtime;
  private readonly quiet = new Set<() => void>();

  constructor() {
    const resolver = {
      resolve: async ({ name, type }: Question): Promise<ResolverReply> => {
        this.asked.push(`${name} ${type}`);
        await this.gate;
        return this.replyTo({ name, type });
      },
    };
    this.runtime = {
      ...nodeRuntime,
      later: (milliseconds, run) => {
        if (milliseconds === QUIET) return waitIn(this.quiet, run);
        return milliseconds === MINUTE
          ? waitIn(this.waitingForMinute, run)
          : nodeRuntime.later(milliseconds, run);
      },
      openDns: (choice) => {
        this.choices.push(choice);
        if (choice.kind !== 'live') return nodeRuntime.openDns(choice);
        const allowance = allowancePerMinute(() => this.minutes * MINUTE, this.perMinute);
        return { outside: new DnsSession({ resolver, limitMs: 1000, allowance }), problems: [] };
      },
    };
  }

  get waits(): boolean {
    return this.quiet.size > 0;
  }

  /** Some time without a keystroke. */
  pass(): void {
    runAll(this.quiet);
  }

  nextMinute(): void {
    this.minutes++;
    runAll(this.waitingForMinute);
  }
}

function waitIn(waiting: Set<() => void>, run: () => void): Timer {
  waiting.add(run);
  return { cancel: () => void waiting.delete(run) };
}

function runAll(waiting: Set<() => void>): void {
  for (const run of [...waiting]) {
    waiting.delete(run);
    run();
  }
}

/** Looks again and again, and not for ever. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await condition()); looks++) {
    assert.ok(looks < 1000, 'it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('DNS in an editor', () => {
  let editor: Editor;
  let world: World;
  let folder: Folder;
  beforeEach(() => {
    world = new World();
    folder = new Folder();
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  async function start(options: EditorOptions = {}): Promise<void> {
    editor = await Editor.start({ runtime: world.runtime, ...options });
  }

  const missing = async (of = uri): Promise<readonly string[]> =>
    (await editor.squiggles(of)).filter((squiggle) => squiggle.startsWith('spf-include-no-record'));

  /** The report that is asked for as often as it takes. */
  async function become(expected: readonly string[], of = uri): Promise<void> {
    await until(async () => JSON.stringify(await missing(of)) === JSON.stringify(expected));
  }

  /** Until queries are possible, and then some time without a keystroke. */
  async function quiet(): Promise<void> {
    await until(async () => {
      // Like an editor that is asked to refresh.
      await editor.diagnostics(uri);
      return world.waits;
    });
    world.pass();
  }

  const OWN = 'spf-include-no-record: include:_own.example.com';
  const GONE = 'spf-include-no-record: include:gone.example.net';

  it('is off unless the user turns it on', async () => {
    await start();
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), [OWN]);
    world.pass();
    assert.deepEqual(await missing(), [OWN]);
    assert.deepEqual(world.choices, []);
    assert.deepEqual(world.asked, []);
  });

  it('resolves names that are in no open zone, and updates the editor', async () => {
    await start({ settings: live });
    await editor.open(uri, zone);
    // What is known immediately does not wait.
    assert.deepEqual(await missing(), [OWN]);
    assert.deepEqual(world.asked, []);
    await quiet();
    const before = editor.refreshes;
    await until(() => editor.refreshes > before);
    await become([GONE, OWN]);
    assert.deepEqual(world.asked, ['gone.example.net TXT']);
  });

  it('updates an editor that does not pull', async () => {
    await start({ settings: live, capabilities: waiting });
    await editor.open(uri, zone);
    await editor.sent(uri);
    await quiet();
    await until(
      () =>
        editor.published.at(-1)?.diagnostics.filter(({ code }) => code === 'spf-include-no-record').length ===
        2,
    );
  });

  it('is queried repeatedly, following the answers', async () => {
    const include = (name: string): ResolverReply => ({
      status: 'data',
      data: [[`v=spf1 include:${name} -all`]],
      ttl: 60,
    });
    world.replies = {
      'gone.example.net TXT': include('b.example.net'),
      'b.example.net TXT': include('c.example.net'),
    };
    await start({ settings: live });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await until(() => world.asked.length === 3);
    assert.deepEqual(world.asked, ['gone.example.net TXT', 'b.example.net TXT', 'c.example.net TXT']);
  });

  it('never gets a name that was only an intermediate text', async () => {
    await start({ settings: live });
    await editor.open(uri, zone.replace('gone.example.net', 'g'));
    await editor.diagnostics(uri);
    for (const typed of ['go', 'gone.example', 'gone.example.net']) {
      await editor.replace(uri, /include:\S+/.exec(editor.textOf(uri))?.[0] ?? '', `include:${typed}`);
      await editor.diagnostics(uri);
    }
    assert.deepEqual(world.asked, []);
    await quiet();
    await become([GONE, OWN]);
    assert.deepEqual(world.asked, ['gone.example.net TXT']);
  });

  it('is off in a workspace that is not trusted, until it is', async () => {
    await start({ settings: live, options: { workspaceTrusted: false, dnsStatus: true } });
    await editor.open(uri, zone);
    assert.deepEqual(await missing(), [OWN]);
    world.pass();
    assert.deepEqual(await missing(), [OWN]);
    assert.deepEqual(world.asked, []);
    assert.deepEqual(editor.dnsStatus, [{ mode: 'off', trusted: false, failed: [] }]);
    await editor.notify(WORKSPACE_TRUSTED, undefined);
    await until(() => editor.dnsStatus.at(-1)?.mode === 'live');
    await editor.diagnostics(uri);
    await quiet();
    await become([GONE, OWN]);
  });

  it('cannot be turned on in a workspace that is not trusted, by settings or files', async () => {
    folder.write('answers.json', '{ "answers": { "gone.example.net. TXT": "NXDOMAIN" } }');
    const inFolder = folder.uriOf('example.com.zone');
    const modes = ['live', 'answers.json', join(folder.path, 'answers.json')];
    const resolver = 'https://foreign.example/dns-query';
    folder.write('.mailtxt.json', JSON.stringify({ dns: { mode: 'live', resolver } }));
    await start({
      folders: [folder.uri],
      settings: {
        '': { dns: { mode: 'live', resolver } },
        [folder.uri]: { dns: { mode: 'live', resolver } },
      },
      options: { workspaceTrusted: false, dnsStatus: true },
    });
    await editor.open(inFolder, zone);
    for (const ofEditor of modes) {
      for (const ofFile of modes) {
        const changed = folder.write('.mailtxt.json', JSON.stringify({ dns: { mode: ofFile, resolver } }));
        await editor.configure({ '': { dns: { mode: ofEditor, resolver } } });
        await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
        await editor.notify(REFRESH_DNS, undefined);
        assert.deepEqual(await missing(inFolder), [OWN]);
        world.pass();
      }
    }
    assert.deepEqual(world.choices, []);
    assert.deepEqual(world.asked, []);
    assert.ok(editor.dnsStatus.every(({ mode, trusted }) => mode === 'off' && !trusted));
  });

  it('sends no more queries as soon as the user turns them off', async () => {
    await start({ settings: live, options: { dnsStatus: true } });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await become([GONE, OWN]);
    await editor.configure({ '': { dns: { mode: 'off' } } });
    await until(() => editor.dnsStatus.at(-1)?.mode === 'off');
    assert.deepEqual(await missing(), [OWN]);
    const asked = world.asked.length;
    await editor.replace(uri, 'gone.example.net', 'other.example.net');
    await editor.diagnostics(uri);
    world.pass();
    await editor.diagnostics(uri);
    assert.equal(world.asked.length, asked);
  });

  it('counts failed answers, and treats none of them as a fault', async () => {
    world.replies = { 'gone.example.net TXT': { status: 'servfail' } };
    await start({ settings: live, options: { dnsStatus: true } });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await until(() => (editor.dnsStatus.at(-1)?.failed.length ?? 0) > 0);
    assert.deepEqual(editor.dnsStatus.at(-1), {
      mode: 'live',
      trusted: true,
      failed: ['gone.example.net TXT'],
    });
    assert.deepEqual(await missing(), [OWN]);
    world.replies = {};
    await editor.notify(REFRESH_DNS, undefined);
    await until(() => editor.dnsStatus.at(-1)?.failed.length === 0);
    assert.deepEqual(await missing(), [GONE, OWN]);
  });

  it('names an unusable resolver, with the reason, instead of each question', async () => {
    const fault = { reason: 'refuses queries (REFUSED)', isLasting: false };
    world.otherwise = { status: 'servfail', fault };
    await start({ settings: live, options: { dnsStatus: true } });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await until(() => editor.dnsStatus.at(-1)?.problem !== undefined);
    assert.deepEqual(editor.dnsStatus.at(-1), {
      mode: 'live',
      trusted: true,
      failed: [],
      problem:
        'Not checked: everything that depends on the DNS query gone.example.net. TXT, because the resolver DNS refuses queries (REFUSED).',
    });
    assert.deepEqual(await missing(), [OWN]);
  });

  it('gets a limited number of queries for one record, from rules or hovers', async () => {
    const terms = (name: string): string =>
      Array.from({ length: 20 }, (_, i) => `include:i${i}.${name.slice(-150)}`).join(' ');
    world.replyTo = ({ name, type }) =>
      type === 'TXT'
        ? { status: 'data', data: [[`v=spf1 ${terms(name)} -all`]], ttl: 60 }
        : { status: 'nodata' };
    await start({ settings: live, options: { dnsStatus: true } });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await until(() => editor.dnsStatus.at(-1)?.notAsked !== undefined);
    assert.equal(world.asked.length, MAX_QUESTIONS_PER_RECORD);
    assert.deepEqual(editor.dnsStatus.at(-1)?.notAsked, [
      `Not checked: everything that requires more than ${MAX_QUESTIONS_PER_RECORD} DNS queries for the records of one name: "example.com".`,
    ]);
    const { start: at } = editor.rangeOf(uri, 'gone.example.net');
    await editor.hover(uri, at);
    await editor.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    world.pass();
    await editor.diagnostics(uri);
    assert.equal(world.asked.length, MAX_QUESTIONS_PER_RECORD);
    // An edit starts the count again: a user who edits all day is never stopped.
    await editor.replace(uri, 'gone.example.net', 'other.example.net');
    await editor.diagnostics(uri);
    await until(async () => {
      await quiet();
      return world.asked.length > MAX_QUESTIONS_PER_RECORD;
    });
  });

  it('gets a limited number of queries per minute, and the rest in the next minute', async () => {
    world.perMinute = 3;
    await start({ settings: live, options: { dnsStatus: true } });
    const many = Array.from({ length: 5 }, (_, i) => `include:i${i}.example.net`).join(' ');
    await editor.open(uri, `${HEAD}@ IN TXT "v=spf1 ${many} -all"\n`);
    await editor.diagnostics(uri);
    await quiet();
    await until(() => editor.dnsStatus.at(-1)?.notAsked !== undefined);
    assert.equal(world.asked.length, 3);
    assert.deepEqual(editor.dnsStatus.at(-1)?.notAsked, [
      'Not checked: everything that depends on 2 DNS queries that mailtxt did not send: it sends at most 3 DNS queries per minute.',
    ]);
    assert.equal((await missing()).length, 3);
    world.nextMinute();
    await quiet();
    await until(() => world.asked.length === 5);
    await until(() => editor.dnsStatus.at(-1)?.notAsked === undefined);
    assert.equal((await missing()).length, 5);
  });

  it('does not send its status to other editors', async () => {
    await start({ settings: live });
    await editor.open(uri, zone);
    await editor.diagnostics(uri);
    await quiet();
    await become([GONE, OWN]);
    assert.deepEqual(editor.dnsStatus, []);
  });

  it('has no resolver if the setting is not one', async () => {
    await start({
      settings: { '': { dns: { mode: 'live', resolver: 'dns.example' } } },
      options: { dnsStatus: true },
    });
    await until(() => editor.dnsStatus.length > 0);
    assert.deepEqual(editor.dnsStatus.at(-1), {
      mode: 'off',
      trusted: true,
      failed: [],
      problem: '"dns.example" is not a resolver',
    });
    assert.deepEqual(world.choices, []);
  });

  describe('as a file', () => {
    const answers = '{ "answers": { "gone.example.net. TXT": "NXDOMAIN" } }';

    it('is read if the settings of the editor name it, and again when it changes', async () => {
      folder.write('answers.json', answers);
      const inFolder = folder.uriOf('example.com.zone');
      await start({
        folders: [folder.uri],
        settings: { '': { dns: { mode: 'answers.json' } } },
        options: { dnsStatus: true },
      });
      await until(() => editor.dnsStatus.at(-1)?.mode === 'file');
      await editor.open(inFolder, zone);
      assert.deepEqual(await missing(inFolder), [GONE, OWN]);
      await until(() => editor.watched.includes('**/*'));
      const changed = folder.write('answers.json', '{ "answers": {} }');
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
      await become([OWN], inFolder);
      assert.deepEqual(world.asked, []);
    });

    it('is read if the settings of the folder name it; they cannot turn on queries', async () => {
      folder.write('answers.json', answers);
      folder.write('.mailtxt.json', '{ "dns": { "mode": "answers.json" } }');
      const inFolder = folder.uriOf('example.com.zone');
      await start({ folders: [folder.uri], options: { dnsStatus: true } });
      await until(() => editor.dnsStatus.at(-1)?.mode === 'file');
      await editor.open(inFolder, zone);
      assert.deepEqual(await missing(inFolder), [GONE, OWN]);
      const changed = folder.write('.mailtxt.json', '{ "dns": { "mode": "live" } }');
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
      await until(() => editor.dnsStatus.at(-1)?.mode === 'off');
      assert.deepEqual(await missing(inFolder), [OWN]);
      assert.deepEqual(world.asked, []);
    });

    it('is not read if the settings of the folder name a file outside of it', async () => {
      const other = new Folder();
      other.write('answers.json', answers);
      folder.write('.mailtxt.json', JSON.stringify({ dns: { mode: join(other.path, 'answers.json') } }));
      const inFolder = folder.uriOf('example.com.zone');
      await start({ folders: [folder.uri], options: { dnsStatus: true } });
      await until(() => editor.dnsStatus.at(-1)?.problem !== undefined);
      assert.match(editor.dnsStatus.at(-1)?.problem ?? '', /is outside the folder whose settings name it/);
      await editor.open(inFolder, zone);
      assert.deepEqual(await missing(inFolder), [OWN]);
      const changed = folder.write('.mailtxt.json', '{ "dns": { "mode": "/dev/tty" } }');
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
      await until(() => /tty/.test(editor.dnsStatus.at(-1)?.problem ?? ''));
      other.remove();
    });

    it('reports its faults', async () => {
      await start({
        folders: [folder.uri],
        settings: { '': { dns: { mode: 'missing.json' } } },
        options: { dnsStatus: true },
      });
      await until(() => editor.dnsStatus.at(-1)?.problem !== undefined);
      assert.match(editor.dnsStatus.at(-1)?.problem ?? '', /missing\.json: cannot be read: no such file/);
    });
  });
});

describe('an edit of one zone that another one depends on', () => {
  let editor: Editor;
  afterEach(async () => editor.close());
  const other = 'file:///zones/example.net.zone';
  const rest = HEAD.replace('example.com', 'example.net');
  const gone = (items: readonly { code?: unknown }[]): number =>
    items.filter(({ code }) => code === 'spf-include-no-record').length;

  it('refreshes an editor that pulls', async () => {
    editor = await Editor.start({ capabilities: pulling });
    await editor.open(uri, zone);
    await editor.open(other, `${rest}gone IN TXT "v=spf1 -all"\n`);
    assert.equal(gone(await editor.diagnostics(uri)), 1);
    await editor.diagnostics(other);
    await editor.replace(other, 'gone', 'away');
    await until(() => editor.refreshes > 0);
    assert.equal(gone(await editor.diagnostics(uri)), 2);
    const before = editor.refreshes;
    await editor.shut(other);
    await until(() => editor.refreshes > before);
    assert.equal(gone(await editor.diagnostics(uri)), 1);
  });

  it('does not refresh it if nothing changed', async () => {
    editor = await Editor.start({ capabilities: pulling });
    await editor.open(uri, zone);
    await editor.open(other, `${rest}gone IN TXT "v=spf1 -all"\n`);
    await editor.diagnostics(uri);
    await editor.diagnostics(other);
    await editor.replace(other, 'gone IN', 'gone 300 IN');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await editor.diagnostics(other);
    assert.equal(editor.refreshes, 0);
  });

  it('updates an editor that does not pull', async () => {
    editor = await Editor.start({ capabilities: waiting });
    await editor.open(uri, zone);
    await editor.open(other, `${rest}gone IN TXT "v=spf1 -all"\n`);
    const last = (): number => gone(editor.published.findLast((sent) => sent.uri === uri)?.diagnostics ?? []);
    await until(() => last() === 1);
    await editor.replace(other, 'gone', 'away');
    await until(() => last() === 2);
  });
});

describe('an explanation in an editor with live DNS', () => {
  let editor: Editor;
  let world: World;
  const bounce = { text: '550 5.7.23 SPF fail: domain example.com, ip=198.51.100.7' };
  const spf = (value: string): ResolverReply => ({ status: 'data', data: [[value]], ttl: 60 });
  const passes = /With the records here, 198\.51\.100\.7 passes SPF/;
  beforeEach(async () => {
    world = new World();
    world.replies = {
      'one.example.net TXT': spf('v=spf1 include:two.example.net -all'),
      'two.example.net TXT': spf('v=spf1 ip4:198.51.100.7 -all'),
    };
    const capabilities = { ...pulling, window: { workDoneProgress: true } };
    editor = await Editor.start({ runtime: world.runtime, settings: live, capabilities });
    await editor.open(uri, `${HEAD}@ IN TXT "v=spf1 include:one.example.net -all"\n`);
  });
  afterEach(() => editor.close());

  it('waits for the answers that it needs, round after round', async () => {
    const { text } = await editor.connection.sendRequest<ReportText>('mailtxt/explain', bounce);
    assert.match(text, passes);
    assert.ok(world.asked.includes('one.example.net TXT') && world.asked.includes('two.example.net TXT'));
  });

  it('shows progress, and returns what is known if that is canceled', async () => {
    world.gate = new Promise(() => undefined);
    const explained = editor.connection.sendRequest<ReportText>('mailtxt/explain', bounce);
    await until(() => editor.progress.includes('begin'));
    await editor.notify('window/workDoneProgress/cancel', { token: editor.progressTokens.at(-1) });
    const { text } = await explained;
    assert.doesNotMatch(text, passes);
    assert.match(text, /Meaning +SPF/);
    await until(() => editor.progress.includes('end'));
  });

  it('ends when the request is canceled', async () => {
    world.gate = new Promise(() => undefined);
    const source = new CancellationTokenSource();
    const explained = editor.connection.sendRequest<ReportText>('mailtxt/explain', bounce, source.token);
    await until(() => world.asked.length > 0);
    source.cancel();
    await assert.rejects(explained, { code: LSPErrorCodes.RequestCancelled });
  });

  it('sends no query without live DNS', async () => {
    const offline = await Editor.start({ runtime: world.runtime });
    try {
      await offline.open(uri, editor.textOf(uri));
      const { text } = await offline.connection.sendRequest<ReportText>('mailtxt/explain', bounce);
      assert.doesNotMatch(text, passes);
      assert.deepEqual(world.asked, []);
    } finally {
      await offline.close();
    }
  });
});

describe('a simulation in an editor with live DNS', () => {
  it('waits for the answers that it needs', async () => {
    const world = new World();
    world.replies = {
      'one.example.net TXT': { status: 'data', data: [['v=spf1 ip4:198.51.100.7']], ttl: 60 },
    };
    const editor = await Editor.start({ runtime: world.runtime, settings: live });
    try {
      await editor.open(uri, `${HEAD}@ IN TXT "v=spf1 include:one.example.net -all"\n`);
      const { text } = await editor.connection.sendRequest<ReportText>('mailtxt/simulate', {
        textDocument: { uri },
        mail: { ip: '198.51.100.7', from: 'a@example.com' },
      });
      assert.match(text, /SPF +pass/);
    } finally {
      await editor.close();
    }
  });
});
