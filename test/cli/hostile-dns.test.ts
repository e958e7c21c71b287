import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { TRUNCATED_RESPONSE } from '@dnsquery/dns-packet';
import type { Answer } from '@dnsquery/dns-packet';
import { MAX_QUESTIONS_PER_RECORD } from '../../server/src/hosts/node/dns/query-limits.ts';
import { MAX_ALIASES } from '../../server/src/dns/limits.ts';
import { messageFor, nameServer, rcode, txt } from '../node/dns/name-server.ts';
import { SELF_SIGNED } from '../node/dns/self-signed.ts';
import { folderWith, mailtxtMeanwhile, removeFolders } from './run.ts';
import type { Run } from './run.ts';

const HEAD = `$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@ IN NS ns1
ns1 IN A 192.0.2.53
`;
const ZONE = `${HEAD}@ IN TXT "v=spf1 include:_spf.example.net include:gone.example.net include:_own.example.com -all"\n`;

/** `check --dns live` of one zone. */
function live(resolver: string, zone = ZONE, settings: object = {}): Promise<Run> {
  const cwd = folderWith({ 'example.com.zone': zone, '.mailtxt.json': JSON.stringify(settings) });
  return mailtxtMeanwhile(['check', '--dns', 'live', '--resolver', resolver], { cwd });
}

function notCheckedIn(stdout: string): string {
  return stdout
    .split(/(?<=\n)/)
    .filter((line) => line.startsWith('Not checked: '))
    .join('');
}

describe('a hostile DNS server', () => {
  after(removeFolders);

  /** What it says to each question. */
  const harm: Readonly<Record<string, Parameters<typeof nameServer>[0]>> = {
    'random octets': ({ name }) =>
      Uint8Array.from({ length: 300 }, (_, i) => (i * 131 + name.length * 7) & 255),
    'an answer that is cut off': ({ name }, query) =>
      messageFor(query, { answers: [txt(name, 'v=spf1 -all')] }).subarray(0, 30),
    'an answer with another id': ({ name }, query) =>
      messageFor({ ...query, id: (query.id ?? 0) ^ 1 }, { answers: [txt(name, 'v=spf1 -all')] }),
    'aliases without end': ({ name }) => ({
      answers: [{ type: 'CNAME', name, ttl: 1, data: `x${name.length}.${name}`.slice(-200) }],
    }),
    'a circle of aliases': ({ name }) => ({ answers: [{ type: 'CNAME', name, ttl: 1, data: name }] }),
    '64 KB that never fit into UDP': ({ name }) => ({
      answers: [txt(name, ...Array.from({ length: 250 }, () => 'v=spf1 '.padEnd(255, 'a ')))],
    }),
    'that TCP will say, which then is silent': (_, query, transport) =>
      transport === 'udp' ? messageFor(query, { flags: TRUNCATED_RESPONSE }) : undefined,
    nothing: () => undefined,
  };
  for (const [what, respond] of Object.entries(harm)) {
    it(`gets few queries and blocks nothing if it replies with ${what}`, async () => {
      const hostile = await nameServer(respond);
      try {
        const run = await live(hostile.address, ZONE, { dns: { timeoutMs: 150 } });
        // Two questions, each with its repetition over UDP and TCP, and with the aliases that are followed.
        assert.ok(hostile.asked.length > 0 && hostile.asked.length <= 2 * 2 * 2 * (MAX_ALIASES + 1));
        // Exit status 2 would be a fault of ours.
        assert.equal(run.status, 1, run.stderr);
        assert.ok(/error\[spf-/.test(run.stdout), run.stdout);
      } finally {
        await hostile.close();
      }
    });
  }

  const spf = (name: string, terms: readonly string[]): Answer =>
    txt(name, ...(`v=spf1 ${terms.join(' ')} -all`.match(/.{1,255}/g) ?? []));
  const address = (name: string): Answer => ({ type: 'A', name, ttl: 1, data: '192.0.2.1' });
  const numbered = (count: number, make: (i: number) => string): readonly string[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const trees: Readonly<Record<string, Parameters<typeof nameServer>[0]>> = {
    'includes that include twenty others': ({ name }) => ({
      answers: [
        spf(
          name,
          numbered(20, (i) => `include:i${i}.${name}`.slice(0, 200)),
        ),
      ],
    }),
    'includes and hosts, sixty in each record': ({ name, type }) =>
      type === 'TXT'
        ? {
            answers: [
              spf(
                name,
                numbered(60, (i) => `${i % 3 === 0 ? 'include' : 'a'}:h${i}.${name.slice(-60)}`),
              ),
            ],
          }
        : { answers: [address(name)] },
    'a chain of includes, each beside fifty hosts': ({ name, type }) =>
      type === 'TXT'
        ? {
            answers: [
              spf(name, [
                `include:n.${name.slice(-150)}`,
                ...numbered(50, (i) => `a:h${i}.${name.slice(-60)}`),
              ]),
            ],
          }
        : { answers: [address(name)] },
    'mail exchangers by the hundred': ({ name, type }) => {
      if (type === 'TXT')
        return {
          answers: [
            spf(
              name,
              numbered(300, (i) => `mx:m${i}.example.net`),
            ),
          ],
        };
      if (type !== 'MX') return { answers: [address(name)] };
      const host = (i: number): string => `x${i}.${name}`;
      const answers = numbered(100, host).map((exchange, preference): Answer => ({
        type: 'MX',
        name,
        ttl: 1,
        data: { preference, exchange },
      }));
      return { answers };
    },
  };
  for (const [what, respond] of Object.entries(trees)) {
    it(`causes no more queries than one record may, by ${what}`, async () => {
      const hostile = await nameServer(respond);
      try {
        const run = await live(hostile.address, `${HEAD}@ IN TXT "v=spf1 include:evil.example.net -all"\n`);
        const distinct = new Set(hostile.asked).size;
        assert.ok(distinct > 10 && distinct <= MAX_QUESTIONS_PER_RECORD, String(distinct));
        assert.match(run.stdout, /error\[spf-lookup-limit-exceeded\] .* (?:at least )?\d+ DNS lookups/);
        // What was not asked is not absent.
        assert.doesNotMatch(run.stdout, /spf-include-no-record|spf-void/);
        assert.equal(
          notCheckedIn(run.stdout),
          `Not checked: Everything that requires more than ${MAX_QUESTIONS_PER_RECORD} DNS queries for the records of one name: "example.com".\n`,
        );
        assert.equal(run.status, 1);
      } finally {
        await hostile.close();
      }
    });
  }

  it('is not reported as a loop of aliases if it answers a CNAME query with an address', async () => {
    const server = await nameServer(({ name, type }) =>
      type === 'A' || type === 'CNAME' ? { answers: [{ type: 'A', name, ttl: 1, data: '192.0.2.1' }] } : {},
    );
    try {
      const run = await live(server.address);
      assert.match(run.stdout, /error\[spf-include-no-record\] .*gone\.example\.net/);
      assert.equal(run.stderr, '');
    } finally {
      await server.close();
    }
  });
});

describe('an unusable resolver', () => {
  after(removeFolders);
  const noted = (run: Run): string => {
    assert.equal(run.status, 1);
    // What it did not say is not absent.
    assert.doesNotMatch(run.stdout, /gone\.example\.net" (?:leads|has)/);
    assert.equal(run.stderr, '');
    return notCheckedIn(run.stdout);
  };

  it('is reported once, with the reason, if it refuses queries', async () => {
    const server = await nameServer(() => rcode('REFUSED'));
    try {
      assert.equal(
        noted(await live(server.address)),
        `Not checked: Everything that depends on 2 DNS queries, because the resolver ${server.address} refuses queries (REFUSED).\n`,
      );
    } finally {
      await server.close();
    }
  });

  it('is reported once if it is down, and if it does not reply', async () => {
    const server = await nameServer(() => undefined);
    const silent = await live(server.address, ZONE, { dns: { timeoutMs: 100 } });
    await server.close();
    assert.equal(
      noted(silent),
      `Not checked: Everything that depends on 2 DNS queries, because the resolver ${server.address} does not reply within 300 ms.\n`,
    );
    assert.equal(
      noted(await live(server.address)),
      `Not checked: Everything that depends on 2 DNS queries, because the resolver ${server.address} refuses connections (ECONNREFUSED).\n`,
    );
  });

  it('is reported once if its certificate is not trusted, and gets no query', async () => {
    let requests = 0;
    const server = https.createServer(SELF_SIGNED, (_, response) => {
      requests++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`;
    try {
      assert.match(
        noted(await live(url)),
        new RegExp(
          `^Not checked: Everything that depends on 2 DNS queries, because the resolver ${url} has a certificate that is not trusted \\(\\w+\\)\\.\n$`,
        ),
      );
      assert.equal(requests, 0);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is reported once if it does not speak HTTPS', async () => {
    const server = http.createServer((_, response) => void response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      assert.match(
        noted(await live(url)),
        /because the resolver https:\S+ could not be queried \(\w+\)\.\n$/,
      );
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
