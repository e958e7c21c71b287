import assert from 'node:assert/strict';
import { FileMirror, MAX_MIRRORED_FILE } from '../../server/src/hosts/browser/file-mirror.ts';
import * as fs from '../../server/src/hosts/browser/node-fs.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a mirror of files', () => {
  it('requests missing files in a mounted folder, and nothing outside of it', () => {
    const mirror = new FileMirror();
    mirror.mount('/top/project');
    assert.equal(mirror.entryAt('/elsewhere/a.zone'), undefined);
    assert.equal(mirror.entryAt('/top/other'), undefined);
    assert.equal(mirror.isWanting, false);
    assert.equal(mirror.entryAt('/top/project/zones/../a.zone'), undefined);
    assert.deepEqual(mirror.takeWanted(), { folders: ['/top/project'], files: [] });
    mirror.putFolder('/top/project', [['a.zone', 'file']]);
    assert.equal(mirror.entryAt('/top/project/a.zone')?.kind, 'file');
    // It is known by now that it is not there.
    assert.equal(mirror.entryAt('/top/project/b.zone'), undefined);
    assert.equal(mirror.isWanting, false);
  });

  it('has no names that point outside, and no version control', () => {
    const mirror = new FileMirror();
    mirror.mount('/p');
    const names = ['..', '.', '', 'a/b', '.git', '.hg', '.svn', 'ok'];
    mirror.putFolder(
      '/p',
      names.map((name) => [name, 'folder']),
    );
    const folder = mirror.entryAt('/p');
    assert.ok(folder?.kind === 'folder');
    assert.deepEqual([...(folder.entries?.keys() ?? [])], ['ok']);
  });

  it('tells the folder in which a new file would be, inside what is mounted', () => {
    const mirror = new FileMirror();
    mirror.mount('/top/p');
    assert.equal(mirror.nearestFolder('/top/p/new/a.zone'), undefined);
    mirror.putFolder('/top/p', []);
    assert.equal(mirror.nearestFolder('/top/p/new/a.zone'), '/top/p');
    assert.equal(mirror.nearestFolder('/top/a.zone'), undefined);
  });

  it('counts the octets that it holds', () => {
    const mirror = new FileMirror();
    mirror.mount('/p');
    mirror.putFolder('/p', [
      ['a', 'file'],
      ['b', 'file'],
    ]);
    mirror.putFile('/p/a', { octets: octets('12345'), size: 5, modified: 1 });
    mirror.putFile('/p/b', { octets: octets('123'), size: 3, modified: 1 });
    mirror.putFile('/p/a', { octets: octets('1'), size: 1, modified: 2 });
    assert.equal(mirror.octets, 4);
    mirror.putFolder('/p', [['a', 'file']]);
    assert.equal(mirror.octets, 1);
    mirror.putFile('/p/a', undefined);
    assert.equal(mirror.octets, 0);
  });
});

describe('node:fs in a browser', () => {
  const { mirror } = fs;
  before(() => {
    mirror.mount('/p');
    mirror.putFolder('/p', [
      ['a.zone', 'file'],
      ['later.zone', 'file'],
      ['large.zone', 'file'],
      ['zones', 'folder'],
    ]);
    mirror.putFile('/p/a.zone', { octets: octets('0123456789'), size: 10, modified: 7 });
    mirror.putFile('/p/large.zone', { size: MAX_MIRRORED_FILE + 1, modified: 7 });
    mirror.takeWanted();
  });

  it('reads what is here', () => {
    assert.equal(fs.readFileSync('/p/a.zone').toString('utf8'), '0123456789');
    const file = fs.openSync('/p/a.zone');
    const into = new Uint8Array(4);
    assert.equal(fs.readSync(file, into, { position: null }), 4);
    assert.equal(fs.readSync(file, into, 0, 2, null), 2);
    assert.deepEqual([...into], [...octets('4523')]);
    assert.equal(fs.readSync(file, into, 0, 4, 9), 1);
    assert.equal(fs.readSync(file, into, 0, 4, 10), 0);
    fs.closeSync(file);
    assert.throws(() => fs.readSync(file, into), { code: 'EBADF' });
    const { size, mtimeMs } = fs.statSync('/p/a.zone') ?? assert.fail();
    assert.deepEqual([size, mtimeMs], [10, 7]);
    assert.equal(mirror.isWanting, false);
  });

  it('does not find files that are not here yet, and requests them', () => {
    assert.ok(fs.existsSync('/p/later.zone'));
    assert.equal(mirror.isWanting, false);
    assert.throws(() => fs.readFileSync('/p/later.zone'), { code: 'ENOENT' });
    assert.deepEqual(fs.readdirSync('/p/zones'), []);
    assert.deepEqual(mirror.takeWanted(), { folders: ['/p/zones'], files: ['/p/later.zone'] });
  });

  it('says that a file is too large, and does not want it again', () => {
    assert.throws(() => fs.readFileSync('/p/large.zone'), /too large/);
    assert.equal(mirror.isWanting, false);
  });

  it('fails as node does', () => {
    assert.throws(() => fs.statSync('/p/none'), { code: 'ENOENT' });
    assert.equal(fs.statSync('/p/none', { throwIfNoEntry: false }), undefined);
    assert.throws(() => fs.readdirSync('/p/a.zone'), { code: 'ENOTDIR' });
    assert.throws(() => fs.openSync('/p/zones'), { code: 'EISDIR' });
    assert.throws(() => fs.realpathSync('/p/none'), { code: 'ENOENT' });
    assert.equal(fs.realpathSync('/p/zones/../a.zone'), '/p/a.zone');
  });
});
