import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bitsOf, networkOf, parseIp } from '../../server/src/dns/address.ts';
import { specialRangeOf } from '../../server/src/dns/special-addresses.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import { CONTAINERS } from '../../server/src/senders/bounces/containers.ts';
import { EVENT_FORMATS } from '../../server/src/senders/bounces/events/read-events.ts';
import { LOG_FORMATS, TABLE_FORMATS } from '../../server/src/senders/bounces/logs/formats.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { workspace } from '../harness/workspace.ts';
import { expectedLines, FIXTURES, lineOf } from './container-lines.ts';

/** A zone in which SPF covers no address, so that each one that may be allowed gets an edit. */
function zone(): ReturnType<typeof workspace> {
  const made = workspace();
  const records = ['example.com', 'bounces.example.com', 'example.org', 'test.example']
    .map((domain) => `${domain}. IN TXT "v=spf1 -all"\n`)
    .join('');
  made.add(
    'zone.zone',
    `$ORIGIN .\n$TTL 3600\n@ IN SOA ns1.example. hostmaster.example. 1 3600 600 864000 300\n@ IN NS ns1.example.\n${records}`,
  );
  return made;
}

/** The addresses that edits allow, whatever the reply in the evidence: each is replaced by one that SPF explains. */
function allowedBy(text: string): readonly string[] {
  const asSpf = text
    .replaceAll('Unable to relay', 'SPF check failed')
    .replaceAll(/5\.7\.1\b|5\.1\.1\b|5\.5\.0\b/g, '5.7.23');
  return explainBounces(asSpf, zone).flatMap(({ causes }) =>
    causes.flatMap(({ fix }) => fix?.title.match(/(?<=^If )[\da-f.:]+/)?.[0] ?? []),
  );
}

describe('formats of bounces', () => {
  const expected = expectedLines();
  for (const [name, text] of FIXTURES) {
    it(name, () => assert.deepEqual(readEvidence(text).map(lineOf), expected.get(name) ?? []));
  }
});

describe('a log without failures', () => {
  for (const [name, text] of FIXTURES.filter(([one]) => /\.(?:log|csv)$/.test(one))) {
    it(`reports nothing: ${name}`, () => {
      const failed = readEvidence(text).map((one) =>
        one.kind === 'bounce' ? one.reply.text.range.start : -1,
      );
      let at = 0;
      const others = text.split('\n').filter((line) => {
        const [start, end] = [at, at + line.length];
        at = end + 1;
        return !failed.some((place) => place >= start && place <= end);
      });
      assert.deepEqual(readEvidence(others.join('\n')), []);
    });
  }
});

describe('the page about the formats that "explain" reads', () => {
  const page = readFileSync(join(__dirname, '../../docs/explain-formats.md'), 'utf8');
  for (const { name } of [...CONTAINERS, ...LOG_FORMATS, ...TABLE_FORMATS, ...EVENT_FORMATS]) {
    it(`names ${name}`, () => assert.ok(page.includes(name)));
  }
});

describe('an edit that an explanation suggests', () => {
  it('allows only public addresses that the format identifies as the sender’s own', () => {
    let count = 0;
    for (const [name, text] of FIXTURES) {
      const own = new Set(
        readEvidence(text).flatMap((one) =>
          one.kind === 'bounce'
            ? one.addresses.filter(({ role }) => role === 'sending').map(({ value }) => value)
            : (one.ip?.value ?? []),
        ),
      );
      for (const address of allowedBy(text)) {
        const parsed = parseIp(address);
        assert.ok(parsed !== undefined);
        const special = specialRangeOf(networkOf(parsed, bitsOf(parsed.kind)));
        assert.ok(
          (special?.kind ?? 'documentation') === 'documentation',
          `${name}: ${address} is not public`,
        );
        assert.ok(own.has(address), `${name}: ${address} is not the sender's`);
        count++;
      }
    }
    assert.ok(count >= 5, `only ${count} edits: the property would hold of nothing`);
  });

  for (const [what, text] of [
    ['the server of Gmail in an event of SES', FIXTURES.find(([name]) => name === 'sns-envelope.json')?.[1]],
    ['the server of a mail service', FIXTURES.find(([name]) => name === 'sendgrid.json')?.[1]],
  ] as const) {
    it(`never allows ${what}`, () => assert.deepEqual(allowedBy(text ?? ''), []));
  }

  it('does not allow a private address', () => {
    const text = '550 5.7.23 SPF check failed: domain example.com, client-ip=192.168.1.10';
    assert.deepEqual(allowedBy(text), []);
    assert.deepEqual(allowedBy(text.replace('192.168.1.10', '198.51.100.9')), ['198.51.100.9']);
  });
});

describe('an address in a reply', () => {
  for (const [text, role] of [
    ['host mx.example.net[203.0.113.25] said: 550 5.7.1 refused', 'receiving'],
    ['connect to mx.example.net[203.0.113.25]:25: Connection timed out', 'receiving'],
    ['203.0.113.25 does not like recipient. Remote host said: 550 5.7.1 no', 'receiving'],
    ["Remote Server at mx.example.net (203.0.113.25) returned '550 5.7.1 no'", 'receiving'],
    ['550 5.7.1 Client host [203.0.113.25] blocked', 'sending'],
    ['550 5.7.23 SPF fail, ip=203.0.113.25', 'sending'],
  ] as const) {
    it(`${JSON.stringify(text)} is ${role}`, () => {
      const [bounce] = readEvidence(text);
      assert.ok(bounce?.kind === 'bounce');
      assert.equal(bounce.ip?.value, role === 'sending' ? '203.0.113.25' : undefined);
    });
  }
});
