import assert from 'node:assert/strict';
import {
  containsNetwork,
  formatNetwork,
  hasHostBits,
  parseClientIp,
  parseIp,
} from '../../server/src/dns/address.ts';
import { registeredDomain } from '../../server/src/email/dmarc/public-suffix.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import { previewPolicy } from '../../server/src/features/policy-preview.ts';
import type { SendersResult } from '../../server/src/features/senders.ts';
import { sourceLines } from '../../server/src/features/reports/source-lines.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { combineSenders } from '../../server/src/senders/combine.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { readReports } from '../../server/src/senders/reports/read-file.ts';
import { seenInReports } from '../../server/src/senders/reports/seen.ts';
import { serviceById, servicesOfInclude } from '../../server/src/senders/services/catalog.ts';
import {
  PROVIDER_NETWORKS_AS_OF,
  providerOf,
  publishedNetworks,
  sendsFrom,
} from '../../server/src/senders/services/provider-networks.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const GMAIL = '209.85.220.41';
const SES = '54.240.8.1';

function serviceAt(ip: string): string | undefined {
  const address = parseClientIp(ip);
  assert.ok(address, ip);
  return providerOf(address)?.id;
}

describe('the networks of providers', () => {
  const all = [...publishedNetworks()];

  it('are networks, each in one record, that customers of a service in the catalog include', () => {
    assert.ok(all.length > 100);
    assert.match(PROVIDER_NETWORKS_AS_OF, /^\d{4}-\d\d-\d\d$/);
    for (const { record, network } of all) {
      const text = `${record} ${formatNetwork(network)}`;
      assert.ok(servicesOfInclude(record).length > 0, text);
      assert.ok(!hasHostBits(network.address, network.prefix), text);
      const others = all.filter(
        (other) => other.record !== record && containsNetwork(other.network, network),
      );
      assert.deepEqual(others, [], text);
    }
  });

  it('name the service of an address', () => {
    for (const [ip, id] of [
      [GMAIL, 'google-workspace'],
      ['2a00:1450:4864:20::345', 'google-workspace'],
      ['40.107.1.2', 'microsoft-365'],
      ['2a01:111:f403:c110::1', 'microsoft-365'],
      [SES, 'amazon-ses'],
      [`::ffff:${SES}`, 'amazon-ses'],
      ['167.89.3.1', 'sendgrid'],
      ['87.253.233.1', 'mailjet'],
      ['192.0.2.1', undefined],
      ['2001:db8::1', undefined],
      // The first and the last of a network, and the ones next to it.
      ['149.72.0.0', 'sendgrid'],
      ['149.72.255.255', 'sendgrid'],
      ['149.71.255.255', undefined],
      ['149.73.0.0', undefined],
    ] as const)
      assert.equal(serviceAt(ip), id, ip);
  });

  it('are those of all services whose customers include the record', () => {
    const address = parseIp(SES);
    const resend = serviceById('resend');
    const google = serviceById('google-workspace');
    assert.ok(address && resend && google);
    assert.ok(sendsFrom(resend, address));
    assert.ok(!sendsFrom(google, address));
  });
});

const HEAD =
  '$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 3600 600 864000 300\n@ IN NS ns1\nns1 IN A 192.0.2.1\n';
const PATH = 'example.com.zone';

function zoneWith(...records: readonly string[]): Workspace {
  return zone(`${HEAD}${records.join('\n')}\n`, PATH);
}

describe('a bounce of mail from a network of a provider', () => {
  const reply = `550 5.7.23 Sender Policy Framework violation: domain example.com, ip=${SES}`;

  it('is covered by the include of the service, not by its address', () => {
    const made = zoneWith('@ IN TXT "v=spf1 a -all"');
    const [fix] = explainBounces(reply, () => made).flatMap(({ causes }) =>
      causes.flatMap((one) => one.fix ?? []),
    );
    assert.equal(fix?.title, 'If Amazon SES sends mail for example.com: add "include:amazonses.com"');
    const source = made.textOf(PATH);
    const text = applyEdits(source?.slice(0, source.length) ?? '', fix.edits);
    assert.match(text, /"v=spf1 a include:amazonses\.com -all"/);
  });

  it('has no edit if the record has the include', () => {
    const made = zoneWith('@ IN TXT "v=spf1 include:amazonses.com -all"');
    assert.deepEqual(
      explainBounces(reply, () => made).flatMap(({ causes }) => causes.flatMap((one) => one.fix ?? [])),
      [],
    );
  });
});

interface Row {
  readonly ip: string;
  readonly count: number;
  readonly spf?: 'pass' | 'fail';
  readonly dkim?: 'pass' | 'fail';
}

function reportOf(rows: readonly Row[]): string {
  const records = rows.map(
    ({ ip, count, spf = 'pass', dkim = 'fail' }) => `<record>
<row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition><dkim>${dkim}</dkim><spf>${spf}</spf></policy_evaluated></row>
<identifiers><header_from>example.com</header_from></identifiers>
<auth_results>${dkim === 'pass' ? '<dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>' : ''}<spf><domain>example.com</domain><result>${spf}</result></spf></auth_results>
</record>`,
  );
  return `<feedback><report_metadata><org_name>a.example</org_name><report_id>1</report_id><date_range><begin>1764000000</begin><end>1764086399</end></date_range></report_metadata>
<policy_published><domain>example.com</domain><p>none</p></policy_published>${records.join('')}</feedback>`;
}

/** With DNS off, as always in tests. */
function shown(text: string, rows: readonly Row[], declared: readonly unknown[] = []): SendersResult {
  const { config, problems } = parseConfig(JSON.stringify({ senders: { 'example.com': declared } }));
  assert.deepEqual(problems, []);
  const known = declaredSenders(config.senders, '.mailtxt.json');
  const { reports } = readReports(Buffer.from(reportOf(rows)));
  const seen = seenInReports(
    reports.map((report) => ({ report, path: 'r.xml', ranges: true })),
    known,
  );
  return sendersOf(zone(text, PATH), combineSenders(known, seen.senders, seen.others), seen.others);
}

describe('addresses of providers in reports', () => {
  const text = `${HEAD}@ IN TXT "v=spf1 ip4:192.0.2.0/24 -all"\n`;

  it('are counted with the declared service, and others are not', () => {
    const rows = [
      { ip: GMAIL, count: 5 },
      { ip: '192.0.2.9', count: 3 },
      { ip: '2a00:1450:4864:20::345', count: 2, spf: 'fail', dkim: 'pass' },
      { ip: '209.85.220.42', count: 7, spf: 'fail' },
    ] as const;
    const { domains } = shown(text, rows, ['google-workspace']);
    const [domain] = domains;
    assert.equal(registeredDomain(domain?.domain ?? ''), 'example.com');
    assert.deepEqual(
      domain?.senders.map(({ sender }) => [sender.name, sender.volume?.mails]),
      [
        ['Google Workspace', 7],
        ['192.0.2.9', 3],
      ],
    );
    // Anyone can send unauthenticated mail through a provider, which does not make it the domain's own mail.
    assert.deepEqual(
      domain.others.map(({ kind, mails, provider }) => [kind, mails, provider?.id]),
      [['unauthenticated', 7, 'google-workspace']],
    );
  });

  it('belong to a declared sender that has the address itself', () => {
    const rows = [
      { ip: SES, count: 4 },
      { ip: SES, count: 2, spf: 'fail', dkim: 'pass' },
    ] as const satisfies readonly Row[];
    for (const some of [rows, rows.slice(1)]) {
      const count = some.map((row) => row.count).reduce((sum: number, one) => sum + one, 0);
      const { domains } = shown(text, some, ['amazon-ses', { name: 'Billing', ip: [SES] }]);
      assert.deepEqual(
        domains[0]?.senders.map(({ sender }) => [sender.name, sender.volume?.mails]),
        [
          ['Amazon SES', undefined],
          ['Billing', count],
        ],
      );
    }
  });

  it('are named by the service that records imply, which is then no longer only implied', () => {
    const hinting = `${HEAD}@ IN TXT "v=spf1 include:amazonses.com -all"\n`;
    assert.deepEqual(
      shown(hinting, []).domains[0]?.implied.map(({ sender }) => sender.name),
      ['Amazon SES'],
    );
    const { domains } = shown(hinting, [{ ip: SES, count: 4 }]);
    assert.deepEqual(
      domains[0]?.senders.map(({ sender }) => [sender.name, sender.provider?.id, sender.service]),
      [[SES, 'amazon-ses', undefined]],
    );
    assert.deepEqual(domains[0].implied, []);
  });

  it('do not decide whether mail passes', () => {
    const { domains } = shown(text, [{ ip: SES, count: 4 }]);
    assert.equal(domains[0]?.senders[0]?.spf.result, 'fail');
  });

  it('are covered by the include of the service', () => {
    const made = zone(text, PATH);
    const found = shown(text, [{ ip: SES, count: 4 }]);
    const { domains } = previewPolicy(made, found, 'reject', 0);
    const titles = domains[0]?.senders[0]?.remedies.flatMap((one) =>
      one.kind === 'edit' ? [one.fix.title] : [],
    );
    assert.deepEqual(titles, ['If Amazon SES sends mail for example.com: add "include:amazonses.com"']);
  });

  it('are listed together, and other addresses one by one', () => {
    const rows = [
      { ip: SES, count: 4, spf: 'fail' },
      { ip: '192.0.2.99', count: 5, spf: 'fail' },
      { ip: '54.240.8.2', count: 3, spf: 'fail' },
    ] as const;
    assert.deepEqual(
      sourceLines(shown(text, rows).domains[0]?.others ?? []).map(({ name, mails }) => [name, mails]),
      [
        ['Amazon SES, 2 addresses', 7],
        ['192.0.2.99', 5],
      ],
    );
  });

  it('are never evidence: no finding is about an address without other evidence', () => {
    const made = zone(`${HEAD}@ IN TXT "v=spf1 ip4:54.240.8.1 -all"\n`, PATH);
    assert.deepEqual(
      findingsOf(made, PATH).filter(({ message }) => message.includes('Amazon')),
      [],
    );
  });
});
