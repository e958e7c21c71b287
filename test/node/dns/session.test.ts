import assert from 'node:assert/strict';
import type { Question } from '../../../server/src/dns/facts.ts';
import type { FinalReply, Reply, Resolver } from '../../../server/src/hosts/node/dns/resolver.ts';
import { DnsSession, lifetimeOf } from '../../../server/src/hosts/node/dns/session.ts';
import type { DnsSessionOptions } from '../../../server/src/hosts/node/dns/session.ts';

const NODATA: Reply = { status: 'nodata' };

/** A resolver whose replies the test gives when it wants to. */
class Puppet implements Resolver {
  readonly asked: Question[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly waiting: ((reply: Reply) => void)[] = [];

  resolve(question: Question, signal: AbortSignal): Promise<Reply> {
    this.asked.push(question);
    this.signals.push(signal);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  reply(reply: Reply): void {
    for (const resolve of this.waiting.splice(0)) resolve(reply);
  }
}

function sessionWith(resolver: Resolver, options: Partial<DnsSessionOptions> = {}): DnsSession {
  return new DnsSession({ resolver, limitMs: 10_000, ...options });
}

function saying(reply: Reply | ((question: Question) => Reply)): Resolver & { readonly asked: Question[] } {
  const asked: Question[] = [];
  return {
    asked,
    resolve(question) {
      asked.push(question);
      return Promise.resolve(typeof reply === 'function' ? reply(question) : reply);
    },
  };
}

/** Until everything that is ready has been done. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a session with a resolver', () => {
  it('notes what is asked, and answers once it has settled', async () => {
    const session = sessionWith(saying({ status: 'data', data: [['v=spf1 -all']], ttl: 60 }));
    assert.equal(session.ask('example.com', 'TXT').status, 'pending');
    assert.equal(session.open, 1);
    assert.deepEqual([...(await session.settle())], ['example.com']);
    assert.equal(session.open, 0);
    const answer = session.ask('example.com', 'TXT');
    assert.ok(answer.status === 'data');
    assert.deepEqual(answer.data, [['v=spf1 -all']]);
    assert.equal(answer.source.kind, 'live');
  });

  it('asks nothing before it is told to', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    session.ask('example.com', 'TXT');
    await turn();
    assert.deepEqual(resolver.asked, []);
  });

  it('asks a question once, however many want to know', async () => {
    const puppet = new Puppet();
    const session = sessionWith(puppet);
    session.ask('example.com', 'TXT');
    session.ask('example.com', 'TXT');
    const first = session.settle();
    await turn();
    session.ask('example.com', 'TXT');
    const second = session.settle();
    await turn();
    assert.equal(puppet.asked.length, 1);
    puppet.reply(NODATA);
    assert.deepEqual([...(await first)], ['example.com']);
    assert.deepEqual([...(await second)], ['example.com']);
    await session.settle();
    assert.equal(puppet.asked.length, 1);
  });

  it('keeps to the limit of questions at a time', async () => {
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
    assert.equal((await session.settle()).size, 40);
    assert.equal(most, 3);
  });

  const replies: readonly FinalReply['status'][] = ['nxdomain', 'nodata', 'servfail', 'timeout'];
  for (const status of replies) {
    it(`tells ${status} apart`, async () => {
      const session = sessionWith(saying({ status } as Reply));
      session.ask('example.com', 'MX');
      await session.settle();
      assert.equal(session.ask('example.com', 'MX').status, status);
      const isFailure = status === 'servfail' || status === 'timeout';
      assert.equal(session.failures().length, isFailure ? 1 : 0);
    });
  }

  it('takes a resolver that breaks for a failure, and one that never answers for silence', async () => {
    const broken = sessionWith({ resolve: () => Promise.reject(new Error('broken')) });
    broken.ask('example.com', 'A');
    await broken.settle();
    assert.equal(broken.ask('example.com', 'A').status, 'servfail');

    const puppet = new Puppet();
    const silent = sessionWith(puppet, { limitMs: 10 });
    silent.ask('example.com', 'A');
    await silent.settle();
    assert.equal(silent.ask('example.com', 'A').status, 'timeout');
    assert.equal(puppet.signals[0]?.aborted, true);
  });

  it('asks no more where there has only been silence, until it is refreshed', async () => {
    const resolver = saying({ status: 'timeout' });
    const session = sessionWith(resolver);
    for (let i = 0; i < 500; i++) session.ask(`a${i}.example`, 'A');
    await session.settle();
    assert.ok(resolver.asked.length < 100, `${resolver.asked.length} were asked`);
    assert.equal(session.failures().length, 500);
    const before = resolver.asked.length;
    session.refresh();
    await session.settle();
    assert.ok(resolver.asked.length > before);
  });

  it('leaves open what cannot be asked, and does not try', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    const long = 'x'.repeat(64);
    for (const name of [`${long}.example`, 'a..example', `${'abc.'.repeat(64)}example`]) {
      assert.equal(session.ask(name, 'A').status, 'pending');
    }
    assert.equal(session.open, 0);
    await session.settle();
    assert.deepEqual(resolver.asked, []);
  });

  it('leaves open what the resolver cannot ask, and does not try again', async () => {
    const resolver = saying({ status: 'unaskable' });
    const session = sessionWith(resolver);
    session.ask('a\\.b.example', 'A');
    await session.settle();
    assert.equal(session.ask('a\\.b.example', 'A').status, 'pending');
    assert.equal(session.open, 0);
    assert.deepEqual(session.failures(), []);
  });

  it('follows aliases, and gives up where they do not end', async () => {
    const chain = sessionWith(
      saying(({ name }) => {
        const step = Number(name.split('.')[0]);
        return step === 8 ? { status: 'nxdomain' } : { status: 'alias', target: `${step + 1}.example` };
      }),
    );
    chain.ask('1.example', 'TXT');
    await chain.settle();
    assert.equal(chain.ask('1.example', 'TXT').status, 'nxdomain');
    const endless = sessionWith(saying(({ name }) => ({ status: 'alias', target: `x.${name}` })));
    endless.ask('example', 'TXT');
    await endless.settle();
    assert.equal(endless.ask('example', 'TXT').status, 'servfail');
  });

  it('gives an old answer until it has the next one', async () => {
    let now = 0;
    let data = ['old'];
    const resolver = saying(() => ({ status: 'data', data: [data], ttl: 60 }));
    const session = sessionWith(resolver, { now: () => now });
    session.ask('example.com', 'TXT');
    await session.settle();
    now = 59_000;
    session.ask('example.com', 'TXT');
    assert.equal(session.open, 0);
    now = 60_000;
    data = ['new'];
    const old = session.ask('example.com', 'TXT');
    assert.ok(old.status === 'data');
    assert.deepEqual(old.data, [['old']]);
    assert.equal(session.open, 1);
    await session.settle();
    const next = session.ask('example.com', 'TXT');
    assert.ok(next.status === 'data');
    assert.deepEqual(next.data, [['new']]);
    assert.equal(resolver.asked.length, 2);
  });

  it('asks after a failure sooner than after an answer, and after none for ever', () => {
    const failure = lifetimeOf({ status: 'servfail' });
    assert.equal(lifetimeOf({ status: 'timeout' }), failure);
    assert.ok(failure < lifetimeOf({ status: 'nxdomain' }));
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 0 }), 30_000);
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 600 }), 600_000);
    assert.equal(lifetimeOf({ status: 'data', data: [['x']], ttl: 2 ** 31 - 1 }), 3_600_000);
  });

  it('takes back what nobody wants any more', async () => {
    const resolver = saying(NODATA);
    const session = sessionWith(resolver);
    session.ask('_spf.goo', 'TXT');
    assert.deepEqual(session.forgetNoted(), ['_spf.goo']);
    await session.settle();
    assert.deepEqual(resolver.asked, []);
  });

  it('lets somebody give up, and keeps what comes for others', async () => {
    const puppet = new Puppet();
    const session = sessionWith(puppet, { inFlight: 1 });
    session.ask('a.example', 'A');
    session.ask('b.example', 'A');
    const patience = new AbortController();
    const given = session.settle({ signal: patience.signal });
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
    const settling = session.settle();
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
    await session.settle();
    session.ask('b.example', 'A');
    assert.deepEqual(
      session.answersUsed().map(({ question }) => question),
      [{ name: 'b.example', type: 'A' }],
    );
  });
});
