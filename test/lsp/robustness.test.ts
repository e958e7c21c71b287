import assert from 'node:assert/strict';
import { ErrorCodes, LSPErrorCodes } from 'vscode-languageserver';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import type { Project } from '../../server/src/hosts/lsp/project.ts';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';

const uri = 'file:///zones/db.example.com';
const zone = `${HEAD}@ IN TXT "v=spf1 +all"\n`;

describe('the server', () => {
  let editor: Editor;
  afterEach(async () => editor.close());

  const lives = async (): Promise<void> => {
    await editor.open(uri, zone);
    assert.ok((await editor.squiggles(uri)).includes('spf-all-pass: +all'));
  };

  it('survives unknown requests', async () => {
    editor = await Editor.start();
    await assert.rejects(editor.connection.sendRequest('textDocument/unheardOf', {}), {
      code: ErrorCodes.MethodNotFound,
    });
    for (const method of ['hover', 'codeAction', 'documentSymbol', 'diagnostic']) {
      for (const params of [null, {}, { textDocument: null }, { textDocument: { uri: 5 } }]) {
        await editor.connection.sendRequest(`textDocument/${method}`, params).catch(() => undefined);
      }
    }
    await editor.connection.sendRequest('codeAction/resolve', { title: '', data: { uri: 3 } });
    await lives();
  });

  it('survives invalid messages', async () => {
    editor = await Editor.start();
    for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) {
      for (const params of [null, {}, { textDocument: {} }, { textDocument: { uri, version: 'x' } }]) {
        await editor.notify(`textDocument/${method}`, params);
      }
    }
    await editor.notify('workspace/didChangeConfiguration', null);
    await editor.notify('workspace/didChangeWatchedFiles', { changes: null });
    await lives();
  });

  it('reports an internal error once, and continues', async () => {
    let broken = true;
    editor = await Editor.start({
      runtime: {
        ...nodeRuntime,
        openProject: (context): Project => {
          const project = nodeRuntime.openProject(context);
          const { environment } = project;
          return {
            answersFile: () => undefined,
            evidenceFor: () => undefined,
            settingsFile: () => undefined,
            settingsProblems: () => [],
            namedInConfigs: () => [],
            includedPath: (file, from) => project.includedPath(file, from),
            uses: (path) => project.uses(path),
            forget: (paths) => project.forget(paths),
            forgetAll: () => project.forgetAll(),
            watchedNames: () => project.watchedNames(),
            files: project.files,
            allEvidence: () => [],
            serverConfigsFound: () => false,
            valueFilesFound: () => [],
            includedPaths: () => project.includedPaths(),
            usedPaths: () => project.usedPaths(),
            decidesForOthers: (path) => project.decidesForOthers(path),
            observer: project.observer,
            environment: {
              include: (target, from) => environment.include(target, from),
              originOf: (path) => environment.originOf(path),
              severityOf: (rule, path) => {
                if (broken) throw new Error('this broke');
                return environment.severityOf(rule, path);
              },
            },
          };
        },
      },
    });
    await editor.open(uri, zone);
    assert.deepEqual(await editor.diagnostics(uri), []);
    await editor.replace(uri, '+all', '?all');
    assert.deepEqual(await editor.diagnostics(uri), []);
    assert.notEqual(await editor.hover(uri, editor.rangeOf(uri, '?all').start), null);
    assert.equal(editor.log.filter((message) => message.includes('this broke')).length, 1);
    broken = false;
    await editor.replace(uri, '?all', '+all');
    assert.ok((await editor.squiggles(uri)).includes('spf-all-pass: +all'));
  });

  it('leaves out a request that is canceled before its turn', async () => {
    editor = await Editor.start();
    await editor.open(uri, zone);
    const { connection } = editor;
    const position = editor.rangeOf(uri, '+all').start;
    // Both are on their way before the first is looked at.
    const first = connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
    const source = new (await import('vscode-languageserver')).CancellationTokenSource();
    const second = connection.sendRequest(
      'textDocument/hover',
      { textDocument: { uri }, position },
      source.token,
    );
    source.cancel();
    await assert.rejects(second, { code: LSPErrorCodes.RequestCancelled });
    assert.notEqual(await first, null);
  });
});
