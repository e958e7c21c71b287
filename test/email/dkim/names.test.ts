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

  for (const [text, expected] of [
    ['s1.domainkey.u1.example.net', true],
    [' selector1-example-com._domainkey.example.onmicrosoft.com. ', true],
    ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A', false],
    ['v=DKIM1', false],
    ['192.0.2.1', false],
    ['hello', false],
    ['example.com and more', false],
  ] as const) {
    it(`${expected ? 'takes' : 'does not take'} "${text}" for a host name`, () => {
      assert.equal(hostNameIn(text) !== undefined, expected);
    });
  }
});
