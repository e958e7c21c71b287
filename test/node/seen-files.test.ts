import assert from 'node:assert/strict';
import { join } from 'node:path';

import { MAX_PROBED_FILES, SeenFiles } from '../../server/src/hosts/node/seen-files.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

describe('files that a search saw but does not read', () => {
  after(removeFolders);

  it('are counted by file extension', () => {
    const seen = new SeenFiles();
    assert.equal(seen.summary(), undefined);
    for (const name of ['a.md', 'b.MD', 'c.yaml', 'LICENSE', 'e.x', 'f.y', 'g.z', '.hidden'])
      seen.add(join('/nowhere', name));
    assert.equal(seen.summary(), '2 .md, 1 .hidden, 1 .x, 1 .y, 1 .yaml, 2 others');
  });

  it('include files in formats that are not read, but not those that a module reads', () => {
    const folder = folderWith({
      'a.yaml': 'records:\n  - name: a\n    type: TXT\n    value: v=spf1 -all\n',
      'b.yaml': 'records:\n  - name: b\n    type: MX\n    values: []\n',
      'c.yaml': 'a: b\n',
      'd.json': '\0\0"type":"TXT","value":"v=spf1 -all"',
      'prod.tfvars': 'a = 1\n',
      'terraform.tfvars': 'a = 1\n',
    });
    const seen = new SeenFiles();
    for (const name of [
      'a.yaml',
      'b.yaml',
      'c.yaml',
      'd.json',
      'gone.json',
      'prod.tfvars',
      'terraform.tfvars',
    ])
      seen.add(join(folder, name));
    const unread = seen.unread((path) => path.endsWith('b.yaml'));
    assert.deepEqual(
      unread.map(({ kind, subject, path }) => [kind, subject, path]),
      [['format', 'YAML', join(folder, 'a.yaml')]],
    );
    assert.deepEqual(
      seen.valueFiles,
      ['prod.tfvars', 'terraform.tfvars'].map((name) => join(folder, name)),
    );
  });

  it('are no longer opened beyond a limit, which is reported', () => {
    const seen = new SeenFiles();
    for (let i = 0; i < MAX_PROBED_FILES + 2; i++) seen.add(`/nowhere/${i}.json`);
    assert.deepEqual(
      seen.unread(() => false).map(({ kind, path, count }) => [kind, path, count]),
      [['limit', `/nowhere/${MAX_PROBED_FILES}.json`, 2]],
    );
  });
});
