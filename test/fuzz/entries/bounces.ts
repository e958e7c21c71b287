import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { explainBounces } from '../../../server/src/features/explain-bounce.ts';
import { readEvidence } from '../../../server/src/senders/bounces/read.ts';
import { LongLog } from '../../../server/src/senders/bounces/long-log.ts';
import { environment } from '../../harness/workspace.ts';
import { FIXTURES } from '../../senders/container-lines.ts';
import { checkRange } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { MAIL } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';
import { corpusTexts, pageBlocks } from '../seeds.ts';

/** Every value that was found is at its range, in the given text. */
function checkFound(found: unknown, length: number, depth = 0): void {
  if (typeof found !== 'object' || found === null || depth > 6) return;
  const { range } = found as { readonly range?: unknown };
  if (typeof range === 'object' && range !== null && 'start' in range)
    checkRange(range as { start: number; end: number }, length, 'a value');
  for (const part of Object.values(found)) checkFound(part, length, depth + 1);
}

function checkEvidence(text: string): void {
  const evidence = readEvidence(text);
  checkFound(evidence, text.length);
  assert.deepEqual(readEvidence(text), evidence, 'two readings differ');
  explainBounces(text, () => createWorkspace(environment()));
}

const NOTIFICATION = `From: MAILER-DAEMON@mx.example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

<a@example.org>: host mx.example.org[192.0.2.25] said: 550 5.7.23 SPF validation failed (in reply to MAIL FROM command)

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.7.23
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.7.23 SPF validation failed

--b
Content-Type: text/rfc822-headers

From: b@example.com
DKIM-Signature: v=1; d=example.com; s=s1; b=abc
--b--
`;

const LOG = `Jan  1 00:00:00 h postfix/qmgr[1]: ABCDEF: from=<a@example.com>, size=1, nrcpt=1 (queue active)
Jan  1 00:00:01 h postfix/smtp[1]: ABCDEF: to=<b@example.org>, relay=mx.example.org[192.0.2.25]:25, dsn=5.7.26, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.7.26 unauthenticated (in reply to end of DATA command))
2026-01-01 00:00:00 1abcDE-000001-AB <= a@example.com
2026-01-01 00:00:01 1abcDE-000001-AB ** b@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.25]: SMTP error: 550 5.7.1 rejected
Jan  1 00:00:02 h sm-mta[1]: u0abc: to=<b@example.org>, relay=mx.example.org. [192.0.2.25], dsn=5.7.1, stat=Service unavailable
`;

const mutate = several([5, tokens(MAIL)], [2, lines], [3, characters]);

/** Bounces, and whatever people paste to have it explained. */
export const bounce: FuzzEntry = {
  name: 'bounce',
  extension: 'eml',
  shortRun: 200,
  seeds: (withCorpus) => [
    NOTIFICATION,
    ...FIXTURES.filter(([name]) => !/\.(?:log|csv)$/.test(name)).map(([, text]) => text),
    ...pageBlocks('text'),
    ...(withCorpus
      ? [...corpusTexts('bounces', /./, 'latin1'), ...corpusTexts('reports', /\.eml$/, 'latin1')]
      : []),
  ],
  mutate,
  check: checkEvidence,
};

/** Logs of mail servers, whole and line by line. */
export const log: FuzzEntry = {
  name: 'log',
  extension: 'log',
  shortRun: 250,
  seeds: (withCorpus) => [
    LOG,
    ...FIXTURES.filter(([name]) => /\.(?:log|csv)$/.test(name)).map(([, text]) => text),
    ...(withCorpus ? corpusTexts('bounces', /log/, 'latin1') : []),
  ],
  mutate,
  check(text) {
    checkEvidence(text);
    const long = new LongLog();
    for (const line of text.split('\n')) long.take(line);
    checkEvidence(long.excerpt().text);
  },
};
