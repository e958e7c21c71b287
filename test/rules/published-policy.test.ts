import assert from 'node:assert/strict';
import { SETTLING_TIME } from '../../server/src/rules/dmarc/published-differs.ts';
import { NEWEST_REPORTS } from '../../server/src/senders/reports/seen-policies.ts';
import { findingsOf, workspace, zone } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

const PATH = 'example.com.zone';
const DAY = 24 * 3600;
const BEGIN = 1_793_577_600;
const SOA = `$TTL 1h
@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600
@ IN NS ns1.example.net.
`;

function zoneWith(tags: string, more = ''): string {
  return `${SOA}_dmarc IN TXT "v=DMARC1; ${tags}"\n${more}`;
}

/** `policy`: elements, as in `<p>none</p>`. */
function report(
  policy: string,
  { begin = String(BEGIN), domain = 'example.com', from = [domain] }: Partial<ReportOptions> = {},
): string {
  const records = from.map(
    (name) => `<record><row><source_ip>192.0.2.25</source_ip><count>1</count>
<policy_evaluated><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row>
<identifiers><header_from>${name}</header_from></identifiers></record>`,
  );
  return `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>${begin}</begin></date_range>
</report_metadata><policy_published><domain>${domain}</domain>${policy}</policy_published>${records.join('')}</feedback>`;
}

interface ReportOptions {
  readonly begin: string;
  readonly domain: string;
  readonly from: readonly string[];
}

function found(text: string, reports: readonly string[], options: WorkspaceOptions = {}): readonly string[] {
  return messages(zone(text, PATH, { reports, ...options }));
}

function messages(made: ReturnType<typeof zone>): readonly string[] {
  return findingsOf(made, PATH).flatMap(({ rule, message }) =>
    rule === 'dmarc-published-differs' ? [/show "(.*?)"/.exec(message)?.[1] ?? message] : [],
  );
}

const NONE = '<p>none</p>';
const REJECT = zoneWith('p=reject');

describe('the published DMARC policy', () => {
  it('differs in p, sp or alignment', () => {
    assert.deepEqual(found(REJECT, [report(NONE)]), ['p=none']);
    assert.deepEqual(found(REJECT, [report('<p>Quarantine</p><sp>none</sp>')]), ['p=quarantine']);
    assert.deepEqual(found(zoneWith('p=reject; sp=quarantine'), [report('<p>reject</p><sp>none</sp>')]), [
      'sp=none',
    ]);
    const strict = '<adkim>s</adkim><aspf>s</aspf><p>reject</p>';
    assert.deepEqual(found(REJECT, [report(strict)]), ['adkim=s; aspf=s']);
    assert.deepEqual(found(zoneWith('p=reject; adkim=s; aspf=s'), [report(strict)]), []);
  });

  it('does not differ in defaults that receivers fill in', () => {
    const same = [
      '<p>reject</p>',
      '<p>REJECT</p><sp></sp>',
      '<p>reject</p><sp>reject</sp><np>none</np><pct>100</pct>',
      '<p>reject</p><sp>none</sp><adkim>r</adkim><aspf>r</aspf><testing>n</testing>',
      '<p>reject</p><adkim></adkim>',
      '<p></p>',
      '<p>unspecified</p>',
      '',
    ];
    for (const policy of same) assert.deepEqual(found(REJECT, [report(policy)]), [], policy);
    assert.deepEqual(found(zoneWith('p=reject; adkim=s'), [report('<adkim>r</adkim><p>reject</p>')]), []);
    // A receiver that does not know of "sp" has the value of "p" there.
    assert.deepEqual(found(zoneWith('p=reject; sp=none'), [report('<p>reject</p><sp>reject</sp>')]), []);
  });

  it('is not compared with a record that receivers report in several ways', () => {
    for (const tags of [
      'p=reject; t=y',
      'p=reject; pct=50',
      'p=reject; p=reject',
      'p=rejekt; rua=mailto:a@example.com',
      'rua=mailto:a@example.com',
      'p=reject; np=nine; rua=mailto:a@example.com',
      'p={{ policy }}',
    ])
      assert.deepEqual(found(zoneWith(tags), [report('<p>quarantine</p>')]), [], tags);
    assert.deepEqual(found(`${REJECT}_dmarc IN TXT "v=DMARC1; p=none"\n`, [report(NONE)]), []);
    assert.deepEqual(found(`${REJECT}_dmarc IN NS ns1.example.net.\n`, [report(NONE)]), []);
    const delegated = `${SOA}a IN NS ns1.example.net.\n_dmarc.a IN TXT "v=DMARC1; p=reject"\n`;
    assert.deepEqual(found(delegated, [report(NONE, { domain: 'a.example.com' })]), []);
  });

  it('is the policy that the newest reports agree on', () => {
    const now = report('<p>reject</p>');
    const before = (seconds: number): string => report(NONE, { begin: String(BEGIN - seconds) });
    assert.deepEqual(found(REJECT, [before(DAY), now]), []);
    assert.deepEqual(found(REJECT, [now, before(NEWEST_REPORTS - 1)]), []);
    assert.deepEqual(found(REJECT, [before(NEWEST_REPORTS - 1), now]), []);
    assert.deepEqual(found(REJECT, [report('<p>reject</p>', { begin: String(BEGIN - DAY) }), report(NONE)]), [
      'p=none',
    ]);
    assert.deepEqual(found(REJECT, [report(NONE), report(NONE, { begin: String(BEGIN + 60) })]), ['p=none']);
    assert.deepEqual(found(REJECT, [report(NONE, { begin: '' })]), []);
    assert.deepEqual(found(REJECT, []), []);
  });

  it('is that of the domain itself, not of a subdomain', () => {
    assert.deepEqual(found(REJECT, [report(NONE, { from: ['a.example.com'] })]), []);
    assert.deepEqual(found(REJECT, [report(NONE, { from: ['example.com', 'a.example.com'] })]), []);
    assert.deepEqual(found(REJECT, [report(NONE, { from: [] })]), []);
    assert.deepEqual(found(REJECT, [report(NONE, { domain: 'a.example.com' })]), []);
    assert.deepEqual(found(REJECT, [report(NONE, { domain: 'com', from: ['example.com'] })]), []);
    const below = '_dmarc.a IN TXT "v=DMARC1; p=reject"\n';
    assert.deepEqual(found(REJECT + below, [report(NONE, { domain: 'a.example.com' })]), ['p=none']);
  });

  it('has to be seen well after the last change of the zone files', () => {
    const at = (changed: number | undefined, part = 0): WorkspaceOptions => ({
      files: { part: 'www IN A 192.0.2.1\n' },
      changedAt: { [PATH]: changed, part },
    });
    const text = `${REJECT}$INCLUDE part\n`;
    assert.deepEqual(found(text, [report(NONE)], at(BEGIN - SETTLING_TIME)), ['p=none']);
    assert.deepEqual(found(text, [report(NONE)], at(BEGIN - SETTLING_TIME + 1)), []);
    assert.deepEqual(found(text, [report(NONE)], at(undefined)), []);
    assert.deepEqual(found(text, [report(NONE)], at(0, BEGIN)), []);
    assert.deepEqual(found(`${REJECT}$INCLUDE missing\n`, [report(NONE)]), []);
    const early = report(NONE, { begin: String(BEGIN - 3600) });
    assert.deepEqual(found(text, [report(NONE), early], at(BEGIN - SETTLING_TIME)), []);
  });

  it('is unknown for a file that is edited', () => {
    const made = zone(REJECT, PATH, { reports: [report(NONE)] });
    assert.deepEqual(messages(made), ['p=none']);
    made.edit(PATH, [{ range: { start: REJECT.length, end: REJECT.length }, text: 'www IN A 192.0.2.1\n' }]);
    assert.deepEqual(messages(made), []);
    made.add(PATH, REJECT);
    assert.deepEqual(messages(made), ['p=none']);
  });

  it('is unknown if two zones have a policy for the domain', () => {
    const made = workspace({ reports: [report(NONE)], origin: 'example.com' });
    made.add('external/example.com.zone', REJECT);
    made.add('internal/example.com.zone', zoneWith('p=none'));
    const all = made.paths().flatMap((path) => findingsOf(made, path).map(({ rule }) => rule));
    assert.ok(!all.includes('dmarc-published-differs'));
  });
});
