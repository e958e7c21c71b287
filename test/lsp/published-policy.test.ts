import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

const ZONE = `${HEAD}_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"\n`;
const BEGIN = 1_761_955_200;
const REPORT = `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>${BEGIN}</begin></date_range>
</report_metadata><policy_published><domain>example.com</domain><p>none</p></policy_published><record><row>
<source_ip>192.0.2.25</source_ip><count>1</count></row><identifiers><header_from>example.com</header_from></identifiers></record></feedback>`;

describe('reports of another DMARC policy, in the editor', () => {
  it('are shown until the file is edited', async () => {
    const folder = new Folder();
    folder.write('db.example.com', ZONE);
    folder.write('reports/a.xml', REPORT);
    folder.write('.mailtxt.json', '{ "reports": ["reports/*.xml"] }');
    utimesSync(join(folder.path, 'db.example.com'), BEGIN, BEGIN - 3 * 86_400);
    const editor = await Editor.start({ folders: [folder.uri] });
    try {
      const uri = folder.uriOf('db.example.com');
      const found = async (): Promise<readonly unknown[]> =>
        (await editor.diagnostics(uri)).filter(({ code }) => code === 'dmarc-published-differs');
      await editor.open(uri, ZONE);
      assert.equal((await found()).length, 1);
      await editor.replace(uri, 'ns2 IN A 192.0.2.2', 'ns2 IN A 192.0.2.3');
      assert.deepEqual(await found(), []);
    } finally {
      await editor.close();
      folder.remove();
    }
  });

  it('are shown by the date of the commit only in a workspace that the user trusts', async function () {
    const folder = new Folder();
    folder.write('db.example.com', ZONE);
    folder.write('reports/a.xml', REPORT);
    folder.write('.mailtxt.json', '{ "reports": ["reports/*.xml"] }');
    const git = (...args: readonly string[]): number | null =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder.path,
        env: { ...process.env, GIT_COMMITTER_DATE: `${BEGIN - 3 * 86_400} +0000` },
      }).status;
    if (git('init', '-q') !== 0) this.skip();
    git('add', '.');
    assert.equal(git('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'x'), 0);
    for (const workspaceTrusted of [true, false]) {
      const editor = await Editor.start({ folders: [folder.uri], options: { workspaceTrusted } });
      const uri = folder.uriOf('db.example.com');
      await editor.open(uri, ZONE);
      const found = (await editor.diagnostics(uri)).filter(({ code }) => code === 'dmarc-published-differs');
      assert.equal(found.length, workspaceTrusted ? 1 : 0);
      await editor.close();
    }
    folder.remove();
  });
});
