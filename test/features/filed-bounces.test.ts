import assert from 'node:assert/strict';

import { filedBounces } from '../../server/src/features/filed-bounces.ts';
import type { BounceFile, FiledBounces } from '../../server/src/features/filed-bounces.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { PlainText } from '../../server/src/text/plain-text.ts';
import { workspace } from '../harness/workspace.ts';

const SPF_FAILS =
  '550 5.7.23 The message was rejected because of Sender Policy Framework violation: ' +
  'domain example.com, ip=198.51.100.7\n';

const SOA = '@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600';

function zone(...records: readonly string[]): string {
  return [
    '$ORIGIN example.com.',
    '$TTL 3600',
    SOA,
    '@ IN NS ns1.example.net.',
    '@ IN A 192.0.2.1',
    ...records,
    '',
  ].join('\n');
}

function fileOf(path: string, text: string): BounceFile {
  return { path, text: new PlainText(text), evidence: readEvidence(text) };
}

function filed(text: string, records: string): FiledBounces {
  const made = workspace();
  made.add('example.com.zone', records);
  return filedBounces([fileOf('/mail/a.eml', text)], made);
}

/** The rules whose findings were seen in the bounce. */
function seen(text: string, records: string): readonly string[] {
  const made = workspace();
  made.add('example.com.zone', records);
  const { seenIn } = filedBounces([fileOf('/mail/a.eml', text)], made);
  return made
    .findings('example.com.zone')
    .findings.filter((finding) => seenIn(finding).length > 0)
    .map(({ rule }) => rule);
}

describe('a file of bounces', () => {
  it('shows at the code what it means, whether DNS can fix it, and which records it points to', () => {
    const records = zone('@ IN TXT "v=spf1 a -all"');
    const [finding] = filed(SPF_FAILS, records).findings;
    assert.ok(finding !== undefined);
    assert.equal(SPF_FAILS.slice(finding.range.start, finding.range.end), '550 5.7.23');
    assert.equal(finding.dnsFixable, 'yes');
    assert.match(finding.message, /Can DNS fix this\? Yes\./);
    assert.match(finding.message, /SPF returns "fail" for 198\.51\.100\.7: "-all" of example\.com matches/);
    assert.deepEqual(
      finding.related.map(({ range }) => records.slice(range.start, range.end)),
      ['@ IN TXT "v=spf1 a -all"'],
    );
  });

  it('no longer points to a record that is correct by now', () => {
    const mended = zone('@ IN TXT "v=spf1 ip4:198.51.100.7 ?all"');
    const [finding] = filed(SPF_FAILS, mended).findings;
    assert.match(finding?.message ?? '', /198\.51\.100\.7 passes SPF/);
    assert.deepEqual(finding?.related, []);
    assert.deepEqual(seen(SPF_FAILS, mended), []);
  });

  it('is named if a record that it points to has a fault, and only there', () => {
    const faulty = zone('@ IN TXT "v=spf1 a a:gone.example.com -all"', '_dmarc IN TXT "v=DMARC1; p=rejekt"');
    assert.deepEqual(seen(SPF_FAILS, faulty), ['spf-a-or-mx-no-data']);
    assert.deepEqual(seen(SPF_FAILS.replace('example.com', 'example.org'), faulty), []);
  });

  it('is named if the policy that it is about has a fault', () => {
    const text =
      '550-5.7.26 Unauthenticated email from example.com is not accepted due to domain DMARC policy\n';
    const rules = seen(
      text,
      zone('@ IN MX 10 mail', 'mail IN A 192.0.2.2', '_dmarc IN TXT "v=DMARC1; p=rejekt"'),
    );
    assert.ok(rules.includes('dmarc-p-invalid'), rules.join());
  });

  it('that DNS cannot fix points to no record', () => {
    const { findings } = filed(
      '550 5.1.1 <u@example.com>: Recipient address rejected: User unknown\n',
      zone(),
    );
    assert.match(findings[0]?.message ?? '', /Can DNS fix this\? No\./);
    assert.deepEqual(findings[0]?.related, []);
  });

  it('shows replies of one meaning once, with their number', () => {
    const line = (id: number): string =>
      `Nov 25 10:00:0${id} mail postfix/smtp[1]: 4AB${id}: to=<u${id}@example.org>, relay=mx.example.org[192.0.2.99]:25, ` +
      `dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.99] said: 550 5.1.1 User unknown)\n`;
    const { findings } = filed(line(1) + line(2) + line(3), zone());
    assert.deepEqual(
      findings.map(({ message }) => /has \d+ replies like this one/.exec(message)?.[0]),
      ['has 3 replies like this one'],
    );
  });

  it('reports nothing for mail that passed, or for unknown words', () => {
    const passed =
      'Received: from a.example by b.example\nAuthentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com\nFrom: a@example.com\nSubject: x\n\nhello\n';
    assert.deepEqual(filed(passed, zone()).findings, []);
    assert.deepEqual(filed('Could you look at this, please?\n', zone()).findings, []);
  });

  it('with thousands of replies takes no longer than one with a few hundred', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `550 5.7.23 SPF fail for domain d${i}.example.com\n`);
    const { findings } = filed(text.join('\n'), zone());
    assert.ok(findings.length <= 20, String(findings.length));
  });
});
