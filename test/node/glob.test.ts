import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { filesMatching, MAX_MATCHING_STEPS, namePatterns } from '../../server/src/hosts/node/glob.ts';
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
    [
      ['{a,{b,reports/**/{c,d}}}.{xml,{z,x}ip,xml.gz}'],
      ['a.xml', 'b.xml.gz', 'reports/2026/11/d.zip', 'reports/c.xml'],
    ],
    [['{reports/**,x}/?.{xml,zip}'], ['reports/2026/11/d.zip']],
    [['{a.xml'], []],
    [['a.xml}', '}a.xml{', 'a,xml'], []],
    [['**'], ['a.xml', 'b.xml.gz', 'reports/2026/11/d.zip', 'reports/c.xml', 'reports/e.txt']],
    [['reports/**.xml'], ['reports/c.xml']],
    [['**/2026/**/d.*'], ['reports/2026/11/d.zip']],
    [['[a-b].xml'], ['a.xml']],
    [['[!a]*.gz'], ['b.xml.gz']],
    [['[^b].x[l-n]l'], ['a.xml']],
    [['reports/202[0-9]/[0-9][0-9]/*'], ['reports/2026/11/d.zip']],
    [['{[ab],x}.xml{,.gz}'], ['a.xml', 'b.xml.gz']],
    [['reports[.-0]c.xml', 'reports[!x]c.xml', 'reports[/]c.xml'], []],
    [['[b-a].xml', '[].xml', '[a.xml'], []],
    [
      ['*.xml', '*.gz'],
      ['a.xml', 'b.xml.gz'],
    ],
  ];
  for (const [patterns, expected] of cases) {
    it(JSON.stringify(patterns), () => {
      const base = `${toDocumentPath(folder)}/`;
      assert.deepEqual(
        filesMatching(folder, patterns).paths.map((path) => path.slice(base.length)),
        expected,
      );
    });
  }

  it('takes no longer for a pattern that can match in many ways', () => {
    const name = 'a'.repeat(200);
    const many = folderWith({ [name]: '', [`${'a/'.repeat(15)}b`]: '' });
    for (const pattern of [
      '*a*a*a*a*a*a*a*a*b',
      `${'*a'.repeat(90)}b`,
      `${'{a,*}'.repeat(39)}b`,
      `${'**/'.repeat(60)}c`,
      `*a${'?'.repeat(150)}b`,
      `${'{a,a}'.repeat(39)}b`,
      `${'{'.repeat(99)}${'}'.repeat(99)}`,
    ]) {
      assert.deepEqual(filesMatching(many, [pattern]), {
        paths: [],
        misnamed: [],
        unmatched: [pattern],
        isCut: false,
      });
    }
    assert.equal(filesMatching(many, ['*a*a*a*a']).paths.length, 1);
  });

  it('stops after so many steps, and reports it', () => {
    const files = folderWith({ ['a'.repeat(250)]: '', ['b'.repeat(250)]: '' });
    const patterns = Array<string>(11).fill('c'.repeat(MAX_MATCHING_STEPS / 250 / 20));
    assert.equal(filesMatching(files, patterns).isCut, true);
    assert.equal(filesMatching(files, patterns.slice(0, 9)).isCut, false);
  });

  it('reports each pattern that no file matches', () => {
    assert.deepEqual(filesMatching(folder, ['*.xml', 'x[0-9].xml', '**/*.zip', 'none/**']).unmatched, [
      'x[0-9].xml',
      'none/**',
    ]);
  });

  it('follows no link', function () {
    try {
      symlinkSync(join(folder, 'reports'), join(folder, 'link'));
    } catch {
      this.skip();
    }
    assert.deepEqual(filesMatching(folder, ['link/**']).paths, []);
  });
});

describe('names that an editor watches', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['*.xml', '*.xml'],
    ['reports/**/*.{xml,zip}', '*.{xml,zip}'],
    ['reports/**', '*'],
    ['{a/b.xml,c.zip}', '*'],
    ['{a,b}/c.xml', 'c.xml'],
  ];
  for (const [pattern, name] of cases) {
    it(`of ${pattern}`, () => {
      assert.deepEqual(namePatterns([pattern]), [name]);
    });
  }
});
