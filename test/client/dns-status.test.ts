import assert from 'node:assert/strict';
import { textOfStatus, type ServerDnsStatus } from '../../client/src/dns-status.ts';
import { plainL10n } from './plain-l10n.ts';

const status = (some: Partial<ServerDnsStatus>): ServerDnsStatus => ({
  mode: 'live',
  trusted: true,
  failed: [],
  ...some,
});

describe('the status of DNS', () => {
  const table: readonly (readonly [Partial<ServerDnsStatus>, string, RegExp, string | undefined, boolean])[] =
    [
      [{ mode: 'off' }, 'DNS off', /^mailtxt does not send DNS queries\.$/, 'Turn On', false],
      [{ mode: 'off', trusted: false }, 'DNS off', /untrusted workspace/, undefined, false],
      [{ mode: 'file' }, 'DNS file', /from a file/, 'Turn Off', false],
      [{}, 'DNS live', /^mailtxt sends DNS queries\.$/, 'Turn Off', false],
      [
        { notAsked: ['the limit is reached'] },
        'DNS live, limited',
        /not sent\.\nthe limit/,
        'Try Again',
        false,
      ],
      [{ failed: ['a.example.'] }, 'DNS live, 1 failed', /^No answer for: a\.example\.$/, 'Try Again', true],
      [{ mode: 'file', problem: 'The file is missing.' }, 'DNS', /missing/, 'Turn Off', true],
      [{ problem: 'The address is wrong.' }, 'DNS', /wrong/, 'Try Again', true],
    ];
  for (const [some, text, detail, action, isWarning] of table) {
    it(`shows ${JSON.stringify(some)} as "${text}"`, () => {
      const shown = textOfStatus(status(some), plainL10n);
      assert.equal(shown.text, text);
      assert.match(shown.detail, detail);
      assert.equal(shown.action?.title, action);
      assert.equal(shown.isWarning, isWarning);
    });
  }

  it('lists at most 10 failures', () => {
    const failed = Array.from({ length: 12 }, (_, i) => `n${i}.example.`);
    const { detail } = textOfStatus(status({ failed }), plainL10n);
    assert.match(detail, /n9\.example\. and 2 more$/);
  });
});
