import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { gzipSync, zipSync, strToU8 } from 'fflate';
import { formatIp } from '../../server/src/dns/address.ts';
import { networkText } from '../../server/src/senders/network-text.ts';
import { MAX_XML_ELEMENTS, MAX_MARKUP } from '../../server/src/senders/reports/limits.ts';
import { readReports, readReportsInSteps } from '../../server/src/senders/reports/read-file.ts';
import { seenInReports } from '../../server/src/senders/reports/seen.ts';
import { finish } from '../../server/src/text/steps.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';

interface Row {
  readonly ip: string;
  readonly count?: string;
  readonly spf?: string;
  readonly dkim?: string;
  readonly from?: string;
  readonly envelope?: string;
  readonly result?: string;
  readonly reason?: string;
}

/** By the schemas of RFC 7489 appendix C and RFC 9990 appendix A, which differ in what is not used here. */
function report(rows: readonly Row[], domain = 'example.com', end = '1762041599', id = ''): string {
  const records = rows.map(
    ({
      ip,
      count = '1',
      spf = 'fail',
      dkim = 'fail',
      from = domain,
      envelope = from,
      result = 'pass',
      reason,
    }) => `
<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition>
<dkim>${dkim}</dkim><spf>${spf}</spf>${reason === undefined ? '' : `<reason><type>${reason}</type></reason>`}</policy_evaluated></row>
<identifiers><header_from>${from}</header_from></identifiers>
<auth_results><dkim><domain>${domain}</domain><selector>s1</selector><result>${dkim}</result></dkim>
<spf><domain>${envelope}</domain><scope>mfrom</scope><result>${result}</result></spf></auth_results></record>`,
  );
  return `<?xml version="1.0"?><feedback><report_metadata><org_name>example.net</org_name><report_id>${id}</report_id>
<date_range><begin>1761955200</begin><end>${end}</end></date_range></report_metadata>
<policy_published><domain>${domain}</domain><p>none</p></policy_published>${records.join('')}</feedback>`;
}

function read(xml: string): ReturnType<typeof readReports> {
  return readReports(strToU8(xml));
}

describe('reading DMARC aggregate reports', () => {
  const xml = report([{ ip: '192.0.2.10', count: '42', spf: 'pass' }]);

  it('reads addresses, counts, domains and results', () => {
    const { reports, problems } = read(xml);
    assert.deepEqual(problems, []);
    const [one] = reports;
    assert.equal(one?.domain, 'example.com');
    assert.equal(one.reporter, 'example.net');
    assert.equal(one.end, 1762041599);
    const [row] = one.rows;
    assert.ok(row);
    assert.equal(formatIp(row.source), '192.0.2.10');
    assert.equal(row.count, 42);
    assert.deepEqual(row.evaluated, { spf: true, dkim: false });
    assert.deepEqual(row.spf, [{ domain: 'example.com', result: 'pass', helo: false }]);
    assert.ok(xml.slice(0, row.at).endsWith('<record>'));
  });

  it('reads them compressed: gzip, zip, an attachment of a mail', () => {
    const packed = gzipSync(strToU8(xml));
    const zipped = zipSync({ 'a!b.xml': strToU8(xml), '__MACOSX/a.xml': strToU8('junk') });
    const base64 = Buffer.from(packed).toString('base64').replace(/.{76}/g, '$&\r\n');
    const mail = strToU8(
      `Subject: Report domain: example.com\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
    );
    for (const octets of [packed, zipped, mail]) {
      const { reports, problems } = readReports(octets);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        reports.map(({ rows }) => rows.map(({ count }) => count)),
        [[42]],
      );
    }
  });

  const hostile: readonly (readonly [string, string | Uint8Array, RegExp, number])[] = [
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${xml}`, /has a document type/, 0],
    ['a depth bomb', `<feedback>${'<a>'.repeat(100_000)}`, /nested too deeply/, 0],
    ['something else', '<html><body><p>no</p></body></html>', /is not a DMARC aggregate report/, 0],
    ['a text that ends too early', xml.slice(0, -11), /not well-formed/, 1],
    [
      'counts below zero',
      report([{ ip: '192.0.2.1', count: '-5' }, { ip: '192.0.2.2' }]),
      /count is not a number above 0/,
      1,
    ],
    [
      'other domains',
      report([{ ip: '192.0.2.1', from: 'example.org' }, { ip: '192.0.2.2' }]),
      /domains other than/,
      1,
    ],
    ['no address', report([{ ip: 'localhost' }, { ip: '192.0.2.2' }]), /without an address/, 1],
    ['a damaged archive', gzipSync(strToU8(xml)).subarray(0, 40), /damaged|no DMARC|not well-formed/, 0],
    ['noise', strToU8('PK\u0003\u0004 and no more'), /damaged/, 0],
    ['nothing', '', /is neither/, 0],
  ];
  for (const [says, text, problem, rows] of hostile) {
    it(`reports what is wrong with ${says}, and reads the rest`, () => {
      const { reports, problems } = readReports(typeof text === 'string' ? strToU8(text) : text);
      assert.match(problems.join('; '), problem);
      assert.equal(
        reports.reduce((sum, one) => sum + one.rows.length, 0),
        rows,
      );
    });
  }

  it('ignores invalid dates', () => {
    assert.equal(
      read(report([{ ip: '192.0.2.1' }], 'example.com', '99999999999')).reports[0]?.end,
      undefined,
    );
    assert.equal(read(report([{ ip: '192.0.2.1' }], 'example.com', '-1')).reports[0]?.end, undefined);
  });

  it('keeps what it read before a limit was reached, and reports the position', () => {
    const cut = (extra: string): ReturnType<typeof readReports> =>
      read(xml.replace('</feedback>', `${extra}</feedback>`));
    const cases: readonly (readonly [string, RegExp])[] = [
      ['<a>'.repeat(20), /^is nested too deeply \(line 8, column \d+\): the rest was not read$/],
      [
        ' '.repeat(MAX_MARKUP + 20_000),
        /^has more than 65,536 characters in one tag, comment or text \(line 8, col/,
      ],
      [
        '<a/>'.repeat(MAX_XML_ELEMENTS),
        /^has more than 3,000,000 elements \(line 8, column [\d,]+\): the rest/,
      ],
      [`<a>${' '.repeat(60_000)}</a>`.repeat(1748), /^is larger than 100 MB \(line 8, /],
    ];
    for (const [extra, problem] of cases) {
      const { reports, problems } = cut(extra);
      assert.match(problems.join('; '), problem);
      assert.equal(reports[0]?.rows.length, 1);
    }
    // The end of a text that is shorter is read.
    assert.deepEqual(cut(' '.repeat(MAX_MARKUP - 20_000)).problems, []);
  }).timeout(60_000);

  it('reports the fault of each entry of an archive, and that other archives have no report', () => {
    const zipped = zipSync({ 'a.xml': strToU8(xml), 'b.xml': strToU8('<html><p/></html>') });
    assert.deepEqual(readReports(zipped).problems, [
      'is not a DMARC aggregate report (line 1, column 10 of "b.xml")',
    ]);
    assert.equal(readReports(zipped).reports.length, 1);
    const { problems } = readReports(zipSync({ 'a.txt': strToU8(xml) }));
    assert.deepEqual(problems, ['is neither a DMARC report nor a mail with one']);
  });

  it('reads the same from pieces of any size', () => {
    const many = report(Array.from({ length: 300 }, (_, i) => ({ ip: `192.0.2.${i % 250}`, spf: 'pass' })));
    const packed = gzipSync(strToU8(many));
    const zipped = zipSync({ 'a.xml': strToU8(many), 'b.txt': packed, 'c.xml': strToU8(xml) });
    const base64 = (octets: Uint8Array): string =>
      Buffer.from(octets).toString('base64').replace(/.{76}/g, '$&\r\n');
    const mail = strToU8(
      `Subject: two reports\r\n\r\n--b\r\n\r\n${base64(packed)}\r\n\r\n--b\r\n\r\n${base64(zipped)}\r\n--b--\r\n`,
    );
    for (const octets of [strToU8(many), packed, zipped, mail, packed.subarray(0, 900)]) {
      const whole = readReports(octets);
      assert.ok(whole.reports.length > 0);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1 }), (sizes) => {
          function* pieces(): Generator<Uint8Array> {
            for (let at = 0, i = 0; at < octets.length; i++) {
              const size = sizes[i % sizes.length] ?? 1;
              yield octets.subarray(at, at + size);
              at += size;
            }
          }
          assert.deepEqual(finish(readReportsInSteps(pieces())), whole);
        }),
        { numRuns: 20 },
      );
    }
  });
});

describe('senders that reports show', () => {
  function seen(...files: readonly string[]): string[] {
    const filed = files.flatMap((xml, i) =>
      read(xml).reports.map((one) => ({ report: one, path: `${i}.xml`, ranges: true })),
    );
    const { senders, others } = seenInReports(filed);
    return [
      ...senders.map(({ domain, networks }) => `${domain} sender ${networks.map(networkText).join(' ')}`),
      ...others.map(({ domain, kind, address, service }) =>
        [domain, kind, formatIp(address), service?.id].filter((part) => part !== undefined).join(' '),
      ),
    ];
  }
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'a sender passes SPF with an aligned domain',
      [report([{ ip: '192.0.2.10', spf: 'pass', dkim: 'pass' }])],
      ['example.com sender 192.0.2.10'],
    ],
    [
      'a forwarder keeps the envelope and the signature, and fails SPF: it may be a sender, too',
      [report([{ ip: '198.51.100.7', dkim: 'pass', result: 'fail' }])],
      ['example.com undecided 198.51.100.7'],
    ],
    [
      'the receiver says that it is a forwarder',
      [report([{ ip: '198.51.100.7', dkim: 'pass', result: 'fail', reason: 'forwarded' }])],
      ['example.com forwarder 198.51.100.7'],
    ],
    [
      'a forwarder is seen for domains of several owners',
      [
        report([{ ip: '198.51.100.7', dkim: 'pass', result: 'fail' }]),
        report([{ ip: '198.51.100.7', dkim: 'pass', result: 'fail' }], 'example.org'),
      ],
      ['example.com forwarder 198.51.100.7', 'example.org forwarder 198.51.100.7'],
    ],
    [
      'a service has its own domain in MAIL FROM',
      [report([{ ip: '198.51.100.7', dkim: 'pass', envelope: 'mail123.suw15.mcsv.net' }])],
      ['example.com service 198.51.100.7 mailchimp'],
    ],
    [
      'a forger passes nothing',
      [report([{ ip: '203.0.113.66', result: 'fail' }])],
      ['example.com unauthenticated 203.0.113.66'],
    ],
    [
      'what was seen long before the newest report counts no more',
      [
        report([{ ip: '192.0.2.10', spf: 'pass' }], 'example.com', '1740000000'),
        report([{ ip: '192.0.2.11', spf: 'pass' }]),
      ],
      ['example.com sender 192.0.2.11'],
    ],
  ];
  for (const [says, files, expected] of cases) {
    it(says, () => {
      assert.deepEqual(seen(...files), expected);
    });
  }
});

describe('a report that exists twice', () => {
  it('counts once', () => {
    const [one] = read(
      report([{ ip: '192.0.2.10', count: '21', spf: 'pass' }], undefined, undefined, 'a1'),
    ).reports;
    assert.ok(one);
    const { senders } = seenInReports([
      { report: one, path: 'a.xml', ranges: true },
      { report: one, path: 'a.xml.gz', ranges: false },
    ]);
    assert.deepEqual(
      senders.flatMap(({ evidence }) => evidence.map(({ text }) => text)),
      ['21 messages, 2025-11-01, by example.net'],
    );
  });
});

describe('a mail with a report', () => {
  it('may be written in HTML about feedback', () => {
    const html = '<div>This is a DMARC feedback report.</div>'.repeat(20);
    const attached = [
      ['text/html', html],
      ['text/xml', report([{ ip: '192.0.2.10', spf: 'pass' }])],
    ] as const;
    const parts = attached.map(
      ([type, text]) =>
        `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
    );
    const mail = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`;
    const { reports, problems } = readReports(Buffer.from(mail));
    assert.equal(reports.length, 1);
    assert.deepEqual(problems, []);
  });
});

describe('real DMARC reports', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('DMARC reports');
    this.skip();
  });

  // Counted with grep: the records in each, and those with an address.
  const files: readonly (readonly [string, number])[] = [
    ['parsedmarc/extract_report/nice-input.xml', 20],
    ['parsedmarc/extract_report/nice-input.xml.zip', 20],
    ['parsedmarc/aggregate/rfc9990-example.net!example.com!1700000000!1700086399.xml', 2],
    ['parsedmarc/aggregate/old_draft_from_wiki.xml', 1],
    ['parsedmarc/aggregate/ikea.com!example.de!1538690400!1538776800.xml', 1],
    ['opendmarc/163.com!example.com!1337270400!1337356799.20120518163.xml', 50],
    ['mox/dmarc-reports/google.eml', 2],
    ['mox/dmarc-reports/outlook.eml', 1],
    ['mox/dmarc-reports/yahoo.eml', 1],
  ];
  it('are distinguished from TLS reports, which are packed and sent in the same way', () => {
    for (const name of [
      'mox/tlsreports/microsoft.eml',
      'parsedmarc/smtp_tls/google.com_smtp_tls_report.eml',
      'stalwart/tlsrpt/rpt02.eml',
    ]) {
      const { reports, problems } = readReports(readFileSync(path.join(CORPUS, 'reports', name)));
      assert.deepEqual(reports, []);
      assert.deepEqual(problems, ['is neither a DMARC report nor a mail with one']);
    }
  });

  for (const [name, rows] of files) {
    it(name, () => {
      const { reports, problems } = readReports(readFileSync(path.join(CORPUS, 'reports', name)));
      assert.equal(
        reports.reduce((sum, one) => sum + one.rows.length, 0),
        rows,
      );
      // An element around the report is opened there and never closed.
      assert.deepEqual(
        problems,
        name.includes('ikea.com') ? ['is not well-formed XML (line 47, column 11)'] : [],
      );
    });
  }
});
