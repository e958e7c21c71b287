import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver';
import { Editor, waiting } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const ZONE = `${HEAD}@ IN TXT "v=spf1 a:gone.example.com -all"\n`;
const SETTINGS = '{ "bounces": ["bounces/*.txt"] }';
const BOUNCE = 'Sorry:\n550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7\n';

function textOf(diagnostic: Diagnostic | undefined): string {
  return typeof diagnostic?.message === 'string' ? diagnostic.message : '';
}

describe('bounces of the workspace', () => {
  let editor: Editor;
  let folder: Folder;
  let zone: string;
  let bounce: string;
  beforeEach(() => {
    folder = new Folder();
    folder.write('.mailtxt.json', SETTINGS);
    zone = folder.write('zones/example.com.zone', ZONE);
    bounce = folder.write('bounces/a.txt', BOUNCE);
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const sentFor = (uri: string): readonly Diagnostic[] | undefined =>
    editor.published.findLast((params) => params.uri === uri)?.diagnostics;
  const seen = async (): Promise<readonly string[]> =>
    (await editor.diagnostics(zone)).flatMap(({ code, relatedInformation }) =>
      (relatedInformation ?? []).map(({ message, location }) => `${String(code)} ${message} ${location.uri}`),
    );

  it('show their meaning at the code, and link to the record', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(zone, ZONE);
    await editor.until(() => (sentFor(bounce) ?? []).length > 0);
    const [messages] = sentFor(bounce) ?? [];
    assert.deepEqual(messages?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 10 } });
    assert.equal(messages.severity, 3);
    assert.match(textOf(messages), /Can DNS fix this\? Yes\./);
    const [record] = messages.relatedInformation ?? [];
    assert.equal(record?.location.uri, zone);
    assert.equal(
      record.location.range.start.line,
      ZONE.split('\n').findIndex((line) => line.includes('v=spf1')),
    );
  });

  it('are named at the findings that they point to', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(zone, ZONE);
    await editor.until(() => editor.refreshes > 0);
    assert.deepEqual(await seen(), [`spf-a-or-mx-no-data Seen in bounce a.txt: 550 5.7.23 ${bounce}`]);
  });

  it('are pushed to an editor that does not pull', async () => {
    editor = await Editor.start({ folders: [folder.uri], capabilities: waiting });
    await editor.open(zone, ZONE);
    await editor.until(() => (sentFor(zone) ?? []).some((one) => one.relatedInformation?.length === 1));
  });

  it('are watched, and updated when one changes or is deleted', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(zone, ZONE);
    await editor.until(() => (sentFor(bounce) ?? []).length > 0);
    await editor.until(() => editor.watched.includes('**/*'));
    folder.write('bounces/a.txt', 'No such user here\n550 5.1.1 User unknown\n');
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: bounce, type: 2 }] });
    await editor.until(() => /fix this\? No/.test(textOf(sentFor(bounce)?.[0])));
    assert.deepEqual(await seen(), []);
  });

  it('that are open are reported like any document, and once', async () => {
    editor = await Editor.start({ folders: [folder.uri], capabilities: waiting });
    await editor.open(bounce, BOUNCE, 'plaintext');
    await editor.open(zone, ZONE);
    await editor.until(() => (sentFor(bounce) ?? []).length === 1);
    await editor.shut(bounce);
    await editor.until(() => sentFor(bounce)?.length === 0);
    await editor.until(() => sentFor(bounce)?.length === 1);
  });

  it('that are open use the text in the editor, saved or not', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(bounce, BOUNCE, 'plaintext');
    await editor.open(zone, ZONE);
    await editor.until(() => editor.refreshes > 0);
    assert.deepEqual(await editor.squiggles(bounce), ['bounce: 550 5.7.23']);
    const refreshes = editor.refreshes;
    await editor.change(bounce, [{ text: `Dear all,\n\n${BOUNCE.replace('550 5.7.23', '550 5.7.24')}` }]);
    await editor.until(() => editor.refreshes > refreshes);
    const [messages] = await editor.diagnostics(bounce);
    assert.deepEqual(messages?.range, { start: { line: 3, character: 0 }, end: { line: 3, character: 10 } });
    assert.deepEqual(await seen(), [`spf-a-or-mx-no-data Seen in bounce a.txt: 550 5.7.24 ${bounce}`]);
    const before = editor.published.length;
    await editor.shut(bounce);
    await editor.until(() =>
      editor.published
        .slice(before)
        .some(({ uri, diagnostics }) => uri === bounce && diagnostics.length === 1),
    );
    assert.equal(sentFor(bounce)?.[0]?.range.start.line, 1);
    assert.deepEqual(await seen(), [`spf-a-or-mx-no-data Seen in bounce a.txt: 550 5.7.23 ${bounce}`]);
  });

  it('are no longer reported when the settings no longer name them', async () => {
    editor = await Editor.start({ folders: [folder.uri] });
    await editor.open(zone, ZONE);
    await editor.until(() => (sentFor(bounce) ?? []).length > 0);
    const settings = folder.write('.mailtxt.json', '{}');
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: settings, type: 2 }] });
    await editor.until(() => sentFor(bounce)?.length === 0);
    assert.deepEqual(await seen(), []);
  });
});
