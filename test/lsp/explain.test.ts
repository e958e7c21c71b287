import assert from 'node:assert/strict';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const URI = 'file:///zones/example.com.zone';
const ZONE = `${HEAD}@ IN TXT "v=spf1 a -all"\n`;
const text = '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7';

describe('an explanation in the editor', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start();
    await editor.open(URI, ZONE);
  });
  afterEach(() => editor.close());

  const explain = (): Promise<ReportText> => editor.connection.sendRequest('mailtxt/explain', { text });
  const apply = (title: string): Promise<boolean> =>
    editor.connection.sendRequest('mailtxt/applyExplainedFix', { text, title });

  it('offers the missing term at the line that names it, and inserts it', async () => {
    const { fixes, text: report } = await explain();
    const [fix] = fixes;
    assert.equal(fix?.title, 'If 198.51.100.7 is yours: add "ip4:198.51.100.7"');
    assert.equal(report.split('\n')[fix.line]?.trim(), fix.title);
    assert.equal(await apply(fix.title), true);
    assert.match(editor.textOf(URI), /^@ IN TXT "v=spf1 a ip4:198\.51\.100\.7 -all"$/m);
    assert.deepEqual((await explain()).fixes, []);
  });

  it('applies the edit to the current document', async () => {
    const { fixes } = await explain();
    await editor.replace(URI, 'v=spf1 a', 'v=spf1 mx a');
    assert.equal(await apply(fixes[0]?.title ?? ''), true);
    assert.match(editor.textOf(URI), /"v=spf1 mx a ip4:198\.51\.100\.7 -all"/);
  });

  it('applies no edit that is no longer needed', async () => {
    const { fixes } = await explain();
    await editor.replace(URI, '-all', 'ip4:198.51.100.0/24 -all');
    const before = editor.textOf(URI);
    assert.equal(await apply(fixes[0]?.title ?? ''), false);
    assert.equal(editor.textOf(URI), before);
  });
});

describe('an explanation in the editor, with files that are not open', () => {
  let editor: Editor;
  let folder: Folder;
  beforeEach(async () => {
    folder = new Folder();
    editor = await Editor.start({ folders: [folder.uri] });
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  const explain = (): Promise<ReportText> => editor.connection.sendRequest('mailtxt/explain', { text });

  it('points to the record, and changes it', async () => {
    const uri = folder.write('zones/example.com.zone', ZONE);
    folder.write('node_modules/x/example.com.zone', ZONE);
    const { fixes, links, text: report } = await explain();
    assert.match(report, /^ +zones\/example\.com\.zone:8:1: example\.com TXT$/m);
    assert.ok(links.some(({ target }) => target.startsWith(`${uri}#L8`)));
    const title = fixes[0]?.title ?? '';
    assert.equal(await editor.connection.sendRequest('mailtxt/applyExplainedFix', { text, title }), true);
    assert.match(editor.textOf(uri), /^@ IN TXT "v=spf1 a ip4:198\.51\.100\.7 -all"$/m);
    assert.deepEqual((await explain()).fixes, []);
  });

  it('uses the text of an open file, not the disk', async () => {
    const uri = folder.write('zones/example.com.zone', ZONE);
    await editor.open(uri, ZONE.replace('-all', 'ip4:198.51.100.7 -all'));
    assert.deepEqual((await explain()).fixes, []);
  });

  it('finds the records of a Terraform module', async () => {
    const record =
      'resource "aws_route53_record" "spf" {\n  name    = "example.com"\n  type    = "TXT"\n  ttl     = 300\n  records = [local.spf]\n}\n';
    folder.write('dns/main.tf', record);
    const uri = folder.write('dns/locals.tf', 'locals {\n  spf = "v=spf1 ip4:192.0.2.1 -all"\n}\n');
    const { links, fixes } = await explain();
    assert.ok(links.length > 0);
    assert.equal(fixes.length, 1);
    const title = fixes[0]?.title ?? '';
    assert.equal(await editor.connection.sendRequest('mailtxt/applyExplainedFix', { text, title }), true);
    assert.match(editor.textOf(uri), /"v=spf1 ip4:192\.0\.2\.1 ip4:198\.51\.100\.7 -all"/);
  });
});

function logged(id: string, i: number): string {
  const reply = i === 0 ? '550 5.7.23 SPF fail' : '550 5.1.1 User unknown';
  return (
    `Nov 23 10:00:00 mx postfix/qmgr[1]: ${id}: from=<a@example.com>, size=1, nrcpt=1 (queue active)\n` +
    `Nov 23 10:00:03 mx postfix/smtp[2]: ${id}: to=<u@example.net>, relay=mx.example.net[192.0.2.2]:25, delay=1, ` +
    `delays=0/0/0/1, dsn=5.0.0, status=bounced (host mx.example.net[192.0.2.2] said: ${reply})\n`
  );
}

describe('the reports in an explanation in the editor', () => {
  it('can be copied, each at its heading', async () => {
    const editor = await Editor.start();
    try {
      await editor.open(URI, ZONE);
      const { copies, text: report } = await editor.connection.sendRequest<ReportText>('mailtxt/explain', {
        text: ['AAAAA1', 'AAAAA2'].map(logged).join(''),
      });
      assert.deepEqual(
        copies.map(({ title }) => title),
        [
          'Copy for your own IT',
          "Copy for the recipient's postmaster",
          'Copy for your own IT',
          "Copy for the recipient's postmaster",
        ],
      );
      for (const { line, title, text: copied } of copies) {
        const lines = report.split('\n');
        assert.equal(lines[line]?.trim(), `${title.replace('Copy for', 'For')}, to copy`);
        assert.equal(
          lines.slice(line + 1, line + 1 + copied.split('\n').length).join('\n'),
          `  ${copied.trimEnd().replaceAll('\n', '\n  ')}\n`,
        );
      }
    } finally {
      await editor.close();
    }
  });
});
