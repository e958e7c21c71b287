import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND, folderWith, mailtxt, removeFolders } from './run.ts';

const SENT =
  'Nov 23 10:00:02 mx postfix/smtp[1]: 4F1DEF: to=<y@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=0.2, dsn=2.0.0, status=sent (250 2.0.0 OK)\n';
const FAILED =
  'Nov 23 10:00:03 mx postfix/smtp[1]: 4F1ABC: to=<x@example.net>, relay=mx.example.net[192.0.2.2]:25, dsn=5.7.23, status=bounced (host mx.example.net[192.0.2.2] said: 550 5.7.23 SPF fail)\n';
const FROM =
  'Nov 23 10:00:01 mx postfix/qmgr[1]: 4F1ABC: from=<a@example.com>, size=1, nrcpt=1 (queue active)\n';

const MEGABYTE = 1024 * 1024;
const BLOCK = SENT.repeat(Math.floor(MEGABYTE / SENT.length));

interface Reported {
  readonly enhanced: string;
  readonly sender: { readonly envelopeFrom: string };
  readonly range: { readonly start: { readonly line: number } };
}

const LUNCH = `From bob@example.org Mon Jan  5 09:00:00 2026\nFrom: bob@example.org\nTo: a@example.com\nSubject: lunch\n\n${'word '.repeat(2000)}\n\n`;
const REPORT =
  'From MAILER-DAEMON Mon Jan  5 08:00:00 2026\nFrom: MAILER-DAEMON@mx.example.com\nTo: a@example.com\nSubject: Undelivered Mail Returned to Sender\n\n<x@example.net>: host mx.example.net[192.0.2.2] said: 550 5.7.23 SPF fail\n\n';

describe('mailtxt explain and a file that it does not read as text', () => {
  after(removeFolders);

  it('reads a mailbox of 110 MB with little memory', () => {
    const cwd = folderWith({});
    const file = openSync(join(cwd, 'big.mbox'), 'w');
    const block = LUNCH.repeat(Math.floor(MEGABYTE / LUNCH.length));
    for (let i = 0; i < 112; i++) writeSync(file, block);
    writeSync(file, REPORT);
    closeSync(file);
    const run = mailtxt(['explain', '--format', 'json', 'big.mbox'], { cwd });
    assert.equal(run.stderr, '');
    const { bounces } = JSON.parse(run.stdout) as { bounces: readonly Reported[] };
    const lines = 112 * block.split('\n').length - 112;
    assert.deepEqual(
      bounces.map(({ enhanced, range }) => [enhanced, range.start.line]),
      [['5.7.23', lines + 6]],
    );
  }).timeout(60_000);

  it('shows how to explain an Outlook message', () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, 'a.msg'), Buffer.from('d0cf11e0a1b11ae1ffffffffffffffff', 'hex'));
    const run = mailtxt(['explain', 'a.msg'], { cwd });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^mailtxt: a\.msg is an Outlook message \(\.msg\).*\.eml.*\n$/);
  });

  it('reads an export in UTF-16', () => {
    const cwd = folderWith({});
    const text =
      '\ufeffstart date,recipient address,event status,event smtp reply code\n1,x@example.net,Bounced,550\n';
    writeFileSync(join(cwd, 'log.csv'), Buffer.from(text, 'utf16le'));
    const run = mailtxt(['explain', '--format', 'json', 'log.csv'], { cwd });
    assert.match(run.stdout, /"smtp":"550".*"recipient":"x@example\.net"/s);
  });
});

describe('mailtxt explain and a long log', () => {
  after(removeFolders);

  it('of 110 MB in a file lists its failures, with their lines', () => {
    const cwd = folderWith({});
    const path = join(cwd, 'mail.log');
    const file = openSync(path, 'w');
    writeSync(file, FROM);
    for (let i = 0; i < 110; i++) writeSync(file, BLOCK);
    writeSync(file, FAILED);
    closeSync(file);
    const run = mailtxt(['explain', '--format', 'json', 'mail.log'], { cwd });
    assert.equal(run.stderr, '');
    const { bounces } = JSON.parse(run.stdout) as { bounces: readonly Reported[] };
    assert.deepEqual(
      bounces.map(({ enhanced, sender, range }) => [enhanced, sender.envelopeFrom, range.start.line]),
      [['5.7.23', 'a@example.com', 2 + 110 * Math.floor(MEGABYTE / SENT.length)]],
    );
  }).timeout(60_000);

  it('of 1 GB on standard input is read with little memory', async function () {
    this.timeout(180_000);
    // A heap in which the log has no room; what is read is in buffers, of which 100 MB are kept at most.
    const child = spawn(process.execPath, ['--max-old-space-size=128', COMMAND, 'explain', '-'], {
      cwd: folderWith({}),
      env: { PATH: process.env['PATH'] },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const write = async (text: string): Promise<void> => {
      if (!child.stdin.write(text)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    };
    await write(FROM);
    for (let i = 0; i < 1024; i++) {
      await write(BLOCK);
      if (i % 256 === 0) await write(FAILED);
    }
    child.stdin.end();
    assert.equal(await ended, 0, stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /^4 times: /);
    assert.match(stdout, /sent as example\.com/);
  });

  it('is rejected if it is not a log', () => {
    const cwd = folderWith({ 'mail.txt': Buffer.alloc(101 * MEGABYTE, 'x') });
    const run = mailtxt(['explain', 'mail.txt'], { cwd });
    assert.equal(
      run.stderr,
      'mailtxt: mail.txt is larger than 100 MB, and is neither a mail log nor a mailbox\n',
    );
    assert.equal(run.status, 2);
  }).timeout(60_000);

  it('with more failures than are explained is summarized', () => {
    const run = mailtxt(['explain', '-'], { cwd: folderWith({}), stdin: FROM + FAILED.repeat(20_001) });
    assert.match(
      run.stderr,
      /^mailtxt: the first 20000 failures of the log are explained; there may be more\n$/,
    );
  }).timeout(60_000);
});
