import assert from 'node:assert/strict';
import { dkimNameOf, hostNameIn } from '../../../server/src/email/dkim/names.ts';

describe('names of DKIM', () => {
  for (const [owner, expected] of [
    ['s1._domainkey.example.com', { kind: 'key', selector: 's1', domain: 'example.com' }],
    ['a.b._domainkey.example.com', { kind: 'key', selector: 'a.b', domain: 'example.com' }],
    ['s1._domainkey', { kind: 'key', selector: 's1', domain: '' }],
    ['*._domainkey.example.com', { kind: 'key', selector: '*', domain: 'example.com' }],
    ['s1._domainkey.a._domainkey.b', { kind: 'key', selector: 's1', domain: 'a._domainkey.b' }],
    ['_domainkey.example.com', { kind: 'bare', domain: 'example.com' }],
    ['_adsp._domainkey.example.com', { kind: 'adsp', domain: 'example.com' }],
    ['_report._domainkey.example.com', { kind: 'report', domain: 'example.com' }],
    [
      's1.domainkey.example.com',
      { kind: 'misspelled', selector: 's1', label: 'domainkey', domain: 'example.com' },
    ],
    [
      's1._domainkeys.example.com',
      { kind: 'misspelled', selector: 's1', label: '_domainkeys', domain: 'example.com' },
    ],
    [
      '_domain-key.example.com',
      { kind: 'misspelled', selector: '', label: '_domain-key', domain: 'example.com' },
    ],
    ['_asp._domainkey.example.com', { kind: 'adsp', domain: 'example.com' }],
    ['_ssp._domainkey.example.com', { kind: 'adsp', domain: 'example.com' }],
    ['_policy._domainkey.example.com', { kind: 'adsp', domain: 'example.com' }],
    [
      'a.b.domainkey.example.com',
      { kind: 'misspelled', selector: 'a.b', label: 'domainkey', domain: 'example.com' },
    ],
    ['monkeys.example.com', { kind: 'other' }],
    ['example.com', { kind: 'other' }],
    // The dot is a part of the label, and so is what follows it.
    ['s1\\._domainkey.example.com', { kind: 'other' }],
    ['s1\\\\._domainkey.example.com', { kind: 'key', selector: 's1\\\\', domain: 'example.com' }],
    [
      'x_domainkey.example.com',
      { kind: 'misspelled', selector: '', label: 'x_domainkey', domain: 'example.com' },
    ],
  ] as const) {
    it(`reads ${owner}`, () => assert.deepEqual(dkimNameOf(owner), expected));
  }

  // Characters to insert, delete or replace: at most 2.
  for (const [label, isNear] of [
    ['domainky', false],
    ['domankey', true],
    ['dmainkey', true],
    ['_domainkey1', true],
    ['_domainkey12', true],
    ['_domainkey123', false],
    ['__domainkeys', true],
    ['xdomainkex', false],
    ['xdomainkey', true],
    ['domain_key', true],
    ['d0mainkey', true],
    ['_dom4ink3y', false],
    ['_d0mainkey', true],
    ['_d0ma1nkey', true],
    ['_d0ma1nkeys', false],
    ['keydomain', false],
    ['publickeys', false],
    ['_domain', false],
  ] as const) {
    it(`${isNear ? 'takes' : 'does not take'} ${label} for a misspelling of _domainkey`, () => {
      assert.equal(dkimNameOf(`s1.${label}.example.com`).kind, isNear ? 'misspelled' : 'other');
    });
  }

  for (const [text, expected] of [
    ['s1.domainkey.u1.example.net', true],
    [' selector1-example-com._domainkey.example.onmicrosoft.com. ', true],
    ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A', false],
    ['v=DKIM1', false],
    ['192.0.2.1', false],
    ['hello', false],
    ['example.com and more', false],
    ['!example.com', false],
    ['a.b.example', true],
    ['a.de', true],
    ['a.d', false],
    ['a-.example.com', false],
    [`${'a'.repeat(63)}.`.repeat(3) + `${'a'.repeat(53)}.example.`, true],
    [`${'a'.repeat(63)}.`.repeat(3) + `${'a'.repeat(54)}.example.`, false],
  ] as const) {
    it(`${expected ? 'takes' : 'does not take'} "${text}" for a host name`, () => {
      assert.equal(hostNameIn(text) !== undefined, expected);
    });
  }
});
