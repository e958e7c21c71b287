import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, generatedFiles, rulePage } from '../../scripts/rule-docs.ts';
import { rules } from '../../server/src/rules/registry.ts';

const root = join(__dirname, '../..');

describe('the output of `npm run docs`', () => {
  let files: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(60_000);
    files = await generatedFiles();
  });

  it('is current', () => {
    const stale = [...files]
      .filter(
        ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
      )
      .map(([path]) => path);
    assert.deepEqual(stale, [], 'run `npm run docs` and look at what it changes');
  });

  it('marks a preview rule on its page and in the index', () => {
    const rule = rules.find(({ id }) => id === 'spf-all-pass');
    assert.ok(rule);
    const preview = { ...rule, preview: true } as const;
    assert.match(
      rulePage(preview),
      /^`spf-all-pass` · error \(preview\) · .*\n\nThis rule is in preview: it is off/m,
    );
    assert.match(catalog([preview]), /^\| \[`spf-all-pass`\]\(spf-all-pass.md\) \| error \(preview\) \|/m);
    assert.doesNotMatch(rulePage(rule), /preview/);
    assert.doesNotMatch(catalog([rule]), /\(preview\)/);
  });

  it('has no page for a deleted rule', () => {
    const pages = readdirSync(join(root, 'docs/rules')).map((name) => `docs/rules/${name}`);
    assert.deepEqual(
      pages.filter((path) => !files.has(path)),
      [],
    );
  });
});
