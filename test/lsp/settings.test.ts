import assert from 'node:assert/strict';
import { defaultSettings, readSettings, sameSettings } from '../../server/src/hosts/lsp/settings.ts';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';

describe('readSettings', () => {
  it('uses valid settings, and the defaults for the rest', () => {
    const raw = {
      maxFindings: 7,
      rules: { 'spf-all-pass': 'off', 'x-y': 'loud' },
      preview: true,
      diagnostics: { scope: 'openFiles' },
      spf: { codeLens: false, inlayHints: 'no' },
      dns: { mode: 'live', resolver: 3, timeoutMs: 0 },
      terraform: { varFiles: ['env/prod.tfvars', 3], workspace: true },
    };
    assert.deepEqual(readSettings(raw), {
      maxFindings: 7,
      rules: { 'spf-all-pass': 'off' },
      preview: true,
      diagnostics: { scope: 'openFiles' },
      spf: { codeLens: false, inlayHints: true, hoverTree: true },
      dns: { ...defaultSettings.dns, mode: 'live' },
      terraform: { varFiles: ['env/prod.tfvars'], workspace: '' },
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
    { dns: 'live' },
    { preview: 'true' },
    { terraform: { varFiles: 'a', workspace: '' } },
    { diagnostics: { scope: 'all' } },
    { dns: { mode: '', resolver: null, timeoutMs: '1' } },
  ]) {
    it(`${JSON.stringify(raw)} sets nothing`, () => assert.deepEqual(readSettings(raw), defaultSettings));
  }
});

describe('settings in the initialize request', () => {
  const uri = 'file:///zones/example.com.zone';
  const faults = ['a', 'b', 'c'].map((name) => `${name} IN TXT "v=spf1 +all"\n`).join('');

  for (const options of [{ maxFindings: 1 }, { mailtxt: { maxFindings: 1 } }]) {
    it(`apply if the editor has no others: ${JSON.stringify(options)}`, async () => {
      // It answers the question for settings with nothing, as Neovim, Helix and Emacs do.
      const editor = await Editor.start({ options });
      try {
        await editor.open(uri, HEAD + faults);
        const [notice, ...shown] = await editor.diagnostics(uri);
        assert.ok(typeof notice?.message === 'string');
        assert.match(notice.message, /^Only the 1 most severe/);
        assert.equal(shown.length, 1);
      } finally {
        await editor.close();
      }
    });
  }
});

describe('sameSettings', () => {
  it('distinguishes settings', () => {
    const some = readSettings({ rules: { a: 'off', b: 'hint' } });
    assert.ok(sameSettings(some, readSettings({ rules: { b: 'hint', a: 'off' } })));
    assert.ok(!sameSettings(some, readSettings({ rules: { a: 'off' } })));
    assert.ok(!sameSettings(some, readSettings({ rules: { a: 'off', b: 'off' } })));
    assert.ok(!sameSettings(some, { ...some, maxFindings: 1 }));
    assert.ok(!sameSettings(some, { ...some, preview: true }));
    assert.ok(!sameSettings(some, { ...some, terraform: { ...some.terraform, varFiles: ['a'] } }));
    assert.ok(!sameSettings(some, { ...some, terraform: { ...some.terraform, workspace: 'a' } }));
    assert.ok(!sameSettings(some, { ...some, diagnostics: { scope: 'openFiles' } }));
    for (const key of ['codeLens', 'inlayHints', 'hoverTree']) {
      assert.ok(!sameSettings(some, readSettings({ rules: some.rules, spf: { [key]: false } })), key);
    }
    for (const dns of [{ mode: 'live' }, { resolver: '192.0.2.53' }, { timeoutMs: 1 }]) {
      assert.ok(!sameSettings(some, { ...some, dns: { ...some.dns, ...dns } }));
    }
  });
});
