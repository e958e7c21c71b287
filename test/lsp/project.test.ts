import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Editor, waiting } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const faulty = `${HEAD}@ IN TXT "v=spf1 +all"\n`;
const off = '{ "rules": { "spf-all-pass": "off" } }';
const hint = '{ "rules": { "spf-all-pass": "hint" } }';

describe('settings', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;
  beforeEach(() => {
    folder = new Folder();
    uri = folder.uriOf('zones/db.example.com');
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const severities = async (of = uri): Promise<readonly (number | undefined)[]> =>
    (await editor.diagnostics(of))
      .filter(({ code }) => code === 'spf-all-pass')
      .map(({ severity }) => severity);

  describe('of the editor', () => {
    it('apply to a rule from the first report on', async () => {
      editor = await Editor.start({ settings: { '': { rules: { 'spf-all-pass': 'off' } } } });
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), []);
    });

    it('apply immediately when they change', async () => {
      editor = await Editor.start();
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), [1]);
      await editor.configure({ '': { rules: { 'spf-all-pass': 'info' } } });
      await editor.until(() => editor.refreshes > 0);
      assert.deepEqual(await severities(), [3]);
    });

    it('cause no refresh if nothing changed', async () => {
      editor = await Editor.start();
      await editor.open(uri, faulty);
      await editor.configure({ '': {} });
      await editor.configure({ '': { rules: { 'spf-all-pass': 'info' } } });
      await editor.until(() => editor.refreshes > 0);
      assert.equal(editor.refreshes, 1);
    });

    it('update an editor that does not pull', async () => {
      editor = await Editor.start({ capabilities: waiting });
      await editor.open(uri, faulty);
      await editor.sent(uri);
      await editor.configure({ '': { rules: { 'spf-all-pass': 'off' } } });
      await editor.until(
        () => !(editor.published.at(-1)?.diagnostics ?? []).some(({ code }) => code === 'spf-all-pass'),
      );
    });

    it('differ from folder to folder', async () => {
      const [a, b] = [folder.uriOf('a'), folder.uriOf('b')];
      editor = await Editor.start({
        folders: [a, b],
        settings: { [a]: { rules: { 'spf-all-pass': 'off' } }, [b]: {} },
      });
      await editor.open(`${a}/db.example.com`, faulty);
      await editor.open(`${b}/db.example.com`, faulty);
      assert.deepEqual(await severities(`${a}/db.example.com`), []);
      assert.deepEqual(await severities(`${b}/db.example.com`), [1]);
    });

    it('also apply to a folder that is added later', async () => {
      const a = folder.uriOf('a');
      editor = await Editor.start({ folders: [], settings: { [a]: { rules: { 'spf-all-pass': 'off' } } } });
      await editor.open(`${a}/db.example.com`, faulty);
      assert.deepEqual(await severities(`${a}/db.example.com`), [1]);
      await editor.notify('workspace/didChangeWorkspaceFolders', {
        event: { added: [{ uri: a, name: 'a' }], removed: [] },
      });
      await editor.until(() => editor.refreshes > 0);
      assert.deepEqual(await severities(`${a}/db.example.com`), []);
    });
  });

  describe('of the user for all projects', () => {
    const before = process.env['XDG_CONFIG_HOME'];
    afterEach(() => {
      process.env['XDG_CONFIG_HOME'] = before;
    });

    it('apply if neither the project nor the editor sets anything, as on the command line', async () => {
      process.env['XDG_CONFIG_HOME'] = join(folder.path, 'own');
      folder.write('own/mailtxt/config.json', hint);
      editor = await Editor.start({ folders: [folder.uri] });
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), [4]);
      await editor.configure({ '': { rules: { 'spf-all-pass': 'info' } } });
      await editor.until(() => editor.refreshes > 0);
      assert.deepEqual(await severities(), [3]);
      const config = folder.write('zones/.mailtxt.json', off);
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 1 }] });
      await editor.until(() => editor.refreshes > 1);
      assert.deepEqual(await severities(), []);
    });
  });

  describe('of .mailtxt.json', () => {
    it('take precedence over those of the editor', async () => {
      folder.write('.mailtxt.json', hint);
      editor = await Editor.start({ settings: { '': { rules: { 'spf-all-pass': 'off' } } } });
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), [4]);
    });

    it('are read again when the file changes on disk', async () => {
      editor = await Editor.start({ folders: [folder.uri] });
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), [1]);
      const config = folder.write('zones/.mailtxt.json', off);
      await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 1 }] });
      await editor.until(() => editor.refreshes > 0);
      assert.deepEqual(await severities(), []);
    });

    it('are those in the editor, not those on disk', async () => {
      const config = folder.write('.mailtxt.json', off);
      editor = await Editor.start({ folders: [folder.uri] });
      await editor.open(uri, faulty);
      assert.deepEqual(await severities(), []);
      await editor.open(config, hint, 'jsonc');
      await editor.until(() => editor.refreshes > 0);
      assert.deepEqual(await severities(), [4]);
      await editor.replace(config, 'hint', 'info');
      await editor.until(() => editor.refreshes > 1);
      assert.deepEqual(await severities(), [3]);
      await editor.shut(config);
      await editor.until(() => editor.refreshes > 2);
      assert.deepEqual(await severities(), []);
    });

    it('that are wrong are marked in the file', async () => {
      const config = folder.write('.mailtxt.json', '');
      editor = await Editor.start();
      await editor.open(config, '{ "rules": { "spf-all-pass": "loud" } }', 'jsonc');
      const [problem] = await editor.diagnostics(config);
      assert.ok(problem);
      assert.equal(editor.textAt(config, problem.range), '"loud"');
      await editor.replace(config, 'loud', 'hint');
      assert.deepEqual(await editor.diagnostics(config), []);
    });
  });
});

describe('files around a zone', () => {
  let editor: Editor;
  let folder: Folder;
  let uri: string;
  beforeEach(async () => {
    folder = new Folder();
    uri = folder.uriOf('db.example.com');
    editor = await Editor.start({ folders: [folder.uri] });
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const twice = async (of: string): Promise<number> =>
    (await editor.diagnostics(of)).filter(({ code }) => code === 'spf-multiple-records').length;
  const record = '@ IN TXT "v=spf1 -all"\n';
  const zone = `${HEAD}$INCLUDE mail.inc\n${record}`;

  it('are read, and their faults are shown where they are included', async () => {
    const included = folder.write('mail.inc', '\n@ IN TXT "v=spf1 a -all"\n');
    await editor.open(uri, zone);
    const found = (await editor.diagnostics(uri)).find(({ code }) => code === 'spf-multiple-records');
    assert.ok(found);
    assert.equal(editor.textAt(uri, found.range), 'mail.inc');
    const [place] = found.relatedInformation ?? [];
    assert.equal(place?.location.uri, included);
    assert.equal(place.location.range.start.line, 1);
    // Open, it speaks for itself.
    await editor.open(included, '\n@ IN TXT "v=spf1 a -all"\n');
    assert.equal(await twice(uri), 0);
    assert.equal(await twice(included), 1);
  });

  it('are read again when they change on disk', async () => {
    await editor.open(uri, zone);
    assert.equal(await twice(uri), 0);
    const included = folder.write('mail.inc', '@ IN TXT "v=spf1 a -all"\n');
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: included, type: 1 }] });
    await editor.until(() => editor.refreshes > 0);
    assert.ok((await twice(uri)) > 0);
  });

  it('are those in the editor, not those on disk', async () => {
    const included = folder.write('mail.inc', '@ IN TXT "v=spf1 a -all"\n');
    await editor.open(uri, zone);
    await editor.open(included, '; nothing\n');
    assert.equal(await twice(uri), 0);
    await editor.change(included, [{ text: '@ IN TXT "v=spf1 mx -all"\n' }]);
    assert.ok((await twice(included)) > 0);
    // The disk's word does not count while it is open, and does again when it is not.
    await editor.change(included, [{ text: '; nothing\n' }]);
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: included, type: 2 }] });
    assert.equal(await twice(uri), 0);
    await editor.shut(included);
    assert.ok((await twice(uri)) > 0);
  });

  it('are all watched, because a zone file may have any name', async () => {
    await editor.until(() => editor.watched.includes('**/*'));
  });

  it('are watched by name once they are known, if no folder is open', async () => {
    const alone = await Editor.start();
    await alone.open(uri, zone);
    await alone.until(() => alone.watched.includes('**/mail.inc'));
    assert.ok(alone.watched.includes('**/.mailtxt.json'));
    await alone.close();
  });

  it('that a name server has configured determine the origin', async () => {
    folder.write('named.conf', 'zone "example.net" { type master; file "db.parked"; };\n');
    const parked = folder.uriOf('db.parked');
    await editor.open(parked, 'www IN A 192.0.2.1\n');
    const hover = await editor.hover(parked, { line: 0, character: 0 });
    assert.match(JSON.stringify(hover), /`www\.example\.net\.`/);
  });

  it('other than zones are ignored, unless the editor calls them one', async () => {
    const text = 'a: 1\nb: "v=spf1 +all"\n';
    const other = folder.uriOf('values.yaml');
    await editor.open(other, text, 'yaml');
    assert.deepEqual(await editor.diagnostics(other), []);
    const forced = folder.uriOf('no-telling-name');
    await editor.open(forced, `@ IN TXT "v=spf1 +all"\n`, 'dns-zone');
    assert.ok((await editor.squiggles(forced)).includes('spf-all-pass: +all'));
  });

  it('that were never saved are read on their own', async () => {
    await editor.open('untitled:Untitled-1', faulty);
    assert.ok((await editor.squiggles('untitled:Untitled-1')).includes('spf-all-pass: +all'));
  });
});
