import assert from 'node:assert/strict';
import { gzipSync, zipSync } from 'fflate';

import { explanationTexts } from '../../server/src/features/reports/explanation.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { MAX_EVENTS } from '../../server/src/senders/bounces/events/read-events.ts';
import { MAX_JSON_DEPTH, jsonObjectsIn } from '../../server/src/senders/bounces/events/json-text.ts';
import { MAX_BOUNCES } from '../../server/src/senders/bounces/log.ts';
import { LongLog } from '../../server/src/senders/bounces/long-log.ts';
import { LongMailbox } from '../../server/src/senders/bounces/long-mailbox.ts';
import type { DeliveryEvidence } from '../../server/src/senders/bounces/model.ts';
import { readEvidence, readEvidenceInParts } from '../../server/src/senders/bounces/read.ts';
import { htmlText, MAX_HTML } from '../../server/src/senders/message/html-text.ts';
import { MAX_REPORT_TEXT, unpackReportTexts } from '../../server/src/senders/reports/unpack-text.ts';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import { FIXTURES, lineOf } from './container-lines.ts';
import { explained } from './explained.ts';

const fixture = (name: string): string => FIXTURES.find(([one]) => one === name)?.[1] ?? '';

/** Every place in a piece of evidence is in the text. */
function checkPlaces(value: unknown, length: number): void {
  if (typeof value !== 'object' || value === null) return;
  if ('start' in value && 'end' in value) {
    const { start, end } = value as { readonly start: number; readonly end: number };
    assert.ok(start >= 0 && start <= end && end <= length);
  }
  for (const part of Object.values(value)) checkPlaces(part, length);
}

const withoutPlaces = (evidence: readonly DeliveryEvidence[]): readonly string[] => evidence.map(lineOf);

describe('hostile containers', () => {
  /** Prefixes of each example that are read. */
  const CUTS = 40;
  it('every truncated example is read, with every place in it', () => {
    for (const [, text] of FIXTURES) {
      for (let i = 0; i <= CUTS; i++) {
        const part = text.slice(0, Math.floor((text.length * i) / CUTS));
        checkPlaces(readEvidence(part), part.length);
      }
    }
  });

  it('a control character in any field is never shown raw', () => {
    for (const [name, text] of FIXTURES) {
      const marked = text.replaceAll('example', 'exam\u001b]0;x\u0007\u202e\u009bple');
      const result = { bounces: explained(marked), text: marked, workspace: undefined, nameOf: String };
      const shown = [...explanationTexts(result, { paint: plain, width: 100 })].join('');
      assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, name);
    }
  });

  describe('JSON', () => {
    const EVENT = fixture('ses-bounce.json').trim();

    for (const [what, open, close] of [
      ['objects', '{"a":', '}'],
      ['arrays', '[', ']'],
      ['objects in arrays', '[{"a":', '}]'],
    ] as const) {
      it(`of ${what} 10,000 levels deep is left out, and the rest is read`, () => {
        const deep = `${open.repeat(10_000)}1${close.repeat(10_000)}`;
        readEvidence(deep);
        readEvidence(`{"Message":${JSON.stringify(deep)}}`);
        const found = readEvidence(`{"x":${deep}}\n${EVENT}`);
        assert.deepEqual(withoutPlaces(found), withoutPlaces(readEvidence(EVENT)));
      });
    }

    it('is parsed only to a fixed depth', () => {
      const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      assert.equal([...jsonObjectsIn(nested(MAX_JSON_DEPTH))].length, 1);
      assert.equal([...jsonObjectsIn(nested(MAX_JSON_DEPTH + 1))].length, 0);
    });

    it('with many events has a bounded number', () => {
      const one = '{"event":"bounce","email":"a@example.net","sg_message_id":"x","reason":"550 5.1.1 no"}\n';
      assert.equal(readEvidence(one.repeat(MAX_EVENTS + 10)).length, MAX_EVENTS);
    });

    it('in strings in strings is decoded a fixed number of times', () => {
      let text = EVENT;
      for (let i = 0; i < 12; i++) text = JSON.stringify({ Message: text });
      assert.ok(readEvidence(text).every(({ kind }) => kind === 'bounce'));
      assert.equal(readEvidence(JSON.stringify({ Message: EVENT }))[0]?.kind, 'bounce');
    });
  });

  describe('a CSV of a million rows', () => {
    const [header = '', row = ''] = fixture('m365-trace-extended.csv').split('\n');
    const sent = row.replace('FAIL', 'SEND').replace(/"\[.*?\]"/, '250 OK');

    it('is stored line by line, as far as rows report failures', () => {
      const log = new LongLog();
      log.take(header);
      for (let i = 0; i < 1_000_000; i++) log.take(i % 100_000 === 0 ? row : sent);
      const excerpt = log.excerpt();
      assert.equal(excerpt.text.split('\n').length, 12);
      assert.equal(readEvidence(excerpt.text).length, 10);
      assert.equal(excerpt.lineOf(2), 100_001);
    }).timeout(60_000);

    it('with only failures has a bounded number', () => {
      const log = new LongLog();
      log.take(header);
      for (let i = 0; i < MAX_BOUNCES + 5; i++) log.take(row);
      assert.equal(log.leftOut, 5);
    });

    it('may have rows of any form', () => {
      for (const hostile of ['"'.repeat(100_000), ','.repeat(100_000), '"a""'.repeat(20_000), '\u0000,"']) {
        readEvidence(`${header}\n${hostile}FAIL\n${row}\n`);
      }
    });
  });

  describe('a long mailbox', () => {
    const mailbox = fixture('several.mbox');
    const other = `From bob@example.org Mon Jan  5 09:00:00 2026\nFrom: bob@example.org\nTo: ann@example.com\nSubject: lunch\n\n${'word '.repeat(200)}\n\n`;

    it('keeps only its reports, and counts lines as in the whole', () => {
      const long = new LongMailbox();
      const text = `${other.repeat(1000)}${mailbox}${other.repeat(10)}`;
      for (const line of text.split('\n')) long.take(line);
      const excerpt = long.excerpt();
      assert.ok(excerpt.length < mailbox.length + 10);
      assert.deepEqual(withoutPlaces(readEvidence(excerpt.text)), withoutPlaces(readEvidence(mailbox)));
      assert.equal(excerpt.lineOf(0), 1000 * (other.split('\n').length - 1));
    });

    it('with one endless message is kept in part', () => {
      const long = new LongMailbox();
      for (const line of mailbox.split('\n').slice(0, 5)) long.take(line);
      for (let i = 0; i < 100_000; i++) long.take('x'.repeat(100));
      assert.ok(long.excerpt().length < 1024 * 1024);
    });
  });

  it('a mailbox of empty lines is kept in part', () => {
    const long = new LongMailbox();
    for (const line of fixture('several.mbox').split('\n').slice(0, 5)) long.take(line);
    for (let i = 0; i < 1_000_000; i++) long.take('');
    assert.ok(long.excerpt().text.split('\n').length < 10_000);
  });

  describe('HTML', () => {
    const textOf = (html: string): string => htmlText(MappedText.verbatim(html, 0)).text;

    it('has its entities decoded once: none expands', () => {
      assert.equal(textOf('&amp;amp;&#x41;&lt;b&gt;&#0;&#x110000;'), '&amp;A<b>\ufffd\ufffd');
      assert.ok(textOf('&lt;'.repeat(MAX_HTML)).length <= MAX_HTML);
      assert.match(textOf('<!DOCTYPE x [<!ENTITY a "&b;&b;">]><p>&a;</p>'), /&a;/);
    });

    it('shows no script, no style and no comment', () => {
      assert.equal(textOf('<style>550 5.7.1</style><script>"550"</script><!-- 550 --><p>a</p>').trim(), 'a');
    });

    for (const unit of ['<b>', '</b>', '<', '&', '<!--', '<style>', '<a href="', '<p>a', '&#x', '<td>']) {
      it(`with ${JSON.stringify(unit)} repeated is read to its limit`, () => {
        assert.ok(textOf(unit.repeat(MAX_HTML)).length <= 2 * MAX_HTML);
      });
    }
  });

  describe('a packed report', () => {
    const encode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

    it('is read as its content', () => {
      for (const name of ['tls-rpt.json', 'dmarc-report.xml']) {
        const [text] = unpackReportTexts(gzipSync(encode(fixture(name))));
        assert.equal(text, fixture(name));
      }
      assert.deepEqual(unpackReportTexts(encode('550 5.7.1 no')), []);
      assert.deepEqual(unpackReportTexts(gzipSync(encode('words'))), []);
    });

    it('is read completely if one file has several', () => {
      const names = ['a.xml', 'b.xml', '__MACOSX/c.xml', 'notes.txt'];
      const files = Object.fromEntries(
        names.map((name) => [name, encode(fixture('dmarc-report.xml').replace('r1', name))]),
      );
      const texts = unpackReportTexts(zipSync(files));
      assert.deepEqual(
        texts.map((text) => /<report_id>(.*?)</.exec(text)?.[1]),
        ['a.xml', 'b.xml'],
      );
      const parts = texts.map((text, i) => ({ start: i * text.length, end: (i + 1) * text.length }));
      const read = readEvidenceInParts(texts.join(''), parts);
      assert.deepEqual(
        read.map((one) => one.kind),
        ['notice', 'notice'],
      );
    });

    it('that expands endlessly is cut', () => {
      const bomb = gzipSync(encode(`{"report-id":"${'x'.repeat(64 * 1024 * 1024)}`));
      assert.ok((unpackReportTexts(bomb)[0]?.length ?? 0) <= MAX_REPORT_TEXT + 1024 * 1024);
    });
  });
});

describe('JSON in no known form', () => {
  const deep = (levels: number): string =>
    `[{"event":"bounce","email":"u@example.net","reason":"550 5.7.23 SPF fail","ip":"198.51.100.9","x":${'['.repeat(levels)}${']'.repeat(levels)}}]`;

  it('has no address of the sender outside of the string with the reply', () => {
    for (const text of [
      deep(10_000),
      '{"error":{"response":"550 5.7.23 SPF fail"},"client":"198.51.100.9"}',
      '{"message":"Sending was refused","client":"198.51.100.9"}',
    ]) {
      const [bounce, ...more] = readEvidence(text);
      assert.ok(bounce?.kind === 'bounce');
      assert.deepEqual(more, []);
      assert.equal(bounce.ip, undefined);
    }
  });

  it('has replies that end with their strings', () => {
    const read = readEvidence(
      '{"a":{"response":"550 5.1.1 no such user"},"b":["451 4.7.1 \\"wait\\" a bit"]}',
    );
    assert.deepEqual(
      read.map((one) => (one.kind === 'bounce' ? one.reply.text.value : '')),
      ['550 5.1.1 no such user', '451 4.7.1 \\"wait\\" a bit'],
    );
  });

  it('is read in one pass, with any number of levels and quotes', () => {
    for (const text of ['['.repeat(1e6), '{"a":'.repeat(2e5), '{"'.repeat(5e5), '{"\\'.repeat(3e5)])
      assert.ok(readEvidence(text).length <= 1);
  });
});
