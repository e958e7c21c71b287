import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { planText, txtRecord } from '../formats/terraform/plan-text.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const ZONE = '$ORIGIN example.net.\n@ 3600 IN TXT "v=spf1 +all"\n';

describe('mailtxt check with a plan', () => {
  after(removeFolders);

  const plan = planText([txtRecord('spf', 'example.com', ['v=spf1 +all'])]);

  it('reads a plan that is named, and one that is found', () => {
    const cwd = folderWith({ 'out/plan.json': plan, 'out/other.json': '{"a": 1}' });
    for (const args of [['check', 'out/plan.json'], ['check']]) {
      const { status, stdout } = mailtxt(args, { cwd });
      assert.equal(status, 1);
      assert.match(stdout, /^out\/plan\.json:\d+:\d+: error\[spf-all-pass\]/m);
      assert.match(stdout, /in 1 file/);
    }
  });

  it('checks the module next to a plan that is named', () => {
    const main = [
      'resource "aws_route53_record" "spf" {',
      '  zone_id = "Z1"',
      '  name    = "example.com"',
      '  type    = "TXT"',
      '  records = [data.http.spf.body]',
      '}',
    ];
    const cwd = folderWith({
      'dns/main.tf': main.join('\n'),
      'dns/plan.json': plan,
      'dns/a.zone': ZONE,
      '.gitignore': 'plan.json',
    });
    const { status, stdout } = mailtxt(['check', 'dns/plan.json'], { cwd });
    assert.match(stdout, /^dns\/main\.tf:5:13: error\[spf-all-pass\]/m);
    assert.doesNotMatch(stdout, /a\.zone|^dns\/plan\.json/m);
    assert.equal(status, 1);
    assert.equal(mailtxt(['check', 'dns/main.tf'], { cwd }).status, 0);
  });

  it('has one line for a plan that is too large, and checks the rest', () => {
    const cwd = folderWith({ 'a.zone': ZONE });
    const file = openSync(join(cwd, 'plan.json'), 'w');
    writeSync(file, `{"format_version":"1.2","terraform_version":"1.13.0",${' '.repeat(20_000)}`);
    ftruncateSync(file, 500 * 1024 * 1024);
    closeSync(file);
    const { status, stdout } = mailtxt(['check'], { cwd });
    assert.equal(status, 1);
    assert.match(stdout, /^a\.zone:2:23: error\[spf-all-pass\]/m);
    assert.deepEqual(stdout.match(/.*plan\.json.*/g), [
      'Not checked: plan.json: The file is larger than 100 MB, so it is not read.',
    ]);
  });
});
