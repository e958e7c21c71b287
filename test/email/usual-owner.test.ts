import assert from 'node:assert/strict';

import { policyKindOf } from '../../server/src/email/policies.ts';
import { usualOwner } from '../../server/src/email/usual-owner.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';

describe('the usual owner of a record', () => {
  const owners: readonly (readonly [text: string, owner: string])[] = [
    ['v=spf1 -all', 'example.com'],
    ['v=DMARC1; p=none', '_dmarc.example.com'],
    ['v=DKIM1; p=', '*._domainkey.example.com'],
    ['k=rsa; p=MIGf', '*._domainkey.example.com'],
    ['p=MIGf', '*._domainkey.example.com'],
    ['v=STSv1; id=1', '_mta-sts.example.com'],
    ['v=TLSRPTv1; rua=mailto:a@example.com', '_smtp._tls.example.com'],
    ['v=BIMI1; l=', 'default._bimi.example.com'],
    [' \tP \t= MIGf', '*._domainkey.example.com'],
    ['x p=MIGf', 'example.com'],
    ['xp=MIGf', 'example.com'],
    ['px=MIGf', 'example.com'],
    ['hello', 'example.com'],
  ];
  for (const [text, owner] of owners) {
    it(`of ${text} is ${owner}, if it is read as what it is`, () => {
      const found = usualOwner(text, 'example.com');
      assert.equal(found.replaceAll(HOLE, '*'), owner);
      const isPolicy = text.startsWith('v=') || owner !== 'example.com';
      assert.equal(policyKindOf(text, found) !== undefined, isPolicy);
    });
  }
});
