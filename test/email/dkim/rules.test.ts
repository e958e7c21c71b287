import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rules } from '../../../server/src/rules/registry.ts';
import { applyFix, findingsOf, zone } from '../../harness/workspace.ts';
import type { Finding } from '../../../server/src/analysis/finding.ts';
import { ed25519Key, ed25519Octets, rsaKey, rsaPair } from './keys.ts';
import { runs } from '../../harness/runs.ts';

const PATH = 'example.com.zone';
const dkimRules = rules.filter(({ group }) => group === 'dkim');
const SOA = '@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n';
const ED = ed25519Key();
const RSA = rsaKey(2048);

function lint(text: string): ReturnType<typeof zone> {
  return zone(text, PATH, { rules: dkimRules });
}

/** `severity id`, without the group. */
function short({ severity, rule }: Finding): string {
  return `${severity} ${rule.slice('dkim-'.length)}`;
}

/** One TXT record at `s1._domainkey`, cut into strings that fit. */
function record(value: string): string {
  const strings = (value.match(/[^]{1,200}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`);
  return `s1._domainkey IN TXT ( ${strings.join(' ')} )\n`;
}

function found(value: string): string[] {
  return findingsOf(lint(record(value)), PATH).map(short);
}

describe('DKIM rules', () => {
  for (const [value, expected] of [
    [`v=DKIM1; k=rsa; p=${RSA}`, []],
    [`v=DKIM1; k=ed25519; p=${ED}`, []],
    [`v=DKIM1; h=sha256; s=email; t=; p=${ED}; k=ed25519`, ['warning tag-syntax']],
    [`v=DKIM1; k=RSA; p=${RSA}`, ['warning k-unknown']],
    [`v=DKIM1; k=; p=${RSA}`, ['warning k-unknown']],
    [`v=DKIM1; k=foo; p=hello`, ['error k-unknown']],
    [`v=DKIM1; k=ed25519; p=${RSA}`, ['error k-mismatch']],
    [`v=DKIM1; k=rsa; p=${ED}`, ['error k-mismatch']],
    [`v=DKIM1; k=ed25519; p=${ed25519Octets().toString('base64')}`, ['error k-mismatch']],
    [`v=DKIM1; K=ed25519; p=${ED}`, ['error unknown-tag']],
    [`V=DKIM1; k=ed25519; p=${ED}`, ['info unknown-tag']],
    [`v=DKIM1; h=sha1:sha256; k=ed25519; p=${ED}`, ['info h-sha1']],
    [`v=DKIM1; h=SHA256; k=ed25519; p=${ED}`, ['warning h-unknown']],
    [`v=DKIM1; h=sha256:sha512; k=ed25519; p=${ED}`, ['info h-unknown']],
    [`v=DKIM1; h=; k=ed25519; p=${ED}`, ['error h-unknown']],
    [`v=DKIM1; s=tlsrpt; k=ed25519; p=${ED}`, []],
    [`v=DKIM1; s=other:email; k=ed25519; p=${ED}`, []],
    [`v=DKIM1; s=Email; k=ed25519; p=${ED}`, ['warning s-not-email']],
    [`v=DKIM1; s=; k=ed25519; p=${ED}`, ['error s-not-email']],
    ['v=DKIM1; t=y:s; p=', ['info p-empty']],
    [`v=DKIM1; g=*; k=ed25519; p=${ED}`, ['hint g-tag']],
    [`v=DKIM1; g=admin; k=ed25519; p=${ED}`, ['warning g-tag']],
    [
      `v=DKIM1; p=${rsaPair(2048).publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')}`,
      ['warning key-der-invalid'],
    ],
    [`v=DKIM1; p=${RSA.slice(0, 255)}`, ['error key-der-invalid']],
    [`v=DKIM1; p=${rsaKey(512)}`, ['error key-too-short-1024']],
    [`v=DKIM1; p=${rsaKey(1024)}`, ['warning key-1024']],
    [`v=DKIM1; p=${rsaKey(2048, 3)}`, ['warning key-exponent-weak']],
    [`v=DKIM1; k=ed25519; p=${ED.replace('=', '')}`, ['warning p-base64-invalid']],
    [`v=DKIM1; k=ed25519; p=${ED}=`, ['warning p-base64-invalid']],
    [
      `v=DKIM1; p=${rsaPair(1024).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().replaceAll('\n', '')}`,
      ['error private-key-published'],
    ],
    ['v=1; a=rsa-sha256; d=example.com; s=s1; h=from:to; t=1; bh=AAAA; b=AAAA', ['error p-missing']],
    ['hello', ['error p-missing']],
    ['s1.dkim.example.net', ['error cname-text-as-txt']],
    ['v=spf1 -all', []],
  ] as const) {
    it(`says ${JSON.stringify(expected)} of ${value.slice(0, 40)}`, () => {
      assert.deepEqual(found(value), expected);
    });
  }

  for (const [text, expected] of [
    // Receivers are led to a key at any name by a CNAME.
    [`s1.domainkey.u1 IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, []],
    [`s1.domainkey IN TXT "v=DKIM1; k=ed25519; p=${ED}"\ns1._domainkey IN CNAME s1.domainkey`, []],
    [`dkim IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['warning wrong-name']],
    [`dkim.key.sub IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, []],
    [`* IN TXT "v=DKIM1; p="`, ['info p-empty']],
    [`@ IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['error wrong-name']],
    [`_domainkey IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['error wrong-name']],
    [`_domainkey.s1 IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['error wrong-name']],
    [`s1._domainkey.sub IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, []],
    [`s1._domainkeys.sub IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, []],
    [`sub IN MX 10 mx\ns1._domainkeys.sub IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['error wrong-name']],
    ['_domainkey IN TXT "o=-"', ['hint policy-record-legacy']],
    ['_domainkey IN TXT "some words"', []],
    ['_adsp._domainkey IN TXT "dkim=all"', ['hint policy-record-legacy']],
    ['_report._domainkey IN TXT "ra=reports; rp=100"', []],
    ['*._domainkey IN TXT "v=DKIM1; p="', ['info wildcard-domainkey']],
    ['*._domainkey IN CNAME keys.example.net.', ['warning wildcard-domainkey']],
    [`s_1._domainkey IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, ['hint selector-invalid']],
    [`a.b-1._domainkey IN TXT "v=DKIM1; k=ed25519; p=${ED}"`, []],
    [`-a._domainkey IN CNAME keys.example.net.`, ['error selector-invalid']],
    [
      's1._domainkey IN TXT "v=DKIM1; p="\ns1._domainkey IN TXT "v=DKIM1; p="',
      ['info p-empty', 'info p-empty'],
    ],
    [
      `s1._domainkey IN TXT "v=DKIM1; k=ed25519; p=${ED}"\ns1._domainkey IN TXT "other"`,
      ['error multiple-records'],
    ],
    // The rest became a comment: another rule knows.
    [`s1._domainkey IN TXT v=DKIM1; p=${ED}`, []],
  ] as const) {
    it(`says ${JSON.stringify(expected)} of ${text.slice(0, 60)}`, () => {
      // What the keys of the domain lack together is another matter.
      const found = findingsOf(lint(`${SOA}${text}\n`), PATH).map(short);
      assert.deepEqual(
        found.filter((one) => one !== 'warning ed25519-only'),
        expected,
      );
    });
  }

  it('find nothing in the valid parts of real keys, split anywhere', () => {
    const value = `v=DKIM1; k=rsa; p=${RSA}`;
    fc.assert(
      fc.property(fc.integer({ min: 158, max: 254 }), (at) => {
        const text = `s1._domainkey IN TXT "${value.slice(0, at)}" "${value.slice(at)}"\n`;
        assert.deepEqual(findingsOf(lint(text), PATH), []);
      }),
    );
  });

  it('fixes what it claims to fix, and adds nothing', () => {
    const tags = fc.constantFrom(
      ...['v=DKIM1', 'v=dkim1', 'V=DKIM1', 'k=rsa', 'K=rsa', 'k=ed25519', 'k=RSA', 'k=rsa-sha256', 'k='],
      ...[
        'h=sha256',
        'h=sha1',
        'h=sha1:sha256',
        'h=foo',
        'h=foo:sha256',
        't=y',
        't=y:s',
        't=s:x',
        't=',
        't=y:',
        'g=',
        'g=*',
      ],
      ...['s=email', 's=mail', 's=Email', 'n=a note', 'x=1', 'rsa', 'DKIM1', 'k:rsa', '"s=*', ''],
      ...[`p=${RSA}`, `p=${ED}`, `p=${ED.slice(0, -1)}`, `P=${ED}`, `p="${ED}"`, `key=${RSA}`, RSA, 'p='],
      ...[
        `p=${ed25519Octets().toString('base64')}`,
        `p=-----BEGIN PUBLIC KEY-----${RSA}-----END PUBLIC KEY-----`,
      ],
      `p=${Buffer.from(RSA, 'base64').toString('base64url')}`,
    );
    const separators = fc.constantFrom('; ', '; ', '; ', ';', ' ');
    const values = fc
      .array(fc.tuple(tags, separators), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.map(([tag, separator]) => tag + separator).join(''));
    fc.assert(
      fc.property(values, (value) => {
        const before = lint(record(value));
        const all = findingsOf(before, PATH);
        for (const finding of all) {
          for (const fix of before.detailsOf(PATH, finding).fixes) {
            const after = findingsOf(lint(applyFix(before, PATH, fix)), PATH);
            const own = `"${fix.title}" for: ${finding.message}`;
            assert.ok(countOf(after, finding.rule) < countOf(all, finding.rule), own);
            // After a name that receivers skipped, another fault may come to light: such a fix is for review.
            if (fix.safety !== 'safe') continue;
            const more = after.filter(({ rule }) => countOf(after, rule) > countOf(all, rule));
            assert.deepEqual(
              more.map((f) => f.message),
              [],
              own,
            );
          }
        }
      }),
      // A tag without its ";" after a key, of which too much would be deleted; two keys, of which either may be meant.
      { numRuns: runs(60), examples: [[`p=${RSA} "s=* v=DKIM1; `], [`DKIM1 key=${RSA}; key=${RSA}; `]] },
    );
  });
});

function countOf(findings: readonly Finding[], rule: string): number {
  return findings.filter((finding) => finding.rule === rule).length;
}
