import assert from 'node:assert/strict';
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

  it('writes the file behind a link', () => {
    const folder = folderWith({ 'in/x': 'old' });
    symlinkSync('in/x', join(folder, 'link'));
    assert.equal(replaceTextFile(join(folder, 'link'), 'old', 'new'), undefined);
    assert.equal(readFileSync(join(folder, 'in/x'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(join(folder, 'in')), ['x']);
  });

  it('writes nothing when the file is not what was read', () => {
    const folder = folderWith({ x: 'other' });
    assert.equal(
      replaceTextFile(join(folder, 'x'), 'old', 'new'),
      'was changed by another program meanwhile',
    );
    assert.equal(readFileSync(join(folder, 'x'), 'utf8'), 'other');
    assert.deepEqual(readdirSync(folder), ['x']);
  });

  it('says why it cannot write, and leaves nothing behind', () => {
    const folder = folderWith({ x: 'old' });
    mkdirSync(join(folder, 'folder'));
    assert.match(
      replaceTextFile(join(folder, 'gone'), '', 'new') ?? '',
      /^cannot be written: there is no such file/,
    );
    assert.match(
      replaceTextFile(join(folder, 'folder'), '', 'new') ?? '',
      /^cannot be written: it is a folder/,
    );
    assert.deepEqual(readdirSync(folder).sort(), ['folder', 'x']);
  });

  it('does not write what may only be read', function () {
    if (process.getuid?.() === 0) this.skip();
    const folder = folderWith({});
    writeFileSync(join(folder, 'x'), 'old', { mode: 0o444 });
    assert.equal(replaceTextFile(join(folder, 'x'), 'old', 'new'), 'cannot be written: permission denied');
  });
});

describe('writing a file', () => {
  after(removeFolders);

  it('makes it, or replaces what is there and keeps its permissions', () => {
    const path = join(folderWith({}), 'x');
    assert.equal(putTextFile(path, 'one'), undefined);
    chmodSync(path, 0o604);
    assert.equal(putTextFile(path, 'two'), undefined);
    assert.equal(readFileSync(path, 'utf8'), 'two');
    assert.equal(statSync(path).mode & 0o777, 0o604);
  });

  it('leaves nothing behind where it cannot', () => {
    const folder = folderWith({ 'sub/x': '' });
    assert.equal(putTextFile(join(folder, 'sub'), 'x'), 'cannot be written: it is not a file');
    assert.equal(
      putTextFile(join(folder, 'no', 'x'), 'x'),
      'cannot be written: there is no such file or folder',
    );
    assert.deepEqual(readdirSync(folder), ['sub']);
  });
});
