import assert from 'node:assert/strict';
import { parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import { policyToApply, readAs } from '../../../server/src/email/dmarc/reading.ts';
import type { DmarcReader, DmarcReading } from '../../../server/src/email/dmarc/reading.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';

const RUA = 'rua=mailto:dmarc@example.com';

function read(text: string, reader: DmarcReader): DmarcReading {
  return readAs(parseDmarc(MappedText.unwritten(text.replaceAll('…', HOLE))), reader);
}

/** `p/sp/np` as they are applied, or why there is nothing to apply. `?` is unknown. */
function policies(reading: DmarcReading): string {
  if (reading.kind !== 'policy') return `${reading.kind}: ${reading.because}`;
  const each = (['domain', 'subdomain', 'missing subdomain'] as const).map((from) =>
    policyToApply(reading, from),
  );
  return each.map((policy) => policy ?? '?').join('/');
}

describe('readAs: policies', () => {
  const rows: readonly (readonly [record: string, rfc9989: string, rfc7489: string])[] = [
    // Defaults: RFC 9989 §4.7 "sp", "np".
    ['v=DMARC1; p=reject', 'reject/reject/reject', 'reject/reject/reject'],
    ['v=DMARC1; p=reject; sp=none', 'reject/none/none', 'reject/none/none'],
    ['v=DMARC1; p=none; np=reject', 'none/none/reject', 'none/none/none'],
    ['v=DMARC1; p=none; sp=quarantine; np=reject', 'none/quarantine/reject', 'none/quarantine/quarantine'],
    ['v=DMARC1; P=Reject', 'reject/reject/reject', 'reject/reject/reject'],
    // RFC 9989 §4.7 "t": the next weaker policy; RFC 7489 readers do not know it.
    [
      'v=DMARC1; p=reject; sp=quarantine; np=none; t=y',
      'quarantine/none/none',
      'reject/quarantine/quarantine',
    ],
    ['v=DMARC1; p=reject; t=x', 'reject/reject/reject', 'reject/reject/reject'],
    // RFC 9989 §4.10.1, RFC 7489 §6.6.3: p missing, or p, sp or np invalid.
    [`v=DMARC1; ${RUA}`, 'none/none/none', 'none/none/none'],
    ['v=DMARC1', 'ignored: policy', 'ignored: policy'],
    ['v=DMARC1; sp=reject', 'ignored: policy', 'ignored: policy'],
    [`v=DMARC1; p=rejct; ${RUA}`, 'none/none/none', 'none/none/none'],
    [`v=DMARC1; p=reject; sp=x; ${RUA}`, 'none/none/none', 'none/none/none'],
    [`v=DMARC1; p=reject; np=x; ${RUA}`, 'none/none/none', 'reject/reject/reject'],
    ['v=DMARC1; p=reject; np=x', 'ignored: policy', 'reject/reject/reject'],
    ['v=DMARC1; p=rejct; rua=dmarc@example.com', 'ignored: policy', 'ignored: policy'],
    // RFC 9989 §4.7 "v".
    ['v=dmarc1; p=reject', 'ignored: version', 'ignored: version'],
    ['p=reject; v=DMARC1', 'ignored: version', 'ignored: version'],
    ['oops; v=DMARC1; p=reject', 'ignored: version', 'ignored: version'],
    ['', 'ignored: version', 'ignored: version'],
    ['x=DMARC1; p=reject', 'ignored: version', 'ignored: version'],
    ['v=\xE2\x80\x8BDMARC1; p=reject', 'ignored: version', 'ignored: version'],
    // What people meant is not what receivers read.
    [`v=DMARC1 p=reject; ${RUA}`, 'ignored: version', 'ignored: version'],
    [`v=DMARC1; p=reject ${RUA}`, 'ignored: policy', 'ignored: policy'],
    [`v=DMARC1; p:reject; ${RUA}`, 'none/none/none', 'none/none/none'],
    // RFC 6376 §3.2: the whole list is invalid, and readers differ.
    ['v=DMARC1; p=none; p=reject', 'unknown: duplicate-tag', 'unknown: duplicate-tag'],
    ['v=DMARC1; p=none; P=reject', 'unknown: duplicate-tag', 'unknown: duplicate-tag'],
    ['v=DMARC1; p=none; x=1; x=2', 'unknown: duplicate-tag', 'unknown: duplicate-tag'],
    ['v=DMARC1; p=none; x=1; y=1', 'none/none/none', 'none/none/none'],
    // Unresolved values.
    ['…', 'unknown: hole', 'unknown: hole'],
    ['v=…; p=reject', 'unknown: hole', 'unknown: hole'],
    ['…; v=DMARC1; p=reject', 'unknown: hole', 'unknown: hole'],
    ['oops; v=DMARC1; p=…', 'ignored: version', 'ignored: version'],
    ['v=DMARC1; p=…; t=y', '?/?/?', '?/?/?'],
    ['v=DMARC1; p=…', '?/?/?', '?/?/?'],
    ['v=DMARC1; p=…; sp=none', '?/none/?', '?/none/none'],
    ['v=DMARC1; p=reject; …', '?/?/?', 'reject/?/?'],
    ['v=DMARC1; p=x; …', 'unknown: hole', 'unknown: hole'],
  ];
  for (const [record, rfc9989, rfc7489] of rows) {
    it(record, () => {
      assert.equal(policies(read(record, 'RFC 9989')), rfc9989);
      assert.equal(policies(read(record, 'RFC 7489')), rfc7489);
    });
  }
});

describe('readAs: other tags', () => {
  const rows: readonly (readonly [tags: string, rfc9989: object, rfc7489: object])[] = [
    [
      '',
      { adkim: 'r', aspf: 'r', psd: 'u', fo: ['0'], percentage: 100, testing: false },
      { adkim: 'r', aspf: 'r', psd: 'u', fo: ['0'], percentage: 100, testing: false },
    ],
    ['adkim=s; aspf=S', { adkim: 's', aspf: 's' }, { adkim: 's', aspf: 's' }],
    ['adkim=strict', { adkim: 'r' }, { adkim: 'r' }],
    ['psd=y', { psd: 'y' }, { psd: 'u' }],
    ['pct=25', { percentage: 100 }, { percentage: 25 }],
    ['pct=101', { percentage: 100 }, { percentage: 100 }],
    ['pct=…', { percentage: 100 }, { percentage: undefined }],
    ['t=y', { testing: true }, { testing: false }],
    ['fo=1:d:s', { fo: ['1', 'd', 's'] }, { fo: ['1', 'd', 's'] }],
    ['fo=0:1', { fo: ['0'] }, { fo: ['0', '1'] }],
    ['fo=d:d', { fo: ['0'] }, { fo: ['d'] }],
    ['fo=…', { fo: undefined }, { fo: undefined }],
    ['fo=1,d', { fo: ['0'] }, { fo: ['0'] }],
    ['adkim=…', { adkim: undefined, aspf: undefined }, { adkim: undefined, psd: 'u' }],
  ];
  for (const [tags, rfc9989, rfc7489] of rows) {
    it(tags === '' ? 'defaults' : tags, () => {
      for (const [reader, expected] of [
        ['RFC 9989', rfc9989],
        ['RFC 7489', rfc7489],
      ] as const) {
        const reading = read(`v=DMARC1; p=reject; ${tags}`, reader);
        assert.equal(reading.kind, 'policy');
        assert.deepEqual({ ...reading, ...expected }, reading, reader);
      }
    });
  }
});
