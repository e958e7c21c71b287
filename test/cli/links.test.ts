import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const MODULE = `module "m" {
  source = "./loop"
}
resource "aws_route53_record" "r" {
  zone_id = "Z1"
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 +all"]
}
`;

interface Checked {
  readonly files: readonly { readonly path: string }[];
  readonly findings: readonly { readonly rule: string; readonly path: string }[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

function checked(cwd: string, ...args: readonly string[]): Checked {
  return JSON.parse(mailtxt(['check', ...args, '--format', 'json'], { cwd }).stdout) as Checked;
}

describe('mailtxt check and symbolic links', () => {
  after(removeFolders);

  it('ends if a module calls itself through a link, and reports each file once', () => {
    const folder = folderWith({ 'main.tf': MODULE });
    symlinkSync('.', join(folder, 'loop'));
    for (const paths of [['.'], ['.', 'loop'], ['.', 'loop/main.tf'], ['main.tf', 'loop/loop/main.tf']]) {
      const { files, findings, problems } = checked(folder, ...paths);
      assert.deepEqual(
        files.map(({ path }) => path),
        ['main.tf'],
        paths.join(' '),
      );
      assert.deepEqual(
        findings.map(({ rule, path }) => `${path} ${rule}`),
        ['main.tf spf-all-pass'],
      );
      assert.deepEqual(
        problems.map(({ message }) => message),
        ['This module calls itself here, so mailtxt does not follow this call.'],
      );
    }
  });

  it('names a file as it was named, if that goes through a link', () => {
    const folder = folderWith({ 'main.tf': MODULE });
    symlinkSync('.', join(folder, 'loop'));
    const { files, findings } = checked(folder, 'loop/main.tf');
    assert.deepEqual(
      files.map(({ path }) => path),
      ['loop/main.tf'],
    );
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['loop/main.tf'],
    );
  });

  it('reports a zone that includes itself through a link, at the link', () => {
    const folder = folderWith({
      'example.com.zone': '$ORIGIN example.com.\n@ 60 IN TXT "v=spf1 +all"\n$INCLUDE link.zone\n',
    });
    symlinkSync('example.com.zone', join(folder, 'link.zone'));
    for (const path of ['example.com.zone', 'link.zone']) {
      const { findings, problems } = checked(folder, path);
      assert.deepEqual(
        problems.map((problem) => problem.path),
        [path],
      );
      assert.match(problems[0]?.message ?? '', /^The file includes itself/);
      assert.deepEqual(
        findings.filter(({ rule }) => rule === 'spf-all-pass').map((finding) => finding.path),
        [path],
      );
    }
  });
});
