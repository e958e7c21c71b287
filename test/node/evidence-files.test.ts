import assert from 'node:assert/strict';
import { appendFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { LoadedConfig } from '../../server/src/hosts/node/loaded-config.ts';
import { evidenceInSteps } from '../../server/src/hosts/node/evidence-files.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import type { DeliveryEvidence as Answer } from '../../server/src/senders/bounces/model.ts';
import { finish } from '../../server/src/text/steps.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

const { config } = parseConfig('{ "bounces": ["*.log", "*.txt"], "reports": ["*.xml"] }');

const SENT =
  'Nov 23 10:00:02 mx postfix/smtp[1]: 4F1DEF: to=<y@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=0.2, dsn=2.0.0, status=sent (250 2.0.0 OK)\n';
const from = (id: number): string =>
  `Nov 23 10:00:01 mx postfix/qmgr[1]: 4F1AB${id}: from=<a${id}@example.com>, size=1, nrcpt=1 (queue active)\n`;
const failed = (id: number): string =>
  `Nov 23 10:00:03 mx postfix/smtp[1]: 4F1AB${id}: to=<x@example.net>, relay=mx.example.net[192.0.2.2]:25, dsn=5.7.23, status=bounced (host mx.example.net[192.0.2.2] said: 550 5.7.23 SPF fail)\n`;

/** Longer than one read. */
const BULK = SENT.repeat(10_000);

interface Reported {
  readonly line: number;
  readonly words: string;
  readonly sender: string | undefined;
}

describe('files of bounces', () => {
  let folder: string;
  let path: string;
  /** Octets of the log that were read when the listener was called. */
  let heard: number[];
  let open: Map<string, string>;
  beforeEach(() => {
    folder = folderWith({});
    path = join(folder, 'mail.log');
    heard = [];
    open = new Map();
  });
  after(removeFolders);

  const reported = (): readonly Reported[] => {
    heard = [];
    const { bounces } = finish(
      evidenceInSteps(new LoadedConfig({ config, path: join(folder, '.mailtxt.json'), folder }), {
        openText: (at) => open.get(at),
        progress: (_, octets) => heard.push(octets),
      }),
    );
    return bounces.flatMap(({ text, evidence }) =>
      evidence.flatMap((one: Answer) => {
        if (one.kind !== 'bounce') return [];
        const { start, end } = one.reply.text.range;
        const { line } = text.offsetToPosition(start);
        const bounds = text.lineRange(line);
        assert.ok(bounds.start <= start && end <= bounds.end, 'the answer stands on its line');
        return [{ line, words: text.slice(start, end), sender: one.envelopeFrom?.value }];
      }),
    );
  };
  const whole = (text: string): readonly Reported[] =>
    readEvidence(text).flatMap((one) => {
      if (one.kind !== 'bounce') return [];
      const { start, end } = one.reply.text.range;
      const line = text.slice(0, start).split('\n').length - 1;
      return [{ line, words: text.slice(start, end), sender: one.envelopeFrom?.value }];
    });

  it('that are logs are read from the end when they have grown, with the same result', () => {
    let text = from(1) + BULK + failed(1) + from(2);
    writeFileSync(path, text);
    assert.deepEqual(reported(), whole(text));
    const before = statSync(path).size;
    assert.equal(heard.at(-1), before);
    for (const more of [SENT + failed(2), SENT, from(3), failed(3).slice(0, 60), failed(3).slice(60)]) {
      appendFileSync(path, more);
      text += more;
      assert.deepEqual(reported(), whole(text));
      // What was read before is not read again.
      assert.deepEqual(heard, [text.length]);
    }
    assert.equal(reported().length, 3);
    assert.deepEqual(heard, []);
  });

  it('that are logs are reported up to their last line, even without a line end', () => {
    writeFileSync(path, from(1) + BULK + failed(1).trimEnd());
    assert.deepEqual(reported(), whole(from(1) + BULK + failed(1).trimEnd()));
    assert.equal(reported()[0]?.sender, 'a1@example.com');
  });

  it('that are logs are read again if another file replaced them', () => {
    writeFileSync(path, from(1) + BULK + failed(1));
    assert.equal(reported().length, 1);
    const other = from(5) + BULK + BULK + failed(5) + failed(6);
    writeFileSync(path, other);
    assert.deepEqual(reported(), whole(other));
    assert.ok((heard[0] ?? 0) < BULK.length * 2);
    // Shorter, and with the same start.
    writeFileSync(path, from(5) + BULK);
    assert.deepEqual(reported(), []);
    // A line in the middle, which moves all lines after it.
    writeFileSync(path, from(5) + failed(7) + BULK + SENT);
    assert.deepEqual(reported(), whole(from(5) + failed(7) + BULK + SENT));
    rmSync(path);
    assert.deepEqual(reported(), []);
  });

  it('are those of the editor, and those on disk after they are closed', () => {
    const text = '550 5.7.23 SPF fail\n';
    const bounce = join(folder, 'a.txt');
    writeFileSync(bounce, text);
    utimesSync(bounce, 1, 1);
    assert.deepEqual(
      reported().map(({ words }) => words),
      ['550 5.7.23 SPF fail'],
    );
    open.set(bounce, 'Dear all,\n554 5.7.1 Relay access denied\n');
    assert.deepEqual(
      reported().map(({ words, line }) => [line, words]),
      [[1, '554 5.7.1 Relay access denied']],
    );
    open.set(bounce, 'Dear all,\n\n550 5.1.1 User unknown\n');
    assert.deepEqual(
      reported().map(({ words, line }) => [line, words]),
      [[2, '550 5.1.1 User unknown']],
    );
    // No text: an editor shows something of it.
    open.set(bounce, '554 \uFFFD\0 denied\n');
    assert.deepEqual(
      reported().map(({ words }) => words),
      ['550 5.7.23 SPF fail'],
    );
    open.clear();
    assert.deepEqual(
      reported().map(({ words }) => words),
      ['550 5.7.23 SPF fail'],
    );
  });

  it('that are long and open in an editor are reported by their lines', () => {
    writeFileSync(path, SENT);
    const text = from(1) + BULK + SENT + failed(1) + SENT;
    open.set(path, text);
    assert.deepEqual(reported(), whole(text));
  });
});
