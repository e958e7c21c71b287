import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../server/src/analysis/finding.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { applyFix, findingsOf, zone } from '../../harness/workspace.ts';
import { runs } from '../../harness/runs.ts';

const PATH = 'example.com.zone';
const DMARC = rules.filter(({ group }) => group === 'dmarc');
const RUA = 'rua=mailto:dmarc@example.com';

/** A zone of example.com with these lines in it. */
function load(lines: string): Workspace {
  return zone(`${lines}\n`, PATH, { rules: DMARC });
}

/** `severity rule "text"`, without the group. */
function shown(made: Workspace): readonly string[] {
  const text = made.textOf(PATH);
  assert.ok(text !== undefined);
  return findingsOf(made, PATH).map(({ severity, rule, range }) => {
    return `${severity} ${rule.slice('dmarc-'.length)} ${JSON.stringify(text.slice(range.start, range.end))}`;
  });
}

function record(text: string): string {
  return `_dmarc IN TXT "${text}"`;
}

function eachRecord(rows: readonly (readonly [record: string, ...findings: string[]])[]): void {
  for (const [text, ...findings] of rows) {
    it(text, () => assert.deepEqual(shown(load(record(text))), findings));
  }
}

function eachZone(rows: readonly (readonly [why: string, lines: string, ...findings: string[]])[]): void {
  for (const [why, lines, ...findings] of rows) {
    it(why, () => assert.deepEqual(shown(load(lines)), findings));
  }
}

describe('DMARC rules: no findings', () => {
  eachRecord([
    [`v=DMARC1; p=reject; ${RUA}`],
    [`v=DMARC1; p=quarantine; sp=reject; np=reject; ${RUA}; ruf=mailto:f@mail.example.com; fo=1:d:s`],
    [`v=DMARC1;p=reject;adkim=r;aspf=r;t=n;psd=u;${RUA}`],
    [`v=DMARC1; p=reject; sp=none; np=reject; ${RUA}`],
    [`v=DMARC1; p=reject; pct=0; t=y; ${RUA}`],
    [`v=DMARC1; p=reject; psd=y; ${RUA}`],
    [`v=DMARC1; p=reject; psd=n; ${RUA}`],
    ['v=DMARC1; {{ rest }}'],
    ['{{ record }}'],
    ['v=DMARC1; p={{ policy }}; pct={{ pct }}'.replace('; pct={{ pct }}', '')],
    ['v=DMARC1; p=reject; rua=mailto:dmarc@{{ domain }}'],
  ]);
  eachZone([
    ['permission to report', 'example.net._report._dmarc IN TXT "v=DMARC1"'],
    ['permission to report for all', '*._report._dmarc IN TXT "v=DMARC1;"'],
    [
      'permission with another mailbox',
      `example.net._report._dmarc IN TXT "v=DMARC1; rua=mailto:x@example.com"`,
    ],
    ['two permissions', '*._report._dmarc IN TXT "v=DMARC1"\n*._report._dmarc IN TXT "v=DMARC1;"'],
    [
      'parked: no reports, strict alignment',
      `@ IN TXT "v=spf1 -all"\n${record('v=DMARC1; p=reject; adkim=s; aspf=s')}`,
    ],
    ['null MX', `@ IN MX 0 .\n${record('v=DMARC1; p=reject')}`],
    ['a semicolon that cuts the rest off', '_dmarc IN TXT v=DMARC1; p=reject'],
    [
      'the same record twice',
      `${record(`v=DMARC1; p=reject; ${RUA}`)}\n${record(`v=DMARC1; p=reject; ${RUA}`)}`,
    ],
    ['another text beside it', `${record(`v=DMARC1; p=reject; ${RUA}`)}\n${record('verification=abc')}`],
    ['a wildcard', `*.www IN TXT "v=DMARC1; p=reject; ${RUA}"`],
    [
      'the target of an alias',
      `_dmarc IN CNAME dmarc\ndmarc IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'info cname "dmarc"',
    ],
    ['a subdomain, sp and no record above', `_dmarc.shop IN TXT "v=DMARC1; p=reject; sp=none; ${RUA}"`],
    [
      'a subdomain with psd=u below psd=y',
      `_dmarc IN TXT "v=DMARC1; p=reject; psd=y; ${RUA}"\n_dmarc.shop IN TXT "v=DMARC1; p=reject; sp=reject; ${RUA}"`,
    ],
    ['a registry', `$ORIGIN co.uk.\n@ IN MX 10 mx.nic\n_dmarc IN TXT "v=DMARC1; p=reject; psd=y; ${RUA}"`],
  ]);
});

describe('DMARC rules: policies', () => {
  eachRecord([
    ['v=DMARC1', 'error p-missing "v=DMARC1"'],
    [`v=DMARC1; ${RUA}`, 'warning p-missing "v=DMARC1"'],
    [`v=DMARC1; policy=none; ${RUA}`, 'warning unknown-tag "policy"'],
    [`v=DMARC1; p=none; ${RUA}`, 'info p-none "p=none"'],
    ['v=DMARC1; p=none', 'warning p-none-no-rua "v=DMARC1"'],
    ['v=DMARC1; p=none; sp=reject', 'warning rua-missing "v=DMARC1"', 'info p-none "p=none"'],
    ['v=DMARC1; p=none; rau=mailto:a@example.com', 'info p-none "p=none"', 'warning unknown-tag "rau"'],
    ['v=DMARC1; p=reject', 'warning rua-missing "v=DMARC1"'],
    [`v=DMARC1; p=reject; sp=none; ${RUA}`, 'warning sp-weaker-than-p "sp=none"'],
    [`v=DMARC1; p=reject; sp=none; np=none; ${RUA}`, 'warning sp-weaker-than-p "sp=none"'],
    [`v=DMARC1; p=reject; sp=quarantine; ${RUA}`, 'hint np-suggest "sp=quarantine"'],
    [`v=DMARC1; p=quarantine; sp=quarantine; ${RUA}`],
    [`v=DMARC1; p=reject; np=nome; ${RUA}`, 'error p-invalid "nome"'],
    [`v=DMARC1; ${RUA}; p=reject`, 'hint p-not-second "p=reject"'],
    [
      `v=DMARC1; p=reject; adkim=s; aspf=s; ${RUA}`,
      'hint strict-alignment "adkim=s"',
      'hint strict-alignment "aspf=s"',
    ],
    [`v=DMARC1; p=none; adkim=s; ${RUA}`, 'info p-none "p=none"'],
  ]);
});

describe('DMARC rules: pct and t', () => {
  eachRecord([
    [`v=DMARC1; p=reject; pct=25; ${RUA}`, 'warning pct-removed "pct=25"'],
    [`v=DMARC1; p=reject; pct=100; ${RUA}`, 'hint pct-removed "pct=100"'],
    [`v=DMARC1; p=reject; pct=101; ${RUA}`, 'hint pct-removed "pct=101"'],
    [`v=DMARC1; p=none; pct=10; ${RUA}`, 'info p-none "p=none"', 'hint pct-removed "pct=10"'],
    [`v=DMARC1; p=none; pct=0; ${RUA}`, 'info p-none "p=none"', 'hint pct-removed "pct=0"'],
    [`v=DMARC1; p=none; sp=reject; pct=10; ${RUA}`, 'info p-none "p=none"', 'warning pct-removed "pct=10"'],
    [`v=DMARC1; p=reject; pct=0; ${RUA}`, 'warning pct-zero "pct=0"'],
    [`v=DMARC1; p=reject; pct=0; t=n; ${RUA}`, 'warning pct-zero "pct=0"'],
    [`v=DMARC1; p={{ p }}; pct=0; ${RUA}`],
    [`v=DMARC1; p={{ p }}; pct=10; ${RUA}`, 'hint pct-removed "pct=10"'],
    [`v=DMARC1; p=quarantine; t=y; ${RUA}`, 'info t-testing "t=y"'],
    [`v=DMARC1; p=reject; t=y; ${RUA}`, 'info t-legacy-surprise "t=y"'],
    [`v=DMARC1; p=none; t=y; ${RUA}`, 'info p-none "p=none"', 'hint t-with-none "t=y"'],
    [`v=DMARC1; p=reject; t=yes; ${RUA}`, 'warning t-psd-invalid "yes"'],
  ]);
});

describe('DMARC rules: the zone around the record', () => {
  const APEX = record(`v=DMARC1; p=reject; ${RUA}`);
  eachZone([
    [
      'two records',
      `${APEX}\n${record('v=DMARC1; p=none')}`,
      'error multiple-records "\\"v=DMARC1; p=none\\""',
      'warning p-none-no-rua "v=DMARC1"',
    ],
    [
      'two records, one of which is none',
      `${APEX}\n${record('v=dmarc1; p=reject')}`,
      'warning rua-missing "v=dmarc1"',
      'error version-invalid "dmarc1"',
    ],
    [
      'at the domain itself',
      `@ IN SOA ns hm 1 1 1 1 1\n@ IN A 192.0.2.1\n@ IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'error wrong-owner "@"',
    ],
    ['at a host', `www IN A 192.0.2.1\nwww IN TXT "v=DMARC1; p=reject; ${RUA}"`, 'error wrong-owner "www"'],
    ['at any other name', `policy IN TXT "v=DMARC1; p=reject; ${RUA}"`, 'info wrong-owner "policy"'],
    ['misspelled', `_dmark IN TXT "v=DMARC1; p=reject; ${RUA}"`, 'error wrong-owner "_dmark"'],
    [
      'misspelled, beside the right one',
      `${APEX}\ndmarc IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'info wrong-owner "dmarc"',
    ],
    [
      'behind the domain',
      `shop._dmarc IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'warning wrong-owner "shop._dmarc"',
    ],
    [
      'a permission without a domain',
      '_report._dmarc IN TXT "v=DMARC1"',
      'error wrong-owner "_report._dmarc"',
    ],
    [
      'a star that is no wildcard',
      `_dmarc.* IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'error wrong-owner "_dmarc.*"',
    ],
    [
      'a permission without "_report"',
      'example.net._dmarc IN TXT "v=DMARC1"',
      'error wrong-owner "example.net._dmarc"',
    ],
    [
      'at a DKIM name',
      `s1._domainkey IN TXT "v=DMARC1; p=reject; ${RUA}"`,
      'error wrong-owner "s1._domainkey"',
    ],
    [
      'below the organizational domain',
      `${APEX}\n_dmarc.a IN TXT "v=DMARC1; p=reject; sp=none; np=none; ${RUA}"`,
      'warning sp-on-subdomain "sp=none"',
      'warning sp-on-subdomain "np=none"',
    ],
    [
      'below the organizational domain, which says the same',
      `${APEX}\n_dmarc.a IN TXT "v=DMARC1; p=none; sp=reject; ${RUA}"`,
      'info p-none "p=none"',
      'hint sp-on-subdomain "sp=reject"',
    ],
    [
      'below one with psd=n',
      `${record(`v=DMARC1; p=reject; psd=n; ${RUA}`)}\n_dmarc.a IN TXT "v=DMARC1; p=reject; sp=none; ${RUA}"`,
      'warning sp-on-subdomain "sp=none"',
    ],
    [
      'psd=n below it',
      `${APEX}\n_dmarc.a IN TXT "v=DMARC1; p=reject; sp=reject; psd=n; ${RUA}"`,
      'hint psd-n "psd=n"',
    ],
    [
      'psd=y at a domain with mail',
      `@ IN MX 10 mx\n${record(`v=DMARC1; p=reject; psd=y; ${RUA}`)}`,
      'error psd-misuse "psd=y"',
    ],
    [
      'psd=y at a domain that sends',
      `@ IN TXT "v=spf1 mx -all"\n${record(`v=DMARC1; p=reject; psd=y; ${RUA}`)}`,
      'error psd-misuse "psd=y"',
    ],
    [
      'a permission with a policy',
      `example.net._report._dmarc IN TXT "v=DMARC1; p=none; ${RUA}; fo=1"`,
      'hint report-record-extra "p=none"',
    ],
    [
      'a permission of a wrong version',
      'example.net._report._dmarc IN TXT "v=DMARC"',
      'error version-invalid "DMARC"',
    ],
  ]);

  it('uses the whole name in front of "_dmarc" as the domain, if it is one', () => {
    for (const name of ['example.com._dmarc', 'shop._dmarc', 'shop.example.com._dmarc']) {
      const made = load(`${name} IN TXT "v=DMARC1; p=none; ${RUA}"`);
      const [finding] = findingsOf(made, PATH).filter(({ rule }) => rule === 'dmarc-wrong-owner');
      assert.ok(finding !== undefined);
      const right = name.startsWith('shop') ? '_dmarc.shop' : '_dmarc';
      const fixed = made.detailsOf(PATH, finding).fixes.map((fix) => applyFix(made, PATH, fix));
      assert.deepEqual(fixed, [`${right} IN TXT "v=DMARC1; p=none; ${RUA}"\n`]);
    }
  });

  it('does not check a name whose end is unknown by its known part', () => {
    const made = zone(
      'dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"\nwww IN TXT "v=DMARC1; p=none"\n',
      'unknown',
      { rules: DMARC },
    );
    assert.deepEqual(
      findingsOf(made, 'unknown')
        .filter(({ rule }) => rule === 'dmarc-wrong-owner')
        .map(({ severity }) => severity),
      ['error', 'info'],
    );
  });
});

describe('DMARC rules: fixes', () => {
  const slip = fc.constantFrom(
    'v=dmarc1', 'v=DMARC 1', 'p=rejct', 'p=none', 'p=reject', 'p:none', 'p none', 'sp=none', 'sp=quarantine', 'np=monitor', 'adkim=s',
    'adkim=strict', 'aspf=relaxed', 't=y', 't=yes', 'psd=x', 'pct=0', 'pct=25', 'pct=100', 'rf=afrf', 'ri=3600', RUA,
    'rua=a@example.com', 'rua=mailto:a@example.com!10m', 'rua=mailto:a@example.com mailto:b@example.com', 'rau=mailto:a@example.com',
    'ruf=mailto:f@example.com;mailto:g@example.com', 'ruf=mailto:f@example.com', 'fo=1', 'fo=0:1', 'fo=d,s', 'oops', 'x=1', 'p=none',
  ); // prettier-ignore
  const typed = fc.tuple(
    fc.constantFrom(
      'v=DMARC1; ',
      'v=DMARC1 ',
      'v=DMARC1, ',
      'v=dmarc1; ',
      'p=none; v=DMARC1; ',
      'DMARC1; ',
      '',
    ),
    fc.uniqueArray(slip, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('; ', ';', ' ', ', ', ';; '),
    fc.constantFrom('', ';'),
  );

  function count(findings: readonly Finding[], rule: string): number {
    return findings.filter((finding) => finding.rule === rule).length;
  }

  it('each remove their finding', () => {
    fc.assert(
      fc.property(typed, ([start, tags, separator, end]) => {
        const made = load(record(start + tags.join(separator) + end));
        const before = findingsOf(made, PATH);
        // Of two tags of one name, the second comes to light when the first is gone.
        fc.pre(count(before, 'dmarc-duplicate-tag') === 0);
        for (const finding of before) {
          for (const fix of made.detailsOf(PATH, finding).fixes) {
            const text = applyFix(made, PATH, fix);
            const after = findingsOf(zone(text, PATH, { rules: DMARC }), PATH);
            assert.ok(
              count(after, finding.rule) < count(before, finding.rule),
              `${finding.rule}, "${fix.title}":\n${made.textOf(PATH)?.slice(0, 500) ?? ''}${text}`,
            );
          }
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('none cause a new error or warning', () => {
    // One fault each, in an otherwise right record: a fix of one does not answer for others that it lays bare.
    const right = `v=DMARC1; p=reject; ${RUA}`;
    const rows: readonly string[] = [
      'v=DMARC1', `v=DMARC1; ${RUA}`, 'v=DMARC1; p=none', 'v=DMARC1; p=reject', right.replace(';', ''), right.replace(';', ','),
      right.replace('DMARC1', 'dmarc1'), `p=reject; v=DMARC1; ${RUA}`, `; ${right}`, right.slice('v=DMARC1; '.length),
      right.slice(2), right.replace('p=', 'p:'), right.replace('p=', 'p '), right.replace('reject', 'rejct'), `${right} fo=1`,
      `${right}; sp=none`, `${right}; sp=quarantine`, `${right}; np=rejct`, `${right}; adkim=s`, `${right}; adkim=strict`, `${right}; aspf=x`,
      `${right}; t=y`, `${right}; t=yes`, `${right}; psd=`, `${right}; pct=0`, `${right}; pct=25`, `${right}; pct=100`, `${right}; rf=x`,
      `${right}; ri=1`, `${right}; fo=1`, `${right}; ruf=f@example.com`, `${right}; ruf=mailto:f@example.com; fo=0:1`,
      `${right}; ruf=mailto:f@example.com; fo=x`, `${right}; x=1`, `${right}; oops`, `${right}; p=none`, `${right}; p=reject`, `${right};; fo=0`,
      right.replace('mailto:', ''), right.replace('mailto:', 'mail:'), right.replace('mailto:', 'mailto: '), `${right},`, `${right}.`, `${right}!10m`,
      `${right}!x`, `${right};mailto:b@example.com`, `${right} mailto:b@example.com`, right.replace('dmarc@', 'd!x@'),
      right.replace('rua', 'rau'), `v=DMARC1; ${RUA}; p=reject`, `v=DMARC1; p=none; t=y; ${RUA}`, `v=DMARC1; p=quarantine; t=y; ${RUA}`,
      right.replace(' p=', '\\194\\160p='), right.replace('rua', 'ru\\208\\176'),
    ]; // prettier-ignore
    for (const row of rows) {
      const made = load(record(row));
      const before = findingsOf(made, PATH);
      for (const finding of before) {
        for (const fix of made.detailsOf(PATH, finding).fixes) {
          const after = findingsOf(zone(applyFix(made, PATH, fix), PATH, { rules: DMARC }), PATH);
          const fresh = after.filter(
            ({ rule, severity }) =>
              (severity === 'error' || severity === 'warning') && count(before, rule) < count(after, rule),
          );
          assert.deepEqual(
            fresh.map(({ rule }) => rule),
            [],
            `${row}: ${fix.title}`,
          );
        }
      }
    }
  });
});
