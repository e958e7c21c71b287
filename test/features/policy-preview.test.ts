import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { DmarcPolicy } from '../../server/src/email/dmarc/tags.ts';
import type { PolicyPreview } from '../../server/src/features/policy-preview.ts';
import { previewPolicy } from '../../server/src/features/policy-preview.ts';
import type { PageBlock } from '../../server/src/features/reports/page.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { policyPreviewParts, policyPreviewTexts } from '../../server/src/features/reports/policy-preview.ts';
import type { SendersSubject } from '../../server/src/features/reports/senders-places.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { combineSenders } from '../../server/src/senders/combine.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { readReports } from '../../server/src/senders/reports/read-file.ts';
import { seenInReports } from '../../server/src/senders/reports/seen.ts';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { applyFix, zone } from '../harness/workspace.ts';

const HEAD = [
  '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600',
  '@ NS ns1.example.net.',
  '@ MX 10 mail',
  'mail A 192.0.2.25',
  'www A 192.0.2.80',
  '',
].join('\n');
const NONE = '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"\n';
const SPF = '@ TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.26 -all"\n';
const KEY = 's1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';
const TODAY = Date.UTC(2026, 10, 30, 23, 59);

interface Case {
  readonly text: string;
  readonly senders?: readonly unknown[];
  /** Rows of a report: the address, messages, DKIM, SPF, and whether there is a signature. */
  readonly rows?: readonly (readonly [
    ip: string,
    count: number,
    dkim: 'pass' | 'fail',
    spf: 'pass' | 'fail',
  ])[];
  readonly policy?: DmarcPolicy;
  readonly answers?: Readonly<Record<string, unknown>>;
}

function report(rows: NonNullable<Case['rows']>): string {
  const records = rows.map(
    ([ip, count, dkim, spf]) => `<record><row><source_ip>${ip}</source_ip><count>${count}</count>
<policy_evaluated><disposition>none</disposition><dkim>${dkim}</dkim><spf>${spf}</spf></policy_evaluated></row>
<identifiers><header_from>example.com</header_from></identifiers><auth_results>${
      dkim === 'pass'
        ? '<dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>'
        : ''
    }<spf><domain>example.com</domain><result>${spf}</result></spf></auth_results></record>`,
  );
  return `<?xml version="1.0"?><feedback><report_metadata><org_name>example.net</org_name><report_id>1</report_id>
<date_range><begin>1793577600</begin><end>1793664000</end></date_range></report_metadata>
<policy_published><domain>example.com</domain><p>none</p></policy_published>${records.join('')}</feedback>`;
}

function preview({ text, senders = [], rows = [], policy = 'reject', answers = {} }: Case): {
  readonly workspace: Workspace;
  readonly preview: PolicyPreview;
  readonly subject: SendersSubject;
  readonly shown: string;
} {
  const workspace = zone(text, 'example.com.zone', { answers });
  const { config } = parseConfig(JSON.stringify({ senders: { 'example.com': senders } }));
  const declared = declaredSenders(config.senders, '.mailtxt.json');
  const reports =
    rows.length === 0
      ? []
      : readReports(strToU8(report(rows))).reports.map((one) => ({
          report: one,
          path: 'reports/1.xml',
          ranges: false,
        }));
  const seen = seenInReports(reports, declared);
  const known = combineSenders(declared, seen.senders, seen.others);
  const result = sendersOf(workspace, known, seen.others);
  const made = previewPolicy(workspace, result, policy, TODAY);
  const subject = { result, workspace, nameOf: (path: string) => path, sourceOf: () => undefined };
  return { workspace, preview: made, subject, shown: [...policyPreviewTexts(made, subject, plain)].join('') };
}

function groupsIn({
  preview: { domains },
}: ReturnType<typeof preview>): readonly (readonly [string, string])[] {
  return domains.flatMap(({ senders }) =>
    senders.map(({ explained, group, outcome }) => [explained.sender.name, `${group} ${outcome}`] as const),
  );
}

const SENDERS = [
  { name: 'Both', ip: ['192.0.2.25'], dkim: ['s1'] },
  { name: 'SPF alone', ip: ['192.0.2.26'], dkim: [] },
  { name: 'DKIM alone', ip: ['192.0.2.27'], dkim: ['s1'] },
  { name: 'Neither', ip: ['192.0.2.10'], dkim: [] },
];

describe('what would happen under a DMARC policy', () => {
  it('sorts senders by what their mail passes', () => {
    const made = preview({ text: HEAD + SPF + KEY + NONE, senders: SENDERS });
    assert.deepEqual(groupsIn(made), [
      ['Both', 'both accepted'],
      ['SPF alone', 'spf one-leg'],
      ['DKIM alone', 'dkim one-leg'],
      ['Neither', 'fails rejected'],
    ]);
  });

  it('is about the requested policy, not the published one', () => {
    const outcomes = (['none', 'quarantine', 'reject'] as const).map((policy) => {
      const made = preview({ text: HEAD + SPF + KEY + NONE, senders: SENDERS, policy });
      return groupsIn(made).at(-1)?.[1];
    });
    assert.deepEqual(outcomes, ['fails doubtful', 'fails quarantined', 'fails rejected']);
    const published = HEAD + SPF + '_dmarc TXT "v=DMARC1; p=reject; pct=10; t=y"\n';
    assert.equal(groupsIn(preview({ text: published, senders: SENDERS })).at(-1)?.[1], 'fails rejected');
    assert.equal(
      groupsIn(preview({ text: published, senders: SENDERS, policy: 'none' })).at(-1)?.[1],
      'fails doubtful',
    );
  });

  it('offers an edit with which the sender passes', () => {
    const text = HEAD + SPF + KEY + NONE;
    const made = preview({ text, senders: SENDERS });
    const neither = made.preview.domains[0]?.senders.at(-1);
    const [remedy] = neither?.remedies ?? [];
    assert.ok(remedy?.kind === 'edit');
    const fixed = applyFix(made.workspace, 'example.com.zone', remedy.fix);
    assert.equal(groupsIn(preview({ text: fixed, senders: SENDERS })).at(-1)?.[1], 'spf one-leg');
  });

  it('relaxes the alignment if only that makes the mail pass', () => {
    const text = `${HEAD}bounce TXT "v=spf1 ip4:192.0.2.10 -all"\n_dmarc TXT "v=DMARC1; p=none; aspf=s; rua=mailto:a@example.com"\n`;
    const senders = [{ name: 'App', ip: ['192.0.2.10'], envelope: 'bounce.example.com', dkim: [] }];
    const made = preview({ text, senders });
    const [remedy, ...more] = made.preview.domains[0]?.senders[0]?.remedies ?? [];
    assert.deepEqual(more, []);
    assert.ok(remedy?.kind === 'edit');
    assert.equal(remedy.fix.title, 'Use "aspf=r"');
    const fixed = applyFix(made.workspace, 'example.com.zone', remedy.fix);
    assert.match(fixed, /p=none; aspf=r;/);
  });

  it('counts messages and failed messages, also for declared addresses', () => {
    const made = preview({
      text: HEAD + SPF + KEY + NONE,
      senders: SENDERS,
      rows: [
        ['192.0.2.25', 30, 'pass', 'pass'],
        ['192.0.2.10', 42, 'fail', 'fail'],
      ],
    });
    assert.deepEqual(
      made.preview.domains[0]?.senders.map(({ volume }) => volume),
      [{ mails: 30, failed: 0 }, undefined, undefined, { mails: 42, failed: 42 }],
    );
  });

  it('treats a declared address as unsigned if reports show no signature', () => {
    const senders = [{ name: 'Relay', ip: ['192.0.2.10'] }];
    const text = HEAD + SPF + KEY + NONE;
    assert.equal(groupsIn(preview({ text, senders }))[0]?.[1], 'unknown unknown');
    const rows = [['192.0.2.10', 5, 'fail', 'fail']] as const;
    assert.equal(groupsIn(preview({ text, senders, rows }))[0]?.[1], 'fails rejected');
    const signed = [...rows, ['192.0.2.10', 1, 'pass', 'fail']] as const;
    assert.equal(groupsIn(preview({ text, senders, rows: signed }))[0]?.[1], 'unknown unknown');
  });

  it('uses reports if an include that would decide is unresolved', () => {
    const text = `${HEAD}@ TXT "v=spf1 include:_spf.example.net -all"\n${NONE}`;
    const senders = [{ name: 'Relay', ip: ['192.0.2.10'], dkim: [] }];
    assert.equal(groupsIn(preview({ text, senders }))[0]?.[1], 'unknown unknown');
    const made = preview({ text, senders, rows: [['192.0.2.10', 5, 'fail', 'fail']] });
    assert.equal(groupsIn(made)[0]?.[1], 'fails rejected');
    const passing = preview({ text, senders, rows: [['192.0.2.10', 5, 'fail', 'pass']] });
    assert.equal(groupsIn(passing)[0]?.[1], 'seen-passing unknown');
    const mixed = preview({
      text,
      senders,
      rows: [
        ['192.0.2.10', 5, 'fail', 'pass'],
        ['192.0.2.10', 1, 'fail', 'fail'],
      ],
    });
    assert.equal(groupsIn(mixed)[0]?.[1], 'unknown unknown');
    const [remedy] = made.preview.domains[0]?.senders[0]?.remedies ?? [];
    assert.ok(remedy?.kind === 'edit');
    assert.equal(remedy.fix.title, 'Unless an include covers it: add "ip4:192.0.2.10"');
    assert.match(
      applyFix(made.workspace, 'example.com.zone', remedy.fix),
      /"v=spf1 ip4:192\.0\.2\.10 include:_spf\.example\.net -all"/,
    );
  });

  it('combines addresses with a declared service if its own record lists them', () => {
    const text = `${HEAD}@ TXT "v=spf1 include:_spf.google.com -all"\n${NONE}`;
    const rows = [
      ['203.0.113.7', 12, 'fail', 'pass'],
      ['198.51.100.1', 3, 'fail', 'pass'],
    ] as const;
    const answers = { '_spf.google.com. TXT': { strings: [['v=spf1 ip4:203.0.113.0/24 ~all']] } };
    const shown = (given: Case['answers']): readonly (readonly [string, number | undefined])[] => {
      const made = preview({ text, senders: ['google-workspace'], rows, answers: given ?? {} });
      return (made.preview.domains[0]?.senders ?? []).map(({ explained, volume }) => [
        explained.sender.name,
        volume?.mails,
      ]);
    };
    assert.deepEqual(shown(answers), [
      ['Google Workspace', 12],
      ['198.51.100.1', 3],
    ]);
    assert.deepEqual(shown({}), [
      ['Google Workspace', undefined],
      ['203.0.113.7, 198.51.100.1', 15],
    ]);
  });

  it('asks about hosts of the domain itself, and treats only others as forgers', () => {
    const { preview: made } = preview({
      text: HEAD + SPF + NONE,
      rows: [
        ['192.0.2.80', 7, 'fail', 'fail'],
        ['203.0.113.9', 90, 'fail', 'fail'],
      ],
    });
    const [domain] = made.domains;
    assert.deepEqual(
      domain?.ownHosts.map(({ host, mails }) => [host, mails]),
      [['www.example.com', 7]],
    );
    assert.deepEqual(
      domain.unauthenticated.map(({ mails }) => mails),
      [90],
    );
  });
});

describe('what would happen to the mail in real DMARC reports', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('DMARC reports');
    this.skip();
  });

  for (const file of [
    'parsedmarc/extract_report/nice-input.xml',
    'opendmarc/163.com!example.com!1337270400!1337356799.20120518163.xml',
  ]) {
    it(`counts each message of ${file} once`, () => {
      const { reports } = readReports(readFileSync(join(CORPUS, 'reports', file)));
      const [report] = reports;
      assert.ok(report);
      const { senders, others } = seenInReports([{ report, path: file, ranges: false }]);
      const workspace = zone(HEAD, `${report.domain}.zone`, { origin: report.domain });
      const result = sendersOf(workspace, senders, others);
      const { domains } = previewPolicy(workspace, result, 'reject', TODAY);
      const counted = domains.flatMap((domain) => [
        ...domain.senders.map(({ volume }) => volume?.mails ?? 0),
        ...[...domain.signedElsewhere, ...domain.ownHosts, ...domain.unauthenticated].map(
          ({ mails }) => mails,
        ),
      ]);
      const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
      assert.ok(counted.length > 0);
      assert.equal(sum(counted), sum(report.rows.map(({ count }) => count)));
    });
  }
});

describe('the plan to a DMARC policy', () => {
  function stages(text: string, policy: DmarcPolicy): readonly string[] {
    const made = preview({ text: HEAD + SPF + text, senders: SENDERS, policy });
    return (made.preview.plans[0]?.stages ?? []).map(
      ({ date, name, record, isPublished }) => `${date} ${name}${isPublished ? ' (now)' : ''}: ${record}`,
    );
  }

  it('has a stage for each policy, with the earliest dates and the records', () => {
    assert.deepEqual(stages(NONE, 'reject'), [
      '2026-11-30 monitor (now): v=DMARC1; p=none; rua=mailto:dmarc@example.com',
      '2026-12-30 trial: v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@example.com',
      '2027-01-13 quarantine: v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com',
      '2027-02-12 reject: v=DMARC1; p=reject; rua=mailto:dmarc@example.com',
    ]);
  });

  it('starts with the published stage', () => {
    assert.deepEqual(stages('_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:a@example.com"\n', 'reject'), [
      '2026-11-30 quarantine (now): v=DMARC1; p=quarantine; rua=mailto:a@example.com',
      '2026-12-30 reject: v=DMARC1; p=reject; rua=mailto:a@example.com',
    ]);
    assert.deepEqual(stages('_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"\n', 'reject'), [
      '2026-11-30 reject (now): v=DMARC1; p=reject; rua=mailto:a@example.com',
    ]);
  });

  it('is one stage back to a weaker policy', () => {
    assert.deepEqual(stages('_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"\n', 'none'), [
      '2026-11-30 monitor: v=DMARC1; p=none; rua=mailto:a@example.com',
    ]);
  });

  it('adds a report address if the record has none, and drops "pct"', () => {
    assert.deepEqual(stages('_dmarc TXT "v=DMARC1; p=none; pct=20; adkim=s"\n', 'none'), [
      '2026-11-30 monitor: v=DMARC1; p=none; adkim=s; rua=mailto:dmarc@example.com',
    ]);
  });

  it('makes no subdomain policy weaker than the stage, and keeps a stricter one', () => {
    assert.deepEqual(
      stages('_dmarc TXT "v=DMARC1; p=none; sp=reject; np=none; rua=mailto:a@example.com"\n', 'quarantine'),
      [
        '2026-11-30 monitor (now): v=DMARC1; p=none; sp=reject; np=none; rua=mailto:a@example.com',
        '2026-12-30 trial: v=DMARC1; p=quarantine; t=y; sp=reject; np=quarantine; rua=mailto:a@example.com',
        '2027-01-13 quarantine: v=DMARC1; p=quarantine; sp=reject; np=quarantine; rua=mailto:a@example.com',
      ],
    );
  });

  it('has edits that publish its records, whether there is a record or not', () => {
    for (const published of [
      NONE,
      '',
      '_dmarc TXT ( "v=DMARC1; p=none; " "rua=mailto:dmarc@example.com" )\n',
    ]) {
      const text = HEAD + SPF + published;
      const made = preview({ text, senders: SENDERS });
      const last = made.preview.plans[0]?.stages.at(-1);
      assert.ok(last?.fix);
      const fixed = applyFix(made.workspace, 'example.com.zone', last.fix);
      assert.deepEqual(
        zone(fixed)
          .recordsOf('_dmarc.example.com', 'TXT')
          .map(({ record: { rdata } }) => (rdata.kind === 'text' ? rdata.value.text : '')),
        [last.record],
      );
    }
  });

  it('is not made if the record is unknown', () => {
    const unknown = preview({ text: '$ORIGIN example.com.\nwww A 192.0.2.80\n', senders: SENDERS });
    assert.deepEqual(unknown.preview.plans[0]?.stages, []);
    assert.match(unknown.shown, /No plan for example\.com: its DMARC record is unknown\./);
  });
});

describe('what is shown of a DMARC policy', () => {
  it('has no control characters, and fits into 100 columns', () => {
    const hostile = { name: `\u001b[31m${'A very long name '.repeat(9)}`, ip: ['192.0.2.10'], dkim: [] };
    const record = '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com; x=\\027[31m"\n';
    const { shown, preview: made } = preview({ text: HEAD + SPF + record, senders: [hostile] });
    const titles = made.plans.flatMap(({ stages }) => stages.map(({ fix }) => fix?.title ?? ''));
    assert.doesNotMatch(shown + titles.join(''), /\u001b/);
    assert.match(titles.join(''), /x=.*\[31m/);
    const [first = ''] = shown.split('\n').filter((line) => line.includes('A very long name'));
    assert.ok(first.length <= 100, first);
  });

  it('shows by when failing mail has to be fixed, from the published policy', () => {
    const before = (policy: string): string | undefined =>
      /^ {2}(.*): fix "Neither"/m.exec(
        preview({
          text: `${HEAD}${SPF}${KEY}_dmarc TXT "v=DMARC1; ${policy}; rua=mailto:a@example.com"\n`,
          senders: SENDERS,
        }).shown,
      )?.[1];
    assert.equal(before('p=none'), 'Before quarantine');
    assert.equal(before('p=quarantine; t=y'), 'Before quarantine');
    assert.equal(before('p=quarantine'), 'Before reject');
    assert.equal(before('p=reject; t=y'), 'Before reject');
    assert.equal(before('p=reject'), '"p=reject" is already published');
  });

  it('has a column for mail in reports if there are reports', () => {
    const columnsWith = (rows: NonNullable<Case['rows']>): readonly string[] => {
      const made = preview({ text: HEAD + SPF + KEY + NONE, senders: SENDERS, rows });
      const inside = (block: PageBlock): readonly PageBlock[] =>
        block.kind === 'part' ? block.blocks.flatMap(inside) : [block];
      const blocks = [...policyPreviewParts(made.preview, made.subject)].flat().flatMap(inside);
      const table = blocks.find((block) => block.kind === 'table');
      return table?.columns.map(({ title }) => title) ?? [];
    };
    assert.deepEqual(columnsWith([]), ['Sender']);
    assert.deepEqual(columnsWith([['192.0.2.25', 30, 'pass', 'pass']]), ['Sender', 'Mail in reports']);
  });

  it('is readable', () => {
    const { shown } = preview({
      text: HEAD + SPF + KEY + NONE,
      senders: [...SENDERS, 'mailchimp'],
      rows: [
        ['192.0.2.25', 30, 'pass', 'pass'],
        ['192.0.2.10', 42, 'fail', 'fail'],
        ['192.0.2.80', 7, 'fail', 'fail'],
        ['198.51.100.7', 1, 'pass', 'fail'],
        ['203.0.113.9', 90, 'fail', 'fail'],
      ],
    });
    assert.equal(shown, EXPECTED);
    assert.deepEqual(
      shown.split('\n').filter((line) => line.length > 100),
      [],
    );
  });
});

const EXPECTED = `example.com under p=reject
  Would be rejected (42 messages)
    Neither                             42 messages, all of which failed SPF and DKIM
      SPF   192.0.2.10: "-all" of example.com matches.
      DKIM  It does not sign.
      fix   Add "ip4:192.0.2.10" (example.com.zone:6)
      fix   Set up Neither to sign with DKIM as example.com, and publish its key.
    Mailchimp                           not in reports
      SPF   The service uses its own domain in MAIL FROM, so SPF passes but is not aligned.
      DKIM  No key is published at k2._domainkey.example.com, k3._domainkey.example.com,
            k1._domainkey.example.com.
      fix   Add the DKIM keys of Mailchimp (example.com.zone:3)
  Pass on SPF only (fail when forwarded)
    SPF alone                           not in reports
      DKIM  It does not sign.
      fix   Set up SPF alone to sign with DKIM as example.com, and publish its key.
  Pass on DKIM only (fail when changed in transit)
    DKIM alone                          not in reports
      SPF   192.0.2.27: "-all" of example.com matches.
      fix   Add "ip4:192.0.2.27" (example.com.zone:6)
  Pass on SPF and DKIM (30 messages)
    Both                                30 messages
  Pass on DKIM only, not declared (services and forwarders) (1 message)
    198.51.100.7                        1 message     reports/1.xml
  Would be rejected: hosts of this domain. If they send mail, declare them as "host" (7 messages)
    192.0.2.80 (www.example.com)        7 messages    reports/1.xml
  Would be rejected: undeclared and unauthenticated (forged, or missing from your records) (90
  messages)
    203.0.113.9                         90 messages   reports/1.xml

Plan for example.com, to p=reject
  2026-11-30  monitor (published now)
              _dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
  2026-12-30  quarantine, trial (t=y)
              _dmarc.example.com TXT "v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@example.com"
              in example.com.zone:8
  2027-01-13  quarantine
              _dmarc.example.com TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
              in example.com.zone:8
  2027-02-12  reject
              _dmarc.example.com TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
              in example.com.zone:8
  Before quarantine: fix "Neither", "Mailchimp".
  The dates are the earliest possible: 30 days at "none", 14 days of trial, 30 days at "quarantine"
  (RFC 9989 §7.4). Move to the next stage when the reports show that none of your mail fails.
  Receivers that follow RFC 7489 ignore "t=y".

`;
