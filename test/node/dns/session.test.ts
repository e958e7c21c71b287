import assert from 'node:assert/strict';
import type { Question } from '../../../server/src/dns/facts.ts';
import {
  allowancePerMinute,
  allowancePerRun,
  MAX_QUESTIONS_PER_RECORD,
  MINUTE,
} from '../../../server/src/hosts/node/dns/query-limits.ts';
import type { FinalReply, ResolverReply, Resolver } from '../../../server/src/hosts/node/dns/resolver.ts';
import type { ResolverFault } from '../../../server/src/hosts/node/dns/resolver-fault.ts';
import { DnsSession, lifetimeOf } from '../../../server/src/hosts/node/dns/session.ts';
import type { DnsSessionOptions } from '../../../server/src/hosts/node/dns/session.ts';

const NODATA: ResolverReply = { status: 'nodata' };

/** A resolver with the replies of the test, at the times of the test. */
class Puppet implements Resolver {
  readonly asked: Question[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly waiting: ((reply: ResolverReply) => void)[] = [];

  resolve(question: Question, signal: AbortSignal): Promise<ResolverReply> {
    this.asked.push(question);
    this.signals.push(signal);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  reply(reply: ResolverReply): void {
    for (const resolve of this.waiting.splice(0)) resolve(reply);
  }
}

function sessionWith(resolver: Resolver, options: Partial<DnsSessionOptions> = {}): DnsSession {
  return new DnsSession({ resolver, limitMs: 10_000, ...options });
}

function saying(
  reply: ResolverReply | ((question: Question) => ResolverReply),
): Resolver & { readonly asked: Question[] } {
  const asked: Question[] = [];
  return {
    asked,
    resolve(question) {
      asked.push(question);
      return Promise.resolve(typeof reply === 'function' ? reply(question) : reply);
    },
  };
}

function unansweredIn(session: DnsSession): number {
  const { failures, faults } = session.unanswered();
  return failures.length + faults.reduce((sum, { questions }) => sum + questions.length, 0);
}

/** Until everything that is ready has been done. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a session with a resolver', () => {
  it('notes questions, and answers once it has settled', async () => {
    const session = sessionWith(saying({ status: 'data', data: [['v=spf1 -all']], ttl: 60 }));
    assert.equal(session.ask('example.com', 'TXT').status, 'pending');
    assert.equal(session.open, 1);
    assert.deepEqual([...(await session.resolvePending())], ['example.com']);
    assert.equal(session.open, 0);
    const answer = session.ask('example.com', 'TXT');
    assert.ok(answer.status === 'data');
    assert.deepEqual(answer.data, [['v=spf1 -all']]);
    assert.equal(answer.source.kind, 'live');
  });

  it('sends no queries before it is requested to', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    session.ask('example.com', 'TXT');
    await turn();
    assert.deepEqual(resolver.asked, []);
  });

  it('sends a question once for any number of callers', async () => {
    const puppet = new Puppet();
    const session = sessionWith(puppet);
    session.ask('example.com', 'TXT');
    session.ask('example.com', 'TXT');
    const first = session.resolvePending();
    await turn();
    session.ask('example.com', 'TXT');
    const second = session.resolvePending();
    await turn();
    assert.equal(puppet.asked.length, 1);
    puppet.reply(NODATA);
    assert.deepEqual([...(await first)], ['example.com']);
    assert.deepEqual([...(await second)], ['example.com']);
    await session.resolvePending();
    assert.equal(puppet.asked.length, 1);
  });

  it('keeps to the limit of concurrent questions', async () => {
    let inFlight = 0;
    let most = 0;
    const session = sessionWith(
      {
        async resolve() {
          most = Math.max(most, ++inFlight);
          await turn();
          inFlight--;
          return NODATA;
        },
      },
      { inFlight: 3 },
    );
    for (let i = 0; i < 40; i++) session.ask(`a${i}.example`, 'A');
    assert.equal((await session.resolvePending()).size, 40);
    assert.equal(most, 3);
  });

  const replies: readonly FinalReply['status'][] = ['nxdomain', 'nodata', 'servfail', 'timeout'];
  for (const status of replies) {
    it(`tells ${status} apart`, async () => {
      const session = sessionWith(saying({ status } as ResolverReply));
      session.ask('example.com', 'MX');
      await session.resolvePending();
      assert.equal(session.ask('example.com', 'MX').status, status);
      const isFailure = status === 'servfail' || status === 'timeout';
      assert.equal(unansweredIn(session), isFailure ? 1 : 0);
    });
  }

  it('treats a resolver that throws as a failure, and one that never answers as silence', async () => {
    const broken = sessionWith({ resolve: () => Promise.reject(new Error('broken')) });
    broken.ask('example.com', 'A');
    await broken.resolvePending();
    assert.equal(broken.ask('example.com', 'A').status, 'servfail');

    const puppet = new Puppet();
    const silent = sessionWith(puppet, { limitMs: 10 });
    silent.ask('example.com', 'A');
    await silent.resolvePending();
    assert.equal(silent.ask('example.com', 'A').status, 'timeout');
    assert.equal(puppet.signals[0]?.aborted, true);
  });

  it('stops after only silence, until it is refreshed', async () => {
    const resolver = saying({ status: 'timeout' });
    const session = sessionWith(resolver);
    for (let i = 0; i < 500; i++) session.ask(`a${i}.example`, 'A');
    await session.resolvePending();
    assert.ok(resolver.asked.length < 100, `${resolver.asked.length} were asked`);
    assert.equal(unansweredIn(session), 500);
    const before = resolver.asked.length;
    session.refresh();
    await session.resolvePending();
    assert.ok(resolver.asked.length > before);
  });

  const REFUSED: ResolverFault = { reason: 'refuses queries (REFUSED)', isLasting: false };
  const UNTRUSTED: ResolverFault = { reason: 'has a certificate that is not trusted (X)', isLasting: true };

  it('reports a fault of the resolver once, with the reason and the number of queries', async () => {
    const session = sessionWith(saying({ status: 'servfail', fault: REFUSED }), {
      resolverName: '192.0.2.53',
    });
    for (let i = 0; i < 20; i++) session.ask(`a${i}.example`, 'A');
    await session.resolvePending();
    const { faults, failures, resolver } = session.unanswered();
    assert.equal(resolver, '192.0.2.53');
    assert.deepEqual(failures, []);
    assert.deepEqual(
      faults.map(({ reason, questions }) => [reason, questions.length]),
      [[REFUSED.reason, 20]],
    );
  });

  it('sends nothing more to a resolver with an untrusted certificate, until it is refreshed', async () => {
    const resolver = saying({ status: 'servfail', fault: UNTRUSTED });
    const session = sessionWith(resolver, { inFlight: 1 });
    for (let i = 0; i < 20; i++) session.ask(`a${i}.example`, 'A');
    await session.resolvePending();
    assert.equal(resolver.asked.length, 1);
    assert.equal(session.unanswered().faults[0]?.questions.length, 20);
    session.refresh();
    await session.resolvePending();
    assert.equal(resolver.asked.length, 2);
  });

  it('treats silence as a fault of a resolver that never answers, and of the name if it answers others', async () => {
    const silent = sessionWith(saying({ status: 'timeout' }));
    silent.ask('a.example', 'A');
    await silent.resolvePending();
    assert.deepEqual(silent.unanswered().failures, []);
    assert.match(silent.unanswered().faults[0]?.reason ?? '', /^does not reply within 10000 ms$/);

    const answering = sessionWith(
      saying(({ name }) => (name === 'slow.example' ? { status: 'timeout' } : NODATA)),
    );
    answering.ask('a.example', 'A');
    answering.ask('slow.example', 'A');
    await answering.resolvePending();
    assert.deepEqual(answering.unanswered().faults, []);
    assert.deepEqual(
      answering.unanswered().failures.map(({ question }) => question.name),
      ['slow.example'],
    );
  });

  describe('limits', () => {
    /** Asks for everything until nothing is pending, as both hosts do. */
    async function askThrough(session: DnsSession, ask: () => void): Promise<void> {
      for (let round = 0; round < 64; round++) {
        ask();
        if (session.open === 0) return;
        await session.resolvePending();
      }
    }

    it('the queries for the records at one name, across rounds, and treats nothing as absent', async () => {
      const resolver = saying(NODATA);
      const session = sessionWith(resolver);
      let wanted = 0;
      // Each answer leads to ten more questions, and these come first.
      await askThrough(session, () => {
        wanted += 100;
        for (let i = wanted; i > 0; i--) session.ask(`a${i}.example`, 'A', 'example.com');
      });
      assert.equal(resolver.asked.length, MAX_QUESTIONS_PER_RECORD);
      assert.deepEqual(session.unanswered().exceeded, ['example.com']);
      const asked = new Set(resolver.asked.map(({ name }) => name));
      for (let i = 1; i <= wanted; i++) {
        const name = `a${i}.example`;
        const { status } = session.ask(name, 'A', 'example.com');
        assert.equal(status, asked.has(name) ? 'nodata' : 'pending', name);
      }
      // Other records have a limit of their own.
      session.ask('b.example', 'A', 'example.net');
      await session.resolvePending();
      assert.equal(session.ask('b.example', 'A', 'example.net').status, 'nodata');
    });

    it('the queries for the records at a name, by how often they are edited', async () => {
      const resolver = saying(NODATA);
      const session = sessionWith(resolver);
      for (let edit = 0; edit < 3; edit++) {
        session.restartCounts();
        await askThrough(session, () => {
          for (let i = 0; i < 150; i++) session.ask(`a${edit}-${i}.example`, 'A', 'example.com');
        });
      }
      assert.equal(resolver.asked.length, 450);
      assert.deepEqual(session.unanswered().exceeded, []);
    });

    it('the queries of one run, including aliases, and names what was not queried', async () => {
      let sent = 0;
      const endless: Resolver = {
        resolve: ({ name }) => {
          sent++;
          return Promise.resolve({ status: 'alias', target: `x.${name}`.slice(-200) });
        },
      };
      const session = sessionWith(endless, { allowance: allowancePerRun(50) });
      await askThrough(session, () => {
        for (let i = 0; i < 30; i++) session.ask(`a${i}.example`, 'A');
      });
      assert.equal(sent, 50);
      const { unsent, failures, limit } = session.unanswered();
      assert.equal(unsent.length + failures.length, 30);
      assert.ok(unsent.length > 0);
      assert.equal(limit, 'at most 50 DNS queries in one run');
      for (const { name, type } of unsent) assert.equal(session.ask(name, type).status, 'pending');
    });

    it('the queries of one minute, and continues in the next', async () => {
      let now = 0;
      const resolver = saying(NODATA);
      const session = sessionWith(resolver, { allowance: allowancePerMinute(() => now, 10) });
      const ask = (): void => {
        for (let i = 0; i < 25; i++) session.ask(`a${i}.example`, 'A');
      };
      await askThrough(session, ask);
      assert.equal(resolver.asked.length, 10);
      now = MINUTE - 1;
      session.retryUnsent();
      await askThrough(session, ask);
      assert.equal(resolver.asked.length, 10);
      now = MINUTE;
      session.retryUnsent();
      await askThrough(session, ask);
      assert.equal(resolver.asked.length, 20);
      assert.equal(session.unanswered().unsent.length, 5);
    });
  });

  it('leaves open what cannot be queried, and does not try', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    const long = 'x'.repeat(64);
    for (const name of [`${long}.example`, 'a..example', `${'abc.'.repeat(64)}example`]) {
      assert.equal(session.ask(name, 'A').status, 'pending');
    }
    assert.equal(session.open, 0);
    await session.resolvePending();
    assert.deepEqual(resolver.asked, []);
  });

  it('leaves open what the resolver cannot query, and does not try again', async () => {
    const resolver = saying({ status: 'unaskable' });
    const session = sessionWith(resolver);
    session.ask('a\\.b.example', 'A');
    await session.resolvePending();
    assert.equal(session.ask('a\\.b.example', 'A').status, 'pending');
    assert.equal(session.open, 0);
    assert.equal(unansweredIn(session), 0);
  });

  it('follows aliases, and gives up if they are endless', async () => {
    const chain = sessionWith(
      saying(({ name }) => {
        const step = Number(name.split('.')[0]);
        return step === 8 ? { status: 'nxdomain' } : { status: 'alias', target: `${step + 1}.example` };
      }),
    );
    chain.ask('1.example', 'TXT');
    await chain.resolvePending();
    assert.equal(chain.ask('1.example', 'TXT').status, 'nxdomain');
    const endless = sessionWith(saying(({ name }) => ({ status: 'alias', target: `x.${name}` })));
    endless.ask('example', 'TXT');
    await endless.resolvePending();
    assert.equal(endless.ask('example', 'TXT').status, 'servfail');
  });

  it('returns an old answer until it has the next one', async () => {
    let now = 0;
    let data = ['old'];
    const resolver = saying(() => ({ status: 'data', data: [data], ttl: 60 }));
    const session = sessionWith(resolver, { now: () => now });
    session.ask('example.com', 'TXT');
    await session.resolvePending();
    now = 59_000;
    session.ask('example.com', 'TXT');
    assert.equal(session.open, 0);
    now = 60_000;
    data = ['new'];
    const old = session.ask('example.com', 'TXT');
    assert.ok(old.status === 'data');
    assert.deepEqual(old.data, [['old']]);
    assert.equal(session.open, 1);
    await session.resolvePending();
    const next = session.ask('example.com', 'TXT');
    assert.ok(next.status === 'data');
    assert.deepEqual(next.data, [['new']]);
    assert.equal(resolver.asked.length, 2);
  });

  it('queries again sooner after a failure than after an answer, and keeps no answer forever', () => {
    const failure = lifetimeOf({ status: 'servfail' });
    assert.equal(lifetimeOf({ status: 'timeout' }), failure);
    assert.ok(failure < lifetimeOf({ status: 'nxdomain' }));
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 0 }), 30_000);
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 600 }), 600_000);
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 2 ** 31 - 1 }), 3_600_000);
  });

  it('cancels questions that are no longer needed', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    session.ask('_spf.goo', 'TXT');
    assert.deepEqual(session.forgetNoted(), ['_spf.goo']);
    await session.resolvePending();
    assert.deepEqual(resolver.asked, []);
  });

  it('allows a caller to give up, and keeps what arrives for others', async () => {
    const puppet = new Puppet();
    const session = sessionWith(puppet, { inFlight: 1 });
    session.ask('a.example', 'A');
    session.ask('b.example', 'A');
    const patience = new AbortController();
    const given = session.resolvePending({ signal: patience.signal });
    await turn();
    patience.abort();
    assert.deepEqual([...(await given)], []);
    assert.equal(session.ask('a.example', 'A').status, 'pending');
    puppet.reply(NODATA);
    await turn();
    assert.equal(session.ask('a.example', 'A').status, 'nodata');
    // The second one was never sent, and is still wanted.
    assert.deepEqual(
      puppet.asked.map(({ name }) => name),
      ['a.example'],
    );
    assert.equal(session.open, 1);
  });

  it('gives up everything when it is closed', async () => {
    const puppet = new Puppet();
    const session = sessionWith(puppet, { inFlight: 1 });
    session.ask('a.example', 'A');
    session.ask('b.example', 'A');
    const settling = session.resolvePending();
    await turn();
    session.close();
    assert.deepEqual([...(await settling)], []);
    assert.equal(puppet.signals[0]?.aborted, true);
    session.ask('c.example', 'A');
    assert.equal(session.open, 0);
    assert.equal(puppet.asked.length, 1);
  });

  it('names the answers that were used', async () => {
    const session = sessionWith(saying(NODATA));
    session.ask('a.example', 'A');
    session.ask('b.example', 'A');
    await session.resolvePending();
    session.ask('b.example', 'A');
    assert.deepEqual(
      session.answersUsed().map(({ question }) => question),
      [{ name: 'b.example', type: 'A' }],
    );
  });
});
