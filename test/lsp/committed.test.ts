import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

describe('a zone in a git repository', () => {
  it('has to have its serial raised as soon as a record is typed', async function () {
    const folder = new Folder();
    const zone = HEAD.replace('hostmaster 1', 'hostmaster 5');
    folder.write('db.example.com', zone);
    const git = (...args: readonly string[]): number | null =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder.path })
        .status;
    if (git('init', '-q') !== 0) this.skip();
    git('add', '.');
    assert.equal(git('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'x'), 0);
    const editor = await Editor.start({ folders: [folder.uri] });
    try {
      const uri = folder.uriOf('db.example.com');
      const rules = async (): Promise<readonly unknown[]> =>
        (await editor.diagnostics(uri))
          .map(({ code }) => code)
          .filter((code) => String(code).includes('serial'));
      await editor.open(uri, zone);
      assert.deepEqual(await rules(), []);
      await editor.replace(uri, 'ns2 IN A 192.0.2.2', 'ns2 IN A 192.0.2.3');
      assert.deepEqual(await rules(), ['zone-serial-not-raised']);
    } finally {
      await editor.close();
      folder.remove();
    }
  });
});
