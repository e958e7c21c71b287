import assert from 'node:assert/strict';
import { LongLog } from '../../server/src/senders/bounces/long-log.ts';
import { MAX_BOUNCES } from '../../server/src/senders/bounces/log.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';

const POSTFIX = [
  'Nov 23 10:00:00 mx postfix/smtpd[1]: connect from unknown[192.0.2.9]',
  'Nov 23 10:00:01 mx postfix/qmgr[1]: 4F1ABC: from=<a@example.com>, size=1, nrcpt=1 (queue active)',
  'Nov 23 10:00:01 mx postfix/qmgr[1]: 4F1DEF: from=<b@example.com>, size=1, nrcpt=1 (queue active)',
  'Nov 23 10:00:02 mx postfix/smtp[1]: 4F1DEF: to=<y@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 OK)',
  'Nov 23 10:00:03 mx postfix/smtp[1]: 4F1ABC: to=<x@example.net>, relay=mx.example.net[192.0.2.2]:25, dsn=5.7.23, status=bounced (host mx.example.net[192.0.2.2] said: 550 5.7.23 SPF fail (in reply to MAIL FROM command))',
  'Nov 23 10:00:04 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <x@example.net>: Relay access denied; from=<c@example.com> to=<x@example.net> proto=ESMTP helo=<x>',
];
const EXIM = [
  '2026-11-23 10:00:00 1abcDE-000001-AB <= a@example.com H=x [192.0.2.9] P=esmtp S=100',
  '2026-11-23 10:00:01 1abcDE-000001-AB ** x@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.2]: SMTP error from remote mail server after MAIL FROM: 550 5.7.23 SPF fail',
  '2026-11-23 10:00:02 1abcDE-000002-AB => y@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1] C="250 OK"',
];
const SENDMAIL = [
  'Nov 23 10:00:00 mx sendmail[1]: 1ANA00: from=<a@example.com>, size=1, class=0, nrcpts=1, relay=x [192.0.2.9]',
  'Nov 23 10:00:01 mx sendmail[1]: 1ANA00: to=<x@example.net>, delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.2], dsn=5.7.1, stat=User unknown',
  'Nov 23 10:00:02 mx sendmail[1]: 1ANA01: to=<y@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org. [192.0.2.1], dsn=2.0.0, stat=Sent (OK)',
];

const QMAIL = [
  '@4000000067c8d0e21f3a5b6c new msg 5001',
  '@4000000067c8d0e21f3a5b6c info msg 5001: bytes 10 from <a@example.com> qp 1 uid 1',
  '@4000000067c8d0e21f3a5b6c info msg 5002: bytes 10 from <b@example.com> qp 2 uid 1',
  '@4000000067c8d0e21f3a5b6c starting delivery 7: msg 5001 to remote x@example.net',
  '@4000000067c8d0e21f3a5b6c status: local 0/10 remote 1/20',
  '@4000000067c8d0e21f3a5b6c starting delivery 8: msg 5001 to remote y@example.net',
  '@4000000067c8d0e21f3a5b6c delivery 7: failure: 192.0.2.2_does_not_like_recipient./Remote_host_said:_550_5.1.1_No_such_user/Giving_up_on_192.0.2.2./',
  '@4000000067c8d0e21f3a5b6c delivery 8: success: 192.0.2.2_accepted_message./',
];

const takeAll = (lines: readonly string[]): LongLog => {
  const log = new LongLog();
  for (const line of lines) log.take(line);
  return log;
};

/** What is reported about it, wherever it is. */
const readingOf = (text: string): string =>
  JSON.stringify(readEvidence(text), (key, value: unknown) => (key === 'range' ? undefined : value));

describe('a log that is too long to store', () => {
  for (const [program, lines] of Object.entries({
    Postfix: POSTFIX,
    Exim: EXIM,
    Sendmail: SENDMAIL,
    qmail: QMAIL,
  })) {
    it(`of ${program} has the same failures as all of it, and their senders`, () => {
      const log = takeAll(lines);
      const whole = readEvidence(lines.join('\n'));
      assert.ok(whole.length > 0);
      assert.equal(readingOf(log.excerpt().text), readingOf(lines.join('\n')));
      assert.equal(log.leftOut, 0);
      const kept = log.excerpt().text.trimEnd().split('\n');
      assert.ok(kept.length < lines.length);
      assert.deepEqual(
        kept,
        kept.map((_, i) => lines[log.excerpt().lineOf(i)]),
      );
    });
  }

  it('keeps only the failures of an export, with any number of rows', () => {
    const log = new LongLog();
    log.take('origin_timestamp_utc,sender_address,recipient_status,message_subject,directionality');
    for (let i = 0; i < 200_000; i++) {
      const status = i % 1000 === 0 ? 'Receive, Fail' : 'Receive, Deliver';
      log.take(
        `2026-01-05T08:00:01Z,ann@example.com,"user${i}@example.net##${status}",Subject ${i},Originating`,
      );
    }
    assert.equal(log.excerpt().text.trimEnd().split('\n').length, 201);
    assert.equal(readEvidence(log.excerpt().text).length, 200);
  });

  it('drops the senders of old messages if their lines are long', () => {
    const log = new LongLog();
    const [, from = '', , , failure = ''] = POSTFIX;
    const padding = 'x'.repeat(7000);
    const take = (line: string, i: number): void => log.take(line.replace('4F1ABC', `4FAAA${i}`) + padding);
    for (let i = 0; i < 11_000; i++) take(from, i);
    take(failure, 0);
    take(failure, 10_999);
    const kept = log.excerpt().text.trimEnd().split('\n');
    assert.deepEqual(
      kept.map((line) => /4FAAA\d+/.exec(line)?.[0]),
      ['4FAAA0', '4FAAA10999', '4FAAA10999'],
    );
  });

  it('stays within limits, and reports how much is left out', () => {
    const log = new LongLog();
    const [, from = '', , , failure = ''] = POSTFIX;
    for (let i = 0; i < 150_000; i++) {
      log.take(from.replace('4F1ABC', `4FAAA${i}`));
      if (i < MAX_BOUNCES + 10) log.take(failure.replace('4F1ABC', `4FAAA${i}`));
    }
    assert.equal(log.leftOut, 10);
    assert.equal(log.excerpt().text.split('\n').length - 1, 2 * MAX_BOUNCES);
    log.take(`postfix/smtp[1]: ${'x'.repeat(10_000_000)}`);
  });
});
