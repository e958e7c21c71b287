import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { Editor } from './editor.ts';
import { Folder } from './zones.ts';

const UNIT = `include "root" {
  path = find_in_parent_folders("root.hcl")
}
terraform {
  source = "../../modules/dns"
}
inputs = {
  zone = "example.com.tr"
}
`;
const ROOT = 'inputs = {\n  spf = "v=spf1 mx +all"\n}\n';
const MODULE = `variable "zone" {}
variable "spf" {}
resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = "\${var.zone}."
  type    = "TXT"
  ttl     = 300
  records = [var.spf]
}
`;

describe('Terragrunt in the editor', () => {
  let editor: Editor;
  let folder: Folder;
  let unit: string;
  let root: string;
  beforeEach(async () => {
    folder = new Folder();
    unit = folder.write('live/dns/terragrunt.hcl', UNIT);
    root = folder.write('live/root.hcl', ROOT);
    folder.write('modules/dns/main.tf', MODULE);
    editor = await Editor.start({ folders: [folder.uri] });
  });
  afterEach(async () => {
    await editor.close();
    folder.remove();
  });

  for (const language of ['hcl', 'terraform', 'plaintext'])
    it(`shows findings in a file that a unit includes, if the editor calls it "${language}"`, async () => {
      await editor.open(unit, UNIT, language);
      assert.deepEqual(await editor.squiggles(unit), []);
      await editor.open(root, ROOT, language);
      assert.deepEqual(await editor.squiggles(root), ['spf-all-pass: +all']);
      assert.deepEqual(await editor.squiggles(unit), []);
    });

  it('follows edits, and fixes in that file', async () => {
    await editor.open(root, ROOT, 'hcl');
    await editor.open(unit, UNIT, 'hcl');
    // A file that belonged to no unit when it was opened is checked when the user stops typing.
    while ((await editor.squiggles(root)).length === 0) await editor.pull(unit);
    const [action] = await editor.actions(root, editor.rangeOf(root, '+all'));
    assert.ok(action);
    await editor.choose(action);
    assert.equal(editor.textOf(root), ROOT.replace('+all', '~all'));
    assert.deepEqual(await editor.squiggles(root), []);
    await editor.replace(unit, 'example.com.tr"', 'example.com.tr"\n  spf  = "v=spf1 +all"');
    assert.deepEqual(await editor.squiggles(unit), ['spf-all-pass: +all']);
    await editor.replace(unit, 'modules/dns', 'modules/none');
    assert.match((await editor.squiggles(unit)).join(), /modules\/none/);
  });

  it('follows units and parents that are added and deleted on disk', async () => {
    await editor.open(unit, UNIT, 'hcl');
    assert.equal((await editor.workspaceDiagnostics()).get(root)?.length, 1);
    const own = UNIT.replace('example.com.tr"', 'example.gob.mx"\n  spf  = "v=spf1 a +all"');
    const other = folder.write('live/other/terragrunt.hcl', own);
    const changes = [other, other.replace('/terragrunt.hcl', '')].map((uri) => ({ uri, type: 1 }));
    await editor.notify('workspace/didChangeWatchedFiles', { changes });
    assert.equal((await editor.workspaceDiagnostics()).get(other)?.length, 1);
    folder.write('live/root.hcl', ROOT.replace('+all', '-all'));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: root, type: 2 }] });
    assert.equal((await editor.workspaceDiagnostics()).get(root)?.length ?? 0, 0);
    rmSync(new URL(other));
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: other, type: 3 }] });
    assert.equal((await editor.workspaceDiagnostics()).get(other)?.length ?? 0, 0);
  });
});
