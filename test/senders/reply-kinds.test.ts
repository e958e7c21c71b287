import assert from 'node:assert/strict';

import { KINDS } from '../../server/src/senders/replies/kinds.ts';
import type { RefusalCause } from '../../server/src/senders/replies/model.ts';
import { explained, explanationOf } from './explained.ts';

/** Made-up wordings that are in no table, and what they are about. */
const WORDINGS: readonly (readonly [fault: RefusalCause, text: string])[] = [
  ['blocklist', '550 5.7.1 Your IP 203.0.113.9 is on our local deny list, contact admin@host.example'],
  ['blocklist', '554 Connection refused: sender network banned for abuse'],
  ['blocklist', '550 mail from 203.0.113.9 refused, see http://rbl.example.net/lookup?ip=203.0.113.9'],
  ['blocklist', '571 [203.0.113.9] Blacklisted. Visit http://unblock.example.jp/'],
  ['blocklist', '554 5.7.1 The server sending your mail [203.0.113.9] does not have a good reputation'],
  ['blocklist', '421 4.7.0 [IPTS04] Messages from 203.0.113.9 temporarily blocked because of abuse reports'],
  ['blocklist', '550 Access denied - spam source (S-203)'],
  ['blocklist', '550 Your domain example.com is listed on SURBL'],
  ['blocklist', '554 host 203.0.113.9 found in dnsbl.dronebl.org'],
  ['blocklist', '550 5.7.1 Client IP found in bl.mailspike.net'],
  ['blocklist', '550 Blocked by SpamRATS, see http://www.spamrats.com/bl?203.0.113.9'],
  ['blocklist', '554 5.7.1 Your ISP range is blocked here due to hosting spammers'],
  ['login', '535 5.7.1 Bad things happened'],
  ['login', '535-5.7.8 Nope'],
  ['login', '550 SMTP authentication needed to send through this server'],
  ['login', '553 Authentication is required to send mail as <kim@example.com>'],
  ['login', '535 5.0.0 Wrong username or pass'],
  ['login', '550 Please log in before sending'],
  ['login', '554 5.7.1 You are not logged in'],
  ['login', '500 Invalid API key provided'],
  ['login', '401 Unauthorized: invalid credentials'],
  ['login', '550 Sender address must match the authenticated user'],
  ['login', '553 5.7.1 Sender address does not belong to logged in user'],
  ['login', '530 5.7.0 Need to authenticate via SMTP-AUTH-Login'],
  ['login', '454 4.7.8 Password expired, please change it'],
  ['reverse-dns', '550 Your mail server has no reverse DNS entry'],
  ['reverse-dns', '450 4.7.1 rDNS check failed for 203.0.113.9'],
  ['reverse-dns', '554 Refused: FCrDNS mismatch'],
  ['reverse-dns', '550 5.7.1 PTR lookup of 203.0.113.9 gave a generic name'],
  ['reverse-dns', '421 Could not reverse resolve your address'],
  ['reverse-dns', '550 The IP address of your server has no matching host name'],
  ['encryption', '550 5.7.10 TLS required by recipient policy'],
  ['encryption', '451 4.7.0 STARTTLS handshake failed'],
  ['encryption', '454 4.7.5 Certificate validation failure'],
  ['encryption', '503 Plain text connections are refused, encryption needed'],
  ['relay', '550 You may not relay through us'],
  ['relay', '554 domain example.org is not hosted on this server'],
  ['relay', '550 5.7.1 Third-party relay attempt stopped'],
  ['relay', '550 We do not accept mail for example.org'],
  ['recipient', '550 5.1.1 No mailbox here for pat'],
  ['recipient', '550 pat@example.org has left the company'],
  ['recipient', "554 delivery error: dd This user doesn't have a example.org account"],
  ['recipient', '550 Addressee not known here'],
  ['recipient', '452 4.2.2 The mail box of pat is over its space limit'],
  ['recipient', '552 disk quota of this mailbox is used up'],
  ['recipient', '550 5.2.1 This address no longer accepts mail'],
  ['temporary', '421 Too many concurrent SMTP connections from this IP'],
  ['temporary', '450 4.7.0 Slow down, you are sending too fast'],
  ['temporary', '451 4.3.0 Mail server temporarily rejected message'],
  ['temporary', '452 4.3.1 Insufficient system resources'],
  ['temporary', '421 4.3.2 Server is going down for maintenance'],
  ['temporary', '451 Deferred, come back later'],
  ['temporary', '429 Too many requests'],
  ['content', '550 5.7.1 This message contains a virus (Eicar)'],
  ['content', '554 Attachment of type .exe not permitted'],
  ['content', '550 Message looks like spam (score 12.5)'],
  ['content', '554 5.6.0 Duplicate Message-ID header'],
  ['content', '552 5.3.4 Body exceeds 10485760 bytes maximum size'],
  ['content', '550 Missing Date header'],
  ['content', '554 URL in body is forbidden'],
  ['policy', '554 Your account has been suspended for exceeding complaint thresholds'],
  ['policy', '550 5.7.1 Daily sending limit for this account exceeded'],
  ['policy', '403 The domain example.com is not verified in your account'],
  ['policy', '550 Sender domain not configured for sending, verify your domain first'],
  ['policy', '451 You have used up your hourly mail quota'],
  ['sender-domain', '550 5.1.8 MAIL FROM domain cannot be resolved'],
  ['sender-domain', '550 Sender domain has no valid MX'],
  ['sender-domain', '504 5.5.2 EHLO name is not fully qualified'],
  ['spf', '550 5.7.1 203.0.113.9 is not permitted by SPF of example.com'],
  ['spf', '550 SPF softfail, message denied'],
  ['dkim', '550 5.7.1 Missing DKIM signature'],
  ['dmarc', '550 5.7.1 Message violates the DMARC policy of example.com'],
  ['recipient-domain', '550 5.4.4 Unable to route: no MX for example.org'],
  ['recipient-domain', '512 Host unknown, recipient domain does not exist'],
  ['policy', '550 administrative prohibition'],
  ['temporary', 'dial tcp 203.0.113.5:25: connect: connection refused'],
];

describe('replies in no table', () => {
  for (const [fault, text] of WORDINGS) {
    it(`"${text}" is about ${fault}`, () => assert.equal(explanationOf(text).fault, fault));
  }

  it('that name no kind are explained by their codes alone', () => {
    for (const [text, id] of [
      ['550 5.7.1 Zwiebelkuchen', 'status-5.7.1'],
      ['550 5.7.1 Go away', 'status-5.7.1'],
      ['550 Zwiebelkuchen', 'status-550'],
    ] as const) {
      const { id: got, known, causes } = explanationOf(text);
      assert.deepEqual([got, known], [id, false], text);
      assert.deepEqual(
        causes.filter(({ about }) => about !== undefined),
        [],
        text,
      );
    }
  });

  it('to a login are a failed login, whatever the words', () => {
    for (const words of ['Zwiebelkuchen', '5.7.1 blocked', '5.7.8 quota of SPF', 'relaying denied'])
      assert.equal(explanationOf(`535 ${words}`).fault, 'login', words);
  });

  it('lead to the side that refused', () => {
    const [own] = explanationOf('550 5.7.1 Your account: Zwiebelkuchen').action;
    assert.match(own ?? '', /your own provider/);
    const [unclear] = explanationOf('550 5.7.1 Zwiebelkuchen').action;
    assert.match(unclear ?? '', /which server replied/);
    const log =
      'postfix/smtp[1]: AB12CD: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.7.1 Zwiebelkuchen (in reply to RCPT TO command))';
    const [first] = explained(log);
    assert.match(first?.explanation.action[0] ?? '', /recipient's postmaster/);
    assert.match(first?.explanation.meaning ?? '', /refused at RCPT TO/);
  });

  it('of a kind say that the wording is unknown', () => {
    assert.match(explanationOf('550 Your host has no rDNS name, go').meaning, /PTR|reverse DNS/);
    assert.match(
      explanationOf('421 Could not reverse resolve your address').meaning,
      /does not know this wording/,
    );
  });
});

describe('kinds of replies', () => {
  it('have ids of their own, a cause and something to do', () => {
    const ids = KINDS.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const { id, meaning, causes, action } of KINDS) {
      assert.match(id, /^kind-[a-z-]+$/);
      assert.match(meaning, /^[A-Za-z].*\.$/, id);
      assert.ok(causes.length > 0 && action.length > 0, id);
    }
  });

  it('look at a bounded part of a reply', () => {
    for (const { id, words, unless } of KINDS) {
      for (const { source } of [...words, ...(unless === undefined ? [] : [unless])])
        assert.doesNotMatch(source.replaceAll(/\\./g, ''), /[*+]|\{\d+,\}/, `${id}: ${source}`);
    }
  });

  it('promise a change in the DNS only where a cause is about a record', () => {
    for (const { id, dnsFixable, causes } of KINDS) {
      if (dnsFixable === 'yes' || dnsFixable === 'partly')
        assert.ok(
          causes.some(({ about }) => about !== undefined),
          id,
        );
    }
  });
});

describe('bounces that are about something else', () => {
  const AUTHENTICATION = new Set<RefusalCause>(['spf', 'dkim', 'dmarc', 'authentication']);
  for (const text of [
    '550 spam message rejected; our guidelines recommend SPF and DKIM',
    '552 5.2.2 Mailbox full. Read about DMARC at https://example.net/dmarc',
    "554 5.6.0 Duplicate header 'DKIM-Signature'",
    '550 5.1.1 <dmarc@example.org>: user unknown',
    '550 5.1.1 <spf-reports@example.org>: no such mailbox',
    '550 5.7.25 No PTR record; SPF is not considered',
    '535 5.7.8 authentication failed',
    '530 5.7.0 Authentication required',
    '554 5.7.1 <dkim.example.org>: Relay access denied',
    '421 Too many messages; publish SPF, DKIM and DMARC before you ask for a higher limit',
    '554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using dkim-list.example.net',
    '550 5.7.1 no',
  ]) {
    it(`"${text}" is not a failure of authentication`, () => {
      const { fault, causes } = explanationOf(text);
      assert.ok(!AUTHENTICATION.has(fault), fault);
      assert.ok(!causes.some(({ about }) => about === 'spf' || about === 'dmarc'), text);
    });
  }
});
