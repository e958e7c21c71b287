import assert from 'node:assert/strict';
import { quotedFindings, SOA } from '../harness/quoted-findings.ts';

const SHA256 = 'a5'.repeat(32);
const SHA512 = 'b6'.repeat(64);
/** Two keys, so that there are no other findings. */
const TWO = `_25._tcp.mail TLSA 3 1 1 ${SHA256}\n_25._tcp.mail TLSA 3 1 2 ${SHA512}\n`;

/** What the rules on TLSA records find in a zone, and where they are silent. */
const CASES: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  [
    'digests of the right length, with blanks in them',
    `_25._tcp.mail TLSA 3 1 1 ${SHA256.slice(0, 20)} ( ${SHA256.slice(20)} )\n_25._tcp.mail TLSA 2 0 2 ${SHA512}\n`,
    [],
  ],
  [
    'a digest of two octets, which name servers load',
    '_25._tcp.mail TLSA 2 1 1 abcd\n',
    ['error dane-field-invalid: abcd'],
  ],
  [
    'SHA-512 where SHA-256 is said',
    `_25._tcp.mail TLSA 2 1 1 ${SHA512}\n`,
    [`error dane-field-invalid: ${SHA512}`],
  ],
  [
    'a digest where all of the key is said',
    `_25._tcp.mail TLSA 2 1 0 ${SHA256}\n`,
    [`error dane-field-invalid: ${SHA256}`],
  ],
  ['a whole certificate', `_25._tcp.mail TLSA 2 0 0 3082${'00'.repeat(300)}\n`, []],
  [
    'numbers that nobody knows',
    `_443._tcp.www TLSA 4 2 3 ${SHA256}\n`,
    ['error dane-field-invalid: 4', 'error dane-field-invalid: 2', 'error dane-field-invalid: 3'],
  ],
  ['a digest that is not known', '_25._tcp.mail TLSA 2 1 1 {{ digest }}\n', []],
  ['numbers that are not known', '_25._tcp.mail TLSA {{ usage }} 1 1 abcd\n', []],
  ['usage 1 for a web server', `_443._tcp.www TLSA 1 1 1 ${SHA256}\n`, []],
  ['usage 0 for mail', `_25._tcp.mail TLSA 0 1 1 ${SHA256}\n`, ['warning dane-usage-pkix: 0']],
  ['an authority’s certificate', `_25._tcp.mail TLSA 2 0 1 ${SHA256}\n`, []],
  ['records of submission', `_587._tcp.mail TLSA 3 0 1 ${SHA256}\n`, []],
  ['underscores left out', `25._tcp.mail TLSA 3 1 1 ${SHA256}\n`, ['error dane-wrong-owner: 25._tcp.mail']],
  [
    'the name of the host',
    `mail A 192.0.2.1\nmail TLSA 3 1 1 ${SHA256}\n`,
    ['warning dane-wrong-owner: mail'],
  ],
  ['the target of a CNAME', `_25._tcp.mail CNAME tlsa._dane\ntlsa._dane TLSA 3 1 1 ${SHA256}\n`, []],
  ['a domain that is its own host', `@ MX 10 @\n@ A 192.0.2.1\n_25._tcp TLSA 2 1 1 ${SHA256}\n`, []],
  ['a domain without MX, whose address takes the mail', `@ A 192.0.2.1\n_25._tcp TLSA 2 1 1 ${SHA256}\n`, []],
  ['a domain whose MX is not known', `@ MX 10 {{ host }}\n_25._tcp TLSA 2 1 1 ${SHA256}\n`, []],
  [
    'a host elsewhere, whose records are there',
    `${SOA}@ MX 10 mail\n@ MX 20 mx.example.net.\nmail A 192.0.2.1\n${TWO}`,
    [],
  ],
  [
    'a host whose records are a CNAME',
    `${SOA}@ MX 10 mail\n@ MX 20 b\nmail A 192.0.2.1\nb A 192.0.2.2\n_25._tcp.b CNAME _25._tcp.mail\n${TWO}`,
    [],
  ],
  [
    'a host without records',
    `${SOA}@ MX 10 mail\n@ MX 20 b\nmail A 192.0.2.1\nb A 192.0.2.2\n${TWO}`,
    ['warning dane-mx-uncovered: b'],
  ],
  [
    'a host without records in a part of a zone',
    `@ MX 10 mail\n@ MX 20 b\nmail A 192.0.2.1\nb A 192.0.2.2\n${TWO}`,
    [],
  ],
];

describe('rules on TLSA records', () => {
  for (const [what, text, expected] of CASES) {
    it(`${expected.length === 0 ? 'pass' : 'find'} ${what}`, () => {
      assert.deepEqual([...quotedFindings(text, 'dane-')].sort(), [...expected].sort());
    });
  }
});
