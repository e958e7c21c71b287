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
  ['recipient', '550 5.7.1 : Recipient address rejected: Inactive MailBox, not poped for more than 6 months'],
  ['policy', '554 5.7.1 : Sender address rejected: Dumb.'],
  ['policy', '554 5.1.0 Sender denied'],
  ['sender-domain', '550 From: Domain is invalid. Please provide a valid From: IB506'],
  ['recipient', '550 5.1.6 recipient no longer on server'],
  [
    'blocklist',
    '450 4.7.1 Mail from 203.0.113.9 deferred using Trend Micro Email Reputation database. Please see http://www.mail-abuse.com/cgi-bin/lookup?203.0.113.9',
  ],
  [
    'blocklist',
    '553 5.3.0 flpd575 DNSBL:ATTRBL 521< 203.0.113.9 >_is_blocked.__For_information_see_http://att.net/blocks',
  ],
  ['recipient', '550 5.1.1 sid=i01K1n00l0kn1Em01 Address rejected pat@example.org'],
  ['reverse-dns', '550 5.7.1 Helo and reverse DNS of 203.0.113.9 do not match'],
  ['content', '550 5.7.1 Blocked by SpamAssassin'],
  ['content', '550 5.6.0 M2004 Subject contains invalid characters'],
  ['temporary', '450 4.3.2 Service currently unavailable'],
  ['temporary', '421 4.4.5 Server busy, try again later'],
  ['temporary', '451 4.7.1 Service unavailable - try again later'],
  ['temporary', '421 service not available (connection refused, too many connections)'],
  ['relay', '550 5.7.1 <pat@example.org>... we do not relay <kim@example.com>'],
  ['relay', '503 5.7.1 This system is not configured to relay mail from <203.0.113.9> to <pat@example.org>'],
  ['relay', '553 Sorry, that domain is not allowed through this server'],
  ['relay', '571 Delivery not authorized, message refused for foreign recipient, relaying not allowed'],
  ['login', '503 AUTH first (#5.5.1)'],
  ['login', '550 Mail is not accepted for unauthenticated clients'],
  ['login', '535 Login fail. password error'],
  ['login', '526 Authentication failure[0]'],
  ['login', '535 5.7.3 user authentication failed'],
  ['login', '535 5.7.0 Mail.com authentication failed: please use the app specific password'],
  ['login', '534 5.7.9 Please log in with your web browser'],
  ['login', '550 User mail from address does not match logged in user'],
  ['login', '553 sorry, sender email address does not belong to this account'],
  ['policy', '550 5.7.1 Daily message quota of user exceeded'],
  ['policy', '554 5.7.1 You have exceeded your hourly allowance of messages'],
  ['policy', '550 Account temporarily blocked for sending, contact support'],
  ['policy', '452 4.5.3 Your outgoing limit of 500 emails per day was hit'],
  ['encryption', '530 5.7.0 TLS connection is required'],
  ['encryption', '454 TLS currently unavailable'],
  ['encryption', '554 5.7.5 TLS handshake failed: certificate expired'],
  ['encryption', '403 4.7.0 TLS handshake failed.'],
  [
    'recipient',
    '554 delivery error: dd Sorry, your message to pat@example.org cannot be delivered. This mailbox is disabled (554.30)',
  ],
  ['recipient', '550 5.1.0 Address rejected'],
  ['recipient', '550 mailbox pat@example.org not active'],
  ['recipient', '551 user not local'],
  ['recipient', '550 Requested action not taken: mailbox unavailable'],
  ['recipient', '452 4.2.2 user over quota; cannot receive new mail'],
  ['recipient', '550 non-existent recipient'],
  ['recipient', '553 5.3.0 <pat@example.org>... Addressee unknown, relay=[203.0.113.9]'],
  ['recipient-domain', '550 5.4.1 All MX servers of example.org failed: no such domain'],
  [
    'recipient-domain',
    "550 5.1.2 Bad destination host 'DNS Hard Error looking up example.org (MX): NXDomain'",
  ],
  ['recipient-domain', '554 5.4.4 unrouteable address: no MX records found for domain'],
  ['sender-domain', '450 4.1.8 <kim@example.com>: Sender address rejected: Domain not found'],
  ['sender-domain', '553 sorry, your envelope sender domain must exist (#5.7.1)'],
  ['sender-domain', "550 cannot find your domain's MX, sender rejected"],
  ['sender-domain', '501 Syntactically invalid EHLO argument(s)'],
  ['content', '552 Message size exceeds fixed limit'],
  ['content', '554 5.7.1 The message contains a blocked URL'],
  ['content', '550 5.7.1 Your message has been blocked: dangerous attachment'],
  ['content', '554 Message contains NUL characters'],
  ['content', '550 Missing or invalid Message-ID'],
  ['spf', '550 5.7.1 SPF Permanent Error: too many DNS lookups'],
  ['spf', '550 SPF: 203.0.113.9 is not allowed to send mail for example.com'],
  ['dkim', '550 5.7.20 DKIM signature missing'],
  ['dkim', '554 5.7.5 DKIM signature did not verify'],
  ['dmarc', '550 5.7.1 rejected: DMARC policy reject for example.com'],
  ['dmarc', '554 message rejected because of DMARC failure of example.com'],
  ['authentication', '550 5.7.26 mail unauthenticated: sender must authenticate with SPF or DKIM'],
  ['blocklist', '550 5.7.1 Mail from your server is not welcome here'],
  ['blocklist', '521 your host is banned'],
  ['blocklist', '550 rejected by local RBL'],
  ['blocklist', '554 5.7.1 Connection denied: bad sender reputation score'],
  ['temporary', '450 4.2.0 Greylisted, see http://postgrey.example'],
  ['temporary', '421 4.7.0 Rate limit exceeded for your IP'],
  ['temporary', '452 4.5.3 Error: too many recipients'],
  ['temporary', 'connect ETIMEDOUT 203.0.113.9:587'],
  [
    'policy',
    '400 {"errors":[{"message":"The from email does not contain a valid address or domain is not authenticated"}]}',
  ],
  ['policy', '{"code":"account_under_validation","message":"SMTP account is not yet activated"}'],
  ['policy', '{"ErrorCode":422,"Message":"Sender domain not verified"}'],
  ['login', '{"message":"Invalid API token"}'],
  ['login', '{"name":"missing_api_key","message":"Missing API key in the authorization header"}'],
  ['temporary', '{"statusCode":429,"name":"rate_limit_exceeded","message":"Too many requests"}'],
  ['recipient', '{"event":"failed","reason":"suppress-bounce","recipient":"pat@example.org"}'],
  ['policy', '550 5.7.1 Message rejected by organization policy'],
  [
    'blocklist',
    '550 5.7.1 Mail from IP 203.0.113.9 was rejected due to listing in Spamhaus SBL. For details please see http://www.spamhaus.org/query/bl?ip=203.0.113.9',
  ],
  ['blocklist', '554 5.7.1 : Client host rejected: listed by ix'],
  ['blocklist', '550 REJECTED: mail from 203.0.113.9 has been blocked by our poor-score filter'],
  ['blocklist', '550 5.7.1 IP 203.0.113.9 has been deny-listed by hostkarma'],
  ['blocklist', '421 mx1.example.org Your IP has been throttled because of its bad history'],
  ['blocklist', '554 Denied (Mode: normal) - sender IP is blocked by CloudFilter'],
  ['blocklist', '501 Connection rejected by policy [7.7] 21901, please visit www.barracudacentral.org'],
  ['blocklist', '550-203.0.113.9 is not allowed to connect 550 blocked at dnsbl.example'],
  ['blocklist', '552 5.7.1 Sender IP has a poor sending history'],
  ['login', '504 5.7.4 Unrecognized authentication type [AB1PR.example]'],
  ['login', '535 5.7.8 Bad username or password (Authentication failed).'],
  ['login', '454 5.7.0 No authentication type selected'],
  ['login', '553 5.7.1 <kim@example.com>: Sender address rejected: not owned by user bob@example.com'],
  ['login', '550 5.7.1 Access denied for user kim'],
  ['login', '501 5.7.0 Authentication aborted'],
  ['login', '500 5.7.0 You need to log in with SMTP AUTH'],
  ['login', 'SMTP Error: data not accepted. SMTP server error: authentication required'],
  ['login', 'Username and Password not accepted. Learn more at 5.7.8'],
  ['login', 'Failed to authenticate on SMTP server with username "kim" using 2 possible authenticators'],
  ['login', '550 mail server permanently rejected message: sender is not authorized for this account'],
  ['reverse-dns', '554 5.7.1 Client host rejected: cannot find your hostname, [203.0.113.9]'],
  ['reverse-dns', '550 5.7.1 sorry, your host does not have a reverse name'],
  ['reverse-dns', '451 DNS temporary failure (reverse lookup of 203.0.113.9)'],
  ['reverse-dns', '550 Unable to verify sending server: missing rDNS'],
  ['reverse-dns', '550 Your IP has no valid PTR, contact your ISP'],
  ['reverse-dns', '554 5.7.0 Reject: IP without hostname'],
  ['recipient', '550 5.1.1 The email account that you tried to reach does not exist'],
  ['recipient', '550 Unrouteable user pat'],
  ['recipient', '550 unknown local-part "pat" in domain "example.org"'],
  ['recipient', '550 No Such User Here'],
  ['recipient', '550 5.2.1 mailbox for user is temporarily locked'],
  ['recipient', '550 Recipient pat@example.org has exceeded its storage'],
  ['recipient', '550 5.5.0 Requested action not taken: mailbox unavailable'],
  ['recipient', '554 User account is overquota'],
  ['recipient', '550 pat does not work here any more'],
  ['relay', '550 5.7.1 Command rejected, open relay is not permitted here'],
  ['relay', '554 5.7.1 Recipient not local; relaying refused'],
  ['temporary', '421 4.7.0 Try again later, closing connection. (EHLO)'],
  ['temporary', '451 4.3.0 Temporary lookup failure'],
  [
    'temporary',
    '450 4.1.2 <pat@example.org>: Recipient address rejected: Domain lookup timed out, try later',
  ],
  ['temporary', '421 Connection timed out waiting for data'],
  ['temporary', '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded'],
  ['temporary', '450 4.7.1 Client has sent too many messages this hour'],
  ['temporary', '452 Out of memory'],
  ['temporary', '421 Too many sessions opened'],
  ['content', '550 5.7.1 Our system has detected that this message is likely unsolicited mail'],
  ['content', '554 5.7.1 Message rejected: contains banned content'],
  ['content', '552 Message too big for system'],
  ['content', '554 5.6.1 Eight bit data not allowed'],
  ['content', '550 RFC violation: missing Date'],
  ['content', '550 High spam score'],
  ['content', '550 5.7.0 .zip attachments are forbidden'],
  ['content', '554 Refused: phishing link found'],
  ['policy', '{"message":"Domain example.com is not verified for this account"}'],
  ['policy', '{"error":"account suspended"}'],
  ['policy', '550 5.7.1 Sending suspended for this subaccount'],
  ['policy', '550 5.7.1 sender not permitted to write to this list'],
  ['encryption', '554 5.7.3 Unable to initialize security subsystem (TLS)'],
  ['encryption', 'Error: unable to verify the first certificate'],
  ['encryption', 'SSL_accept error, no shared cipher'],
  ['encryption', '550 5.7.1 Delivery requires an encrypted session'],
  ['spf', '550 5.7.1 SPF unauthorized mail is prohibited'],
  ['spf', '554 5.7.1 Rejected: 203.0.113.9 not in SPF record for example.com'],
  ['spf', '550 5.7.1 mail rejected, SPF: none found for example.com'],
  ['dkim', '550 invalid DKIM signature for example.com'],
  ['dmarc', '550 5.7.1 DMARC: rejected as example.com asks for it'],
  ['recipient-domain', '554 5.1.2 Domain of recipient could not be resolved'],
  ['recipient-domain', '550 5.4.312 example.org: DNS SERVFAIL for MX'],
  ['sender-domain', '550 5.1.8 sender domain has no A or MX'],
  ['sender-domain', '550 invalid HELO name (See RFC2821 4.1.1.1)'],
  ['none', '250 Message accepted for delivery'],
  ['recipient', '550 There is no mailbox of that name'],
  ['recipient', '550 recipient pat@shop.example is denied'],
  ['recipient', '552 The mailbox limit is reached'],
  ['recipient', '550 unrecognized recipient, sorry'],
  ['temporary', '550 5.2.1 mail refused, ReceivingRate'],
  ['temporary', '451 4.3.5 configuration problem on this server'],
  ['sender-domain', '550 The sender kim@example.com has no MX, go away'],
  ['sender-domain', '550 5.1.0 <kim@example.com>: Sender address rejected: user unknown here'],
  ['content', '550 An URL in this message is listed'],
  ['content', '553 Blocked using spam patterns'],
  ['login', '550 5.7.0 insufficient authorization'],
  ['dmarc', '550 5.7.26 rejected, see ?p=DmarcRejection'],
  ['blocklist', '550 this mail was refused by the addressee'],
  ['policy', '{"errors":[{"message":"There is no sending domain in the request"}]}'],
];

describe('replies that are not in the table', () => {
  for (const [fault, text] of WORDINGS) {
    it(`"${text}" is about ${fault}`, () => assert.equal(explanationOf(text).fault, fault));
  }

  it('that name no kind are explained only by their codes', () => {
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

  it('to a login are a failed login, with any wording', () => {
    for (const words of ['Zwiebelkuchen', '5.7.1 blocked', '5.7.8 quota of SPF', 'relaying denied'])
      assert.equal(explanationOf(`535 ${words}`).fault, 'login', words);
  });

  it('point to the side that rejected', () => {
    const [own] = explanationOf('550 5.7.1 Your account: Zwiebelkuchen').action;
    assert.match(own ?? '', /your own provider/);
    const [unclear] = explanationOf('550 5.7.1 Zwiebelkuchen').action;
    assert.match(unclear ?? '', /which server replied/);
    const log =
      'postfix/smtp[1]: AB12CD: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.7.1 Zwiebelkuchen (in reply to RCPT TO command))';
    const [first] = explained(log);
    assert.match(first?.explanation.action[0] ?? '', /recipient's postmaster/);
    assert.match(first?.explanation.meaning ?? '', /rejected it at RCPT TO/);
  });

  it('of a kind are reported with an unknown wording', () => {
    assert.match(explanationOf('550 Your host has no rDNS name, go').meaning, /PTR|reverse DNS/);
    assert.match(
      explanationOf('421 Could not reverse resolve your address').meaning,
      /does not recognize this exact wording/,
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

  it('read a bounded part of a reply', () => {
    for (const { id, words, unless } of KINDS) {
      for (const { source } of [...words, ...(unless === undefined ? [] : [unless])])
        assert.doesNotMatch(source.replaceAll(/\\./g, ''), /[*+]|\{\d+,\}/, `${id}: ${source}`);
    }
  });

  it('suggest a change in the DNS only if a cause is about a record', () => {
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
