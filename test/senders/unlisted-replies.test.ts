import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RefusalCause } from '../../server/src/senders/replies/model.ts';
import { explained } from './explained.ts';

/** What an expert says of each reply, and what mailtxt says. */
const REPLIES = readFileSync(join(__dirname, 'unlisted-replies.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [faults = '', text = ''] = line.split('\t');
    const [first] = explained(text);
    assert.ok(first !== undefined, text);
    return { text, faults: faults.split('|'), explanation: first.explanation };
  });

// FIXME: their key words are those of another kind.
const TAKEN_FOR_ANOTHER: ReadonlySet<string> = new Set([
  '517-Domain does not exist: example.com.',
  '541 The recipient address rejected your message',
  '554 INVALID IP FOR SENDING MAIL OF DOMAIN example.com [RCPT_TO]',
  '550 5.1.2 User reject',
  '550 This address does not receive mail',
  '554 Connection refused(mx). MAIL FROM [a@example.com] mismatches client IP [203.0.113.9].',
]);

const AUTHENTICATION = new Set<RefusalCause>(['spf', 'dkim', 'dmarc', 'authentication']);

describe('replies that are in no table', () => {
  it('have the kind that an expert assigned, or an unknown one', () => {
    const wrong = REPLIES.filter(
      ({ explanation, faults }) => explanation.known && !faults.includes(explanation.fault),
    );
    assert.deepEqual(new Set(wrong.map(({ text }) => text)), TAKEN_FOR_ANOTHER);
  });

  it('are never taken for a failure of SPF, DKIM or DMARC', () => {
    for (const { text, faults, explanation } of REPLIES) {
      if (faults.includes('spf') || faults.includes('authentication') || faults.includes('dmarc')) continue;
      assert.ok(!AUTHENTICATION.has(explanation.fault), text);
    }
  });

  it('are explained by their wording in six of seven cases', () => {
    const known = REPLIES.filter(({ explanation }) => explanation.known).length;
    assert.ok(REPLIES.length >= 390, `${REPLIES.length} replies`);
    assert.ok(known >= (REPLIES.length * 6) / 7, `${known} of ${REPLIES.length}`);
  });

  it('with three digits that stand for an enhanced code are explained by it', () => {
    for (const [text, id] of [
      ['571 Zwiebelkuchen', 'status-5.7.1'],
      ['446 Zwiebelkuchen', 'status-4.4.6'],
      ['554 Zwiebelkuchen', 'status-554'],
    ] as const)
      assert.equal(explained(text)[0]?.explanation.id, id);
  });
});
