import assert from 'node:assert/strict';
import fc from 'fast-check';

import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { explained } from './explained.ts';
import { runs } from '../harness/runs.ts';

const MEGABYTE = 1024 * 1024;

const HEAD = 'From: MAILER-DAEMON@mx.example.com\nSubject: Undelivered Mail\nTo: a@example.com\n';

/** What one pattern or another could try again and again: each is repeated to a megabyte. */
const UNITS = [
  'a',
  ' ',
  '\n',
  '\r',
  '\t',
  '<',
  '@',
  '550 ',
  '550-',
  '550-5.7.1 ',
  '5.7.1 ',
  '5.7.',
  '1.',
  '1:',
  ':',
  ';',
  '-> ',
  'a@b.example ',
  'a@b.example:\n',
  '<a@b.example>: ',
  'a.',
  'SPF ',
  'DMARC ',
  'rejected ',
  'domain ',
  'from ',
  'host a[',
  'said: ',
  '>',
  '> ',
  '=3D',
  '=\n',
  '(',
  'spf=fail ',
  'spf=fail;',
  'X-A: b\n',
  'Received: ',
  'Authentication-Results: spf=fail\n',
  'Final-Recipient: rfc822; a@b.example\n\n',
  'postfix/smtp[1]: ABCDEF: to=<a@b.example>, status=bounced (550 x)\n',
  '2026-01-01 00:00:00 1abcDE-000001-AB ** a@b.example: 550 x\n',
  '{"a":',
  '{"event":"bounce","email":"a","sg_message_id":"",',
  '<p>&amp;',
  'reject: header ',
  'smtpd[1]: 0a1b2c3d4e5f6071 smtp failed-command result="',
  '2026-01-01 00:00:00 rejected  for  H=',
  'Remote server: ',
  'host a.b[1.2.3.4] ',
  'From a Mon Jan  5 08:00:00 2026\n\n',
  'eventid,recipientstatus,clientip,serverip,recipients\n,FAIL"',
  'Feedback-Type: abuse\n',
  '--b\n',
  '--b\nContent-Type: multipart/mixed; boundary=b\n\n',
];

describe('hostile bounces', () => {
  for (const unit of UNITS) {
    it(`one megabyte of ${JSON.stringify(unit)}`, () => {
      const text = unit.repeat(MEGABYTE / unit.length);
      explained(text);
      explained(`550 5.7.1 ${text}`);
      const part = text.slice(0, MEGABYTE / 8);
      explained(`${HEAD}\n${part}`);
      explained(`${HEAD}Content-Type: multipart/report; boundary=b\n\n--b\n\n${part}`);
      explained(`${HEAD}Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain\n\n${part}`);
      explained(`Final-Recipient: rfc822; a@example.com\nDiagnostic-Code: smtp; 550 ${part}`);
    });
  }

  it('10,000 parts, and the content of the last one', () => {
    const status =
      '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nStatus: 5.7.23\nDiagnostic-Code: smtp; 550 5.7.23 SPF fail\n';
    const filler = '--b\nContent-Type: text/plain\n\nx\n'.repeat(10_000);
    const [bounce] = readEvidence(
      `${HEAD}Content-Type: multipart/report; boundary=b\n\n${filler}${status}--b--\n`,
    );
    assert.equal(bounce?.kind === 'bounce' && bounce.reply.enhanced?.value, '5.7.23');
    const part = '--b\nContent-Type: text/plain\n\n<a@example.com>:\n550 5.1.1 x\n';
    readEvidence(`${HEAD}Content-Type: multipart/report; boundary=b\n\n${part.repeat(10_000)}--b--\n`);
  });

  it('a message in a message, 1,000 levels deep', () => {
    const inner = `${HEAD}Content-Type: message/rfc822\n\n`;
    readEvidence(inner.repeat(1000));
    let nested = 'x';
    for (let i = 0; i < 1000; i++) {
      nested = `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n${nested}\n--b${i}--\n`;
    }
    readEvidence(`${HEAD}${nested}`);
  });

  it('any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...UNITS, HEAD, '\r\n', '\n\n', '\u0000', '\ud800', '\ufffc', '\u2028'),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        for (const { evidence } of explained(text)) {
          const { range } = evidence.kind === 'bounce' ? evidence.reply.text : evidence.text;
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
        }
      }),
      { numRuns: runs(150) },
    );
  });
});
