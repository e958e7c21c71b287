import assert from 'node:assert/strict';

import { canDns } from '../../server/src/features/can-dns.ts';
import { KNOWN_REPLIES } from '../../server/src/senders/replies/explain-reply.ts';
import { requiredLiteral } from '../../server/src/senders/replies/searched-text.ts';
import type { RefusalCause } from '../../server/src/senders/replies/model.ts';
import { explanationOf } from './explained.ts';

describe('replies that are similar to another one', () => {
  const cases: readonly (readonly [text: string, id: string, fault: RefusalCause])[] = [
    [
      '550 5.7.510 Access denied, shop.example does not accept email over IPv6',
      'ms-ipv6-not-taken',
      'policy',
    ],
    ['550 5.7.510 Access denied', 'ms-ipv6-not-taken', 'policy'],
    ['550 5.1.8 Access denied, bad outbound sender AS(42003)', 'ms-bad-outbound', 'policy'],
    ['550 5.2.2 Submission quota exceeded for kim@example.com', 'ms-submission-quota', 'policy'],
    ['550 5.7.501 Access denied, spam abuse detected', 'ms-account-banned', 'policy'],
    ['550 5.7.503 Access denied, banned sender', 'ms-account-banned', 'policy'],
    [
      '550 5.7.511 Access denied, banned sender[203.0.113.4]. To request removal',
      'block-ms-511',
      'blocklist',
    ],
    [
      '550 5.7.13 The public folder "Orders" does not accept mail from outside its organization',
      'ms-public-folder',
      'policy',
    ],
    ['550 5.2.1 203.0.113.4 blacklisted using the list of this host', 'dnsbl-postfix', 'blocklist'],
    ['550 Sender verify failed', 'callout-sender', 'sender-domain'],
    [
      '550-Verification failed for <kim@example.com> 550-The mail server could not deliver mail to kim@example.com. 550 Sender verify failed',
      'callout-sender',
      'sender-domain',
    ],
    ['550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient', 'ms-size-rst', 'content'],
    ['451 4.4.1 No route to host', 'unreachable', 'temporary'],
    ['connect to mx.shop.example[203.0.113.4]:25: No route to host', 'connect-timeout-25', 'relay'],
    [
      '550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization',
      'ms-direct-send',
      'policy',
    ],
    ['550 5.7.68 TenantInboundAttribution; RejectDirectSend', 'ms-direct-send', 'policy'],
    [
      '550-5.7.1 This message has multiple Subject headers and is not accepted. - gsmtp',
      'gmail-multiple-headers',
      'content',
    ],
    ['250 2.0.0 OK 1700000000 a1-20020 - gsmtp', 'accepted', 'none'],
    ['250 ok queued', 'accepted', 'none'],
    ['550 5.7.1 relaying denied, 203.0.113.4 identified as spammer', 'dnsbl-postfix', 'blocklist'],
    [
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient pat@shop.example not found by SMTP address lookup',
      'ms-5310',
      'recipient',
    ],
    ['556 5.1.10 Recipient address has null MX', 'nullmx-recipient', 'recipient-domain'],
    [
      '554 5.7.1 blocked using zen.spamhaus.org, reason: Error: open resolver',
      'bl-spamhaus-open-resolver',
      'blocklist',
    ],
    ['550 Invalid recipient: <pat@shop.example>', 'relay-opensmtpd', 'relay'],
    ['550 Invalid recipient', 'relay-opensmtpd', 'relay'],
    ['550 5.1.1 Invalid recipient <pat@shop.example>', 'unknown-recipient', 'recipient'],
    [
      '550 5.4.6 Unusual sending activity detected. Please contact support',
      'zoho-outgoing-blocked',
      'policy',
    ],
    ['554 5.4.6 Hop count exceeded', 'mx-loop', 'recipient-domain'],
    [
      '421 4.7.28 This sender exceeded the quota for sending messages that have the same Message-ID:',
      'gmail-messageid-quota',
      'content',
    ],
    ['552 5.2.2 The quota of this mailbox is exceeded', 'mailbox-full', 'recipient'],
  ];
  for (const [text, id, fault] of cases) {
    it(`explains "${text.slice(0, 90)}" as ${id}`, () => {
      const got = explanationOf(text);
      assert.deepEqual([got.id, got.fault], [id, fault]);
    });
  }

  it("of a recipient's server that misreads a blocklist are not a listing", () => {
    assert.match(
      explanationOf('550 Error: open resolver; https://www.spamhaus.org/returnc/pub/x').meaning,
      /is not listed/,
    );
  });
});

describe('"Sender Not Authorized for Relay"', () => {
  const ALONE = '550 5.7.367 Sender Not Authorized for Relay';
  const PASSED_ON = '550 5.7.367 Remote server returned not permitted to relay -> 554 5.7.1 Zwiebelkuchen';

  it('names the reply after "->" only if there is one', () => {
    assert.doesNotMatch(JSON.stringify(explanationOf(ALONE)), /->/);
    assert.match(explanationOf(PASSED_ON).action[0] ?? '', /->/);
  });

  it('can be caused by an address that is missing from SPF, as on the page of the rule', () => {
    for (const text of [ALONE, '5.7.367', PASSED_ON]) {
      const rules = explanationOf(text).causes.find(({ about }) => about === 'spf')?.rules ?? [];
      assert.ok(rules.includes('spf-missing-sending-ip'), text);
    }
  });
});

describe('replies that quote another one', () => {
  const cases: readonly (readonly [text: string, inner: RegExp, fault: RefusalCause])[] = [
    [
      "The message could not be sent because one of the recipients was rejected. Server Response: '550 5.7.1 Relaying denied', Port: 25, Error Number: 0x800CCC79",
      /relay|passes mail on/,
      'relay',
    ],
    [
      "The server rejected the sender's e-mail address. Server Response: '535 5.7.8 Zwiebelkuchen', Error Number: 0x800CCC78",
      /rejected the login/,
      'login',
    ],
    [
      'The mail server responded: 552 5.3.4 Message too large. Please check the message recipient "pat@shop.example" and try again.',
      /larger/,
      'content',
    ],
    ['Error: Invalid login: 535-5.7.8 Username and Password not accepted', /password/, 'login'],
    [
      '554 5.0.0 delivery failed; the next server responded: 550 5.7.25 No PTR record for this address',
      /PTR/,
      'reverse-dns',
    ],
    [
      '550 5.1.1 undeliverable address: host mx.shop.example[203.0.113.4] said: 550 5.1.1 user unknown',
      /mailbox/,
      'recipient',
    ],
    ['550 5.0.350 Remote server returned an error -> 552 5.2.2 Mailbox full', /full/, 'recipient'],
  ];
  for (const [text, inner, fault] of cases) {
    it(`are explained first by the quoted one: "${text.slice(0, 80)}"`, () => {
      const { meaning, fault: got } = explanationOf(text);
      assert.equal(got, fault);
      assert.match(meaning.split('. ', 2).join('. '), inner);
    });
  }

  it('three levels deep are read, and no deeper', () => {
    const deep = 'host a said: 550 x '.repeat(200);
    assert.equal(explanationOf(`550 ${deep}`).known, false);
  });
});

describe('whose DNS can help', () => {
  it("is shown if it is not the reader's own", () => {
    for (const text of [
      '556 5.1.10 Recipient address has null MX',
      '450 4.7.323 tlsa-invalid: The domain failed DANE validation',
    ])
      assert.match(canDns(explanationOf(text)), /recipient/);
    assert.equal(canDns(explanationOf('550 5.7.23 SPF fail')), 'Yes.');
  });
});

describe('known replies', () => {
  const NAMES = [
    { ipv4: '203.0.113.77', domain: 'brewery.test', local: 'oskar.meier', id: '4XkQ9z' },
    { ipv4: '198.18.200.3', domain: 'mail-3.co.example', local: 'x', id: 'b7-77' },
    { ipv4: '192.0.2.254', domain: 'xn--bcher-kva.example', local: 'billing+q3', id: 'QmZ_02' },
  ];
  // A misspelled domain is the reason itself, and a code is not a name.
  for (const { id, example } of KNOWN_REPLIES) {
    it(`are recognized with other names, three times: ${id}`, () => {
      for (const names of NAMES) {
        const text = renamed(example, names);
        assert.equal(explanationOf(text).id, id, text);
      }
    });
  }

  it('contain the literal part of each expression that matches them', () => {
    for (const { id, words = [], example } of KNOWN_REPLIES) {
      for (const one of words) {
        if (one.test(example)) assert.ok(example.toLowerCase().includes(requiredLiteral(one.source)), id);
      }
    }
  });
});

describe('the literal part of an expression', () => {
  const cases: readonly (readonly [source: string, literal: string])[] = [
    ['Relay access denied', 'relay access denied'],
    ['colou?r of that', 'r of that'],
    ['a|b', ''],
    ['\\bRBL\\b.{0,40}listed (?:at|by)', 'listed '],
    ['x{0,3}abc', 'abc'],
    ['spamhaus\\.org\\/sbl', 'spamhaus.org/sbl'],
    ['(?:one|two) [^)\\]]{1,3}three', 'three'],
    ['', ''],
  ];
  for (const [source, literal] of cases)
    it(`of /${source}/ is "${literal}"`, () => assert.equal(requiredLiteral(source), literal));
});

/** The same reply about another address, domain and mailbox. */
function renamed(
  text: string,
  { ipv4, domain, local, id }: { ipv4: string; domain: string; local: string; id: string },
): string {
  return text
    .replaceAll(/\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/g, ipv4)
    .replaceAll(/\b[\w.+-]{1,64}@(?=[\w-]{1,63}\.)/g, `${local}@`)
    .replaceAll(/\bexample\.(?:com|net|org)\b/g, domain)
    .replaceAll(/\b(?:VE1|DB5|AM6)\w{5,20}\b/g, id);
}
