import assert from 'node:assert/strict';

import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import { explanationTexts } from '../../server/src/features/reports/explanation.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { workspace } from '../harness/workspace.ts';

function texts(text: string): string {
  const result = {
    bounces: explainBounces(text, () => workspace()),
    text,
    workspace: workspace(),
    nameOf: String,
  };
  return [...explanationTexts(result, { paint: plain, width: Infinity })].join('');
}

describe('an explanation', () => {
  it('does not promise that the reader can change the DNS of the recipient', () => {
    assert.match(
      texts('550 5.4.4 Host or domain name not found. Name service error for name=example.org type=AAAA'),
      /Can DNS fix this\? +Only the DNS of the recipient's domain/,
    );
    assert.match(texts('550 5.7.23 SPF fail for domain example.com'), /Can DNS fix this\? +Yes\./);
  });

  it('distinguishes a signature from the domain in From', () => {
    const text = texts('Authentication-Results: mx.example.net; dkim=fail header.d=example.org header.s=s1');
    assert.match(text, /Message +signed as example\.org$/m);
    assert.doesNotMatch(text, /with From/);
  });

  it('names the header whose value has no method, and calls results so', () => {
    const text = texts(
      'Received-SPF: fail (mx.example.net: domain of a@example.com does not designate 192.0.2.9) client-ip=192.0.2.9;\n' +
        'Authentication-Results: mx.example.net; dmarc=fail header.from=example.com\n',
    );
    assert.match(text, /^Received-SPF: fail \(/m);
    assert.match(text, /^2 results\./m);
  });

  it('of a report without words has its code as the heading', () => {
    const text = texts(
      'From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n--b\n' +
        'Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n' +
        'Final-Recipient: rfc822; u@example.net\nAction: failed\nStatus: 5.1.1\n\n--b--\n',
    );
    assert.match(text, /^5\.1\.1\n\n {2}Meaning +The receiving server has no mailbox/);
  });
});
