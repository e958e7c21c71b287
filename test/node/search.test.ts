import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

import { MAX_SEARCH_DEPTH, searchFolder } from '../../server/src/hosts/node/search.ts';
import { temporaryName } from '../../server/src/hosts/node/temporary-files.ts';
import { configFiles } from './config-files.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

const ZONE = '$ORIGIN example.com.\n$TTL 3600\n@ IN SOA a b 1 2 3 4 5\n@ IN NS a\n';

/** What a search in `under` finds: names of zone files, and the kind or format of everything else before its name. */
async function search(folder: string, under = '.'): Promise<readonly string[]> {
  const found: string[] = [];
  const root = join(folder, under);
  for await (const each of searchFolder(root, configFiles())) {
    if (each.kind === 'folder') continue;
    const path = each.kind === 'problem' ? each.problem.path : each.path;
    const name = relative(folder, path);
    const kind = each.kind === 'document' ? each.format.id : each.kind;
    found.push(kind === 'zone' ? name : `${kind} ${name}`);
  }
  return found.sort();
}

describe('search', () => {
  after(removeFolders);

  it('finds zones by name and by content', async () => {
    const folder = folderWith({
      'db.example.com': '',
      'zones/example.net': ZONE,
      'zones/deep/er/x.zone': 'x',
      'zones/notes': 'No zone, though it says SOA and NS.\n',
      'README.md': ZONE,
      'zones/sqlite.db': Buffer.from('SQLite format 3\0'),
    });
    assert.deepEqual(await search(folder), ['db.example.com', 'zones/deep/er/x.zone', 'zones/example.net']);
  });

  it('does not take the partial file of a killed run for a zone', async () => {
    const folder = folderWith({ [temporaryName()]: ZONE, 'db.example.com': '' });
    assert.deepEqual(await search(folder), ['db.example.com']);
  });

  it('finds configurations of name servers', async () => {
    const folder = folderWith({
      'etc/named.conf': '',
      'etc/named.conf.local': '',
      'etc/nginx.conf': '',
      'nsd.conf': '',
    });
    assert.deepEqual(await search(folder), [
      'server-config etc/named.conf',
      'server-config etc/named.conf.local',
      'server-config nsd.conf',
    ]);
  });

  it('leaves out ignored files, with inner .gitignore files first', async () => {
    const folder = folderWith({
      '.gitignore': 'generated/\n*.bak.zone\n/only-here.zone\n',
      'a.bak.zone': '',
      'generated/x.zone': '',
      'in/generated/x.zone': '',
      'only-here.zone': '',
      'in/only-here.zone': '',
      'in/.gitignore': '!kept.bak.zone\nother.zone\n',
      'in/kept.bak.zone': '',
      'in/other.zone': '',
      'other.zone': '',
    });
    assert.deepEqual(await search(folder), ['in/kept.bak.zone', 'in/only-here.zone', 'other.zone']);
  });

  it('uses the .gitignore of the repository above the folder, unless that ignores the folder itself', async () => {
    const folder = folderWith({
      '.gitignore': '*.old.zone\n/build\n',
      'zones/a.zone': '',
      'zones/a.old.zone': '',
      'build/b.zone': '',
    });
    mkdirSync(join(folder, '.git'));
    assert.deepEqual(await search(folder, 'zones'), ['zones/a.zone']);
    assert.deepEqual(await search(folder, 'build'), ['build/b.zone']);
    assert.deepEqual(await search(folder), ['zones/a.zone']);
  });

  it('does not use patterns of .gitignore that match in too many ways, and reports it', async () => {
    const hostile = `${'**/a/'.repeat(30)}b`;
    const deep = `${'a/'.repeat(MAX_SEARCH_DEPTH - 2)}x.zone`;
    const folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': [
        hostile,
        'a/**/b/**/y.zone',
        '*.x',
        '*a*a*a*a*a*a*a*a*b',
        '[a-z]*[a-z]*[a-z]*[a-z]*1',
      ].join('\n'),
      [deep]: ZONE,
      [`${'a'.repeat(200)}.zone`]: ZONE,
      'a/b/y.zone': ZONE,
      'ignored.x': ZONE,
    });
    assert.deepEqual(await search(folder), [deep, `${'a'.repeat(200)}.zone`, 'problem .gitignore']);
  });

  it('leaves out what the nearest settings ignore', async () => {
    const folder = folderWith({
      '.mailtxt.json': '{"ignore": ["vendor/**", "*.tmp.zone"]}',
      'vendor/x.zone': '',
      'a.tmp.zone': '',
      'in/b.tmp.zone': '',
      'own/.mailtxt.json': '{"ignore": ["c.zone"]}',
      'own/a.tmp.zone': '',
      'own/c.zone': '',
    });
    assert.deepEqual(await search(folder), ['own/a.tmp.zone']);
  });

  it('never searches version control, packages and caches', async () => {
    const folder = folderWith({
      '.git/x.zone': '',
      'node_modules/p/x.zone': '',
      '.terraform/x.zone': '',
      '.hidden/x.zone': '',
    });
    assert.deepEqual(await search(folder), ['.hidden/x.zone']);
  });

  it('ends at loops of links, and follows none out of the folder', async () => {
    const outside = folderWith({ 'secret.zone': '' });
    const folder = folderWith({ 'zones/x.zone': '', 'zones/data': ZONE, 'text.md': ZONE });
    symlinkSync('..', join(folder, 'zones/up'));
    symlinkSync('loop', join(folder, 'zones/loop'));
    symlinkSync('gone', join(folder, 'zones/dangling.zone'));
    symlinkSync('x.zone', join(folder, 'zones/again.zone'));
    symlinkSync('../text.md', join(folder, 'zones/other-name.zone'));
    symlinkSync('.', join(folder, 'zones/self'));
    symlinkSync(outside, join(folder, 'away'));
    symlinkSync(join(outside, 'secret.zone'), join(folder, 'secret.zone'));
    symlinkSync('/', join(folder, 'root'));
    assert.deepEqual(await search(folder), [
      'link away',
      'link root',
      'link secret.zone',
      'zones/data',
      'zones/other-name.zone',
      'zones/x.zone',
    ]);
  });

  it('starts at a folder that is a link', async () => {
    const folder = folderWith({ 'real/x.zone': '' });
    symlinkSync('real', join(folder, 'link'));
    assert.deepEqual(await search(folder, 'link'), ['link/x.zone']);
  });

  it('goes down to a limit, and names the folder beyond it', async () => {
    const deepest = 'f/'.repeat(MAX_SEARCH_DEPTH);
    const folder = folderWith({ [`${deepest}x.zone`]: '', [`${deepest}f/y.zone`]: '' });
    assert.deepEqual(await search(folder), [`${deepest}x.zone`, `problem ${deepest}f`]);
  });

  it('reports a missing folder', async () => {
    assert.deepEqual(await search(folderWith({}), 'gone'), ['problem gone']);
  });
});
