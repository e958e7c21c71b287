import assert from 'node:assert/strict';
import { encodeStrings } from '../../server/src/formats/zone/encode.ts';
import { hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

/** A record out of the tests of another program, and what that program makes of it. */
interface Case {
  readonly kind: string;
  readonly record: string;
  readonly expect: 'parses' | 'error';
}

const OWNERS: Readonly<Record<string, string>> = {
  spf: '@',
  dmarc: '_dmarc',
  dkim: 's._domainkey',
  'mta-sts': '_mta-sts',
  mta_sts: '_mta-sts',
  tlsrpt: '_smtp._tls',
  smtp_tls_reporting: '_smtp._tls',
  bimi: 'default._bimi',
};

/** Errors and warnings on records that are right as records: what they say is not wise. */
const ADVICE = new Set([
  'dkim-h-sha1',
  'dkim-t-testing',
  'dmarc-p-none-no-rua',
  'dmarc-rua-missing',
  'spf-all-pass',
]);

/**
 * Where we say otherwise than the other program, by how the record begins, and why. An error with us is one that its
 * program takes; silence or advice with us, a record that its program refuses. A warning agrees with both: the record is
 * read, and the slip told.
 */
const DISAGREEMENTS: readonly (readonly [program: string, record: RegExp, why: string])[] = [
  ['checkdmarc', /^v=BIMI1; lps=[nN]ews/, 'BIMI, assertion record: "l" is REQUIRED, and may be empty'],
  ['checkdmarc', /^v=DMARC1; p=reject; fo=/, 'RFC 9989 §4.7: "fo" is ignored where there is no "ruf"'],
  ['checkdmarc', /^v=spf1 mx -all$/, 'RFC 7208 §4.6.4: how many MX records there are needs the DNS'],
  ['mox', /^$/, 'RFC 9989 §4.10: a text without the version is discarded, and need not be DMARC'],
  ['mox', /^v=DMARC1; sp=reject; p=reject/, 'RFC 9989 §4.7: tags behind the version may come in any order'],
  [
    'mox',
    /^v=DMARC1; p=reject; sp=invalid; rua=/,
    'RFC 9989 §4.10.1: it counts as p=none, against its own words',
  ],
  [
    'mox',
    /^v=DKIM1; p=; $/,
    'RFC 6376 §3.2: no blank may end the list; verifiers skip it, and a hint says so',
  ],
  ['stalwart', /^v=1; a *= *rsa/, 'RFC 6376 §3.5: these are signatures of messages, and no key records'],
];

/** `version:STSv1` and so on: the policy file of RFC 8461 §3.2, which no DNS record holds. */
const POLICY_FILE = /^version:STSv/;

const PROGRAMS = ['checkdmarc', 'mox', 'stalwart'];

describe('records that other programs evaluated', () => {
  if (!hasCorpus()) {
    sayNoCorpus('what other programs say of records');
    it('are not installed');
    return;
  }
  const used = new Set<RegExp>();
  for (const program of PROGRAMS) {
    const cases = JSON.parse(readCorpus(`records/${program}.json`)) as readonly Case[];
    for (const { kind, record, expect } of cases) {
      const name = JSON.stringify(`${program} ${record}`);
      if (POLICY_FILE.test(record)) {
        it(`${name} (a policy file, and not a record)`);
        continue;
      }
      // Quotes around the whole of it are how the other program's test writes a string.
      const text = record.replace(/^"(.*)"$/, '$1');
      const other = DISAGREEMENTS.find(([by, begin]) => by === program && begin.test(record));
      if (other !== undefined) used.add(other[1]);
      it(`${name} ${other === undefined ? expect : `(not ${expect}: ${other[2]})`}`, () => {
        assert.equal(agrees(verdictOn(kind, text), expect), other === undefined);
      });
    }
  }

  it('are all that we disagree on', () => {
    assert.deepEqual(
      DISAGREEMENTS.filter(([, begin]) => !used.has(begin)),
      [],
    );
  });
});

type Verdict = 'error' | 'warning' | 'right';

function verdictOn(kind: string, record: string): Verdict {
  const strings = encodeStrings(record);
  assert.ok(strings !== undefined);
  const found = findingsOf(zone(`${OWNERS[kind] ?? ''} IN TXT ${strings}\n`), 'example.com.zone').filter(
    ({ rule }) => !ADVICE.has(rule),
  );
  if (found.some(({ severity }) => severity === 'error')) return 'error';
  return found.some(({ severity }) => severity === 'warning') ? 'warning' : 'right';
}

function agrees(verdict: Verdict, expect: Case['expect']): boolean {
  return verdict === 'warning' || (verdict === 'error') === (expect === 'error');
}
