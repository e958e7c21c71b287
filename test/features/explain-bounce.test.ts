import assert from 'node:assert/strict';

import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import type { ExplainedCause } from '../../server/src/features/explained-cause.ts';
import { workspace } from '../harness/workspace.ts';

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1 hostmaster 1 3600 600 864000 300
@ IN NS ns1
ns1 IN A 192.0.2.1
@ IN MX 10 mail
mail IN A 192.0.2.10
@ IN TXT "v=spf1 mx +all"
news IN TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc IN TXT "v=DMARC1; p=reject"
s1._domainkey IN TXT "v=DKIM1; p="
s2._domainkey IN CNAME s2.dkim.example.net.
`;

function causes(
  text: string,
  zones: Readonly<Record<string, string>> = { 'example.com.zone': ZONE },
): readonly ExplainedCause[] {
  const made = workspace();
  for (const [path, zone] of Object.entries(zones)) made.add(path, zone);
  const [first] = explainBounces(text, () => made);
  assert.ok(first !== undefined);
  return first.causes;
}

/** Record kind, and the owners that a cause leads to. */
function led(text: string, zones?: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const owners: Record<string, string> = {};
  for (const { about, records } of causes(text, zones)) {
    if (about !== undefined) owners[about] = records.map(({ owner, type }) => `${owner} ${type}`).join(', ');
  }
  return owners;
}

describe('a bounce', () => {
  it('points to SPF of the domain in MAIL FROM, and to DMARC above the domain in From', () => {
    const text = `From: MAILER-DAEMON@x.example\nSubject: Undelivered\nDate: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; u@example.net\nAction: failed\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550 5.7.26 Multiple authentication checks failed\n\n--b\nContent-Type: text/rfc822-headers\n\nReturn-Path: <a@news.example.com>\nFrom: b@shop.example.com\nDKIM-Signature: d=example.com; s=s2;\n\n--b--\n`;
    const { spf, dmarc, dkim } = led(text);
    assert.deepEqual(
      [spf, dmarc, dkim],
      ['news.example.com TXT', '_dmarc.example.com TXT', 's2._domainkey.example.com CNAME'],
    );
  });

  it('points to the exact place of the record, with its fault', () => {
    const [first] = causes('550 5.7.24 SPF validation error for domain example.com');
    const [record] = first?.records ?? [];
    assert.ok(record !== undefined);
    assert.equal(ZONE.slice(record.range.start, record.range.end), '@ IN TXT "v=spf1 mx +all"');
    assert.deepEqual(record.findings.map(({ rule }) => rule).includes('spf-all-pass'), true);
  });

  it('reports only SPF faults for SPF, not a missing policy or key', () => {
    const without = ZONE.split('\n')
      .filter((line) => !/^(?:_dmarc|s\d\._domainkey|@ IN MX)/.test(line))
      .join('\n');
    const [first] = causes('550 5.7.23 SPF fail for domain example.com', { 'example.com.zone': without });
    const texts = first?.records.flatMap(({ findings }) => findings.map(({ rule }) => rule)) ?? [];
    assert.ok(texts.includes('spf-all-pass'));
    assert.deepEqual(
      texts.filter((rule) => /^(?:dmarc|dkim|mx)-/.test(rule)),
      [],
    );
  });

  it('lists a cause first that a finding confirms', () => {
    const before = causes('550 5.7.24 SPF validation error for domain news.example.com').map(
      ({ text }) => text,
    );
    const after = causes('550 5.7.24 SPF validation error for domain example.com').map(({ text }) => text);
    assert.notDeepEqual(after, before);
    assert.match(after[0] ?? '', /too many hosts/);
  });

  it('reports a missing record only if the files are those of the domain', () => {
    const none = '$ORIGIN example.com.\n$TTL 1\n@ IN SOA a b 1 1 1 1 1\n@ IN NS a\na IN A 192.0.2.1\n';
    const [ours] = causes('550 SPF check failed for domain example.com', { 'x.zone': none });
    assert.equal(ours?.missingAt, 'example.com');
    const [others] = causes('550 SPF check failed for domain example.org', { 'x.zone': none });
    assert.equal(others?.missingAt, undefined);
  });

  it('that names no domain points to the only record, with a note', () => {
    const [first] = causes('550 5.7.20 No passing DKIM signature found');
    assert.equal(first?.ownerIsCertain, false);
    assert.equal(first.records.length, 2);
  });

  it('that names no domain points to no record among many', () => {
    const zones = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [`${name}.zone`, ZONE.replaceAll('example.com', `${name}.example`)]),
    );
    assert.deepEqual(causes('550 SPF check failed', zones)[0]?.records, []);
  });

  it('of an IPv4 address is not explained by IPv6', () => {
    const texts = (ip: string): string =>
      causes(`550 SPF check failed for [${ip}]`)
        .map(({ text }) => text)
        .join(' ');
    assert.match(texts('2001:db8::1'), /IPv6/);
    assert.doesNotMatch(texts('192.0.2.1'), /IPv6/);
  });

  it('that is about the recipient points to its MX', () => {
    assert.equal(led('554 5.7.1 <user@example.com>: Relay access denied')['recipient-mx'], 'example.com MX');
  });

  it('that is about the address points to its names', () => {
    const reverse =
      '$ORIGIN 2.0.192.in-addr.arpa.\n$TTL 1\n@ IN SOA a. b. 1 1 1 1 1\n@ IN NS a.\n10 IN PTR mail.example.com.\n';
    assert.equal(
      led('550 5.7.25 [192.0.2.10] The IP address sending this message does not have a PTR record setup', {
        'example.com.zone': ZONE,
        'db.192.0.2': reverse,
      })['reverse-dns'],
      '10.2.0.192.in-addr.arpa PTR, mail.example.com A',
    );
  });

  it('about a mailbox needs no file', () => {
    explainBounces('550 5.1.1 User unknown', () => assert.fail('no record is asked for'));
  });

  it('lists the rules that name it as their symptom', () => {
    const rules = causes('550 5.7.40').flatMap((cause) => cause.rules);
    assert.ok(rules.includes('dmarc-missing-semicolon-after-version'));
  });

  describe('whose mail cannot be tested with the known records', () => {
    const zone = ZONE.replace('v=spf1 mx +all', 'v=spf1 include:_spf.example.net mx -all');
    const refused = (ip: string, words = 'fails to pass SPF checks'): string =>
      `550 5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail policy (-all) but it ${words} with the ip: [${ip}]`;
    const fixTitles = (text: string): readonly string[] =>
      causes(text, { 'example.com.zone': zone }).flatMap(({ fix }) => fix?.title ?? []);

    it('is enough evidence to offer the edit, before what cannot be evaluated', () => {
      const [first] = causes(refused('192.0.2.77'), { 'example.com.zone': zone });
      assert.equal(first?.trial, undefined);
      assert.equal(first?.fix?.title, 'If 192.0.2.77 is yours: add "ip4:192.0.2.77"');
      assert.equal(first.fix.safety, 'review');
      const [edit] = first.fix.edits;
      assert.equal(zone.slice(0, edit?.range.start).endsWith('"v=spf1 '), true);
      assert.equal(edit?.text, 'ip4:192.0.2.77 ');
    });

    it('gets no edit if the reply is about something else', () => {
      assert.deepEqual(fixTitles('550 5.1.1 User unknown; client [192.0.2.77], domain example.com'), []);
    });
  });

  describe('whose reply names a DMARC policy', () => {
    const other = (text: string, zone = ZONE): string | undefined => {
      const made = workspace();
      made.add('example.com.zone', zone);
      const [first] = explainBounces(text, () => made);
      const found = first?.otherPolicy;
      return found && `${found.domain} ${found.published} ${found.written}`;
    };
    const refused = (policy: string, domain = 'example.com'): string =>
      `550 5.7.509 Access denied, sending domain ${domain.toUpperCase()} does not pass DMARC verification and has a DMARC policy of ${policy}.`;

    it('reports that the file has another one', () => {
      assert.equal(other(refused('quarantine')), 'example.com quarantine reject');
      assert.equal(other(refused('reject')), undefined);
      assert.equal(other(refused('quarantine', 'shop.example.com')), 'example.com quarantine reject');
    });

    it('ignores the policy that the record has for other mail, or in a test', () => {
      const zone = ZONE.replace('p=reject', 'p=reject; sp=quarantine; t=y');
      for (const policy of ['reject', 'quarantine']) assert.equal(other(refused(policy), zone), undefined);
      assert.equal(other(refused('none'), zone), 'example.com none quarantine');
    });

    it('reports nothing if the files have no policy', () => {
      assert.equal(other(refused('reject', 'example.org')), undefined);
    });
  });
});
