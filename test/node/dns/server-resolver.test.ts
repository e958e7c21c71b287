import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Packet } from '@dnsquery/dns-packet';
import type { Question } from '../../../server/src/dns/facts.ts';
import { serverResolver } from '../../../server/src/hosts/node/dns/server-resolver.ts';
import type { ResolverReply } from '../../../server/src/hosts/node/dns/resolver.ts';
import { messageFor, nameServer, rcode, txt } from './name-server.ts';
import type { NameServer, Response } from './name-server.ts';

/** Short, since silence is waited out here. */
const TIMEOUT_MS = 100;

/** The message of a server that answers for its own zones only: RFC 1035 §4.1.1, RA is not set. */
function authoritative(query: Packet, parts: Partial<Packet>): Uint8Array {
  const message = messageFor(query, parts);
  message[3] = (message[3] ?? 0) & 0x7f;
  return message;
}

/** How many UDP sockets this process has. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'UDPWrap').length;
}

const LONG = Array.from({ length: 28 }, () => 'x'.repeat(250));

describe('a resolver over UDP and TCP', () => {
  const servers: NameServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...parameters: Parameters<typeof nameServer>): Promise<NameServer> {
    const server = await nameServer(...parameters);
    servers.push(server);
    return server;
  }

  function ask(server: NameServer, question: Question, signal?: AbortSignal): Promise<ResolverReply> {
    const [address = '', port] = server.address.split(':');
    const resolver = serverResolver({ server: { address, port: Number(port) }, timeoutMs: TIMEOUT_MS });
    return resolver.resolve(question, signal ?? new AbortController().signal);
  }

  async function reply(response: Response, question: Question): Promise<ResolverReply> {
    return ask(await serve(() => response), question);
  }

  const name = 'x.example';
  const octets = 'a\xe9\0"';

  it('reads each type of answer', async () => {
    const server = await serve(({ type }) => {
      switch (type) {
        case 'A':
          return { answers: [{ type, name, ttl: 77, data: '192.0.2.1' }] };
        case 'AAAA':
          return { answers: [{ type, name, ttl: 77, data: '2001:db8::1' }] };
        case 'MX':
          return {
            answers: [
              { type, name, ttl: 1, data: { preference: 10, exchange: 'Mail.Example' } },
              { type, name, ttl: 1, data: { preference: 0, exchange: '.' } },
            ],
          };
        case 'TXT':
          return { answers: [txt(name, octets, ''), txt(name, 'b')] };
        case 'CNAME':
        case 'NS':
        case 'PTR':
          return { answers: [{ type, name, ttl: 1, data: 'y.example' }] };
        case 'TLSA':
          return { answers: [{ type, name, ttl: 1, data: Uint8Array.from([3, 1, 1, 0xab]) }] };
        default:
          return rcode('REFUSED');
      }
    });
    assert.deepEqual(await ask(server, { name, type: 'A' }), {
      status: 'data',
      data: [{ kind: 'ipv4', words: [0xc0000201] }],
      ttl: 77,
    });
    assert.deepEqual(await ask(server, { name, type: 'AAAA' }), {
      status: 'data',
      data: [{ kind: 'ipv6', words: [0x20010db8, 0, 0, 1] }],
      ttl: 77,
    });
    const mx = await ask(server, { name, type: 'MX' });
    assert.ok(mx.status === 'data');
    assert.deepEqual(mx.data, [
      { preference: 10, exchange: 'mail.example' },
      { preference: 0, exchange: '' },
    ]);
    const strings = await ask(server, { name, type: 'TXT' });
    assert.ok(strings.status === 'data');
    assert.deepEqual(strings.data, [[octets, ''], ['b']]);
    for (const type of ['CNAME', 'NS', 'PTR'] as const) {
      const named = await ask(server, { name, type });
      assert.ok(named.status === 'data', type);
      assert.deepEqual(named.data, ['y.example']);
    }
    const tlsa = await ask(server, { name, type: 'TLSA' });
    assert.ok(tlsa.status === 'data');
    assert.deepEqual(tlsa.data, ['3 1 1 ab']);
  });

  it('distinguishes what does not exist from what is unknown', async () => {
    assert.deepEqual(await reply(rcode('NXDOMAIN'), { name, type: 'TXT' }), { status: 'nxdomain' });
    assert.deepEqual(await reply({}, { name, type: 'TXT' }), { status: 'nodata' });
    assert.deepEqual(await reply(rcode('SERVFAIL'), { name, type: 'TXT' }), { status: 'servfail' });
    assert.deepEqual(await reply(undefined, { name, type: 'TXT' }), { status: 'timeout' });
  });

  it('reports the target of an alias if the server does not look it up', async () => {
    const alias = { answers: [{ type: 'CNAME', name, ttl: 1, data: 'y.example' } as const] };
    for (const type of ['A', 'AAAA', 'MX', 'NS', 'PTR', 'TXT'] as const) {
      const server = await serve((_, query) => authoritative(query, alias));
      assert.deepEqual(await ask(server, { name, type }), { status: 'alias', target: 'y.example' }, type);
      // A recursive resolver has looked it up.
      assert.deepEqual(await reply(alias, { name, type }), { status: 'nodata' }, type);
    }
  });

  it('follows an alias that the server follows', async () => {
    const answers = [
      { type: 'CNAME', name, ttl: 1, data: 'y.example' } as const,
      { type: 'CNAME', name: 'y.example', ttl: 1, data: 'z.example' } as const,
      txt('z.example', 'v=spf1 -all'),
    ];
    const found = await reply({ answers }, { name, type: 'TXT' });
    assert.ok(found.status === 'data');
    assert.deepEqual(found.data, [['v=spf1 -all']]);
    assert.deepEqual(
      await reply({ ...rcode('NXDOMAIN'), answers: answers.slice(0, 2) }, { name, type: 'TXT' }),
      { status: 'nxdomain' },
    );
  });

  describe('leaves out records that do not belong to the question', () => {
    const a = { type: 'A', name, ttl: 1, data: '192.0.2.1' } as const;
    const foreign: Readonly<Record<string, Partial<Packet>>> = {
      'an address in the reply to a CNAME query': { answers: [a] },
      'an alias of another name': { answers: [{ type: 'CNAME', name: 'other.example', data: 'y.example' }] },
      'a record of another class': { answers: [{ type: 'CNAME', name, class: 'CH', data: 'y.example' }] },
      'an alias among the additional records': { additionals: [{ type: 'CNAME', name, data: 'y.example' }] },
    };
    for (const [what, parts] of Object.entries(foreign)) {
      it(what, async () => {
        for (const type of ['CNAME', 'TXT'] as const) {
          assert.deepEqual(await reply(parts, { name, type }), { status: 'nodata' }, type);
        }
      });
    }

    it('text of another name', async () => {
      const found = await reply(
        { answers: [txt('other.example', 'v=spf1 +all'), txt(name, 'v=spf1 -all')] },
        { name, type: 'TXT' },
      );
      assert.ok(found.status === 'data');
      assert.deepEqual(found.data, [['v=spf1 -all']]);
    });
  });

  it('does not treat a referral as the absence of records', async () => {
    const found = await reply(
      { authorities: [{ type: 'NS', name: 'example', ttl: 1, data: 'ns.example' }] },
      { name, type: 'TXT' },
    );
    assert.ok(found.status === 'servfail');
    assert.match(found.fault?.reason ?? '', /not a recursive resolver/);
  });

  it('works with a server that does not know EDNS', async () => {
    const server = await serve((_, { additionals = [] }) =>
      additionals.length > 0 ? rcode('FORMERR') : { answers: [txt(name, 'b')] },
    );
    assert.equal((await ask(server, { name, type: 'TXT' })).status, 'data');
  });

  it('reports faults of the server itself', async () => {
    const reasonOf = async (server: NameServer): Promise<string | undefined> => {
      const found = await ask(server, { name, type: 'TXT' });
      return 'fault' in found ? found.fault.reason : undefined;
    };
    assert.equal(await reasonOf(await serve(() => rcode('REFUSED'))), 'refuses queries (REFUSED)');
    assert.equal(await reasonOf(await serve(() => rcode('FORMERR'))), 'replies with the error FORMERR');
    assert.equal(
      await reasonOf(
        await serve((_, query) => messageFor(query, { answers: [txt(name, 'b')] }).subarray(0, -1)),
      ),
      'sends malformed replies',
    );
    assert.equal(
      await reasonOf(
        await serve((_, query) => messageFor({ ...query, id: (query.id ?? 0) ^ 1 }, { answers: [] })),
      ),
      'sends replies that do not match the query',
    );
    const closed = await serve(() => undefined);
    await closed.close();
    servers.splice(servers.indexOf(closed), 1);
    assert.equal(await reasonOf(closed), 'refuses connections (ECONNREFUSED)');
  });

  it('retries over TCP if the answer is too large', async () => {
    const server = await serve(() => ({ answers: [txt(name, ...LONG)] }));
    const found = await ask(server, { name, type: 'TXT' });
    assert.ok(found.status === 'data');
    assert.deepEqual(found.data, [LONG]);
    assert.equal(server.overTcp(), 1);
  });

  it('retries if a packet is lost', async () => {
    let packets = 0;
    const server = await serve(() => (++packets === 1 ? undefined : { answers: [txt(name, 'b')] }));
    assert.equal((await ask(server, { name, type: 'TXT' })).status, 'data');
    assert.equal(server.asked.length, 2);
  });

  it('queries only the given name', async () => {
    const server = await serve(() => rcode('NXDOMAIN'));
    // A query has no escapes: these would become other names.
    for (const odd of ['a\\032b.example', 'a\\.b.example']) {
      assert.deepEqual(await ask(server, { name: odd, type: 'TXT' }), { status: 'unaskable' }, odd);
    }
    assert.deepEqual(server.asked, []);
    const names = ['xn--mnchen-3ya.example', 'xn--zzzzzzz99999.example', 'a@b.example', '_dmarc.example'];
    for (const one of names) await ask(server, { name: one, type: 'TXT' });
    await ask(server, { name: '', type: 'MX' });
    assert.deepEqual(server.asked, [...names.map((one) => `${one} TXT`), '. MX']);
  });

  it('gives up on request', async () => {
    const server = await serve(() => undefined);
    const giving = new AbortController();
    const asking = ask(server, { name, type: 'TXT' }, giving.signal);
    giving.abort();
    assert.deepEqual(await asking, { status: 'timeout' });
    assert.deepEqual(await ask(server, { name, type: 'TXT' }, giving.signal), { status: 'timeout' });
  });

  it('leaves no socket open if it gives up before the socket is bound', async () => {
    const server = await serve(() => undefined);
    const openBefore = openSockets();
    const giving = new AbortController();
    const asking = ask(server, { name, type: 'TXT' }, giving.signal);
    giving.abort();
    await asking;
    // A socket is bound, and then closed, when the event loop reaches it.
    for (let turns = 0; turns < 100 && openSockets() > openBefore; turns++) await setTimeout(1);
    assert.equal(openSockets(), openBefore);
  });

  describe('with a hostile server', () => {
    const question: Question = { name, type: 'TXT' };
    const good = { answers: [txt(name, 'v=spf1 -all')] };

    it('does not treat random octets as an answer', async () => {
      let seed = 1;
      const random = (): number => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 16;
      for (let i = 0; i < 40; i++) {
        const octets = Uint8Array.from({ length: random() % 600 }, () => random() & 0xff);
        // Half of them begin like an answer to the question.
        const server = await serve((_, query) =>
          i % 2 === 0 ? octets : Buffer.concat([messageFor(query, good).subarray(0, 12), octets]),
        );
        const { status } = await ask(server, question);
        assert.ok(status === 'servfail' || status === 'timeout', `${i}: ${status}`);
      }
    });

    it('does not treat a part of an answer as one', async () => {
      for (let length = 0; length < 60; length += 3) {
        const server = await serve((_, query) => messageFor(query, good).subarray(0, length));
        const { status } = await ask(server, question);
        assert.ok(status === 'servfail' || status === 'timeout', `${length}: ${status}`);
      }
    });

    it('ignores an answer to another question', async () => {
      const others = [
        await serve((_, query) => messageFor({ ...query, id: (query.id ?? 0) ^ 1 }, good)),
        await serve((_, query) =>
          messageFor({ ...query, questions: [{ name: 'other.example', type: 'TXT' }] }, good),
        ),
        await serve((_, query) => messageFor({ ...query, questions: [{ name, type: 'A' }] }, good)),
      ];
      for (const server of others) {
        const { status } = await ask(server, question);
        assert.ok(status === 'servfail' || status === 'timeout', status);
      }
    });

    it('does not use a truncated answer that TCP does not complete', async () => {
      const server = await serve((_, query, transport) =>
        transport === 'udp' ? messageFor(query, { flags: 0x200 }) : new Uint8Array([1, 2, 3]),
      );
      const { status } = await ask(server, question);
      assert.ok(status === 'servfail' || status === 'timeout', status);
    });

    it('reads 64 KB', async () => {
      const most = Array.from({ length: 250 }, (_, i) => String.fromCharCode(i).repeat(255));
      const server = await serve(() => ({ answers: [txt(name, ...most)] }));
      const found = await ask(server, question);
      assert.ok(found.status === 'data');
      assert.deepEqual(found.data, [most]);
    });
  });
});
