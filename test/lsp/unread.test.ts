import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { UNREAD, type UnreadStatus } from '../../server/src/hosts/lsp/own-messages.ts';
import { folderWith, removeFolders } from '../node/temporary-folder.ts';
import { Editor, pulling, waiting } from './editor.ts';

const GIT = 'module "a" {\n  source = "git::https://git.example.com/a.git"\n}\n';
const NOT_READ =
  'The module "a" (git::https://git.example.com/a.git) was not read, because it is not in .terraform/modules. Run "terraform init".';

const FILES = {
  'main.tf': `${GIT}module "b" {\n  source = "example/b/aws"\n}\nmodule "c" {\n  source = "./gone"\n}\n`,
  'mail.zone':
    '$ORIGIN example.com.\n$TTL 300\n$INCLUDE gone.inc\n@ IN TXT "v=spf1 include:_spf.example.net -all"\n',
  'whole.zone': '$ORIGIN example.net.\n$TTL 300\n@ IN TXT "v=spf1 -all"\n',
  'dns/records.csv': 'name,type,value\nexample.com,TXT,v=spf1 +all\n',
};

const LINES = [
  'dns/records.csv: This file looks like DNS records in CSV, which mailtxt does not read.',
  '3 modules that are not in the workspace: git::https://git.example.com/a.git, example/b/aws, ./gone',
  'mail.zone:3:10: The included file "gone.inc" is not in the workspace, so its records are not checked.',
];

/** An editor with the folder open, and the lists that it was sent. */
async function start(
  folder: string,
  capabilities = pulling,
  options: unknown = { workspaceStatus: true },
): Promise<{ editor: Editor; lists: UnreadStatus[]; until: (condition: () => boolean) => Promise<void> }> {
  const editor = await Editor.start({ capabilities, folders: [pathToFileURL(folder).href], options });
  const lists: UnreadStatus[] = [];
  editor.connection.onNotification(UNREAD, (status: UnreadStatus) => void lists.push(status));
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { editor, lists, until };
}

describe('what the editor shows about what was not checked', () => {
  after(removeFolders);

  it('is the list of the command line, without names that only DNS can resolve', async () => {
    const folder = folderWith(FILES);
    const { editor, lists, until } = await start(folder);
    try {
      await until(() => lists.length > 0);
      assert.deepEqual(lists, [{ lines: LINES, count: 5 }]);
      await until(
        () => editor.log.filter((line) => line.startsWith('Not checked: ')).length === LINES.length,
      );

      writeFileSync(join(folder, 'dns/records.csv'), 'a: b\n');
      writeFileSync(join(folder, 'gone.inc'), '');
      rmSync(join(folder, 'main.tf'));
      const uris = ['dns', 'gone.inc', 'main.tf'].map((name) => pathToFileURL(join(folder, name)).href);
      await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: uris.map((uri) => ({ uri, type: 2 })),
      });
      await until(() => lists.length > 1);
      assert.deepEqual(lists.at(-1), { lines: [], count: 0 });
    } finally {
      await editor.close();
    }
  });

  it('is one message in a file, at its first place, and none if a problem reports it', async () => {
    for (const capabilities of [pulling, waiting]) {
      const folder = folderWith(FILES);
      const { editor, lists, until } = await start(folder, capabilities);
      const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
      try {
        await until(() => lists.length > 0);
        const all = await editor.workspaceDiagnostics();
        const messages = (name: string): readonly string[] =>
          (all.get(uriOf(name)) ?? [])
            .filter(({ code }) => code === undefined)
            .map(
              ({ severity, message, range: { start } }) =>
                `${severity ?? 0} ${start.line}:${start.character} ${typeof message === 'string' ? message : ''}`,
            );
        assert.deepEqual(messages('main.tf'), [
          '3 7:11 The module "c" (./gone) is not in the workspace, so its records are not checked.',
          `3 1:11 ${NOT_READ}`,
        ]);
        assert.equal(messages('mail.zone').length, 1);
        assert.deepEqual(messages('whole.zone'), []);
      } finally {
        await editor.close();
      }
    }
  });

  it('is gone when it is fixed, and appears while typing', async () => {
    const folder = folderWith({ 'main.tf': GIT });
    const { editor, lists, until } = await start(folder);
    const uri = pathToFileURL(join(folder, 'main.tf')).href;
    try {
      await editor.open(uri, GIT, 'terraform');
      await until(() => lists.length === 1);
      assert.deepEqual(
        (await editor.diagnostics(uri)).map(({ message }) => message),
        [NOT_READ],
      );
      await editor.change(uri, [{ text: '' }]);
      await until(() => lists.length === 2);
      assert.deepEqual(lists[1], { lines: [], count: 0 });
      assert.deepEqual(await editor.diagnostics(uri), []);
      await editor.change(uri, [{ text: GIT }]);
      await until(() => lists.length === 3);
      assert.deepEqual(lists[2], lists[0]);
    } finally {
      await editor.close();
    }
  });

  it('is not sent to an editor that does not know of it', async () => {
    const folder = folderWith(FILES);
    const { editor, lists, until } = await start(folder, waiting, {});
    const uri = pathToFileURL(join(folder, 'main.tf')).href;
    try {
      const isShown = (): boolean =>
        editor.published.some(
          (sent) => sent.uri === uri && sent.diagnostics.some(({ message }) => message === NOT_READ),
        );
      await until(isShown);
      assert.deepEqual(lists, []);
      assert.deepEqual(editor.log, []);
    } finally {
      await editor.close();
    }
  });
});
