import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { SharedCheck } from '../../server/src/hosts/cli/jobs/pool.ts';
import { SharedState } from '../../server/src/hosts/cli/jobs/shared-state.ts';
import { tasksOf } from '../../server/src/hosts/cli/jobs/tasks.ts';
import type { FileFindings, FromWorker, CheckTask } from '../../server/src/hosts/cli/jobs/tasks.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { sampled } from '../harness/runs.ts';
import { zone } from '../harness/workspace.ts';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const EXAMPLES = join(__dirname, '../../examples');

/** One zone of many, each of which asks another one, with faults whose fixes are safe alone or not. */
function zoneText(i: number, all: number): string {
  const next = `z${String((i + 1) % all)}.example`;
  const spf = [
    `v=spf1 include:${next} ip4:192.0.2.1 ip4:192.0.2.1 -all`,
    `v=spf1 mx mx include:${next} +all`,
    `v=spf1 a:mail.${next} ~all`,
  ][i % 3];
  return `$ORIGIN z${String(i)}.example.\n@ 3600 SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n@ MX 10 mail.${next}.\nmail A 192.0.2.1\n@ TXT "${spf ?? ''}"\n_dmarc TXT "v=DMARC1 p=none"\n`;
}

function assertSame(folder: string, commands: readonly (readonly string[])[]): void {
  for (const args of sampled(commands, 3)) {
    const alone = mailtxt(['check', ...args, '--jobs', '1'], { cwd: folder });
    const shared = mailtxt(['check', ...args, '--jobs', '3'], { cwd: folder });
    assert.equal(shared.stdout, alone.stdout, args.join(' '));
    assert.equal(shared.stderr, alone.stderr, args.join(' '));
    assert.equal(shared.status, alone.status, args.join(' '));
  }
}

describe('the threads of a check', () => {
  after(removeFolders);

  it('write what one thread writes, in every format', () => {
    const folder = folderWith({});
    cpSync(EXAMPLES, join(folder, 'examples'), { recursive: true });
    const zones = Array.from({ length: 24 }, (_, i) => [`zones/z${String(i)}.zone`, zoneText(i, 24)]);
    addFiles(folder, {
      ...(Object.fromEntries(zones) as Record<string, string>),
      '.mailtxt.json': '{ "rules": { "spf-all-pass": "warning", "no-such-rule": "off" } }',
      'broken.tf': 'resource "aws_route53_record" "a" {',
      'not-read.zone': Buffer.from([0, 1, 2]).toString('latin1'),
      'answers.json': '{ "answers": { "_spf.google.com": { "TXT": ["v=spf1 -all"] } } }',
    });
    assertSame(folder, [
      [],
      ['--format', 'json'],
      ['--format', 'sarif'],
      ['--format', 'html'],
      ['--format', 'gitlab'],
      ['--statistics', '--quiet'],
      ['--quiet', '--format', 'jsonl'],
      ['--shard', '2/3', '--format', 'json'],
      ['--dns', 'answers.json', '--verbose'],
      ['zones/z3.zone'],
      ['gone.zone', 'zones'],
    ]);
    mailtxt(['check', '--write-baseline', 'accepted.json', 'zones'], { cwd: folder });
    addFiles(folder, { 'zones/z3.zone': zoneText(3, 24).replace('+all', 'ptr +all') });
    assertSame(folder, [['--baseline', 'accepted.json', '--format', 'json']]);
  });

  it('write what one thread writes about the corpus', function () {
    if (!hasCorpus()) {
      sayNoCorpus('checks in threads');
      this.skip();
    }
    assertSame(join(CORPUS, 'formats'), [['--format', 'json', '.']]);
  });

  it('are as many as is sensible', () => {
    for (const typed of ['0', '65', 'x', '-1']) {
      const { status, stderr } = mailtxt(['check', `--jobs=${typed}`]);
      assert.equal(status, 2);
      assert.match(stderr, /^mailtxt: --jobs .*: use a number from 1 to 64\n/);
    }
  });
});

describe('the tasks of threads', () => {
  it('keep documents of one zone together, and are in the order of their names', () => {
    const soa = (name: string): string => `$ORIGIN ${name}.\n@ SOA ns hostmaster 1 1 1 1 1\n`;
    const made = zone(`${soa('example.com')}$INCLUDE z.inc\n`, 'a.zone', {
      files: { 'z.inc': 'www A 192.0.2.1\n' },
      beside: { 'b.zone': `${soa('example.org')}; ${'x'.repeat(70_000)}\n`, 'c.zone': soa('example.net') },
    });
    made.add('z.inc', 'www A 192.0.2.1\n', { format: 'zone' });
    const all = [['a.zone', 'z.inc'], ['b.zone'], ['c.zone']];
    assert.deepEqual(
      tasksOf(made, ['c.zone', 'z.inc']).map((task) => task.all),
      all,
    );
    assert.deepEqual(
      tasksOf(made, ['c.zone', 'z.inc']).map(({ reported }) => reported),
      [['z.inc'], [], ['c.zone']],
    );
  });
});

describe('a thread without answers from the others', () => {
  const TASKS: readonly CheckTask[] = [['a'], ['b', 'c'], ['d']].map((all) => ({ all, reported: all }));
  const listed = (task: CheckTask): readonly FileFindings[] =>
    task.reported.map((path) => ({
      path,
      findings: [],
      counts: { error: 0, warning: 0, info: 0, hint: 0 },
      problem: undefined,
    }));
  const NO_WORKSPACE = { questionsAmongZones: () => [], takeQuestions: () => undefined };

  /** `other`: what another thread does before this one begins. */
  function check(other: (send: (message: FromWorker) => void, state: SharedState) => void) {
    const { port1, port2 } = new MessageChannel();
    const ports: MessagePort[] = [port1];
    const state = new SharedState();
    const send = (message: FromWorker): void => {
      port2.postMessage(message);
      state.send();
    };
    other(send, state);
    const analyzed: string[] = [];
    const own: string[] = [];
    const shared = new SharedCheck(
      TASKS,
      { state, ports, patience: 20 },
      {
        analyze: ({ all }) => analyzed.push(all.join()),
        list: (task) => {
          own.push(task.all.join());
          return listed(task);
        },
        ended: () => undefined,
      },
    );
    shared.analyze(NO_WORKSPACE);
    const found = ['a', 'b', 'c', 'd'].map((path) => shared.take(path).path);
    shared.end();
    port1.close();
    port2.close();
    assert.deepEqual(found, ['a', 'b', 'c', 'd']);
    return { analyzed, own };
  }

  it('does everything if the others never answer', () => {
    const { analyzed, own } = check((_, state) => void state.claim());
    assert.deepEqual(analyzed, ['b,c', 'd', 'a']);
    assert.deepEqual(own, ['a', 'b,c', 'd']);
  });

  it('does everything if the others saw other files', () => {
    const { analyzed } = check((send) => {
      send({ kind: 'analyzed', tasks: [], questions: [] });
      send({ kind: 'ended', brokenRules: new Map(), names: [], asked: undefined });
    });
    assert.deepEqual(analyzed, ['a', 'b,c', 'd']);
  });

  it('lists what another thread checked but did not list', () => {
    const { analyzed, own } = check((send, state) => {
      send({ kind: 'analyzed', tasks: [state.claim()], questions: [] });
    });
    assert.deepEqual(analyzed, ['b,c', 'd']);
    assert.deepEqual(own, ['b,c', 'd', 'a']);
  });

  it('uses what another thread lists', () => {
    const { analyzed, own } = check((send, state) => {
      const task = state.claim();
      send({ kind: 'analyzed', tasks: [task], questions: [] });
      send({ kind: 'listed', task, files: listed({ all: ['a'], reported: ['a'] }) });
      send({ kind: 'ended', brokenRules: new Map(), names: [], asked: undefined });
    });
    assert.deepEqual(analyzed, ['b,c', 'd']);
    assert.deepEqual(own, ['b,c', 'd']);
  });
});
