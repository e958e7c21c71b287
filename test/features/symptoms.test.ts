import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explanationTexts } from '../../server/src/features/reports/explanation.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { explained } from '../senders/explained.ts';

const DOCS = join(__dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'troubleshooting.md'), 'utf8');
const [, TABLE = ''] = /^## By symptom\n([\s\S]*?)^## /m.exec(PAGE) ?? [];

/** The rows of the table: the problem, the reply, whether DNS can fix it, and what to do. */
const ROWS = TABLE.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|Problem \|)/.test(line))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  );

/** The symptoms that the article on relaying lists. Each has a row. */
const SYMPTOMS = [
  /not in SPF/,
  /SPF has a fault, or uses too many lookups/,
  /DKIM is missing/,
  /DKIM is broken, or the message was changed/,
  /DMARC rejects/,
  /Wrong port or wrong server settings/,
  /Outdated protocol/,
  /blocklist/,
  /SMTP AUTH/,
  /another network/,
  /relay/,
  /comes in, but does not go out/,
  /Only some recipients/,
  /marked as spam/,
];

describe('the table of symptoms', () => {
  it('has a row for each of them', () => {
    const missing = SYMPTOMS.filter((symptom) => !ROWS.some(([seen = '']) => symptom.test(seen)));
    assert.deepEqual(missing, []);
  });

  for (const [seen = '', said = '', canHelp = '', todo = ''] of ROWS) {
    it(`is right: ${seen}`, () => {
      const answers = [...said.matchAll(/`([^`]+)`/g)].map(([, answer = '']) => answer);
      assert.ok(answers.length > 0);
      for (const answer of answers) {
        const found = explained(answer);
        assert.ok(found.length > 0, answer);
        for (const { explanation } of found) assert.ok(explanation.known, `${answer}: ${explanation.id}`);
        assert.ok(
          found.some(({ explanation }) => explanation.dnsFixable === canHelp),
          answer,
        );
      }
      for (const [, page = ''] of todo.matchAll(/\]\(([^)]+)\)/g)) {
        const [file = '', heading] = page.split('#');
        if (heading === undefined) assert.ok(existsSync(join(DOCS, file)), page);
        else assert.ok(PAGE.toLowerCase().includes(`# ${heading.replaceAll('-', ' ')}\n`), page);
      }
    });
  }
});

function logged(queue: string, to: string, said: string): string {
  const [, domain = ''] = to.split('@');
  return (
    `Nov 23 10:00:01 mx postfix/qmgr[1]: ${queue}: from=<a@example.com>, size=1, nrcpt=1 (queue active)\n` +
    `Nov 23 10:00:03 mx postfix/smtp[1]: ${queue}: to=<${to}>, relay=mx.${domain}[192.0.2.2]:25, dsn=5.0.0, ` +
    `status=bounced (host mx[192.0.2.2] said: ${said})\n`
  );
}

function reportOn(text: string): string {
  const result = { bounces: explained(text), text, workspace: undefined, nameOf: (path: string) => path };
  return [...explanationTexts(result, { paint: plain, width: 400 })].join('');
}

describe('several bounces in one input', () => {
  const spf = '550 5.7.23 SPF fail';
  it('are summarized by code, sender and recipient domain', () => {
    const report = reportOn(
      logged('AAAAA1', 'x@example.net', spf) +
        logged('AAAAA2', 'y@example.net', spf) +
        logged('AAAAA3', 'z@example.org', '550 5.1.1 User unknown'),
    );
    assert.match(report, /^3 replies, to 2 domains. Check the sending side first\.$/m);
    assert.match(report, /^ {2}By code +550 5\.7\.23 \(2\), 550 5\.1\.1 \(1\)$/m);
    assert.match(report, /^ {2}By sender +a@example\.com \(3\)$/m);
    assert.match(report, /^ {2}To +example\.net \(2\), example\.org \(1\)$/m);
  });

  it('that one receiver rejects point to that receiver', () => {
    const report = reportOn(logged('AAAAA1', 'x@example.net', spf) + logged('AAAAA2', 'y@example.net', spf));
    assert.match(report, /2 replies, all to example\.net. Check that receiver first\./);
  });

  it('have what a postmaster needs, to copy', () => {
    const report = reportOn(logged('AAAAA1', 'x@example.net', spf));
    const [, text = ''] = /^ {2}For the recipient's postmaster, to copy\n([\s\S]*?)\n\n/m.exec(report) ?? [];
    const facts = text.split('\n').map((line) => line.trim().replace(/ {2,}/, ': '));
    assert.deepEqual(facts, [
      'Reply: host mx[192.0.2.2] said: 550 5.7.23 SPF fail',
      'Code: 550 5.7.23',
      'Time: Nov 23 10:00:03 (no time zone given)',
      'From: a@example.com',
      'To: x@example.net',
      'Queue ID: AAAAA1',
      'Rejected by: mx.example.net [192.0.2.2]',
      'Meaning: SPF does not pass: the sending server is not in the SPF record, or the record is invalid.',
    ]);
  });
});
