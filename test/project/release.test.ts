import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const root = join(__dirname, '../..');

interface State {
  readonly version: string;
  readonly changelog: string;
  readonly isClean: boolean;
  readonly tagged: string | undefined;
  readonly head: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly uses?: string }[] }>>;
}

describe('a release', () => {
  let obstacles: (state: State) => readonly string[];
  before(async () => {
    const url = pathToFileURL(join(root, 'scripts/release.mjs')).href;
    ({ obstacles } = (await import(url)) as { obstacles: typeof obstacles });
  });

  const ready: State = {
    version: '1.2.3',
    changelog: '# Changelog\n\n## 1.2.3 (2026-11-30)\n\n## 1.2.2\n',
    isClean: true,
    tagged: 'a',
    head: 'a',
  };
  const cases: readonly (readonly [string, Partial<State>, RegExp])[] = [
    ['a version of another form', { version: '1.2', changelog: '## 1.2\n' }, /is not a version/],
    [
      'a changelog that begins with another version',
      { changelog: '## 1.2.30\n\n## 1.2.3\n' },
      /"## 1\.2\.30"/,
    ],
    ['a changelog without versions', { changelog: '' }, /first heading/],
    ['uncommitted changes', { isClean: false }, /uncommitted/],
    ['no tag', { tagged: undefined }, /no tag v1\.2\.3/],
    ['a tag at another commit', { tagged: 'b' }, /not at the checked out commit/],
  ];

  it('is made if everything is ready', () => {
    assert.deepEqual(obstacles(ready), []);
    assert.deepEqual(obstacles({ ...ready, changelog: '## [1.2.3]\n' }), []);
  });
  for (const [what, change, message] of cases) {
    it(`is not made with ${what}`, () => {
      const found = obstacles({ ...ready, ...change });
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', message);
    });
  }
});

describe('workflows', () => {
  const folder = join(root, '.github/workflows');
  for (const name of readdirSync(folder)) {
    it(`of ${name} pin their actions, and may only read unless a job says otherwise`, () => {
      const workflow = parse(readFileSync(join(folder, name), 'utf8')) as Workflow;
      assert.deepEqual(workflow.permissions, { contents: 'read' });
      const uses = Object.values(workflow.jobs).flatMap(({ steps }) =>
        steps.flatMap(({ uses: action }) => action ?? []),
      );
      assert.ok(uses.length > 0);
      for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    });
  }
});
