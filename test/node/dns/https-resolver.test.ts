import assert from 'node:assert/strict';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { decode } from '@dnsquery/dns-packet';
import type { Answer, Packet } from '@dnsquery/dns-packet';
import fc from 'fast-check';
import type { Question } from '../../../server/src/dns/facts.ts';
import { httpsResolver } from '../../../server/src/hosts/node/dns/https-resolver.ts';
import type { ResolverReply } from '../../../server/src/hosts/node/dns/resolver.ts';
import { MALFORMED } from '../../../server/src/hosts/node/dns/resolver-fault.ts';
import {
  encodeQuestion,
  MAX_RECORDS_IN_REPLY,
  readDnsReply,
} from '../../../server/src/hosts/node/dns/wire.ts';
import { messageFor, rcode, txt } from './name-server.ts';

const URL = 'https://dns.example/dns-query';
const name = 'x.example';
const question: Question = { name, type: 'TXT' };
/** 64 MB of zeros. */
const PACKED = gzipSync(Buffer.alloc(64 * 1024 * 1024));

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

  async function ask(asking: Question, responding: Respond, timeoutMs = 2000): Promise<ResolverReply> {
    respond = responding;
    const resolver = httpsResolver({ url: URL, timeoutMs, fetch: toServer });
    return resolver.resolve(asking, new AbortController().signal);
  }

  const reply = (parts: Partial<Packet>, asking = question): Promise<ResolverReply> =>
    ask(asking, (query) => messageFor(query, parts));

  it('posts the question as in RFC 8484', async () => {
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

  it('distinguishes what does not exist from what is unknown', async () => {
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
    assert.deepEqual(await reply(rcode('SERVFAIL')), { status: 'servfail' });
  });

  it('gives up on endless aliases', async () => {
    const loop: Answer[] = [
      { type: 'CNAME', name, ttl: 1, data: 'y.example' },
      { type: 'CNAME', name: 'y.example', ttl: 1, data: name },
    ];
    assert.deepEqual(await reply({ answers: loop }), { status: 'servfail' });
  });

  const faults: readonly (readonly [what: string, reason: RegExp, respond: Respond])[] = [
    [
      'an error of HTTP',
      /^replies with HTTP status 503$/,
      (_, __, response) => void response.writeHead(503).end('no'),
    ],
    [
      'a page',
      /^replies with "text\/html" instead of a DNS message$/,
      (_, __, response) =>
        void response.writeHead(200, { 'content-type': 'text/html; charset=x' }).end('<p>'),
    ],
    [
      'a type that means to command a terminal',
      /^replies with "[ -~]{0,60}" instead/,
      (_, __, response) => void response.writeHead(200, { 'content-type': 'x'.repeat(9000) }).end(),
    ],
    [
      'a redirect',
      /^replies with HTTP status 307; mailtxt does not follow redirects$/,
      (_, __, response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    ],
    ['a connection that breaks', /^could not be queried/, (_, request) => void request.socket.destroy()],
    ['nothing in the body', /^sends replies that do not match the query$/, () => new Uint8Array()],
    ['more than a message can hold', /^sends replies that are larger/, () => new Uint8Array(70_000)],
    [
      '64 KB that unpack to 64 MB',
      /^sends replies that are larger/,
      (_, __, response) => {
        response.writeHead(200, { 'content-type': 'application/dns-message', 'content-encoding': 'gzip' });
        response.end(PACKED);
        return undefined;
      },
    ],
    [
      'an answer to another question',
      /^sends replies that do not match the query$/,
      (query) =>
        messageFor(
          { ...query, questions: [{ name: 'y.example', type: 'TXT' }] },
          { answers: [txt(name, 'b')] },
        ),
    ],
    [
      'a question',
      /^sends replies that do not match the query$/,
      (query) => encodeQuestion({ name: query.questions?.[0]?.name ?? '', type: 'TXT' }),
    ],
    [
      'a truncated message',
      /^sends truncated replies$/,
      (query) => messageFor(query, { flags: 0x200, answers: [txt(name, 'b')] }),
    ],
    ['REFUSED', /^refuses queries \(REFUSED\)$/, (query) => messageFor(query, rcode('REFUSED'))],
    ['FORMERR', /^replies with the error FORMERR$/, (query) => messageFor(query, rcode('FORMERR'))],
  ];
  for (const [what, reason, responding] of faults) {
    it(`treats ${what} as a fault of the resolver`, async () => {
      const found = await ask(question, responding);
      assert.ok(found.status === 'servfail');
      assert.match(found.fault?.reason ?? '', reason);
      assert.equal(found.fault?.isLasting, false);
    });
  }

  it('sends nothing to the target of a redirect', async () => {
    const before = asked.length;
    await ask(question, (_, __, response) => {
      const { port } = server.address() as AddressInfo;
      response.writeHead(308, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
      return undefined;
    });
    assert.equal(asked.length, before + 1);
  });

  it('does not wait for an endless body', async () => {
    let sent = 0;
    const drip: Respond = (_, __, response) => {
      response.writeHead(200, { 'content-type': 'application/dns-message' });
      const timer = setInterval(() => {
        sent++;
        response.write('x');
      }, 5);
      response.on('close', () => clearInterval(timer));
      return undefined;
    };
    assert.deepEqual(await ask(question, drip, 60), { status: 'timeout' });
    assert.ok(sent > 0);
  });

  it('treats silence as silence', async () => {
    assert.deepEqual(await ask(question, () => undefined, 50), { status: 'timeout' });
    // A message that never ends.
    const half: Respond = (query, _, response) => {
      response.setHeader('content-type', 'application/dns-message');
      response.write(messageFor(query, {}).subarray(0, 5));
      return undefined;
    };
    assert.deepEqual(await ask(question, half, 50), { status: 'timeout' });
  });

  it('queries only the given name', async () => {
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

  it('returns the answer', () => {
    assert.deepEqual(readDnsReply(good, question), { status: 'data', data: [['v=spf1 ', '-all']], ttl: 1 });
  });

  it('accepts any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => void readDnsReply(octets, question)),
    );
  });

  it('treats any part of one as a failure', () => {
    for (let length = 0; length < good.length; length++) {
      const { status } = readDnsReply(good.subarray(0, length), question);
      assert.equal(status, length < 12 ? 'unrelated' : 'servfail', String(length));
    }
  });

  /** A message of so many records, each of whose names is `pointers` compression pointers deep. */
  function tangled(records: number, pointers: number): Uint8Array {
    const head = messageFor(decode(encodeQuestion(question) ?? new Uint8Array()), {});
    const chain = Buffer.alloc(2 * pointers);
    for (let i = 1; i < pointers; i++) chain.writeUInt16BE(0xc000 | (head.length + 2 * (i - 1)), 2 * i);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc000 | (head.length + chain.length - 2), 0);
    record.writeUInt16BE(16, 2);
    const all = Buffer.concat([head, chain, ...Array.from({ length: records }, () => record)]);
    all.writeUInt16BE(records, 6);
    return all;
  }

  it('decodes no message that announces more records than mail needs', () => {
    // The first record of each lies in the chain, so that all of them are malformed; only the second is never looked at.
    for (const records of [10, MAX_RECORDS_IN_REPLY + 1, 65_535]) {
      const octets = Buffer.from(good);
      octets.writeUInt16BE(records, 8);
      assert.deepEqual(readDnsReply(octets, question), { status: 'servfail', fault: MALFORMED });
    }
    assert.equal(readDnsReply(tangled(MAX_RECORDS_IN_REPLY + 1, 5), question).status, 'servfail');
  });

  it('ends if compression pointers form a cycle or point forward', () => {
    const octets = tangled(1, 5);
    const first = octets.length - 12 - 10;
    const view = new DataView(octets.buffer, octets.byteOffset);
    for (const target of [first, first + 2, first + 8, 0x3fff]) {
      view.setUint16(first, 0xc000 | target);
      assert.deepEqual(readDnsReply(octets, question), { status: 'servfail', fault: MALFORMED });
    }
  });

  it('reads a message with some changed octets', () => {
    const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const octets = Uint8Array.from(good);
        for (const [at, octet] of changes) octets[at] = octet;
        readDnsReply(octets, question);
      }),
      { numRuns: 2000 },
    );
  });
});
