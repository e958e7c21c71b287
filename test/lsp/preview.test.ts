import assert from 'node:assert/strict';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import type { Project } from '../../server/src/hosts/lsp/project.ts';
import { uriToPath } from '../../server/src/hosts/lsp/uri.ts';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const SETTINGS_FILE = '.mailtxt.json';

describe('preview rules in the editor', () => {
  let folder: Folder;
  let editor: Editor;
  let project: Project | undefined;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  /** Opens a zone, and returns whether preview rules are on for it. */
  async function isOn(preview: boolean | undefined, settingsFile?: string): Promise<boolean | undefined> {
    if (settingsFile !== undefined) folder.write(SETTINGS_FILE, settingsFile);
    editor = await Editor.start({
      settings: { '': preview === undefined ? {} : { preview } },
      runtime: {
        ...nodeRuntime,
        openProject: (context) => (project = nodeRuntime.openProject(context)),
      },
    });
    const uri = folder.uriOf('db.example.com');
    await editor.open(uri, HEAD);
    await editor.diagnostics(uri);
    return project?.environment.isPreviewOn?.(uriToPath(uri));
  }

  it('are off by default', async () => assert.equal(await isOn(undefined), false));

  it('are on if the setting is', async () => assert.equal(await isOn(true), true));

  it('are on if the settings file of the project turns them on', async () =>
    assert.equal(await isOn(false, '{ "preview": true }'), true));

  it('are off if the settings file of the project turns them off', async () =>
    assert.equal(await isOn(true, '{ "preview": false }'), false));

  it('follow the editor if the file of the project does not set them', async () =>
    assert.equal(await isOn(true, '{}'), true));

  it('are on if extended settings turn them on, and off once they do not', async () => {
    folder.write('base.json', '{ "preview": true }');
    assert.equal(await isOn(false, '{ "extends": "./base.json" }'), true);
    assert.ok(project?.watchedNames().includes('base.json'), 'an editor watches it');
    folder.write('base.json', '{}');
    await editor.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uriOf('base.json'), type: 2 }],
    });
    await editor.until(() => editor.refreshes > 0);
    assert.equal(project?.environment.isPreviewOn?.(uriToPath(folder.uriOf('db.example.com'))), false);
  });

  it('are reported at their name if extended settings are wrong', async () => {
    folder.write('base.json', '{ "preview": "on" }');
    folder.write(SETTINGS_FILE, '{ "extends": "./base.json" }');
    editor = await Editor.start({ runtime: nodeRuntime });
    const uri = folder.uriOf(SETTINGS_FILE);
    await editor.open(uri, '{ "extends": "./base.json" }', 'jsonc');
    const [problem] = await editor.diagnostics(uri);
    assert.ok(problem !== undefined);
    assert.equal(editor.textAt(uri, problem.range), '"./base.json"');
    assert.equal(problem.message, 'in "./base.json", line 1: this must be true or false, not text');
  });

  it('turn on when the setting changes', async () => {
    assert.equal(await isOn(false), false);
    await editor.configure({ '': { preview: true } });
    await editor.until(() => editor.refreshes > 0);
    assert.equal(project?.environment.isPreviewOn?.(uriToPath(folder.uriOf('db.example.com'))), true);
  });
});
