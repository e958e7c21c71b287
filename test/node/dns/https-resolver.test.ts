import assert from 'node:assert/strict';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decode } from '@dnsquery/dns-packet';
import type { Answer, Packet } from '@dnsquery/dns-packet';
import fc from 'fast-check';
import type { Question } from '../../../server/src/dns/facts.ts';
import { httpsResolver } from '../../../server/src/hosts/node/dns/https-resolver.ts';
import type { Reply } from '../../../server/src/hosts/node/dns/resolver.ts';
import { encodeQuestion, readAnswer } from '../../../server/src/hosts/node/dns/wire.ts';
import { messageFor, rcode, txt } from './name-server.ts';

const URL = 'https://dns.example/dns-query';
const name = 'x.example';
const question: Question = { name, type: 'TXT' };

/** The message to the query that a client posted. */
type Respond = (query: Packet, request: IncomingMessage, response: ServerResponse) => Uint8Array | undefined;

describe('a resolver over HTTPS', () => {
  let server: http.Server;
  let respond: Respond = () => undefined;
  const asked: Packet[] = [];
  before(async () => {
    server = http.createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const query = decode(Buffer.concat(pieces));
        asked.push(query);
        const message = respond(query, request, response);
        if (message === undefined) return;
        response.setHeader('content-type', 'application/dns-message');
        response.end(message);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** `fetch` with the test's server in the place of the one that is named. */
  const toServer: typeof fetch = (input, init) => {
    assert.equal(input, URL);
    return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`, init);
  };

  async function ask(asking: Question, responding: Respond, timeoutMs = 2000): Promise<Reply> {
    respond = responding;
    const resolver = httpsResolver({ url: URL, timeoutMs, fetch: toServer });
    return resolver.resolve(asking, new AbortController().signal);
  }

  const reply = (parts: Partial<Packet>, asking = question): Promise<Reply> =>
    ask(asking, (query) => messageFor(query, parts));

  it('posts the question as RFC 8484 says', async () => {
    let method: string | undefined;
    let headers: http.IncomingHttpHeaders = {};
    await ask(question, (query, request) => {
      ({ method, headers } = request);
      return messageFor(query, {});
    });
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/dns-message');
    assert.equal(headers.accept, 'application/dns-message');
    const query = asked.at(-1);
    assert.equal(query?.id, 0);
    assert.equal(query.flag_rd, true);
    assert.deepEqual(query.questions, [{ name, type: 'TXT', class: 'IN' }]);
  });

  const answers: readonly (readonly [Question, readonly Answer[], readonly unknown[], number])[] = [
    [
      { name, type: 'A' },
      [{ type: 'A', name, ttl: 7, data: '192.0.2.1' }],
      [{ kind: 'ipv4', words: [0xc0000201] }],
      7,
    ],
    [
      { name, type: 'AAAA' },
      [{ type: 'AAAA', name, ttl: 7, data: '2001:db8::1' }],
      [{ kind: 'ipv6', words: [0x20010db8, 0, 0, 1] }],
      7,
    ],
    [
      { name, type: 'MX' },
      [{ type: 'MX', name: 'X.Example', ttl: 7, data: { preference: 10, exchange: 'Mail.example' } }],
      [{ preference: 10, exchange: 'mail.example' }],
      7,
    ],
    [
      { name, type: 'MX' },
      [{ type: 'MX', name, data: { exchange: '.' } }],
      [{ preference: 0, exchange: '' }],
      0,
    ],
    [{ name, type: 'TXT' }, [txt(name, 'a\xe9\0', ''), txt(name, 'b')], [['a\xe9\0', ''], ['b']], 60],
    [{ name: '', type: 'NS' }, [{ type: 'NS', name: '.', ttl: 7, data: 'a.example' }], ['a.example'], 7],
    [
      { name, type: 'TLSA' },
      [{ type: 'TLSA', name, ttl: 7, data: Uint8Array.from([3, 1, 1, 0xab, 0xcd]) }],
      ['3 1 1 abcd'],
      7,
    ],
    [question, [{ type: 'CNAME', name, ttl: 5, data: 'y.example' }, txt('y.example', 'b')], [['b']], 5],
  ];
  for (const [asking, records, data, ttl] of answers) {
    it(`reads ${asking.type} of "${asking.name}"`, async () => {
      assert.deepEqual(await reply({ answers: [...records] }, asking), { status: 'data', data, ttl });
    });
  }

  it('tells what does not exist from what nobody could say', async () => {
    const soa: Answer = {
      type: 'SOA',
      name: 'example',
      ttl: 900,
      data: {
        mname: 'a.example',
        rname: 'b.example',
        serial: 1,
        refresh: 1,
        retry: 1,
        expire: 1,
        minimum: 300,
      },
    };
    assert.deepEqual(await reply({ ...rcode('NXDOMAIN'), authorities: [soa] }), {
      status: 'nxdomain',
      ttl: 300,
    });
    assert.deepEqual(await reply({ authorities: [soa] }), { status: 'nodata', ttl: 300 });
    assert.deepEqual(await reply({}), { status: 'nodata' });
    assert.deepEqual(await reply({ answers: [{ type: 'CNAME', name, data: 'y.example' }] }), {
      status: 'nodata',
    });
    for (const code of ['SERVFAIL', 'REFUSED', 'FORMERR'] as const) {
      assert.deepEqual(await reply(rcode(code)), { status: 'servfail' }, code);
    }
  });

  it('gives up where aliases do not end', async () => {
    const loop: Answer[] = [
      { type: 'CNAME', name, ttl: 1, data: 'y.example' },
      { type: 'CNAME', name: 'y.example', ttl: 1, data: name },
    ];
    assert.deepEqual(await reply({ answers: loop }), { status: 'servfail' });
  });

  const notDns: Readonly<Record<string, Respond>> = {
    'an error of HTTP': (_, __, response) => void response.writeHead(500).end('no'),
    'a page': (_, __, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    'a redirect': (_, __, response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    'a connection that breaks': (_, request) => void request.socket.destroy(),
    'nothing in the body': () => new Uint8Array(),
    'more than a message can hold': () => new Uint8Array(70_000),
    'an answer to another question': (query) =>
      messageFor(
        { ...query, questions: [{ name: 'y.example', type: 'TXT' }] },
        { answers: [txt(name, 'b')] },
      ),
    'a question': (query) =>
      Buffer.from(encodeQuestion({ name: query.questions?.[0]?.name ?? '', type: 'TXT' }) ?? []),
    'a truncated message': (query) => messageFor(query, { flags: 0x200, answers: [txt(name, 'b')] }),
  };
  for (const [what, responding] of Object.entries(notDns)) {
    it(`takes ${what} for a failure`, async () => {
      assert.deepEqual(await ask(question, responding), { status: 'servfail' });
    });
  }

  it('takes silence for silence', async () => {
    assert.deepEqual(await ask(question, () => undefined, 50), { status: 'timeout' });
    // A message that never ends.
    const half: Respond = (query, _, response) => {
      response.setHeader('content-type', 'application/dns-message');
      response.write(messageFor(query, {}).subarray(0, 5));
      return undefined;
    };
    assert.deepEqual(await ask(question, half, 50), { status: 'timeout' });
  });

  it('asks of no name but the one it is given', async () => {
    const before = asked.length;
    for (const odd of ['a\\.b.example', 'a\\032b.example', 'a\\233.example']) {
      assert.deepEqual(await reply({}, { name: odd, type: 'TXT' }), { status: 'unaskable' }, odd);
    }
    assert.equal(asked.length, before);
    await reply({}, { name: 'a\\@b.example', type: 'TXT' });
    assert.equal(asked.at(-1)?.questions?.[0]?.name, 'a@b.example');
  });
});

describe('reading a message', () => {
  const good = messageFor(decode(encodeQuestion(question) ?? new Uint8Array()), {
    answers: [{ type: 'CNAME', name, ttl: 1, data: 'y.example' }, txt('y.example', 'v=spf1 ', '-all')],
  });

  it('gives the answer', () => {
    assert.deepEqual(readAnswer(good, question), { status: 'data', data: [['v=spf1 ', '-all']], ttl: 1 });
  });

  it('takes any octets, whatever they mean', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => void readAnswer(octets, question)));
  });

  it('takes any part of one for a failure', () => {
    for (let length = 0; length < good.length; length++) {
      assert.deepEqual(
        readAnswer(good.subarray(0, length), question),
        { status: 'servfail' },
        String(length),
      );
    }
  });

  it('takes a message with some octets changed', () => {
    const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const octets = Uint8Array.from(good);
        for (const [at, octet] of changes) octets[at] = octet;
        readAnswer(octets, question);
      }),
      { numRuns: 2000 },
    );
  });
});
