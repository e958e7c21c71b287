import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { previewPolicy } from '../../server/src/features/policy-preview.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import type { SendersResult } from '../../server/src/features/senders.ts';
import { combineSenders } from '../../server/src/senders/combine.ts';
import { declaredForDomains, declaredSenders } from '../../server/src/senders/declared.ts';
import { readReports } from '../../server/src/senders/reports/read-file.ts';
import { seenInReports } from '../../server/src/senders/reports/seen.ts';
import { runs } from '../harness/runs.ts';
import { zone } from '../harness/workspace.ts';

interface Row {
  readonly ip: string;
  readonly count: number | string;
  readonly spf: 'pass' | 'fail';
  readonly dkim: 'pass' | 'fail' | 'none';
  /** The domain in MAIL FROM. */
  readonly envelope: string;
}

const ROW: Row = { ip: '192.0.2.7', count: 1, spf: 'pass', dkim: 'none', envelope: 'example.com' };

function reportOf(id: number, rows: readonly Row[]): string {
  const records = rows.map(({ ip, count, spf, dkim, envelope }) => {
    const aligned = spf === 'pass' && envelope.endsWith('example.com') ? 'pass' : 'fail';
    const signature =
      dkim === 'none'
        ? ''
        : `<dkim><domain>example.com</domain><selector>s1</selector><result>${dkim}</result></dkim>`;
    return `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition><dkim>${dkim === 'pass' ? 'pass' : 'fail'}</dkim><spf>${aligned}</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers><auth_results>${signature}<spf><domain>${envelope}</domain><result>${spf}</result></spf></auth_results></record>`;
  });
  const begin = 1_764_000_000 + id * 86_400;
  return `<feedback><report_metadata><org_name>a.example</org_name><report_id>${id}</report_id><date_range><begin>${begin}</begin><end>${begin + 86_399}</end></date_range></report_metadata><policy_published><domain>example.com</domain><p>none</p></policy_published>${records.join('')}</feedback>`;
}

const ZONE = `@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600
@ NS ns1.example.net.
@ TXT "v=spf1 ip4:192.0.2.0/24 include:_spf.google.com -all"
www A 192.0.2.80
`;
const ANSWERS = { '_spf.google.com. TXT': { strings: [['v=spf1 ip4:203.0.113.0/25 ~all']] } };

function shown(
  reports: readonly (readonly Row[])[],
  declared: readonly unknown[] = [],
  domain = 'example.com',
): SendersResult & { readonly made: ReturnType<typeof zone> } {
  const { config, problems } = parseConfig(JSON.stringify({ senders: { [domain]: declared } }));
  assert.deepEqual(problems, []);
  const known = declaredForDomains(
    declaredSenders(config.senders, '.mailtxt.json'),
    new Set(['example.com']),
  );
  const filed = reports.flatMap((rows, i) =>
    readReports(Buffer.from(reportOf(i, rows))).reports.map((report) => ({
      report,
      path: `${i}.xml`,
      ranges: true,
    })),
  );
  const seen = seenInReports(filed, known);
  const made = zone(ZONE, 'example.com.zone', { answers: ANSWERS });
  return { ...sendersOf(made, combineSenders(known, seen.senders, seen.others), seen.others), made };
}

function volumesIn({ domains }: SendersResult): readonly (readonly [string, number, number])[] {
  const [domain] = domains;
  const known = (domain?.senders ?? []).flatMap(({ sender: { name, volume } }) =>
    volume === undefined ? [] : [[name, volume.mails, volume.failed] as const],
  );
  const others = (domain?.others ?? []).map(({ kind, mails, failed = 0 }) => [kind, mails, failed] as const);
  return [...known, ...others];
}

describe('the messages that reports count', () => {
  it('are added up over reports, and a duplicate report counts once', () => {
    const report = [{ ...ROW, count: 3 }];
    assert.deepEqual(volumesIn(shown([report, report, report])), [['192.0.2.7', 9, 0]]);
    const same = readReports(Buffer.from(reportOf(1, report))).reports.map((one) => ({
      report: one,
      path: 'a.xml',
      ranges: true,
    }));
    assert.equal(seenInReports([...same, ...same]).senders[0]?.volume?.mails, 3);
  });

  it('are those of one address, in any notation', () => {
    const rows = ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207'].map((ip) => ({ ...ROW, ip, count: 2 }));
    assert.deepEqual(volumesIn(shown([rows])), [['192.0.2.7', 6, 0]]);
    assert.deepEqual(volumesIn(shown([rows], [{ name: 'Relay', ip: ['192.0.2.7'] }])), [['Relay', 6, 0]]);
    assert.deepEqual(volumesIn(shown([rows], [{ name: 'Relay', ip: ['::ffff:192.0.2.0/120'] }])), [
      ['Relay', 6, 0],
    ]);
    const ipv6 = ['2001:db8::7', '2001:0DB8:0:0::0007'].map((ip) => ({ ...ROW, ip, count: 5 }));
    assert.deepEqual(volumesIn(shown([ipv6])), [['2001:db8::7', 10, 0]]);
  });

  it('are none for a row without a count or an address', () => {
    const odd = ['0', '-3', '1.5', '1e3', '', '9999999999999', 'x'].map((count) => ({ ...ROW, count }));
    const broken = ['', '192.0.2', '192.0.2.7:25', '[192.0.2.7]', '999.0.2.7', 'fe80::1%eth0'].map((ip) => ({
      ...ROW,
      ip,
    }));
    assert.deepEqual(volumesIn(shown([[...odd, ...broken, { ...ROW, count: 4 }]])), [['192.0.2.7', 4, 0]]);
  });

  it('are all counted for a sender with more addresses than are stored', () => {
    const rows = Array.from({ length: 150 }, (_, i) => ({
      ...ROW,
      ip: `203.0.113.${i}`,
      count: i < 128 ? 2 : 3,
    }));
    assert.deepEqual(
      volumesIn(shown([rows])).map(([, mails]) => mails),
      [322],
    );
    // Of the addresses that are kept, those up to 203.0.113.127 are listed by the record of the service.
    const grouped = volumesIn(shown([rows], ['google-workspace']));
    assert.equal(
      grouped.reduce((sum, [, mails]) => sum + mails, 0),
      322,
    );
  });

  const row: fc.Arbitrary<Row> = fc.record({
    ip: fc.constantFrom(
      '192.0.2.7', '::ffff:192.0.2.7', '192.0.2.80', '192.0.2.9', '2001:db8::7', '2001:db8:0::7', '203.0.113.4', '203.0.113.200',
      '209.85.220.41', '2a00:1450:4864:20::345', '54.240.8.1', '167.89.3.1', '198.51.100.9',
    ), // prettier-ignore
    count: fc.integer({ min: 1, max: 50 }),
    spf: fc.constantFrom('pass', 'fail'),
    dkim: fc.constantFrom('pass', 'fail', 'none'),
    envelope: fc.constantFrom('example.com', 'bounce.example.com', 'amazonses.com', 'example.net'),
  });
  const declared = fc.subarray([
    'google-workspace',
    'amazon-ses',
    { service: 'sendgrid', envelope: 'bounce.example.com' },
    { name: 'Relay', ip: ['192.0.2.0/28', '2001:db8::/64'] },
    { name: 'Mapped', ip: ['::ffff:192.0.2.9'] },
    { host: 'www.example.com' },
  ]);

  it('are each counted once, whatever senders are declared', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(row, { maxLength: 8 }), { maxLength: 4 }),
        declared,
        fc.constantFrom('example.com', '*'),
        (reports, senders, domain) => {
          const found = shown(reports, senders, domain);
          const rows = reports.flat();
          const sum = (those: readonly Row[]): number =>
            those.reduce((all, { count }) => all + Number(count), 0);
          const failing = rows.filter(
            ({ spf, dkim, envelope }) =>
              dkim !== 'pass' && !(spf === 'pass' && envelope.endsWith('example.com')),
          );
          const volumes = volumesIn(found);
          assert.equal(
            volumes.reduce((all, [, mails]) => all + mails, 0),
            sum(rows),
          );
          assert.equal(
            volumes.reduce((all, [, , failed]) => all + failed, 0),
            sum(failing),
          );
          const { domains } = previewPolicy(found.made, found, 'reject', 0);
          const inPreview = domains.flatMap(
            ({ senders: own, signedElsewhere, ownHosts, unauthenticated }) => [
              ...own.map(({ volume }) => volume?.mails ?? 0),
              ...[...signedElsewhere, ...ownHosts, ...unauthenticated].map(({ mails }) => mails),
            ],
          );
          assert.equal(
            inPreview.reduce((all, mails) => all + mails, 0),
            sum(rows),
          );
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
