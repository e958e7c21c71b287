import assert from 'node:assert/strict';
import { quotedFindings } from '../harness/quoted-findings.ts';

const KINDS: readonly (readonly [rule: string, owner: string, one: string, other: string, start: string])[] =
  [
    ['spf-multiple-records', '@', 'v=spf1 mx ~all', 'v=spf1 a ~all', 'v=spf1 mx '],
    ['dmarc-multiple-records', '_dmarc', 'v=DMARC1; p=none', 'v=DMARC1; p=reject', 'v=DMARC1; p='],
    ['dkim-multiple-records', 's._domainkey', 'v=DKIM1; p=', 'v=DKIM1; p=; t=s', 'v=DKIM1; '],
    ['mta-sts-multiple-records', '_mta-sts', 'v=STSv1; id=1', 'v=STSv1; id=2', 'v=STSv1; id='],
    [
      'tls-rpt-multiple-records',
      '_smtp._tls',
      'v=TLSRPTv1; rua=mailto:a@x.example',
      'v=TLSRPTv1; rua=mailto:b@x.example',
      'v=TLSRPTv1; rua=',
    ],
    ['bimi-multiple-records', 'default._bimi', 'v=BIMI1; l=', 'v=BIMI1; l=; a=', 'v=BIMI1; '],
  ];

/** The findings of one rule, each as what it marks. */
function found(rule: string, owner: string, texts: readonly string[]): readonly string[] {
  const zone = texts.map((text) => `${owner} TXT "${text}"\n`).join('');
  return quotedFindings(zone, rule).map((finding) => finding.slice(finding.indexOf(': ') + 2));
}

describe('several records of one kind at a name', () => {
  for (const [rule, owner, one, other, start] of KINDS) {
    describe(rule, () => {
      it('is one finding for any number of records', () => {
        assert.deepEqual(found(rule, owner, [one, other]), [`"${other}"`]);
        assert.equal(found(rule, owner, [one, other, `${other} `, `${one} `]).length, 1);
      });

      it('is none if they are one record to DNS', () => {
        assert.deepEqual(found(rule, owner, [one, one]), []);
      });

      it('is not reported if an unknown part may make them one', () => {
        assert.deepEqual(found(rule, owner, [one, `${start}{{ x }}`]), []);
        assert.deepEqual(found(rule, owner, [`${start}{{ x }}`, `${start}{{ y }}`]), []);
      });

      it('is reported if they cannot be the same', () => {
        assert.equal(found(rule, owner, [one, `${other}; {{ x }}; z=1`]).length, 1);
      });
    });
  }
});
