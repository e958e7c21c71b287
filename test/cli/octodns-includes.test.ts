import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'mocha';
import { addFiles, folderWith, mailtxt, removeFolders } from './run.ts';

const FILES = {
  'repo/octodns.yaml':
    'providers:\n  in: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}\nzones:\n  example.com.: {sources: [in]}\n  example.org.: {sources: [in]}\n',
  'repo/zones/example.com.yaml':
    "'': !include common/apex.yaml\na: {type: TXT, value: !include ../../out/a.yaml}\nb: {type: TXT, value: !include gone.yaml}\n",
  'repo/zones/example.org.yaml': "'': !include common/apex.yaml\n",
  'repo/zones/common/apex.yaml':
    '---\n- type: MX\n  value: {exchange: mx.example.net., preference: 10}\n- type: TXT\n  values: !include spf.yaml\n',
  'repo/zones/common/spf.yaml': '- "v=spf1 +all"\n',
  'out/a.yaml': 'x\n',
};

interface Checked {
  readonly findings: readonly { readonly rule: string; readonly path: string }[];
  readonly unread: readonly { readonly kind: string; readonly path: string; readonly message: string }[];
}

describe('mailtxt check and !include of octoDNS', () => {
  after(removeFolders);

  it('reads files of the workspace, reports others, and fixes a fault in the file that has it', () => {
    const cwd = join(folderWith(FILES), 'repo');
    const { findings, unread } = JSON.parse(
      mailtxt(['check', '.', '--format', 'json'], { cwd }).stdout,
    ) as Checked;
    const all = findings.filter(({ rule }) => rule.startsWith('spf-') || rule.startsWith('zone-'));
    assert.deepEqual(
      all.map(({ rule, path }) => `${path} ${rule}`),
      ['zones/common/spf.yaml spf-all-pass'],
    );
    const gone = (file: string): string =>
      `The included file "${file}" is not in the workspace, so its records are not checked.`;
    assert.deepEqual(
      unread.filter(({ kind }) => kind !== 'dns').map(({ message }) => message),
      [gone('../../out/a.yaml'), gone('gone.yaml')],
    );
    mailtxt(['check', '.', '--fix', '--fix-rule', 'spf-all-pass'], { cwd });
    assert.equal(readFileSync(join(cwd, 'zones/common/spf.yaml'), 'utf8'), '- "v=spf1 ~all"\n');
    assert.equal(readFileSync(join(dirname(cwd), 'out/a.yaml'), 'utf8'), 'x\n');
  });

  it('ends if files include each other', () => {
    const folder = folderWith(FILES);
    addFiles(folder, { 'repo/zones/common/spf.yaml': '- !include spf.yaml\n- !include apex.yaml\n' });
    const { status, stderr } = mailtxt(['check', '.'], { cwd: join(folder, 'repo') });
    assert.match(stderr, /The file includes itself: /);
    assert.notEqual(status, 2);
  });
});
