import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import type { RunOptions } from '../../../server/src/records/document-family.ts';
import { MAX_VARIATIONS } from '../../../server/src/formats/terraform/run.ts';
import { foldersIn } from '../../harness/configuration.ts';
import { environment } from '../../harness/workspace.ts';
import { recordLines } from './module.ts';
import type { Files } from './module.ts';

const MAIN = `variable "zone" {}
variable "spf" {}
resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = var.zone
  type    = "TXT"
  ttl     = 300
  records = [var.spf]
}
resource "aws_route53_record" "mx" {
  zone_id = "Z1"
  name    = var.zone
  type    = "MX"
  ttl     = 300
  records = ["10 mx.\${var.zone}"]
}
`;

/** A workspace with all of the files, of which those in the list are added. */
function workspaceOf(
  files: Files,
  { added = Object.keys(files), options }: { added?: readonly string[]; options?: RunOptions } = {},
): Workspace {
  const paths = Object.keys(files);
  const workspace = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => paths.filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder),
      folders: (folder) => foldersIn(paths, folder),
      read: (path) => files[path],
      valueFiles: () => paths.filter((path) => /\.tfvars(?:\.json)?$/.test(path)),
      runOptionsOf: () => options,
      showsAll: true,
    },
  });
  for (const path of added) if (/\.(?:tf|tfvars|json)$/.test(path)) workspace.add(path, files[path] ?? '');
  return workspace;
}

/** `path "characters" message` for all documents, sorted by path and place. */
function findingLines(workspace: Workspace): readonly string[] {
  return [...workspace.paths()]
    .sort()
    .flatMap((path) =>
      workspace
        .findings(path)
        .findings.map(
          ({ range, message }) =>
            `${path} "${workspace.textOf(path)?.slice(range.start, range.end)}" ${message}`,
        ),
    );
}

function only(rule: string, workspace: Workspace): readonly string[] {
  return [...workspace.paths()].sort().flatMap((path) =>
    workspace
      .findings(path)
      .findings.filter((finding) => finding.rule === rule)
      .map(({ range }) => `${path} ${workspace.textOf(path)?.slice(range.start, range.end)}`),
  );
}

describe('Terraform modules with files of values that must be passed to them', () => {
  const files = {
    'dns/main.tf': MAIN,
    'dns/env/prod.tfvars': 'zone = "Example.co.uk"\nspf  = "v=spf1 mx +all"\n',
    'dns/env/stage.tfvars': 'zone = "Example.co.uk"\nspf  = "v=spf1 mx -all a"\n',
  };

  it('are evaluated once with each, and findings are in that file', () => {
    const workspace = workspaceOf(files);
    assert.deepEqual(recordLines(workspace, 'dns/env/prod.tfvars'), ['example.co.uk TXT "v=spf1 mx +all"']);
    assert.deepEqual(recordLines(workspace, 'dns/env/stage.tfvars'), [
      'example.co.uk TXT "v=spf1 mx -all a"',
    ]);
    assert.deepEqual(recordLines(workspace, 'dns/main.tf'), ['example.co.uk MX 10 mx.example.co.uk.']);
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
    assert.deepEqual(only('spf-terms-after-all', workspace), ['dns/env/stage.tfvars a']);
    // Each run has one record: there are never two.
    assert.deepEqual(only('spf-multiple-records', workspace), []);
  });

  it('report the files with which a finding is true, unless it is true with all', () => {
    const workspace = workspaceOf({
      'dns/main.tf': MAIN.replace('[var.spf]', '["v=spf1 mx ${var.spf}"]'),
      'dns/a.tfvars': 'zone = "a.example.org"\nspf = "+all"\n',
      'dns/b.tfvars': 'zone = "b.example.org"\nspf = "-all"\n',
      'dns/c.tfvars': 'zone = "c.example.org"\nspf = "+all"\n',
    });
    const lines = findingLines(workspace).filter((line) => line.includes('spf1'));
    assert.deepEqual(
      workspace.zonesOf('dns/main.tf').map(({ run }) => run),
      ['a.tfvars', 'b.tfvars', 'c.tfvars'],
    );
    for (const line of lines) assert.doesNotMatch(line, /Only with .*a\.tfvars.*b\.tfvars.*c\.tfvars/);
    const missing = workspace
      .findings('dns/main.tf')
      .findings.filter(({ message }) => message.includes('Only with'));
    assert.ok(
      missing.every(({ message }) => !message.includes('b.tfvars and c.tfvars')),
      JSON.stringify(missing),
    );
  });

  it('are also evaluated without them if all variables have a value', () => {
    const workspace = workspaceOf({
      'dns/main.tf': `variable "end" {\n  default = "-all"\n}\n${MAIN.replace('variable "zone" {}\nvariable "spf" {}\n', '').replaceAll('var.zone', '"example.org"').replace('[var.spf]', '["v=spf1 mx ${var.end}"]').replace('10 mx.${"example.org"}', '10 mx.example.org')}`,
      'dns/env/prod.tfvars': 'end = "+all"\n',
    });
    assert.deepEqual(recordLines(workspace, 'dns/main.tf'), [
      'example.org TXT "v=spf1 mx -all"',
      'example.org MX 10 mx.example.org.',
      'example.org TXT "v=spf1 mx +all"',
    ]);
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
  });

  it('are evaluated only with the files in the settings, in that order', () => {
    const options = { valueFiles: ['dns/env/prod.tfvars', 'dns/env/stage.tfvars'], workspace: undefined };
    const workspace = workspaceOf(files, { options });
    assert.deepEqual(only('spf-all-pass', workspace), []);
    assert.deepEqual(only('spf-terms-after-all', workspace), ['dns/env/stage.tfvars a']);
    assert.deepEqual(recordLines(workspace, 'dns/env/prod.tfvars'), []);
  });

  it('use the workspace name from the settings', () => {
    const options = { valueFiles: undefined, workspace: 'live' };
    const main = MAIN.replace('[var.spf]', '["v=spf1 include:${terraform.workspace}.example.net -all"]')
      .replaceAll('var.zone', 'local.zone')
      .replace(
        'variable "zone" {}',
        'locals {\n  zone = "${terraform.workspace == "live" ? "" : "test."}example.org"\n}',
      );
    const workspace = workspaceOf({ 'dns/main.tf': main }, { options });
    assert.deepEqual(recordLines(workspace, 'dns/main.tf'), [
      'example.org TXT "v=spf1 include:live.example.net -all"',
      'example.org MX 10 mx.example.org.',
    ]);
  });

  it('use terraform.tfvars in a folder without a module as such a file', () => {
    const workspace = workspaceOf({
      'infra/main.tf': MAIN,
      'infra/environments/prod/terraform.tfvars': 'zone = "example.museum"\nspf = "v=spf1 +all"\n',
    });
    assert.deepEqual(only('spf-all-pass', workspace), ['infra/environments/prod/terraform.tfvars +all']);
  });

  it('still use the rest of a file with a syntax error', () => {
    const workspace = workspaceOf({
      'dns/main.tf': MAIN,
      'dns/env/prod.tfvars': 'zone = "example.org"\nspf = "v=spf1 +all"\nother = {\n',
    });
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
    assert.equal(workspace.problems('dns/env/prod.tfvars').length, 1);
  });

  it('change with the files, when these are edited, opened and closed', () => {
    const workspace = workspaceOf(files, { added: ['dns/main.tf'] });
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
    workspace.add('dns/env/prod.tfvars', 'zone = "example.org"\nspf  = "v=spf1 mx -all"\n');
    assert.deepEqual(only('spf-all-pass', workspace), []);
    const text = 'zone = "example.org"\nspf  = "v=spf1 mx -all"\n';
    const at = text.indexOf('-all');
    workspace.edit('dns/env/prod.tfvars', [{ range: { start: at, end: at + 1 }, text: '+' }]);
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
    workspace.remove('dns/env/prod.tfvars');
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/env/prod.tfvars +all']);
  });

  it('have no run with a file outside of modules that a second module could use, whichever comes first', () => {
    const apart = {
      'dns/main.tf': MAIN,
      'values/prod.tfvars': files['dns/env/prod.tfvars'],
      'other/main.tf': 'variable "zone" {}\n',
    };
    const workspace = workspaceOf(apart);
    assert.deepEqual(only('spf-all-pass', workspace), ['values/prod.tfvars +all']);
    const text = 'variable "zone" {}\nvariable "spf" {}\n';
    workspace.add('other/main.tf', text);
    assert.deepEqual(only('spf-all-pass', workspace), []);
    workspace.add('other/main.tf', 'variable "zone" {}\n');
    assert.deepEqual(only('spf-all-pass', workspace), ['values/prod.tfvars +all']);
  });

  it('do not treat a file named for a domain as an example', () => {
    const workspace = workspaceOf({
      'dns/main.tf': MAIN,
      'dns/example.org.tfvars': 'zone = "example.org"\nspf = "v=spf1 +all"\n',
      'dns/prod.example.tfvars': 'zone = "example.net"\nspf = "v=spf1 +all"\n',
    });
    assert.deepEqual(only('spf-all-pass', workspace), ['dns/example.org.tfvars +all']);
  });

  it('are evaluated with a limited number of files, and the others are not read', () => {
    const values = Array.from({ length: 4 * MAX_VARIATIONS }, (_, i) => [
      `dns/env/e${String(i).padStart(4, '0')}.tfvars`,
      `zone = "e${i}.example.org"\nspf = "v=spf1 -all"\n`,
    ]);
    const workspace = workspaceOf({ 'dns/main.tf': MAIN, ...(Object.fromEntries(values) as Files) });
    assert.equal(workspace.zonesOf('dns/main.tf').length, MAX_VARIATIONS);
    assert.deepEqual(
      workspace.unread().map(({ kind, path, count }) => `${kind} ${path} ${count}`),
      [`limit dns/env/e0050.tfvars ${3 * MAX_VARIATIONS}`],
    );
  });
});
