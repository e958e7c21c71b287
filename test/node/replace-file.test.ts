import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { putTextFile, replaceTextFile } from '../../server/src/hosts/node/replace-file.ts';
import { LEFTOVER_AGE, removeLeftovers, temporaryName } from '../../server/src/hosts/node/temporary-files.ts';
import { folderWith, removeFolders } from './temporary-folder.ts';

describe('replacing a file', () => {
  after(removeFolders);

  it('writes the new text and keeps the permissions', () => {
    const path = join(folderWith({ x: 'old' }), 'x');
    chmodSync(path, 0o604);
    assert.equal(replaceTextFile(path, 'old', 'new \uDCE9'), undefined);
    assert.ok(readFileSync(path).equals(Buffer.from('new \xe9', 'latin1')));
    assert.equal(statSync(path).mode & 0o777, 0o604);
  });

  it('writes the target of a link', () => {
    const folder = folderWith({ 'in/x': 'old' });
    symlinkSync('in/x', join(folder, 'link'));
    assert.equal(replaceTextFile(join(folder, 'link'), 'old', 'new'), undefined);
    assert.equal(readFileSync(join(folder, 'in/x'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(join(folder, 'in')), ['x']);
  });

  it('writes nothing if the file is not what was read', () => {
    const folder = folderWith({ x: 'other' });
    assert.equal(
      replaceTextFile(join(folder, 'x'), 'old', 'new'),
      'was changed by another program in the meantime',
    );
    assert.equal(readFileSync(join(folder, 'x'), 'utf8'), 'other');
    assert.deepEqual(readdirSync(folder), ['x']);
  });

  it('reports why it cannot write, and leaves no files behind', () => {
    const folder = folderWith({ x: 'old' });
    mkdirSync(join(folder, 'folder'));
    assert.match(replaceTextFile(join(folder, 'gone'), '', 'new') ?? '', /^cannot be written: no such file/);
    assert.match(
      replaceTextFile(join(folder, 'folder'), '', 'new') ?? '',
      /^cannot be written: it is a folder/,
    );
    assert.deepEqual(readdirSync(folder).sort(), ['folder', 'x']);
  });

  it('does not write a read-only file', () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'x'), 'old', { mode: 0o444 });
    assert.equal(replaceTextFile(join(folder, 'x'), 'old', 'new'), 'cannot be written: it is read-only');
    assert.equal(putTextFile(join(folder, 'x'), 'new'), 'cannot be written: it is read-only');
    assert.deepEqual(readdirSync(folder), ['x']);
    assert.equal(readFileSync(join(folder, 'x'), 'utf8'), 'old');
  });

  it('does not write into a pipe', function () {
    const folder = folderWith({});
    if (spawnSync('mkfifo', [join(folder, 'x')]).status !== 0) this.skip();
    assert.match(
      replaceTextFile(join(folder, 'x'), '', 'new') ?? '',
      /cannot be written: it is a named pipe/,
    );
  });

  /** Does something when the new file is whole, and has not replaced the old one yet. */
  function whenWritten<T>(act: () => void, run: () => T): T {
    const { fsyncSync } = fs;
    fs.fsyncSync = (file) => {
      fsyncSync(file);
      act();
    };
    try {
      return run();
    } finally {
      fs.fsyncSync = fsyncSync;
    }
  }

  const others: readonly (readonly [string, (folder: string) => void, readonly string[]])[] = [
    ['writes into the file', (folder) => writeFileSync(join(folder, 'x'), 'theirs'), ['x=theirs']],
    [
      'replaces the file',
      (folder) => {
        writeFileSync(join(folder, 'y'), 'theirs');
        fs.renameSync(join(folder, 'y'), join(folder, 'x'));
      },
      ['x=theirs'],
    ],
    ['adds to the file', (folder) => fs.appendFileSync(join(folder, 'x'), ' and more'), ['x=old and more']],
  ];
  for (const [what, act, expected] of others) {
    it(`loses nothing if another program ${what} at the last moment`, () => {
      const folder = folderWith({ x: 'old' });
      const result = whenWritten(
        () => act(folder),
        () => replaceTextFile(join(folder, 'x'), 'old', 'new'),
      );
      assert.equal(result, 'was changed by another program in the meantime');
      assert.deepEqual(
        readdirSync(folder).map((name) => `${name}=${readFileSync(join(folder, name), 'utf8')}`),
        expected,
      );
    });
  }

  it('does not write a file that another program deletes, or a link that it points to another file', () => {
    const folder = folderWith({ x: 'old', y: 'old', z: 'theirs' });
    const gone = whenWritten(
      () => fs.unlinkSync(join(folder, 'x')),
      () => replaceTextFile(join(folder, 'x'), 'old', 'new'),
    );
    assert.equal(gone, 'cannot be written: no such file or folder');
    symlinkSync('y', join(folder, 'link'));
    const moved = whenWritten(
      () => {
        fs.unlinkSync(join(folder, 'link'));
        symlinkSync('z', join(folder, 'link'));
      },
      () => replaceTextFile(join(folder, 'link'), 'old', 'new'),
    );
    assert.equal(moved, 'was changed by another program in the meantime');
    assert.deepEqual(readdirSync(folder).sort(), ['link', 'y', 'z']);
    assert.equal(readFileSync(join(folder, 'y'), 'utf8'), 'old');
  });
});

describe('writing a file', () => {
  after(removeFolders);

  it('creates it, or replaces an existing one and keeps its permissions', () => {
    const path = join(folderWith({}), 'x');
    assert.equal(putTextFile(path, 'one'), undefined);
    chmodSync(path, 0o604);
    assert.equal(putTextFile(path, 'two'), undefined);
    assert.equal(readFileSync(path, 'utf8'), 'two');
    assert.equal(statSync(path).mode & 0o777, 0o604);
  });

  it('leaves no files behind if it cannot write', () => {
    const folder = folderWith({ 'sub/x': '' });
    assert.equal(putTextFile(join(folder, 'sub'), 'x'), 'cannot be written: it is not a file');
    assert.equal(putTextFile(join(folder, 'no', 'x'), 'x'), 'cannot be written: no such file or folder');
    assert.deepEqual(readdirSync(folder), ['sub']);
  });
});

describe('files of a killed run', () => {
  after(removeFolders);

  /** The name that a process of this machine with that id gives. */
  const nameFor = (pid: number): string => temporaryName().replace(`-${process.pid}-`, `-${pid}-`);
  /** Of a process that has ended. */
  const GONE = spawnSync(process.execPath, ['--version']).pid;

  it('is deleted by the next process that writes into the folder', () => {
    const folder = folderWith({ x: 'old', [nameFor(GONE)]: 'half' });
    assert.equal(replaceTextFile(join(folder, 'x'), 'old', 'new'), undefined);
    assert.deepEqual(readdirSync(folder), ['x']);
  });

  it('is not one of a running process, of another machine, or with another name', () => {
    const kept = [
      nameFor(process.ppid),
      nameFor(GONE).replace(/-[0-9a-f]{12}-/, '-0123456789ab-'),
      `.mailtxt-${GONE}`,
      `${nameFor(GONE)}.zone`,
      '.mailtxt.json',
    ];
    const folder = folderWith(Object.fromEntries(kept.map((name) => [name, ''])));
    removeLeftovers(folder);
    assert.deepEqual(readdirSync(folder).sort(), [...kept].sort());
    // A day later the others are leftovers as well.
    removeLeftovers(folder, Date.now() + LEFTOVER_AGE + 60_000);
    assert.deepEqual(readdirSync(folder).sort(), kept.slice(2).sort());
  });

  it('is neither a link nor a folder: nothing outside is touched', () => {
    const folder = folderWith({ 'x/y': 'mine' });
    symlinkSync(join(folder, 'x/y'), join(folder, nameFor(GONE)));
    mkdirSync(join(folder, nameFor(GONE)));
    const before = readdirSync(folder);
    removeLeftovers(folder, Date.now() + LEFTOVER_AGE + 60_000);
    assert.deepEqual(readdirSync(folder), before);
    assert.equal(readFileSync(join(folder, 'x/y'), 'utf8'), 'mine');
    removeLeftovers(join(folder, 'missing'));
  });
});
