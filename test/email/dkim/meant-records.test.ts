import assert from 'node:assert/strict';
import { isDkim } from '../../../server/src/email/dkim/parse.ts';
import { rsaKey } from './keys.ts';

const KEY = rsaKey(1024);

describe('a text that is meant to be a DKIM key', () => {
  // At a selector, at _domainkey, at a misspelled _domainkey, and at any other name.
  const owners = [
    's._domainkey.example.com',
    '_domainkey.example.com',
    's._domainkeys.example.com',
    'example.com',
  ] as const;
  const rows: readonly (readonly [text: string, ...meant: readonly [boolean, boolean, boolean, boolean]])[] =
    [
      ['v=DKIM1; p=', true, true, true, true],
      [' "\tV \t= \tdkim2', true, true, true, true],
      ['x v=DKIM1', true, false, false, false],
      ['v=xDKIM1', true, false, false, false],
      ['vx=DKIM1', true, false, false, false],
      ['hello', true, false, false, false],
      // Records of other standards.
      ['v=spf1', false, false, false, false],
      [' "\tV \t= \tdmarc1', false, false, false, false],
      ['v=BIMI1', false, false, false, false],
      ['v=STSv1', false, false, false, false],
      ['v=TLSRPTv1', false, false, false, false],
      ['v=ATPS1', false, false, false, false],
      ['x v=spf1', true, false, false, false],
      ['vx=spf1', true, false, false, false],
      ['v=xspf1', true, false, false, false],
      ['s1.dkim.example.net', false, false, false, false],
      // Tags of a key.
      ['k=rsa; p=', true, true, true, false],
      ['x; \tK \t= \ted25519 "p \t=', true, true, true, false],
      ['"k=rsa" "p=', true, true, true, false],
      ['p=x; k=rsa', true, true, true, false],
      ['k=rsa', true, false, false, false],
      ['k=rsax; p=', true, false, false, false],
      ['k=xrsa; p=', true, false, false, false],
      ['kx=rsa; p=', true, false, false, false],
      ['xk=rsa; p=', true, false, false, false],
      ['k=rsa; xp=', true, false, false, false],
      ['k=rsa; px=', true, false, false, false],
      ['p=', true, false, false, false],
      // A key shows itself.
      [`p=${KEY}`, true, true, true, false],
      [`x;p \t= \t" \t${KEY}`, true, true, true, false],
      [`x p=${KEY.slice(0, 30)} ${KEY.slice(30)}`, true, true, true, false],
      [`"p=${KEY}`, true, true, true, false],
      [`p=${KEY.slice(0, 42)}`, true, true, true, false],
      [`p=${KEY.slice(0, 41)}`, true, false, false, false],
      [`p=${KEY.slice(0, 20)}~${KEY.slice(20)}`, true, false, false, false],
      [`p=x${KEY}`, true, false, false, false],
      [`px=${KEY}`, true, false, false, false],
      [`xp=${KEY}`, true, false, false, false],
      [`p=${KEY.slice(1)}`, true, false, false, false],
      [`p="x${KEY}`, true, false, false, false],
      // The policies of DomainKeys.
      ['v=DKIM1; o=~', true, false, true, true],
      ['v=DKIM1; \to \t= ~', true, false, true, true],
      ['v=DKIM1;o=~', true, false, true, true],
      ['v=DKIM1; ox=~', true, true, true, true],
      ['v=DKIM1; xo=~', true, true, true, true],
    ];
  for (const [text, ...meant] of rows) {
    it(JSON.stringify(text.replaceAll(KEY, '…')), () => {
      assert.deepEqual(
        owners.map((owner) => isDkim(text, owner)),
        meant,
      );
    });
  }
});
