import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';
import type { Run } from './run.ts';

const runIn = (cwd: string, args: readonly string[], stdin = ''): Run => mailtxt(args, { cwd, stdin });

const ZONE = `$ORIGIN example.com.
@ SOA ns hostmaster 1 3600 600 86400 300
@ NS ns
ns A 192.0.2.2
@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx include:sendgrid.net -all"
`;
const REPORT = `<?xml version="1.0"?><feedback><report_metadata><org_name>receiver.example</org_name>
<report_id>1</report_id><date_range><begin>1790000000</begin><end>1790086400</end></date_range></report_metadata>
<policy_published><domain>example.com</domain><p>none</p></policy_published>
<record><row><source_ip>198.51.100.7</source_ip><count>12</count><policy_evaluated><disposition>none</disposition>
<dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>
<auth_results><spf><domain>example.com</domain><result>fail</result></spf></auth_results></record></feedback>`;

describe('mailtxt init', () => {
  after(removeFolders);

  it('writes valid settings from the content of the folder', () => {
    const folder = folderWith({
      'zones/db.example.com': ZONE,
      'zones/intern.zone': '@ MX 10 m\n',
      'dmarc/receiver.example!example.com!1!2.xml': REPORT,
      'dmarc/notes.xml': '<notes/>',
    });
    const { status, stderr } = runIn(folder, ['init']);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /found 1 file with DMARC reports \(dmarc\/\*\.xml\)/);
    const text = readFileSync(join(folder, '.mailtxt.json'), 'utf8');
    const { config, problems } = parseConfig(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(config.reports, ['dmarc/*.xml']);
    assert.deepEqual(
      config.senders.get('example.com')?.map(({ host, service }) => host ?? service),
      ['mail.example.com', 'sendgrid'],
    );
    assert.match(text, /\/\/ "zones\/intern\.zone": "example\.com"/);
    assert.doesNotMatch(text, /198\.51\.100\.7/, 'forged mail is nobody’s');

    const second = runIn(folder, ['init']);
    assert.equal(second.status, 0);
    assert.match(second.stderr, /was not changed/);
    assert.equal(readFileSync(join(folder, '.mailtxt.json'), 'utf8'), text);
  });

  it('names what existing settings leave out', () => {
    const folder = folderWith({
      'db.example.com.zone': ZONE,
      'r/a.xml': REPORT,
      '.mailtxt.json': '{\n  // ours\n  "rules": {}\n}\n',
    });
    const { status, stderr } = runIn(folder, ['init']);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /to use the reports that were found, add "reports": \["r\/\*\.xml"\]/);
    const text = readFileSync(join(folder, '.mailtxt.json'), 'utf8');
    assert.match(text, /\/\/ ours/);
    assert.match(text, /"sendgrid"/);
  });

  it('writes an example if nothing is found, and accepts no paths', () => {
    const folder = folderWith({});
    assert.equal(runIn(folder, ['init', 'zones']).status, 2);
    assert.ok(!existsSync(join(folder, '.mailtxt.json')));
    assert.equal(runIn(folder, ['init']).status, 0);
    assert.deepEqual(parseConfig(readFileSync(join(folder, '.mailtxt.json'), 'utf8')).problems, []);
  });
});

describe('mailtxt check --print-config', () => {
  after(removeFolders);

  it('prints the settings of a file with where they come from', () => {
    const folder = folderWith({
      'legacy/db.example.com': ZONE,
      'base.json': '{"rules": {"mx-missing": "error"}}',
      '.mailtxt.json':
        '{"extends": ["mail-only", "./base.json"], "overrides": [{"files": ["legacy/**"], "rules": {"spf-all-pass": "off"}}]}',
    });
    const { status, stdout } = runIn(folder, ['check', '--print-config', 'legacy/db.example.com']);
    assert.equal(status, 0);
    const printed = JSON.parse(stdout) as {
      readonly settings: unknown;
      readonly rules: Record<string, unknown>;
    };
    assert.deepEqual(printed.settings, ['.mailtxt.json', 'base.json', 'mail-only']);
    assert.equal(printed.rules['spf-all-pass'], 'off');
    assert.equal(printed.rules['mx-missing'], 'error');
    assert.equal(printed.rules['zone-serial-lower'], 'off');
    assert.equal(printed.rules['spf-multiple-records'], 'error');
    assert.equal(runIn(folder, ['check', '--print-config', 'none.zone']).status, 2);
  });
});

describe('mailtxt check -e', () => {
  after(removeFolders);

  const check = (args: readonly string[], input?: string): Run =>
    runIn(folderWith({}), ['check', ...args], input);

  it('checks a record without files, and prints each fix as the whole record', () => {
    const { status, stdout } = check(['-e', 'v=spf1 include:_spf.example.net +all']);
    assert.equal(status, 1);
    assert.match(stdout, /^<record>:1:33: error\[spf-all-pass\]/);
    assert.match(stdout, /\n +v=spf1 include:_spf\.example\.net ~all\n/);
    assert.doesNotMatch(stdout, /unresolved-origin|domain of 1 record/);
  });

  it('has the same findings as a zone with the record', () => {
    const record = '"v=DMARC1; p=rejekt; rua=dmarc@example.com; rua=mailto:x@example.com"';
    const rulesIn = ({ stdout }: Run): readonly string[] =>
      (JSON.parse(stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule).sort();
    const bare = check(['-e', record, '--name', '_dmarc.example.com', '--format', 'json']);
    const zone = check(
      ['--stdin', '--origin', 'example.com', '--format', 'json'],
      `$TTL 3600\n_dmarc TXT ${record}\n`,
    );
    assert.deepEqual(rulesIn(bare), rulesIn(zone));
    assert.ok(rulesIn(bare).length > 2);
  });

  it('reads a bare record from standard input, and writes it back fixed', () => {
    const { status, stdout } = check(['--stdin', '--fix-rule', 'spf-all-pass'], 'v=spf1 +all\n');
    assert.equal(status, 0);
    assert.equal(stdout, 'v=spf1 ~all\n');
  });

  it('accepts a line of a zone file, and the settings of the folder', () => {
    const folder = folderWith({ '.mailtxt.json': '{"rules": {"spf-all-pass": "off"}}' });
    assert.equal(runIn(folder, ['check', '-e', 'example.com. IN TXT "v=spf1 +all"']).status, 0);
  });

  it('reports a text that is not a record for mail as not checked', () => {
    const { stdout } = check(['-e', 'hello world']);
    assert.match(stdout, /Not checked: .*is not an SPF, DKIM/);
  });

  it('rejects options that exclude each other', () => {
    const folder = folderWith({ 'a.zone': ZONE });
    for (const args of [
      ['-e', 'v=spf1', 'a.zone'],
      ['-e', 'v=spf1', '--stdin'],
      ['-e', 'v=spf1', '-e', 'v=spf1'],
      ['--name', 'example.com', 'a.zone'],
      ['-e', 'v=spf1', '--name', 'a..b'],
    ]) {
      const { status, stderr } = runIn(folder, ['check', ...args]);
      assert.equal(status, 2, stderr);
    }
  });
});
