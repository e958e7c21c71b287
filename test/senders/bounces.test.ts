import assert from 'node:assert/strict';

import type { Bounce, DeliveryEvidence, LocatedText } from '../../server/src/senders/bounces/model.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';

function bounces(text: string): readonly Bounce[] {
  return readEvidence(text).filter((evidence: DeliveryEvidence) => evidence.kind === 'bounce');
}

function only(text: string): Bounce {
  const read = bounces(text);
  assert.equal(read.length, 1);
  const [bounce] = read;
  assert.ok(bounce !== undefined);
  return bounce;
}

/** The text at the range of something found, which has to be the same. */
function at(text: string, found: LocatedText | undefined): string | undefined {
  return found === undefined ? undefined : text.slice(found.range.start, found.range.end);
}

function message(lines: string): string {
  return lines.replace(/^\n/, '');
}

describe('a report without codes and without an address', () => {
  it('is about the recipient of the mail that bounced', () => {
    const text = message(`
From: Mail Administrator <admin@mms.example.net>
To: a@example.com
Subject: Undeliverable Message
Content-Type: text/plain

Message could not be delivered to mobile.
Error: No valid recipients for this MM

Original Message:
From: A <a@example.com>
To: 5550100@mms.example.net
Subject: hello
`);
    const { recipient, reply } = only(text);
    assert.equal(at(text, recipient), '5550100@mms.example.net');
    assert.equal(
      reply.text.value,
      'Message could not be delivered to mobile. Error: No valid recipients for this MM',
    );
  });
});

describe('a report in UTF-16', () => {
  for (const encoding of ['utf16le', 'utf16be'] as const) {
    it(`is read for its codes and addresses: ${encoding}`, () => {
      const octets = Buffer.from('\ufeffНе доставлено\n<u@example.net>: 550 5.7.23 SPF fail\n', 'utf16le');
      if (encoding === 'utf16be') octets.swap16();
      const encoded = octets.toString('base64').replace(/.{60}/g, '$&\n');
      const { reply, recipient } = only(
        message(`
From: MAILER-DAEMON@mx.example.net
To: a@example.com
Subject: Undelivered Mail
Content-Type: text/plain; charset=utf-16
Content-Transfer-Encoding: base64

${encoded}
`),
      );
      assert.deepEqual([reply.enhanced?.value, recipient?.value], ['5.7.23', 'u@example.net']);
    });
  }
});

describe('one reply', () => {
  const cases: readonly (readonly [text: string, smtp: string, enhanced: string, said: string])[] = [
    ['550 5.1.1 User unknown', '550', '5.1.1', '550 5.1.1 User unknown'],
    ['550-5.7.1 a\n550-5.7.1 b\n550 5.7.1 c', '550', '5.7.1', '550-5.7.1 a b c'],
    ['550-5.7.1 a\r\r\n550 5.7.1 b', '550', '5.7.1', '550-5.7.1 a b'],
    ['550-a 550-b 550 c', '550', '', '550-a b c'],
    ['553 sorry, no such host (#5.1.2)', '553', '5.1.2', '553 sorry, no such host (#5.1.2)'],
    ['smtp;550 5.1.10 RESOLVER.ADR', '550', '5.1.10', '550 5.1.10 RESOLVER.ADR'],
    ['<mx.example.com #5.1.1 smtp;550 5.1.1 x>', '550', '5.1.1', '550 5.1.1 x>'],
    ['5.7.367', '', '5.7.367', '5.7.367'],
    ['550', '550', '', '550'],
    // A version, an address and a year are not codes.
    ['Exim 4.90.1 at 5.7.1.9 in 2450', '', '', 'Exim 4.90.1 at 5.7.1.9 in 2450'],
    ['v5.7.3 waited 450 seconds', '', '', 'v5.7.3 waited 450 seconds'],
  ];
  for (const [text, smtp, enhanced, said] of cases) {
    it(JSON.stringify(text), () => {
      const { reply } = only(text);
      assert.deepEqual(
        [reply.smtp?.value ?? '', reply.enhanced?.value ?? '', reply.text.value],
        [smtp, enhanced, said],
      );
      assert.equal(at(text, reply.smtp), reply.smtp?.value);
      assert.equal(at(text, reply.enhanced), reply.enhanced?.value);
    });
  }

  it('that quotes another one contains that one', () => {
    const text = '550 5.7.367 Remote server returned x -> 554 5.7.1 Relaying denied';
    const { reply } = only(text);
    assert.equal(reply.passedOn?.enhanced?.value, '5.7.1');
    assert.equal(at(text, reply.passedOn.smtp), '554');
  });

  it('of a list is separate', () => {
    assert.deepEqual(
      bounces('550 5.1.1 a\n\n452 4.2.2 b\n\n554 5.7.1 c').map(({ reply }) => reply.smtp?.value),
      ['550', '452', '554'],
    );
  });

  it('is one of two also with the same codes, if one of them has a recipient', () => {
    for (const [first, second] of [
      ['550 5.7.1 SPF check failed', '550 5.7.1 Relaying denied'],
      ['550 5.7.1 <u@example.net>: Relay access denied', '550 5.7.1 Client host [192.0.2.9] blocked'],
      ['550 SPF check failed', '535 5.7.8 Authentication failed'],
    ] as const) {
      assert.deepEqual(
        bounces(`${first}\n${second}\n`).map(({ reply }) => reply.text.value),
        [first, second],
      );
    }
  });

  it('of a transcript stays one', () => {
    const text =
      '   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> RCPT To:<u@example.net>\n<<< 550 5.1.1 no such user\n550 5.1.1 <u@example.net>... User unknown\n<<< 503 5.5.1 Need RCPT\n';
    assert.equal(bounces(text).length, 1);
  });

  it('about the sender names no recipient', () => {
    const refused = only('554 5.7.1 <a@example.com>: Sender address rejected: not logged in');
    assert.equal(refused.recipient, undefined);
    const unknown = only('550 5.1.1 <a@example.com>: Recipient address rejected');
    assert.equal(unknown.recipient?.value, 'a@example.com');
  });

  it('with the page that SPF libraries name is about the domain in its address', () => {
    for (const id of ['s=mfrom;id=alice%40example.com', 's=mfrom;id=example.com', 's=helo;id=example.com']) {
      const text = `550 5.7.1 Please see http://www.openspf.org/Why?${id};ip=192.0.2.1;r=mx.example.net`;
      assert.equal(only(text).namedDomain?.value, 'example.com');
    }
  });

  it('without content is not a reply', () => assert.deepEqual(readEvidence(' \n\t'), []));
});

const REPORT = message(`
Return-Path: <>
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 10:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="=_b"

--=_b
Content-Type: text/plain

<user@example.net>: host mx.example.net[198.51.100.7] said: 550-5.7.26 one
    550 5.7.26 two (in reply to end of DATA command)

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
X-Postfix-Queue-ID: 4F1A2B3C4D
Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; user@example.net
Action: failed
Status: 5.7.26
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 550-5.7.26 mail from [192.0.2.9] is
    550 5.7.26 refused

--=_b
Content-Type: text/rfc822-headers

Return-Path: <bounce@mail.example.com>
DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1;
	h=from; bh=x; b=y
From: "x@other.example" <news@example.com>
To: user@example.net

--=_b--
`);

describe('a delivery report', () => {
  for (const [name, text] of [
    ['as it came', REPORT],
    ['with CRLF', REPORT.replaceAll('\n', '\r\n')],
    ['in a mailbox file', `From MAILER-DAEMON Mon Nov 23 10:00:05 2026\n${REPORT}`],
    ['cut off behind its last part', REPORT.replace('--=_b--', '')],
    [
      'passed on as an attachment',
      `From: a@example.org\nTo: b@example.org\nSubject: look\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nsee below\n--o\nContent-Type: message/rfc822\n\n${REPORT}\n--o--\n`,
    ],
  ] as const) {
    it(`is read: ${name}`, () => {
      const bounce = only(text);
      const { reply } = bounce;
      assert.equal(reply.text.value, '550-5.7.26 mail from [192.0.2.9] is refused');
      for (const [found, value] of [
        [reply.smtp, '550'],
        [reply.enhanced, '5.7.26'],
        [bounce.recipient, 'user@example.net'],
        [bounce.remoteMta, 'mx.example.net'],
        [bounce.reportingMta, 'mx.example.com'],
        [bounce.queueId, '4F1A2B3C4D'],
        [bounce.ip, '192.0.2.9'],
        [bounce.envelopeFrom, 'bounce@mail.example.com'],
        [bounce.headerFrom, 'news@example.com'],
        [bounce.time, 'Mon, 23 Nov 2026 10:00:00 +0000'],
      ] as const) {
        assert.equal(found?.value, value);
        assert.equal(at(text, found), value);
      }
      assert.deepEqual(bounce.signatures, [{ domain: 'example.com', selector: 's1' }]);
      assert.equal(bounce.action, 'failed');
    });
  }

  it('of a delay or a success is reported as such', () => {
    const text = REPORT.replace('Action: failed', 'Action: delayed').replace(
      '\n--=_b\nContent-Type: text/rfc822-headers',
      '\nFinal-Recipient: rfc822; ok@example.net\nAction: delivered\nStatus: 2.0.0\n\n--=_b\nContent-Type: text/rfc822-headers',
    );
    assert.deepEqual(
      bounces(text).map(({ action, recipient }) => [action, recipient?.value]),
      [['delayed', 'user@example.net']],
    );
  });

  it('uses the whole reply from the text for people if that for programs is truncated', () => {
    const text = REPORT.replace(/Diagnostic-Code: [^]*?refused/, 'Diagnostic-Code: smtp; 550-5.7.26 one');
    assert.equal(only(text).reply.text.value, '550-5.7.26 one two (in reply to end of DATA command)');
  });

  it('without codes gives each recipient the text after its address', () => {
    const text = `From: MAILER-DAEMON@mail.example.net
To: anna@example.com
Subject: Mail delivery failed: returning message to sender

The following address failed:

"one@example.org":
SMTP error from remote server after RCPT command:
5.2.1 User Unknown
"two@example.org":
SMTP error from remote server after RCPT command:
5.2.2 Mailbox Full
`;
    const texts = readEvidence(text).map((one) =>
      one.kind === 'bounce' ? [one.recipient?.value, one.reply.enhanced?.value] : [],
    );
    assert.deepEqual(texts, [
      ['one@example.org', '5.2.1'],
      ['two@example.org', '5.2.2'],
    ]);
    const [first] = readEvidence(text);
    assert.ok(first?.kind === 'bounce' && !first.reply.text.value.includes('Full'));
  });

  it('of which only the fields were copied is read', () => {
    const fields = /Reporting-MTA[^]*?refused\n/.exec(REPORT)?.[0] ?? '';
    const bounce = only(fields);
    assert.deepEqual(
      [bounce.recipient?.value, bounce.reply.enhanced?.value, bounce.reportingMta?.value],
      ['user@example.net', '5.7.26', 'mx.example.com'],
    );
  });

  it('that was quoted in a mail is read', () => {
    const quoted = REPORT.split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    const text = `From: a@example.org\nTo: b@example.org\nSubject: why?\n\nWhat is this?\n\n${quoted}`;
    assert.ok(
      bounces(text).some(
        ({ recipient, reply }) => recipient?.value === 'user@example.net' && reply.smtp?.value === '550',
      ),
    );
  });
});

describe('a report that a gateway put into a message with the same ID', () => {
  it('is read, and the notice before it is not', () => {
    const report = (type: string): string => `From: postmaster@mx.example.net
To: list@example.com
Date: Sun, 29 Nov 2026 21:43:21 +0000
Message-ID: <one@mx.example.net>
Subject: Delivery Status Notification (Failure)
Content-Type: ${type}

`;
    const text = `${report('multipart/mixed; boundary="out"')}--out
Content-Type: message/rfc822

${report('multipart/report; boundary="in"')}--in
Content-Type: message/delivery-status

Reporting-MTA: dns;mx.example.net

Final-Recipient: rfc822;user@example.net
Action: failed
Status: 5.1.1

--in--

--out
Content-Type: text/plain

This e-mail is confidential.
--out--
`;
    const { reply, recipient } = only(text);
    assert.equal(reply.enhanced?.value, '5.1.1');
    assert.equal(at(text, recipient), 'user@example.net');
  });
});

describe('a report that a person forwarded as text', () => {
  it('has neither the time nor the addressee of the mail around it', () => {
    const { recipient, time, envelopeFrom, remoteMta } = only(
      message(`
From: Ann <ann@example.com>
To: it@example.org
Date: Tue, 6 Jan 2026 10:00:00 +0000
Subject: FW: Undeliverable: Offer
Content-Type: text/plain

What is this?

Delivery has failed to these recipients or groups:

user@example.net

Diagnostic information for administrators:

Generating server: EX01.example.com

user@example.net
mx.example.net
Remote Server returned '550 5.7.1 Unable to relay'
`),
    );
    assert.deepEqual(
      [recipient?.value, time, envelopeFrom, remoteMta?.value],
      ['user@example.net', undefined, undefined, 'mx.example.net'],
    );
  });
});

describe('encoded parts', () => {
  const words = 'user@example.net\n550 5.7.1 M\u00fcll: Relay access denied\n';
  const utf8 = Buffer.from(words, 'utf8');
  const head = 'From: MAILER-DAEMON@mx.example.com\nSubject: Undelivered Mail\nDate: x\n';

  it('in quoted-printable point back to their source text', () => {
    const encoded = words.replace('\u00fc', '=C3=BC').replace('denied', 'de=\nnied');
    const text = `${head}Content-Transfer-Encoding: quoted-printable\n\n${encoded}`;
    const { reply, recipient } = only(text);
    assert.equal(reply.text.value, '550 5.7.1 M\u00fcll: Relay access denied');
    assert.equal(at(text, reply.enhanced), '5.7.1');
    assert.equal(at(text, recipient), 'user@example.net');
    assert.equal(at(text, reply.text), '550 5.7.1 M=C3=BCll: Relay access de=\nnied');
  });

  it('in base64 point back to the line', () => {
    const encoded = utf8.toString('base64').replace(/.{20}/g, '$&\n');
    const text = `${head}Content-Transfer-Encoding: base64\n\n${encoded}`;
    const { reply } = only(text);
    assert.equal(reply.text.value, '550 5.7.1 M\u00fcll: Relay access denied');
    const line = at(text, reply.smtp) ?? '';
    assert.ok(encoded.split('\n').includes(line), line);
  });
});

describe('a log', () => {
  const POSTFIX = message(`
Nov 23 10:00:00 mx postfix/qmgr[100]: 4F1A2B3C4D: from=<news@example.com>, size=1234, nrcpt=1 (queue active)
Nov 23 10:00:01 mx postfix/smtp[101]: 4F1A2B3C4D: to=<user@example.net>, relay=mx.example.net[198.51.100.7]:25, delay=1.2, dsn=5.7.23, status=bounced (host mx.example.net[198.51.100.7] said: 550 5.7.23 SPF fail ip=192.0.2.99 (in reply to RCPT TO command))
Nov 23 10:00:01 mx postfix/smtp[101]: 4F1A2B3C4D: to=<ok@example.net>, relay=mx.example.net[198.51.100.7]:25, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5.7.1)
Nov 23 10:00:02 mx postfix/smtpd[102]: NOQUEUE: reject: RCPT from unknown[203.0.113.5]: 554 5.7.1 <x@other.example>: Relay access denied; from=<a@b.example> to=<x@other.example> proto=ESMTP helo=<pc>
2026-11-23T10:00:03.123456+01:00 mx postfix/smtp[101]: 4F1A2B3C4E: to=<user@example.org>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to mx.example.org[198.51.100.8]:25: Connection timed out)
`);
  it('of Postfix', () => {
    const read = bounces(POSTFIX);
    assert.deepEqual(
      read.map((b) => [
        b.action,
        b.reply.smtp?.value,
        b.reply.enhanced?.value,
        b.recipient?.value,
        b.envelopeFrom?.value,
        b.ip?.value,
        b.remoteMta?.value,
        b.queueId?.value,
        b.time?.value,
      ]),
      [
        [
          'failed',
          '550',
          '5.7.23',
          'user@example.net',
          'news@example.com',
          '192.0.2.99',
          'mx.example.net',
          '4F1A2B3C4D',
          'Nov 23 10:00:01',
        ],
        [
          'failed',
          '554',
          '5.7.1',
          'x@other.example',
          'a@b.example',
          '203.0.113.5',
          undefined,
          undefined,
          'Nov 23 10:00:02',
        ],
        [
          'delayed',
          undefined,
          '4.4.1',
          'user@example.org',
          undefined,
          undefined,
          undefined,
          '4F1A2B3C4E',
          '2026-11-23T10:00:03.123456+01:00',
        ],
      ],
    );
    for (const b of read) assert.equal(at(POSTFIX, b.recipient), b.recipient?.value);
  });

  it('of Exim', () => {
    const text = message(`
2026-11-23 10:00:03 1abcDE-000001-AB <= news@example.com H=app [10.0.0.1] P=esmtp S=999
2026-11-23 10:00:04 1abcDE-000001-AB ** user@example.net R=dnslookup T=remote_smtp H=mx.example.net [198.51.100.7] X=TLS1.3: SMTP error from remote mail server after end of data: 550-5.7.26 This mail is unauthenticated. 550 5.7.26 See x
2026-11-23 10:00:05 H=(pc) [203.0.113.5] F=<a@b.example> rejected RCPT <x@other.example>: relay not permitted
2026-11-23 10:00:06 1abcDE-000002-AB => ok@example.net R=dnslookup T=remote_smtp H=mx.example.net [198.51.100.7] C="250 OK"
2026-11-23 10:00:07 1abcDE-000003-AB Completed
`);
    assert.deepEqual(
      bounces(text).map((b) => [
        b.action,
        b.reply.smtp?.value,
        b.reply.enhanced?.value,
        b.recipient?.value,
        b.envelopeFrom?.value,
        b.remoteMta?.value,
        b.ip?.value,
      ]),
      [
        ['failed', '550', '5.7.26', 'user@example.net', 'news@example.com', 'mx.example.net', undefined],
        ['failed', undefined, undefined, 'x@other.example', 'a@b.example', undefined, '203.0.113.5'],
      ],
    );
  });

  it('of Sendmail', () => {
    const text = message(`
Nov 23 10:00:06 mx sendmail[200]: 3ANA06: from=<news@example.com>, size=1, class=0, nrcpts=1
Nov 23 10:00:07 mx sendmail[201]: 3ANA06: to=<u@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org. [198.51.100.9], dsn=5.1.1, stat=User unknown
Nov 23 10:00:07 mx sendmail[201]: 3ANA06: to=<ok@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org. [198.51.100.9], dsn=2.0.0, stat=Sent (ok)
Nov 23 10:00:08 mx sm-mta[202]: 3ANA07: ruleset=check_rcpt, arg1=<x@other.example>, relay=[203.0.113.5], reject=550 5.7.1 <x@other.example>... Relaying denied
`);
    assert.deepEqual(
      bounces(text).map((b) => [
        b.reply.smtp?.value,
        b.reply.enhanced?.value,
        b.recipient?.value,
        b.envelopeFrom?.value,
        b.ip?.value,
      ]),
      [
        [undefined, '5.1.1', 'u@example.org', 'news@example.com', undefined],
        ['550', '5.7.1', 'x@other.example', undefined, '203.0.113.5'],
      ],
    );
  });
});

describe('results that a receiver recorded', () => {
  function results(text: string): readonly (readonly (string | undefined)[])[] {
    return readEvidence(text).map((evidence) => {
      assert.ok(evidence.kind === 'authentication');
      const { method, result, ip, envelopeFrom, headerFrom, signature } = evidence;
      return [
        method,
        result,
        ip?.value,
        envelopeFrom?.value,
        headerFrom?.value,
        signature?.domain,
        signature?.selector,
      ];
    });
  }

  it('by Gmail', () => {
    assert.deepEqual(
      results(
        'Authentication-Results: mx.google.com;\n       dkim=fail header.i=@example.com header.s=s1 header.b=abc;\n       spf=softfail (google.com: domain of transitioning a@example.com does not designate 192.0.2.9 as permitted sender) smtp.mailfrom=a@example.com;\n       dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=example.com\n',
      ),
      [
        ['dkim', 'fail', '192.0.2.9', 'a@example.com', 'example.com', 'example.com', 's1'],
        ['spf', 'softfail', '192.0.2.9', 'a@example.com', 'example.com', undefined, undefined],
        ['dmarc', 'fail', '192.0.2.9', 'a@example.com', 'example.com', undefined, undefined],
      ],
    );
  });

  it('by Outlook, which leaves its own name out', () => {
    assert.deepEqual(
      results(
        'Authentication-Results: spf=fail (sender IP is 192.0.2.9)\n smtp.mailfrom=example.com; dkim=none (message not signed)\n header.d=none;dmarc=fail action=oreject header.from=example.com;compauth=fail reason=000\n',
      ),
      [
        ['spf', 'fail', '192.0.2.9', 'example.com', 'example.com', undefined, undefined],
        ['dkim', 'none', '192.0.2.9', 'example.com', 'example.com', undefined, undefined],
        ['dmarc', 'fail', '192.0.2.9', 'example.com', 'example.com', undefined, undefined],
      ],
    );
  });

  it('of several mails that were pasted together are kept separate', () => {
    const [first, , third] = results(
      'spf=fail smtp.mailfrom=a@example.com; dmarc=fail header.from=example.com; spf=fail smtp.mailfrom=b@example.net; dmarc=fail header.from=example.net',
    );
    assert.deepEqual(
      [first, third].map((result) => result?.slice(3, 5)),
      [
        ['a@example.com', undefined],
        ['b@example.net', undefined],
      ],
    );
  });

  // RFC 8601 appendix B.5.
  it('as in the RFC', () => {
    assert.deepEqual(
      results(
        'Authentication-Results: example.com;\n  dkim=pass (good signature) header.d=example.com;\n  dkim=fail reason="bad signature" header.d=example.net\n',
      ).map(([method, result, , , , domain]) => [method, result, domain]),
      [
        ['dkim', 'pass', 'example.com'],
        ['dkim', 'fail', 'example.net'],
      ],
    );
  });

  // RFC 7208 §9.1.
  it('in Received-SPF', () => {
    const text =
      'Received-SPF: fail (mybox.example.org: domain of\n                  myname@example.com does not designate\n                  192.0.2.1 as permitted sender)\n                  receiver=mybox.example.org; client-ip=192.0.2.1;\n                  envelope-from="myname@example.com"; helo=foo.example.com;\n';
    assert.deepEqual(results(text), [
      ['spf', 'fail', '192.0.2.1', 'myname@example.com', undefined, undefined, undefined],
    ]);
  });

  it('pasted without the name of the field', () => {
    assert.deepEqual(
      results('spf=pass smtp.mailfrom=a@example.com; dkim=none; dmarc=fail header.from=example.com').map(
        ([m, r]) => `${m ?? ''} ${r ?? ''}`,
      ),
      ['spf pass', 'dkim none', 'dmarc fail'],
    );
  });

  it('in the header of a delivered message', () => {
    assert.deepEqual(
      results(
        'Received: by x\nAuthentication-Results: mx.example.org; spf=none smtp.mailfrom=example.com\nFrom: a@example.com\nTo: b@example.org\n\n550 5.7.1 is what he said\n',
      ).map(([m, r]) => `${m ?? ''} ${r ?? ''}`),
      ['spf none'],
    );
  });
});
