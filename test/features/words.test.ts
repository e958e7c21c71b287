import assert from 'node:assert/strict';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { durationInWords } from '../../server/src/features/durations.ts';
import { specLink } from '../../server/src/features/spec-link.ts';
import { meaningOfOwner } from '../../server/src/features/owner-meaning.ts';

describe('durationInWords', () => {
  for (const [seconds, words] of [
    [0, '0 seconds'],
    [1, '1 second'],
    [300, '5 minutes'],
    [5400, '1 hour 30 minutes'],
    [86400, '1 day'],
    [1209600, '2 weeks'],
    [90061, '1 day 1 hour 1 minute 1 second'],
  ] as const) {
    it(`${seconds} is ${words}`, () => assert.equal(durationInWords(seconds), words));
  }
});

describe('specLink', () => {
  it('links to the section', () => {
    assert.equal(
      specLink('RFC 7208 §5.2').source,
      '[RFC 7208 §5.2](https://www.rfc-editor.org/rfc/rfc7208#section-5.2)',
    );
    assert.equal(
      specLink('RFC 9989 §A.6').source,
      '[RFC 9989 §A.6](https://www.rfc-editor.org/rfc/rfc9989#appendix-A.6)',
    );
    assert.equal(specLink('RFC 7505').source, '[RFC 7505](https://www.rfc-editor.org/rfc/rfc7505)');
  });

  it('does not change other words', () => {
    assert.equal(specLink('the BIND manual').source, 'the BIND manual');
  });
});

describe('meaningOfOwner', () => {
  for (const [owner, meaning] of [
    ['_dmarc.example.com', 'The DMARC policy of `example.com`.'],
    ['s1._domainkey.example.com', 'A DKIM key of `example.com`. Signatures name it by its selector, `s1`.'],
    ['_mta-sts.example.com', 'The MTA-STS record of `example.com`. Its id changes with the policy file.'],
    ['_smtp._tls.example.com', 'Where reports about TLS connections for mail to `example.com` go.'],
    ['default._bimi.example.com', 'The BIMI logo of `example.com`. Its selector is `default`.'],
    [
      'example.com._report._dmarc.example.net',
      'Allows `example.net` to receive the DMARC reports of `example.com`.',
    ],
    ['*._report._dmarc.example.net', 'Allows `example.net` to receive the DMARC reports of any domain.'],
    ['_25._tcp.mail.example.com', 'The service on port 25 of `mail.example.com`.'],
    ['*.example.com', 'Every name below `example.com` that has no records of its own.'],
    ['www.example.com', undefined],
    [`_dmarc.${HOLE}`, undefined],
    ['', undefined],
  ] as const) {
    it(JSON.stringify(owner), () => assert.equal(meaningOfOwner(owner)?.source, meaning));
  }
});
