import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from '../../scripts/rule-docs.ts';

const root = join(__dirname, '../..');

describe('what `npm run docs` writes', () => {
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

  it('has no page of a rule that is gone', () => {
    const pages = readdirSync(join(root, 'docs/rules')).map((name) => `docs/rules/${name}`);
    assert.deepEqual(
      pages.filter((path) => !files.has(path)),
      [],
    );
  });
});
