import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const ZONE = `$TTL 1h
@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600
@ IN NS ns1.example.net.
_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
`;
/** 2025-11-01 */
const BEGIN = 1_761_955_200;
const REPORT = `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>${BEGIN}</begin></date_range>
</report_metadata><policy_published><domain>example.com</domain><p>none</p></policy_published><record><row>
<source_ip>192.0.2.25</source_ip><count>1</count></row><identifiers><header_from>example.com</header_from></identifiers></record></feedback>`;
const FILES = {
  'example.com.zone': ZONE,
  'reports/a.xml': REPORT,
  '.mailtxt.json': '{ "reports": ["reports/*.xml"] }',
};
const DIFFERS = /dmarc-published-differs/;

describe('check with reports of another DMARC policy', () => {
  after(removeFolders);

  const check = (cwd: string): string => mailtxt(['check'], { cwd }).stdout;

  it('shows it if the file is older than the reports, with the report', () => {
    const cwd = folderWith(FILES);
    assert.doesNotMatch(check(cwd), DIFFERS);
    utimesSync(join(cwd, 'example.com.zone'), BEGIN, BEGIN - 3 * 86_400);
    const text = check(cwd);
    assert.match(text, /^example\.com\.zone:4:.*dmarc-published-differs/m);
    assert.match(text, /DMARC report of 2025-11-01 from example\.net \(reports\/a\.xml\)/);
    for (const format of ['json', 'sarif', 'github'])
      assert.match(mailtxt(['check', '--format', format], { cwd }).stdout, /reports\/a\.xml/, format);
  });

  it('uses the date of the commit if the file is unchanged since then', function () {
    const cwd = folderWith(FILES);
    const commit = (seconds: number): void => {
      const env = { ...process.env, GIT_COMMITTER_DATE: `${seconds} +0000` };
      const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
      const run = spawnSync('git', [...who, 'commit', '-q', '-m', 'x', '-a'], { cwd, env });
      assert.equal(run.status, 0);
    };
    if (spawnSync('git', ['init', '-q'], { cwd }).status !== 0) this.skip();
    assert.equal(spawnSync('git', ['add', '.'], { cwd }).status, 0);
    commit(BEGIN - 3 * 86_400);
    assert.match(check(cwd), DIFFERS);
    addFiles(cwd, { 'example.com.zone': `${ZONE}www IN A 192.0.2.1\n` });
    assert.doesNotMatch(check(cwd), DIFFERS);
    commit(BEGIN);
    assert.doesNotMatch(check(cwd), DIFFERS);
  });
});
