import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/api.md'), 'utf8');

/** Node resolves the name of the package from its own folder: what runs is what is built and packed. */
describe('docs/api.md', () => {
  const examples = [...page.matchAll(/```(js|cjs)\n(.*?)```\n\n```text\n(.*?)```/gs)];

  it('has an output for each example', () => {
    assert.equal(examples.length, page.match(/```c?js/g)?.length);
    assert.ok(examples.length >= 6);
  });

  for (const [, kind, code = '', expected] of examples) {
    it(`prints what it says: ${code.trim().split('\n')[0] ?? ''}`, () => {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [`--input-type=${kind === 'js' ? 'module' : 'commonjs'}`, '-e', code],
        { cwd: root, encoding: 'utf8' },
      );
      assert.equal(stderr, '');
      assert.equal(stdout, expected);
    });
  }
});
