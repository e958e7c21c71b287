import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { MAX_SETUP_RECORDS } from '../../server/src/analysis/records/setup-records.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { allServices } from '../../server/src/senders/services/all.ts';
import { environment, zone } from '../harness/workspace.ts';

const SOA = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const MAIL = '@ MX 10 mail\nmail A 192.0.2.25\n@ TXT "v=spf1 mx ip4:192.0.2.30 -all"\n';
const REJECT = '_dmarc TXT "v=DMARC1; p=reject"\n';
const GOOGLE = 'google._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';

function outcomesOf(text: string, ids: readonly string[]): readonly string[] {
  const { config } = parseConfig(JSON.stringify({ senders: { 'example.com': ids } }));
  const { domains } = sendersOf(zone(text), declaredSenders(config.senders, '.mailtxt.json'));
  return domains.flatMap(({ senders }) => senders.map(({ outcome }) => outcome));
}

describe('a declared service for which the zone has nothing', () => {
  it('is rejected, for every service that needs names of its customers', () => {
    const ids = allServices()
      .filter(({ includes, customerIncludes, dkim, envelope }) =>
        [includes[0], customerIncludes[0], dkim, envelope].some((fact) => fact !== undefined),
      )
      .map(({ id }) => id);
    assert.ok(ids.length > 100);
    const outcomes = outcomesOf(SOA + MAIL + REJECT, ids);
    assert.deepEqual(
      ids.filter((_, i) => outcomes[i] !== 'rejected'),
      [],
    );
  });

  it('is rejected if the only key is certainly that of a mailbox provider', () => {
    const ids = ['sendgrid', 'postmark', 'mailgun', 'zendesk'];
    assert.deepEqual(
      outcomesOf(SOA + MAIL + REJECT + GOOGLE, ids),
      ids.map(() => 'rejected'),
    );
  });

  const open: readonly (readonly [what: string, text: string])[] = [
    ['a key of an unknown service', 'abc1._domainkey CNAME key.example.org.\n'],
    ['a TXT key with any selector', GOOGLE.replace('google', 'k7')],
    ['a key that is delegated', '_domainkey NS ns.example.org.\n'],
    ['a subdomain that is delegated', 'em NS ns.example.org.\n'],
    ['a wildcard', '* TXT "anything"\n'],
  ];
  for (const [what, text] of open) {
    it(`is unknown with ${what}`, () => {
      assert.deepEqual(outcomesOf(SOA + MAIL + REJECT + text, ['sendgrid']), ['unknown']);
    });
  }

  it('is unknown if a name points to the service, or to one through which it may send', () => {
    for (const text of ['em1 CNAME u1.wl.sendgrid.net.\n', 'em1 MX 10 mx.sendgrid.net.\n'])
      assert.deepEqual(outcomesOf(SOA + MAIL + REJECT + text, ['sendgrid']), ['unknown']);
    const through = 'bounce CNAME u1.wl.sendgrid.net.\n';
    assert.deepEqual(outcomesOf(SOA + MAIL + REJECT + through, ['zendesk']), ['unknown']);
  });

  it('is unknown if an SPF record may allow it to send', () => {
    for (const term of [
      'include:_spf.example.org',
      'ip4:198.51.100.0/24',
      // An address that SendGrid publishes.
      'ip4:167.89.3.1',
      'exists:%{i}.example.org',
      'a/24',
    ]) {
      const spf = `@ TXT "v=spf1 ${term} -all"\n`;
      assert.deepEqual(outcomesOf(SOA + spf + REJECT, ['sendgrid']), ['unknown'], term);
    }
    const below = 'bounce TXT "v=spf1 include:_spf.example.org -all"\n';
    assert.deepEqual(outcomesOf(SOA + MAIL + REJECT + below, ['sendgrid']), ['unknown']);
  });

  it('is unknown if the zone includes another file', () => {
    const text = `${SOA}${MAIL}${REJECT}$INCLUDE keys.zone\n`;
    assert.deepEqual(outcomesOf(text, ['sendgrid']), ['unknown']);
  });

  it('is unknown in a zone with too many names', () => {
    const names = (count: number): string =>
      Array.from({ length: count }, (_, i) => `h${i} CNAME www\n`).join('');
    // The zone has an MX and two TXT records besides.
    for (const [count, outcome] of [
      [MAX_SETUP_RECORDS - 3, 'rejected'],
      [MAX_SETUP_RECORDS - 2, 'unknown'],
    ] as const)
      assert.deepEqual(outcomesOf(SOA + MAIL + REJECT + names(count), ['sendgrid']), [outcome]);
  });

  it('is rejected if an included file of the zone also has nothing for it', () => {
    const { config } = parseConfig(JSON.stringify({ senders: { 'example.com': ['sendgrid'] } }));
    const senders = declaredSenders(config.senders, '.mailtxt.json');
    for (const [included, outcome] of [
      ['www A 192.0.2.1\n', 'rejected'],
      ['em CNAME u1.wl.sendgrid.net.\n', 'unknown'],
    ] as const) {
      const made = zone(`${SOA}${MAIL}${REJECT}$INCLUDE more.zone\n`, 'example.com.zone', {
        files: { 'more.zone': included },
      });
      const { domains } = sendersOf(made, senders);
      assert.equal(domains[0]?.senders[0]?.outcome, outcome);
    }
  });

  it('is known only if the public sees the zone', () => {
    const text = SOA + MAIL + REJECT;
    for (const [audience, count] of [
      ['public', 1],
      ['private', 0],
      ['unknown', 0],
    ] as const) {
      const view = { name: 'view', audience };
      const made = createWorkspace({
        ...environment({ senders: { 'example.com': ['sendgrid'] } }),
        zonesOf: () => [{ name: 'example.com', view }],
      });
      made.add('example.com.zone', text);
      const { findings } = made.findings('example.com.zone');
      assert.equal(findings.filter(({ rule }) => rule === 'dmarc-rejects-sender').length, count, audience);
    }
  });

  it('is unknown if another file has the same zone', () => {
    const { config } = parseConfig(JSON.stringify({ senders: { 'example.com': ['sendgrid'] } }));
    const senders = declaredSenders(config.senders, '.mailtxt.json');
    const text = `$ORIGIN example.com.\n${SOA}${MAIL}${REJECT}`;
    const made = zone(text, 'a.zone', {
      beside: { 'b.zone': text },
      senders: { 'example.com': ['sendgrid'] },
    });
    assert.equal(sendersOf(made, senders).domains[0]?.senders[0]?.outcome, 'unknown');
    const { findings } = made.findings('a.zone');
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'dmarc-rejects-sender'),
      [],
    );
  });

  it('is unknown if the zone is not complete', () => {
    assert.deepEqual(outcomesOf(`$ORIGIN example.com.\n${MAIL}${REJECT}`, ['sendgrid']), ['unknown']);
  });
});
