import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { environment } from '../../harness/workspace.ts';
import { problemLines, recordLines, txt } from './module.ts';
import type { Files } from './module.ts';

/** Files, and symbolic links to folders: the target folder by the path of `folder/link`. */
interface Disk {
  readonly files: Files;
  readonly links: Readonly<Record<string, string>>;
}

interface Reading {
  readonly workspace: Workspace;
  /** The folders that were listed. */
  readonly listed: string[];
}

function read({ files, links }: Disk, added: readonly string[]): Reading {
  const listed: string[] = [];
  const canonicalPath = (path: string): string => {
    const parts: string[] = [];
    for (const part of path.split('/')) {
      parts.push(part);
      const target = links[parts.join('/')];
      if (target !== undefined) parts.splice(0, parts.length, ...target.split('/'));
    }
    return parts.join('/');
  };
  const workspace = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => {
        listed.push(folder);
        const real = canonicalPath(folder);
        const inFolder = Object.keys(files).filter((path) => path.slice(0, path.lastIndexOf('/')) === real);
        return inFolder.map((path) => `${folder}/${path.slice(path.lastIndexOf('/') + 1)}`);
      },
      read: (path) => files[canonicalPath(path)],
      canonicalPath,
    },
  });
  for (const path of added) workspace.add(path, files[canonicalPath(path)] ?? '');
  return { workspace, listed };
}

const call = (source: string): string => `module "called" {\n  source = "${source}"\n}\n`;
const SELF = 'This module calls itself here, so mailtxt does not follow this call.';

describe('a module whose source contains a symbolic link', () => {
  it('is the calling module itself if the link points to its own folder', () => {
    const disk = {
      files: { 'w/main.tf': call('./loop') + txt('a', '"v=spf1 -all"') },
      links: { 'w/loop': 'w' },
    };
    const { workspace, listed } = read(disk, ['w/main.tf']);
    assert.deepEqual(problemLines(workspace, 'w/main.tf'), [`2:12 "./loop": ${SELF}`]);
    assert.deepEqual(recordLines(workspace, 'w/main.tf'), ['a.example.com TXT "v=spf1 -all"']);
    assert.deepEqual(listed, ['w']);
  });

  it('ends if links point back across two folders', () => {
    const disk = {
      files: { 'a/main.tf': call('./b'), 'c/main.tf': call('../d/l'), 'd/main.tf': call('../c/k') },
      links: { 'a/b': 'a', 'd/l': 'c', 'c/k': 'd' },
    };
    const { workspace, listed } = read(disk, ['a/main.tf', 'c/main.tf', 'd/main.tf']);
    for (const path of ['a/main.tf', 'c/main.tf', 'd/main.tf'])
      assert.match(problemLines(workspace, path)[0] ?? '', /calls itself/);
    assert.deepEqual([...listed].sort(), ['a', 'c', 'd']);
  });

  it('ends if each folder has a link to the other one', () => {
    const disk = {
      files: { 'x/main.tf': call('./y'), 'y/main.tf': call('./x') },
      links: { 'x/y': 'y', 'y/x': 'x' },
    };
    const { workspace, listed } = read(disk, ['x/main.tf']);
    assert.deepEqual(problemLines(workspace, 'x/main.tf'), []);
    assert.deepEqual(listed, ['x', 'y']);
    workspace.add('y/main.tf', disk.files['y/main.tf']);
    assert.match(problemLines(workspace, 'y/main.tf')[0] ?? '', /calls itself/);
  });

  const shared = {
    files: {
      'one/main.tf': `${call('./dns')}locals {\n  read = file("dns/../data/a.txt")\n}\n`,
      'two/main.tf': call('./dns'),
      'lib/dns/main.tf': txt('a', '"v=spf1 +all"'),
    },
    links: { 'one/dns': 'lib/dns', 'two/dns': 'lib/dns' },
  };

  it('is one module for all of its callers, under its own path', () => {
    const { workspace, listed } = read(shared, ['one/main.tf', 'two/main.tf', 'lib/dns/main.tf']);
    assert.deepEqual(recordLines(workspace, 'lib/dns/main.tf').length, 2);
    assert.deepEqual([...new Set(listed)].sort(), ['lib/dns', 'one', 'two']);
    assert.deepEqual(
      workspace.findings('lib/dns/main.tf').findings.map(({ rule }) => rule),
      ['zone-duplicate-record', 'tf-txt-multiple-sets-same-name', 'spf-all-pass'],
    );
  });

  it('has the path under which it was opened', () => {
    const { workspace, listed } = read(shared, ['one/main.tf', 'two/main.tf', 'two/dns/main.tf']);
    assert.deepEqual(recordLines(workspace, 'two/dns/main.tf').length, 2);
    assert.deepEqual([...new Set(listed)].sort(), ['one', 'two', 'two/dns']);
    // Opened under its own name instead, it is found there.
    workspace.remove('two/dns/main.tf');
    workspace.add('lib/dns/main.tf', shared.files['lib/dns/main.tf']);
    assert.deepEqual(recordLines(workspace, 'lib/dns/main.tf').length, 2);
    assert.deepEqual(recordLines(workspace, 'two/dns/main.tf'), []);
  });

  it('is read again when its file changes, whatever its path is', () => {
    const files: Record<string, string> = { ...shared.files };
    const { workspace } = read({ ...shared, files }, ['one/main.tf', 'two/dns/main.tf']);
    files['lib/dns/more.tf'] = txt('b', '"v=spf1 -all"');
    workspace.filesChanged(['lib/dns/more.tf']);
    assert.deepEqual(workspace.textOf('two/dns/more.tf')?.length, files['lib/dns/more.tf'].length);
  });

  it('reads a file once, whatever links point to its folder', () => {
    const disk = {
      files: {
        'w/main.tf': `locals {\n  one = file("data/x.txt")\n  two = file("link/x.txt")\n}\n${txt('a', 'local.one, local.two')}`,
        'w/data/x.txt': 'v=spf1 +all',
      },
      links: { 'w/link': 'w/data' },
    };
    const { workspace } = read(disk, ['w/main.tf']);
    assert.deepEqual(problemLines(workspace, 'w/main.tf'), []);
    workspace.add('w/data/x.txt', 'v=spf1 +all');
    assert.equal(recordLines(workspace, 'w/data/x.txt').length, 2);
  });
});

describe('modules that call each other in a long chain', () => {
  it('are read as far as they are evaluated, and the omitted call is reported', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `m${i}/main.tf`,
        call(`../m${i + 1}`) + txt(`t${i}`, '"v=spf1 -all"'),
      ]),
    );
    const { workspace, listed } = read({ files, links: {} }, ['m0/main.tf']);
    assert.equal(workspace.findings('m0/main.tf').findings.length, 0);
    assert.equal(listed.length, 18);
    assert.match(problemLines(workspace, 'm16/main.tf')[0] ?? '', /more than 16 levels deep/);
  });
});
