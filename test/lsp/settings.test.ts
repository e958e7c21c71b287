import assert from 'node:assert/strict';
import { defaultSettings, readSettings, sameSettings } from '../../server/src/hosts/lsp/settings.ts';

describe('readSettings', () => {
  it('takes what fits and leaves the rest as it is by default', () => {
    const raw = {
      maxFindings: 7,
      rules: { 'spf-all-pass': 'off', 'x-y': 'loud' },
      spf: { codeLens: false, inlayHints: 'no' },
    };
    assert.deepEqual(readSettings(raw), {
      maxFindings: 7,
      rules: { 'spf-all-pass': 'off' },
      spf: { codeLens: false, inlayHints: true, hoverTree: true },
    });
  });

  for (const raw of [
    null,
    undefined,
    3,
    'x',
    [],
    { maxFindings: '7', rules: [] },
    { maxFindings: 0 },
    { maxFindings: 1.5 },
  ]) {
    it(`${JSON.stringify(raw)} says nothing`, () => assert.deepEqual(readSettings(raw), defaultSettings));
  }
});

describe('sameSettings', () => {
  it('tells settings apart', () => {
    const some = readSettings({ rules: { a: 'off', b: 'hint' } });
    assert.ok(sameSettings(some, readSettings({ rules: { b: 'hint', a: 'off' } })));
    assert.ok(!sameSettings(some, readSettings({ rules: { a: 'off' } })));
    assert.ok(!sameSettings(some, readSettings({ rules: { a: 'off', b: 'off' } })));
    assert.ok(!sameSettings(some, { ...some, maxFindings: 1 }));
    for (const key of ['codeLens', 'inlayHints', 'hoverTree']) {
      assert.ok(!sameSettings(some, readSettings({ rules: some.rules, spf: { [key]: false } })), key);
    }
  });
});
