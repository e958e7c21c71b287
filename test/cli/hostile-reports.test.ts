import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { COMMAND, folderWith, removeFolders } from './run.ts';

const MEGABYTE = 1024 * 1024;
/** What the command may use at its peak, on any report. */
const MOST_MEMORY = 250 * MEGABYTE;

const HEAD =
  '<feedback><report_metadata><org_name>example.net</org_name></report_metadata><policy_published><domain>example.com</domain></policy_published>';

function rows(count: number, results: (row: number) => string): string {
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const address = `192.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
    texts.push(
      `<record><row><source_ip>${address}</source_ip><count>1</count><policy_evaluated><spf>pass</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers><auth_results>${results(i)}</auth_results></record>\n`,
    );
  }
  return texts.join('');
}

const spf = (domain: string): string => `<spf><domain>${domain}</domain><result>pass</result></spf>`;

const piece = (octets: string | Buffer): Buffer =>
  deflateRawSync(octets, { finishFlush: constants.Z_FULL_FLUSH });

/** Deflate that unpacks to many octets, made of few: `start`, and a megabyte of the character again and again. */
function deflatedBomb(start: string, character: string, megabytes = 120): Buffer {
  const many = Array<Buffer>(megabytes).fill(piece(Buffer.alloc(MEGABYTE, character, 'latin1')));
  return Buffer.concat([piece(start), ...many, deflateRawSync('')]);
}

function bomb(start: string, character: string, megabytes?: number): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  return Buffer.concat([header, deflatedBomb(start, character, megabytes), Buffer.alloc(8)]);
}

function zipEntry(name: string, data: Buffer, { flags = 0 } = {}): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
}

/** Each entry begins within the one before it, as a stored block of it: all of them share one bomb. */
function overlapping(entries: number): Buffer {
  let archive = zipEntry('last.xml', deflatedBomb('', ' ', 20));
  for (let i = 0; i < entries; i++) {
    const block = Buffer.from([0, 38, 0, 217, 255]);
    archive = zipEntry(`${String(i).padStart(4, '0')}.xml`, Buffer.concat([block, archive]));
  }
  return archive;
}

function mail(parts: readonly Buffer[]): Buffer {
  const texts = parts.map(
    (part) =>
      `--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${part.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  );
  return Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${texts.join('')}--b--\r\n`);
}

const LONG =
  /has more than 65,536 characters in one tag, comment or text \(line 1, column [\d,]+\): the rest was not read/;
const NO_REPORT = /is neither a DMARC report nor a mail with one/;

const FILES: readonly (readonly [name: string, make: () => Buffer, problem: RegExp])[] = [
  ['blanks.gz', () => bomb(HEAD, ' '), LONG],
  ['line-ends.gz', () => bomb(HEAD, '\r'), /has more than 65,536 characters .* \(line [\d,]+, column \d+\)/],
  ['text.gz', () => bomb(`${HEAD}<a>`, 'a'), LONG],
  ['cdata.gz', () => bomb(`${HEAD}<![CDATA[`, 'a'), LONG],
  ['comment.gz', () => bomb(`${HEAD}<!--`, 'a'), LONG],
  ['instruction.gz', () => bomb(`${HEAD}<?a `, 'a'), LONG],
  ['document-type.gz', () => bomb('<!DOCTYPE ', 'a'), LONG],
  ['tag-name.gz', () => bomb(`${HEAD}<`, 'a'), LONG],
  ['attribute.gz', () => bomb(`${HEAD}<a b="`, 'a'), LONG],
  ['entity.gz', () => bomb(`${HEAD}&`, 'a'), LONG],
  ['ampersands.gz', () => bomb(HEAD, '&'), LONG],
  ['less-than.gz', () => bomb(HEAD, '<'), /is not well-formed XML/],
  ['not-utf-8.gz', () => bomb(`${HEAD}<a>`, '\xff'), LONG],
  ['entities.gz', () => gzipSync(`${HEAD}<a>${'&lt;'.repeat(10 * MEGABYTE)}`), LONG],
  [
    'attributes.gz',
    () => gzipSync(`${HEAD}<a ${Array.from({ length: 500_000 }, (_, i) => `a${i}="" `).join('')}`),
    LONG,
  ],
  ['elements.gz', () => gzipSync(`${HEAD}${'<a/>'.repeat(20 * MEGABYTE)}`), /expands to more than 200 times/],
  [
    'elements.xml',
    () => Buffer.from(`${HEAD}${'<a/>'.repeat(4 * MEGABYTE)}`),
    /has more than 3,000,000 elements \(line 1, column/,
  ],
  [
    'long-names.xml',
    () => Buffer.from(`${HEAD}<${'a'.repeat(60_000)}>${'<b/>'.repeat(MEGABYTE)}`),
    /not well-formed/,
  ],
  [
    'rows.gz',
    () => gzipSync(HEAD + rows(200_000, () => spf('example.com'))),
    /more than 50,000 rows \(line 50,001, /,
  ],
  [
    'long-rows.gz',
    () =>
      gzipSync(
        HEAD +
          rows(8_000, (row) =>
            Array.from({ length: 20 }, (_, i) => spf(`${'a.'.repeat(80)}x${row}-${i}.example.com`)).join(''),
          ),
      ),
    /has rows that take more than 32 MB of memory/,
  ],
  ['gzip-of-gzip.gz', () => gzipSync(bomb('', ' ')), NO_REPORT],
  [
    'gzip-name.gz',
    () =>
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(80 * MEGABYTE, 'a')]),
    /is damaged/,
  ],
  ['gzip-stored.gz', () => gzipSync(Buffer.alloc(90 * MEGABYTE, '<'), { level: 0 }), /not well-formed/],
  ['many-members.gz', () => Buffer.concat(Array<Buffer>(50_000).fill(gzipSync(''))), /is damaged/],
  ['bomb.zip', () => zipEntry('a.xml', deflatedBomb(HEAD, ' ')), /has more than 65,536 .* of "a.xml"\)/],
  ['other-bomb.zip', () => zipEntry('a.bin', deflatedBomb('', '0')), NO_REPORT],
  ['skipped.zip', () => zipEntry('a.bin', Buffer.alloc(90 * MEGABYTE, 'a')), NO_REPORT],
  ['no-end.zip', () => zipEntry('a.xml', Buffer.alloc(90 * MEGABYTE, 'a'), { flags: 8 }), /is damaged/],
  [
    'entries.zip',
    () => Buffer.concat(Array<Buffer>(1_000_000).fill(zipEntry('a.xml', deflateRawSync('<a/>')))),
    /has more than 50 files/,
  ],
  ['overlapping.zip', () => overlapping(40), NO_REPORT],
  ['parts.eml', () => Buffer.from(`A: b\r\n\r\n${'--b\r\n\r\nAAAA\r\n'.repeat(1_000_000)}`), NO_REPORT],
  ['base64.eml', () => Buffer.from(`A: b\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(MEGABYTE)}`), NO_REPORT],
  ['one-line.eml', () => Buffer.from(`A: b\r\n\r\n${'A'.repeat(90 * MEGABYTE)}`), NO_REPORT],
  ['reports.eml', () => mail(Array<Buffer>(100).fill(gzipSync(HEAD))), /has more than 20 attachments/],
  [
    'bombs.eml',
    () => mail(Array<Buffer>(20).fill(bomb(HEAD, ' ', 10))),
    /has more than 65,536 characters .* of attachment 20\)/,
  ],
];

const ZONE = '$ORIGIN example.com.\n@ 3600 IN SOA ns hm 1 2 3 4 5\n@ 3600 IN TXT "v=spf1 +all"\n';
const SETTINGS = '{ "reports": ["*.{xml,gz,zip,eml}"] }';
/** For one sender; it comes after the tested file. */
const GOOD = HEAD + rows(1, () => spf('example.com')) + '</feedback>';

describe('mailtxt check and a hostile report', function () {
  this.timeout(120_000);
  after(removeFolders);

  for (const [name, make, problem] of FILES) {
    it(`uses less than 250 MB on ${name}, reports what it did not read, and continues`, () => {
      const cwd = folderWith({
        [name]: make(),
        'z.xml': GOOD,
        'example.com.zone': ZONE,
        '.mailtxt.json': SETTINGS,
      });
      const run = spawnSync(
        process.execPath,
        ['--require', join(__dirname, 'peak-memory.cjs'), COMMAND, 'senders', '--format', 'json'],
        { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 256 * MEGABYTE },
      );
      const memory = Number(run.output[3]);
      assert.ok(memory > 0 && memory < MOST_MEMORY, `${memory} octets`);
      assert.match(run.stderr, problem);
      for (const line of run.stderr.trim().split('\n')) assert.ok(line.startsWith(`mailtxt: ${name} `), line);
      assert.match(run.stdout, /192\.0\.0\.0/);
      removeFolders();
    });
  }
});
