import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import type { Runtime } from '../../server/src/hosts/lsp/runtime.ts';
import { Editor, plain, pulling, waiting, type EditorOptions } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const NET = HEAD.replaceAll('example.com', 'example.net');
const faulty = `${HEAD}@ IN TXT "v=spf1 +all"\n`;
const including = `${HEAD}@ IN TXT "v=spf1 include:_spf.example.net -all"\n`;
const WITHOUT_WATCHERS = { ...waiting, workspace: { ...waiting.workspace, didChangeWatchedFiles: {} } };

describe('the workspace', () => {
  let editor: Editor;
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const start = async (options: EditorOptions = {}): Promise<void> => {
    editor = await Editor.start({ folders: [folder.uri], ...options });
  };
  /** The rules of SPF whose findings are shown, by file. */
  const shown = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
    const all = await editor.workspaceDiagnostics();
    const found: Record<string, readonly string[]> = {};
    for (const [uri, items] of [...all].sort()) {
      const rules = items.map(({ code }) => String(code)).filter((rule) => rule.startsWith('spf-'));
      if (rules.length > 0) found[decodeURI(uri).slice(folder.uri.length + 1)] = rules;
    }
    return found;
  };
  /** Tells the editor's watcher what happened: 1 created, 2 changed, 3 deleted. */
  const happened = async (changes: Readonly<Record<string, 1 | 2 | 3>>): Promise<void> =>
    editor.notify('workspace/didChangeWatchedFiles', {
      changes: Object.entries(changes).map(([name, type]) => ({ uri: folder.uriOf(name), type })),
    });

  describe('that was opened', () => {
    for (const [name, capabilities] of Object.entries({ pulling, waiting, plain })) {
      it(`shows the findings of files that are not open, in an editor that is ${name}`, async () => {
        folder.write('zones/example.com.zone', faulty);
        folder.write('named-like-nothing', `${NET}@ IN TXT "v=spf1 mx ?all ?all"\n`);
        await start({ capabilities });
        assert.deepEqual(Object.keys(await shown()), ['named-like-nothing', 'zones/example.com.zone']);
      });
    }

    it('shows only those of open files, if the setting requires it', async () => {
      folder.write('example.com.zone', including);
      folder.write('example.net.zone', `${NET}@ IN TXT "v=spf1 +all"\n`);
      await start({ settings: { '': { diagnostics: { scope: 'openFiles' } } } });
      assert.deepEqual(await shown(), {});
      const uri = folder.uriOf('example.com.zone');
      await editor.open(uri, including);
      // What it depends on is read all the same.
      assert.match((await editor.squiggles(uri)).join('\n'), /^spf-include-no-record: /m);
      await editor.configure({ '': { diagnostics: { scope: 'workspace' } } });
      while (Object.keys(await shown()).join() !== 'example.com.zone,example.net.zone');
      await editor.configure({ '': { diagnostics: { scope: 'openFiles' } } });
      while (Object.keys(await shown()).join() !== 'example.com.zone');
    });

    it('leaves out what the command line leaves out', async () => {
      folder.write('.gitignore', 'old/\n');
      folder.write('.mailtxt.json', '{ "ignore": ["vendor/**"] }');
      for (const name of ['old/a.zone', 'vendor/b.zone', 'node_modules/c.zone', 'd.zone'])
        folder.write(name, faulty);
      await start();
      assert.deepEqual(Object.keys(await shown()), ['d.zone']);
    });

    it('goes to definitions in files that are not open, and into included files', async () => {
      folder.write('example.net.zone', `${NET}_spf IN TXT "v=spf1 -all"\n`);
      await start();
      const uri = folder.uriOf('example.com.zone');
      await editor.open(uri, including);
      const found = await editor.connection.sendRequest<{ uri: string }[]>('textDocument/definition', {
        textDocument: { uri },
        position: editor.rangeOf(uri, '_spf').end,
      });
      assert.deepEqual(
        found.map((one) => one.uri),
        [folder.uriOf('example.net.zone')],
      );
    });

    it('answers requests that need all files with no file open', async () => {
      folder.write('example.com.zone', including);
      folder.write('example.net.zone', `${NET}_spf IN TXT "v=spf1 ip4:192.0.2.9 -all"\n`);
      await start();
      const { text } = await editor.connection.sendRequest<{ text: string }>('mailtxt/simulate', {
        mail: { ip: '192.0.2.9', from: 'a@example.com' },
      });
      assert.match(text, /pass/);
      const senders = await editor.connection.sendRequest<{ text: string }>('mailtxt/senders', {});
      assert.match(senders.text, /example\.com/);
    });
  });

  describe('with a file that is open', () => {
    it('uses the text in the editor, and what is stored when it is closed', async () => {
      const uri = folder.write('example.com.zone', including);
      const net = folder.write('example.net.zone', `${NET}_spf IN TXT "v=spf1 -all"\n`);
      await start();
      assert.deepEqual(await shown(), {});
      await editor.open(net, `${NET}_spf IN TXT "v=spf1 -all"\n`);
      await editor.replace(net, '_spf IN TXT', '_other IN TXT');
      assert.deepEqual(await shown(), { 'example.com.zone': ['spf-include-no-record'] });
      await editor.open(uri, including);
      assert.match((await editor.squiggles(uri)).join('\n'), /^spf-include-no-record: /m);
      await editor.shut(net);
      assert.deepEqual(await shown(), {});
      assert.deepEqual(
        (await editor.squiggles(uri)).filter((one) => one.startsWith('spf-')),
        [],
      );
    });

    it('keeps a file that was opened, when it changes on disk', async () => {
      const uri = folder.write('example.com.zone', faulty);
      await start();
      await editor.open(uri, faulty);
      assert.deepEqual(await shown(), { 'example.com.zone': ['spf-all-pass'] });
      folder.write('example.com.zone', HEAD);
      await happened({ 'example.com.zone': 2 });
      assert.deepEqual(await shown(), { 'example.com.zone': ['spf-all-pass'] });
      await editor.shut(uri);
      assert.deepEqual(await shown(), {});
    });

    it('has the findings of a file that is closed after an edit that was not saved', async () => {
      const uri = folder.write('example.com.zone', faulty);
      await start({ capabilities: waiting });
      await editor.open(uri, faulty);
      await editor.replace(uri, '+all', '-all');
      assert.deepEqual(await shown(), {});
      await editor.shut(uri);
      assert.deepEqual(await shown(), { 'example.com.zone': ['spf-all-pass'] });
    });

    it('has no findings for the old side of a comparison, and does not count it', async () => {
      folder.write('example.net.zone', `${NET}_spf IN TXT "v=spf1 -all"\n`);
      folder.write('example.com.zone', including);
      await start();
      const old = `git:${fileURLToPath(folder.uriOf('example.net.zone'))}?%7B%22ref%22%3A%22HEAD%22%7D`;
      await editor.open(old, `${NET}@ IN TXT "v=spf1 +all"\n`);
      assert.deepEqual(await editor.diagnostics(old), []);
      assert.deepEqual(await shown(), {});
    });

    it('recognizes an untitled document while typing', async () => {
      await start();
      const uri = 'untitled:Untitled-1';
      await editor.open(uri, '', 'plaintext');
      assert.deepEqual(await editor.diagnostics(uri), []);
      await editor.change(uri, [{ text: faulty }]);
      assert.ok((await editor.squiggles(uri)).includes('spf-all-pass: +all'));
    });
  });

  describe('whose files change on disk', () => {
    const change = async (how: 'watched' | 'compared', capabilities = waiting): Promise<void> => {
      let ahead = 0;
      await start({ capabilities, runtime: { ...nodeRuntime, now: () => nodeRuntime.now() + ahead } });
      assert.deepEqual(Object.keys(await shown()), ['a/changed.zone', 'a/deleted.zone', 'a/moved.zone']);
      // A clock may count in seconds.
      folder.write('a/changed.zone', faulty.replace('+all', 'mx ?all ?all'));
      utimesSync(new URL(folder.uriOf('a/changed.zone')), 1, 1);
      rmSync(new URL(folder.uriOf('a/deleted.zone')));
      folder.write('b/created', faulty.replaceAll('example.com', 'example.org'));
      renameSync(new URL(folder.uriOf('a/moved.zone')), new URL(folder.uriOf('b/moved.zone')));
      if (how === 'watched')
        await happened({ 'a/changed.zone': 2, 'a/deleted.zone': 3, b: 1, 'a/moved.zone': 3 });
      else await editor.open(folder.uriOf('c.zone'), HEAD);
      const now = { files: ['a/changed.zone', 'b/created', 'b/moved.zone'] };
      for (;;) {
        const found = await shown();
        if (Object.keys(found).join() === now.files.join()) break;
        if (how === 'watched') continue;
        // They are not compared more often than every ten seconds.
        ahead += 11_000;
        await editor.replace(folder.uriOf('c.zone'), '7200', '7200');
      }
    };
    beforeEach(() => {
      folder.write('a/changed.zone', faulty);
      folder.write('a/deleted.zone', faulty.replaceAll('example.com', 'example.net'));
      folder.write('a/moved.zone', faulty.replaceAll('example.com', 'example.info'));
    });

    it('follows the notifications of the editor about them', () => change('watched'));
    it('compares them if the editor watches none', () => change('compared', WITHOUT_WATCHERS));

    it('follows .gitignore, settings and configurations of name servers', async () => {
      await start();
      await shown();
      folder.write('.gitignore', 'moved.zone\n');
      await happened({ '.gitignore': 1 });
      assert.deepEqual(Object.keys(await shown()), ['a/changed.zone', 'a/deleted.zone']);
      folder.write('.mailtxt.json', '{ "ignore": ["a/deleted.zone"] }');
      await happened({ '.mailtxt.json': 1 });
      assert.deepEqual(Object.keys(await shown()), ['a/changed.zone']);
      rmSync(new URL(folder.uriOf('.gitignore')));
      await happened({ '.gitignore': 3 });
      assert.deepEqual(Object.keys(await shown()), ['a/changed.zone', 'a/moved.zone']);
    });

    it('reads a module again with those that call it', async () => {
      folder.write(
        'm/main.tf',
        'variable "all" {}\nresource "aws_route53_record" "r" {\n  zone_id = "Z1"\n  name = "m.example.com"\n  type = "TXT"\n  ttl = 300\n  records = ["v=spf1 ${var.all}"]\n}\n',
      );
      folder.write('call/main.tf', 'module "m" {\n  source = "../m"\n  all = "+all"\n}\n');
      await start();
      assert.deepEqual((await shown())['call/main.tf'], ['spf-all-pass']);
      folder.write('call/main.tf', 'module "m" {\n  source = "../m"\n  all = "-all"\n}\n');
      await happened({ 'call/main.tf': 2 });
      assert.deepEqual((await shown())['call/main.tf'], undefined);
    });
  });

  describe('with files that cannot be read', () => {
    it('reads the others, and reports them', async function () {
      if (process.platform === 'win32') this.skip();
      folder.write('a.zone', faulty);
      symlinkSync(folder.path, join(folder.path, 'loop'));
      symlinkSync('/etc', join(folder.path, 'outside'));
      assert.equal(spawnSync('mkfifo', [join(folder.path, 'pipe.zone')]).status, 0);
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder.path}/caf`), Buffer.from([0xe9]), Buffer.from('.zone')]),
        HEAD,
      );
      const socket = createServer().listen(join(folder.path, 'socket.zone'));
      await start();
      assert.deepEqual(Object.keys(await shown()), ['a.zone']);
      socket.close();
      const log = editor.log.join('\n');
      for (const named of [
        'pipe.zone was not read',
        'socket.zone was not read',
        'caf\\xe9.zone was not read',
      ])
        assert.ok(log.includes(named), `${named}: ${log}`);
    });

    // Root may read any.
    (process.getuid?.() === 0 ? it.skip : it)('reports a folder that may not be read', async () => {
      folder.write('a.zone', faulty);
      mkdirSync(join(folder.path, 'closed'), { mode: 0o000 });
      await start();
      assert.deepEqual(Object.keys(await shown()), ['a.zone']);
      assert.match(editor.log.join('\n'), /closed cannot be searched/);
      chmodSync(join(folder.path, 'closed'), 0o700);
    });

    it('survives files that are deleted while it is read', async () => {
      for (let i = 0; i < 40; i++)
        folder.write(`z/${i}.zone`, faulty.replaceAll('example.com', `${i}.example`));
      const runtime: Runtime = {
        ...nodeRuntime,
        openProject: (context) => {
          const project = nodeRuntime.openProject(context);
          const { files } = project;
          return Object.assign(project, {
            files: {
              ...files,
              read: (path: string, failed: (reason: string) => void) => {
                if (path.endsWith('7.zone')) rmSync(path, { force: true });
                return files.read(path, failed);
              },
            },
          });
        },
      };
      await start({ runtime });
      assert.equal(Object.keys(await shown()).length, 36);
      assert.deepEqual(editor.log, []);
    });
  });

  it('replies to hovers while thousands of files are read', async () => {
    const FILES = 5000;
    mkdirSync(join(folder.path, 'z'));
    for (let i = 0; i < FILES; i++)
      writeFileSync(join(folder.path, 'z', `${i}.zone`), HEAD.replaceAll('example.com', `${i}.example`));
    let pauses = 0;
    // Each look at the clock takes a millisecond, so that time passes by the work that is done.
    let now = 0;
    const runtime: Runtime = {
      ...nodeRuntime,
      now: () => now++,
      pause: () => {
        pauses++;
        return nodeRuntime.pause();
      },
    };
    const capabilities = { ...pulling, window: { workDoneProgress: true } };
    await start({ runtime, capabilities });
    const uri = folder.uriOf('open.zone');
    await editor.open(uri, faulty);
    const order: string[] = [];
    const all = shown().then(() => order.push('all'));
    for (let i = 0; i < 5; i++) {
      assert.notEqual(await editor.hover(uri, editor.rangeOf(uri, '+all').start), null);
      order.push('hover');
    }
    await all;
    assert.deepEqual(order, ['hover', 'hover', 'hover', 'hover', 'hover', 'all']);
    assert.deepEqual([...new Set(editor.progress)], ['begin', 'report', 'end']);
    // A slice is 20 milliseconds long, and each file takes one look at the clock or two.
    assert.ok(pauses > FILES / 20, String(pauses));
  });
});
