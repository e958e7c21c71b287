import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { filesMatching } from '../../server/src/hosts/node/glob.ts';
import { toDocumentPath } from '../../server/src/hosts/node/paths.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

const FILES = [
  'a.xml',
  'b.xml.gz',
  'reports/c.xml',
  'reports/2026/11/d.zip',
  'reports/e.txt',
  'node_modules/f.xml',
];

describe('files that patterns name', () => {
  let folder = '';
  before(() => {
    folder = folderWith(Object.fromEntries(FILES.map((name) => [name, ''])));
  });
  after(removeFolders);

  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[], []],
    [['*.xml'], ['a.xml']],
    [['**/*.xml'], ['a.xml', 'reports/c.xml']],
    [['reports/**/*.{xml,zip}'], ['reports/2026/11/d.zip', 'reports/c.xml']],
    [['./reports/?.*'], ['reports/c.xml', 'reports/e.txt']],
    [['{a,b}.{xml,xml.gz}'], ['a.xml', 'b.xml.gz']],
    [['reports/**'], ['reports/2026/11/d.zip', 'reports/c.xml', 'reports/e.txt']],
    [['../**/*.xml'], []],
    [['/**/*.xml'], []],
    [['('], []],
  ];
  for (const [patterns, expected] of cases) {
    it(JSON.stringify(patterns), () => {
      const base = `${toDocumentPath(folder)}/`;
      assert.deepEqual(
        filesMatching(folder, patterns).map((path) => path.slice(base.length)),
        expected,
      );
    });
  }

  it('follows no link', function () {
    try {
      symlinkSync(join(folder, 'reports'), join(folder, 'link'));
    } catch {
      this.skip();
    }
    assert.deepEqual(filesMatching(folder, ['link/**']), []);
  });
});
