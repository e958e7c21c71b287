import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { CodeAction } from 'vscode-languageserver';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

describe('a zone in a git repository', () => {
  /** What is found of the serial after a record is edited; `undefined` without git. */
  async function foundAfterEdit(workspaceTrusted: boolean): Promise<readonly unknown[] | undefined> {
    const folder = new Folder();
    const zone = HEAD.replace('hostmaster 1', 'hostmaster 5');
    folder.write('db.example.com', zone);
    const git = (...args: readonly string[]): number | null =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder.path })
        .status;
    if (git('init', '-q') !== 0) return undefined;
    git('add', '.');
    assert.equal(git('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'x'), 0);
    const editor = await Editor.start({ folders: [folder.uri], options: { workspaceTrusted } });
    try {
      const uri = folder.uriOf('db.example.com');
      const rules = async (): Promise<readonly unknown[]> =>
        (await editor.diagnostics(uri))
          .map(({ code }) => code)
          .filter((code) => String(code).includes('serial'));
      await editor.open(uri, zone);
      assert.deepEqual(await rules(), []);
      const raise = (): Promise<readonly CodeAction[]> =>
        editor.actions(uri, editor.rangeOf(uri, '@'), ['source.increaseSerial']);
      assert.deepEqual(await raise(), [], 'nothing changed');
      await editor.replace(uri, 'ns2 IN A 192.0.2.2', 'ns2 IN A 192.0.2.3');
      const found = await rules();
      for (const action of await raise()) await editor.choose(action);
      assert.deepEqual(await raise(), [], 'the serial is raised once');
      assert.equal(editor.textOf(uri).includes('hostmaster 6'), found.length > 0);
      return found;
    } finally {
      await editor.close();
      folder.remove();
    }
  }

  it('requires a higher serial as soon as a record is added', async function () {
    const found = await foundAfterEdit(true);
    if (found === undefined) this.skip();
    assert.deepEqual(found, ['zone-serial-not-raised']);
  });

  it('is not compared in a workspace that the user does not trust: git is not run there', async function () {
    const found = await foundAfterEdit(false);
    if (found === undefined) this.skip();
    assert.deepEqual(found, []);
  });
});
