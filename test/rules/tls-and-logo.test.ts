import assert from 'node:assert/strict';
import { quotedFindings, SOA } from '../harness/quoted-findings.ts';

/** What the rules on MTA-STS, TLS-RPT and BIMI find in a zone, and where they are silent. */
const CASES: readonly (readonly [group: string, text: string, expected: readonly string[]])[] = [
  // RFC 8461 §3.1, its own example, and what its grammar allows.
  ['mta-sts', '_mta-sts TXT "v=STSv1; id=20160831085700Z;"\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1;id=1"\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id=1; more=a"\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1; " "id=1"\n', []],
  // What senders skip, and a text that is another record.
  ['mta-sts', '_mta-sts TXT "v=STSv1; id=1"\n_mta-sts TXT "google-site-verification=abc"\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id=1"\n{% if x %}\n_mta-sts TXT "v=STSv1; id=2"\n{% endif %}\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id={{ id }}"\n', []],
  ['mta-sts', '_mta-sts TXT "{{ sts }}"\n', []],
  ['mta-sts', '_mta-sts TXT "v=STSv1; {{ rest }}"\n', []],
  ['mta-sts', '_mta-sts TXT "v=stsv1; id=1"\n', ['error mta-sts-version: v=stsv1']],
  ['mta-sts', '_mta-sts TXT "STSv1; id=1"\n', ['error mta-sts-version: STSv1']],
  ['mta-sts', '_mta-sts TXT "v = STSv1; id=1"\n', ['error mta-sts-version: v = STSv1']],
  ['mta-sts', '_mta-sts TXT "id=1; v=STSv1"\n', ['error mta-sts-version: v=STSv1']],
  ['mta-sts', '_mta-sts TXT "v=STSv1"\n', ['error mta-sts-id-missing: v=STSv1']],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id="\n', ['error mta-sts-id-missing: id=']],
  ['mta-sts', '_mta-sts TXT "v=STSv1; ID=1"\n', ['error mta-sts-tag-syntax: ID']],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id 1"\n', ['error mta-sts-tag-syntax: id 1']],
  ['mta-sts', '_mta-sts TXT "v=STSv1; id =1"\n', ['warning mta-sts-tag-syntax: id =']],
  ['mta-sts', '_mta-sts TXT "v=STSv1;; id=1"\n', ['warning mta-sts-tag-syntax: ;']],
  ['mta-sts', '_mta-sts TXT "v=STSv1id=1"\n', ['error mta-sts-tag-syntax: id']],
  ['mta-sts', 'x CNAME y\n_mta-sts CNAME _mta-sts.example.net.\n', []],
  // A provider keeps its customers' records below such a label.
  ['mta-sts', 'customer._hosted TXT "v=STSv1; id=1"\n', []],
  ['mta-sts', 'www TXT "v=STSv1; id=1"\n_mta-sts CNAME www\n', []],
  [
    'mta-sts-host',
    `${SOA}_mta-sts TXT "v=STSv1; id=1"\nmta-sts TXT "x"\n`,
    ['error mta-sts-host-missing: _mta-sts'],
  ],
  ['mta-sts-host', `${SOA}_mta-sts TXT "v=STSv1; id=1"\n* A 192.0.2.1\n`, []],
  ['mta-sts-host', `${SOA}_mta-sts TXT "v=STSv1; id=1"\nmta-sts NS ns1.example.net.\n`, []],
  ['mta-sts-host', '_mta-sts TXT "v=STSv1; id=1"\n', []],
  ['mta-sts-without', `${SOA}_mta-sts TXT "v=STSv1; id=1"\n_smtp._tls CNAME tls.example.net.\n`, []],
  ['mta-sts-without', `${SOA}_mta-sts TXT "v=STSv1; id=1"\n_tls NS ns1.example.net.\n`, []],
  // RFC 8460 §3, its own examples.
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1;rua=mailto:reports@example.com"\n', []],
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt"\n', []],
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/x?a=1"\n', []],
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:{{ who }}"\n', []],
  // The grammar of RFC 8460 §3 allows any number of fields.
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com; rua=https://example.com/x"\n', []],
  [
    'tls-rpt',
    '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com; rua="\n',
    ['error tls-rpt-rua-missing: rua='],
  ],
  [
    'tls-rpt',
    '_smtp._tls TXT "v=TLSRPTv1; rua=http://example.com/x"\n',
    ['error tls-rpt-rua-missing: http://example.com/x'],
  ],
  [
    'tls-rpt',
    '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com!10m"\n',
    ['error tls-rpt-rua-invalid: !10m'],
  ],
  [
    'tls-rpt',
    '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com;mailto:b@example.com"\n',
    ['error tls-rpt-tag-syntax: mailto:b@example.com'],
  ],
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1; rua=,"\n', ['error tls-rpt-rua-missing: ,']],
  ['tls-rpt', '_smtp._tls TXT "v=TLSRPTv1"\n', ['error tls-rpt-rua-missing: v=TLSRPTv1']],
  ['tls-rpt', 'customer._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com"\n', []],
  // BIMI: what the draft allows.
  ['bimi', 'default._bimi TXT "v=BIMI1; l=; a=;"\n', []],
  [
    'bimi',
    'default._bimi TXT "v=BIMI1; v=BIMI1; l=; l=; a="\n',
    ['error bimi-duplicate-tag: v=BIMI1', 'error bimi-duplicate-tag: l='],
  ],
  ['bimi', 'default._bimi TXT "v=BIMI1;l=https://example.com/logo;a=https://example.com/vmc"\n', []],
  [
    'bimi',
    'a.b._bimi TXT "v=BIMI1; l=https://example.com/x.svg?v=1; a=https://example.com/x.pem; lps=news, Billing"\n',
    [],
  ],
  ['bimi', 'default._bimi TXT "v=BIMI1; l={{ logo }}; a={{ vmc }}"\n', []],
  ['bimi', 'default._bimi TXT "v=BIMI1; l=https://{{ host }}/x.svg; a=https://{{ host }}/x.pem"\n', []],
  ['bimi', 'default._bimi CNAME default._bimi.example.net.\n', []],
  [
    'bimi',
    'default._bimi TXT "v=BIMI1; l=https://localhost/x.svg; a="\n',
    ['error bimi-l-not-https: https://localhost/x.svg', 'info bimi-a-missing: a='],
  ],
  [
    'bimi',
    'default._bimi TXT "v=BIMI1; l=example.com/x.svg; a=https://example.com/x.pem"\n',
    ['error bimi-l-not-https: example.com/x.svg'],
  ],
  // DMARC of the domain and above it.
  [
    'bimi-dmarc',
    `${SOA}default._bimi TXT "v=BIMI1; l=https://example.com/x.svg"\n`,
    ['warning bimi-dmarc-not-enforced: v=BIMI1'],
  ],
  ['bimi-dmarc', 'default._bimi TXT "v=BIMI1; l=https://example.com/x.svg"\n', []],
  ['bimi-dmarc', `${SOA}default._bimi TXT "v=BIMI1; l=; a="\n`, []],
  [
    'bimi-dmarc',
    `${SOA}default._bimi TXT "v=BIMI1; l=https://example.com/x.svg"\n_dmarc CNAME dmarc.example.net.\n`,
    [],
  ],
  [
    'bimi-dmarc',
    `${SOA}default._bimi TXT "v=BIMI1; l=https://example.com/x.svg"\n_dmarc TXT "v=DMARC1; p={{ p }}"\n`,
    [],
  ],
  [
    'bimi-dmarc',
    'default._bimi.sub TXT "v=BIMI1; l=https://example.com/x.svg"\n_dmarc TXT "v=DMARC1; p=reject; sp=none"\n',
    ['warning bimi-dmarc-not-enforced: v=BIMI1'],
  ],
  [
    'bimi-dmarc',
    'default._bimi TXT "v=BIMI1; l=https://example.com/x.svg"\n_dmarc TXT "v=DMARC1; p=reject; pct=50"\n',
    ['warning bimi-dmarc-not-enforced: v=BIMI1'],
  ],
];

describe('rules on MTA-STS, TLS-RPT and BIMI', () => {
  for (const [group, text, expected] of CASES) {
    it(`${group} in ${JSON.stringify(text.replace(SOA, 'SOA '))}`, () => {
      assert.deepEqual([...quotedFindings(text, group)].sort(), [...expected].sort());
    });
  }
});
