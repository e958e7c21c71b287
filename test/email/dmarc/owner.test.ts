import assert from 'node:assert/strict';
import { dmarcPlaceOf, policyOwner } from '../../../server/src/email/dmarc/owner.ts';
import { isPublicSuffix, registeredDomain } from '../../../server/src/email/dmarc/public-suffix.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

describe('placeOf', () => {
  const rows: readonly (readonly [owner: string, place: string])[] = [
    ['_dmarc.example.com', 'policy of example.com'],
    ['_dmarc.mail.example.com', 'policy of mail.example.com'],
    [`_dmarc.${HOLE}`, `policy of ${HOLE}`],
    ['_dmarc', 'policy of '],
    ['example.net._report._dmarc.example.com', 'example.com takes reports about example.net'],
    ['*._report._dmarc.example.com', 'example.com takes reports about *'],
    ['_dmarc._report._dmarc.example.com', 'example.com takes reports about _dmarc'],
    ['_report._dmarc.example.com', 'elsewhere'],
    ['_dmarc._domainkey.example.com', 'elsewhere'],
    ['_dmarc.*.example.com', 'elsewhere'],
    ['example._dmarc.example.com', 'elsewhere'],
    ['a.b._dmarc.example.com', 'elsewhere'],
    ['a._report.example.com', 'elsewhere'],
    ['_dmarc.a_b.example.com', 'policy of a_b.example.com'],
    ['dmarc.example.com', 'elsewhere'],
    ['example.com', 'elsewhere'],
    ['', 'elsewhere'],
  ];
  for (const [owner, expected] of rows) {
    it(JSON.stringify(owner), () => {
      const place = dmarcPlaceOf(owner);
      const shown =
        place.kind === 'policy'
          ? `policy of ${place.domain}`
          : place.kind === 'report-permission'
            ? `${place.target} takes reports about ${place.reported}`
            : place.kind;
      assert.equal(shown, expected);
    });
  }

  it('is found at the name of policyOwner', () => {
    assert.deepEqual(dmarcPlaceOf(policyOwner('example.com')), { kind: 'policy', domain: 'example.com' });
  });
});

describe('public suffixes', () => {
  const rows: readonly (readonly [name: string, registered: string | undefined, isSuffix: boolean])[] = [
    ['example.com', 'example.com', false],
    ['a.b.example.com', 'example.com', false],
    ['example.co.uk', 'example.co.uk', false],
    ['co.uk', undefined, true],
    ['com', undefined, true],
    ['example.test', undefined, false],
    ['internal', undefined, true],
    [`www.${HOLE}`, undefined, false],
  ];
  for (const [name, registered, isSuffix] of rows) {
    it(JSON.stringify(name), () => {
      assert.equal(registeredDomain(name), registered);
      assert.equal(isPublicSuffix(name), isSuffix);
    });
  }
});
