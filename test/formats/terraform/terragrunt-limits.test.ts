import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  linksOfStack,
  linksOfUnit,
  MAX_LINK_STEPS,
  MAX_STACK_LINK_STEPS,
} from '../../../server/src/formats/terraform/terragrunt/links.ts';
import type { LinkFiles } from '../../../server/src/formats/terraform/terragrunt/links.ts';
import { MAX_PARENT_FOLDERS } from '../../../server/src/formats/terraform/terragrunt/functions.ts';
import { MAX_STACK_DEPTH, MAX_STACK_UNITS } from '../../../server/src/formats/terraform/terragrunt/stack.ts';
import {
  MAX_UNITS,
  MAX_UNITS_AT_ONCE,
  WorkspaceUnits,
} from '../../../server/src/formats/terraform/terragrunt/units.ts';
import { folderOf } from '../../../server/src/text/paths.ts';
import {
  MAX_FOLDER_CONTENTS,
  FolderContents,
} from '../../../server/src/formats/terraform/folder-contents.ts';
import type { Files } from './module.ts';
import { variablesOfUnit } from './terragrunt-units.ts';

const MODULE = { '/repo/modules/dns/main.tf': 'variable "a" {}\n' };
const SOURCE = 'terraform {\n  source = "/repo/modules/dns"\n}\n';

/** The files, and how often each is read. */
function counted(files: Files): { readonly files: LinkFiles; readonly reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  const read: LinkFiles['read'] = (path) => {
    reads.set(path, (reads.get(path) ?? 0) + 1);
    return sources.get(path);
  };
  const list: LinkFiles['list'] = (folder) => ({
    folders: [],
    files: Object.keys(files).filter((path) => folderOf(path) === folder),
  });
  return { files: { read, list }, reads };
}

describe('the limits of Terragrunt', () => {
  it('end a search in parent folders', () => {
    const folder = `/repo/${'d/'.repeat(MAX_PARENT_FOLDERS)}unit`;
    const unit = `${SOURCE}include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n`;
    const far = variablesOfUnit(
      { ...MODULE, '/repo/root.hcl': '', [`${folder}/terragrunt.hcl`]: unit },
      folder,
    );
    assert.match(far.reported.join(), /No parent folder in the workspace has "root\.hcl"/);
    const near = folder.replace('d/', '');
    const found = variablesOfUnit(
      { ...MODULE, '/repo/root.hcl': '', [`${near}/terragrunt.hcl`]: unit },
      near,
    );
    assert.deepEqual(found.reported, []);
  });

  it('end a stack that contains itself', () => {
    const stack =
      'unit "a" {\n  source = "unit"\n  path = "a"\n}\nstack "again" {\n  source = "../live"\n  path = "b"\n}\n';
    const { reported } = variablesOfUnit(
      { ...MODULE, '/repo/live/terragrunt.stack.hcl': stack, '/repo/live/unit/terragrunt.hcl': SOURCE },
      '/repo/live/.terragrunt-stack/a',
      '/repo/live',
    );
    assert.deepEqual(reported, [
      `/repo/live/terragrunt.stack.hcl stack: mailtxt does not read stacks more than ${MAX_STACK_DEPTH} levels deep.`,
    ]);
  });

  it('end a stack of many units', () => {
    const unit = (i: number): string => `unit "u${i}" {\n  source = "unit"\n  path = "u${i}"\n}\n`;
    const stack = Array.from({ length: MAX_STACK_UNITS + 2 }, (_, i) => unit(i)).join('');
    const { reported } = variablesOfUnit(
      { ...MODULE, '/repo/live/terragrunt.stack.hcl': stack, '/repo/live/unit/terragrunt.hcl': SOURCE },
      '/repo/live/.terragrunt-stack/u1',
      '/repo/live',
    );
    assert.deepEqual(reported, [
      `/repo/live/terragrunt.stack.hcl unit: Only the first ${MAX_STACK_UNITS} units of a stack are read.`,
    ]);
  });

  it('allow a stack to make the maximum number of units', () => {
    const unit = (i: number): string =>
      `unit "u${i}" {\n  source = "\${get_repo_root()}/live/unit"\n  path = "u${i}"\n}\n`;
    const stack = Array.from({ length: MAX_STACK_UNITS }, (_, i) => unit(i)).join('');
    const { files } = counted({
      '/repo/live/terragrunt.stack.hcl': stack,
      '/repo/live/unit/terragrunt.hcl': SOURCE,
      '/repo/.git': '',
    });
    assert.equal(linksOfStack(files, '/repo/live').units.length, MAX_STACK_UNITS);
    // Each of them takes 10,000 steps or more.
    const costly = stack.replaceAll('path = "', 'path = "${length([for i in range(9000) : i])}');
    const { files: others } = counted({
      '/repo/live/terragrunt.stack.hcl': costly,
      '/repo/live/unit/terragrunt.hcl': SOURCE,
    });
    const { length } = linksOfStack(others, '/repo/live').units;
    assert.ok(length > 0 && length < MAX_STACK_LINK_STEPS / 9000, `${length}`);
  });

  it('end the search for the module of a unit', () => {
    const source = (steps: number): string =>
      `terraform {\n  source = "/repo/modules/\${length([for i in range(${steps}) : i * i + i]) > 0 ? "dns" : ""}"\n}\n`;
    const unit = '/repo/live/terragrunt.hcl';
    const modules = (steps: number): readonly string[] =>
      linksOfUnit(counted({ [unit]: source(steps) }).files, { folder: '/repo/live' }).modules;
    assert.deepEqual(modules(10), ['/repo/modules/dns']);
    assert.deepEqual(modules(MAX_LINK_STEPS / 5), []);
  });

  it('leave out units, and list them', () => {
    const units = new WorkspaceUnits(counted({}).files);
    for (let i = 0; i <= MAX_UNITS; i++) units.put(`/repo/u${i}/terragrunt.hcl`);
    assert.equal(units.all((path) => path).size, MAX_UNITS);
    assert.equal(units.unitsLeft.length, 1);
  });

  it('read many units in slices after an edit of a file that all of them include', () => {
    const include = 'include "root" {\n  path = "/repo/root.hcl"\n}\n';
    const unitsOf = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => `/repo/u${i}/terragrunt.hcl`);
    const reread = (count: number): number => {
      const paths = unitsOf(count);
      const { files, reads } = counted({
        '/repo/root.hcl': '',
        ...Object.fromEntries(paths.map((path) => [path, include])),
      });
      const units = new WorkspaceUnits(files);
      for (const path of paths) units.put(path);
      units.all((path) => path);
      reads.clear();
      assert.equal(units.changed('/repo/root.hcl'), count > MAX_UNITS_AT_ONCE);
      const read = paths.filter((path) => reads.has(path)).length;
      assert.equal(units.unreadCount, count - read);
      let turns = 0;
      while (!units.readWhile(() => false)) turns++;
      assert.equal(turns, Math.max(0, count - read));
      return read;
    };
    assert.equal(reread(MAX_UNITS_AT_ONCE), MAX_UNITS_AT_ONCE);
    assert.equal(reread(MAX_UNITS_AT_ONCE + 1), 0);
  });

  it('read the content of a folder once, until something changes', () => {
    let lookups = 0;
    const contents = new FolderContents({
      read: () => undefined,
      list: () => [],
      folders: () => {
        lookups++;
        return [];
      },
    });
    const twice = (folder: string): number => {
      lookups = 0;
      contents.of(folder);
      contents.of(folder);
      return lookups;
    };
    assert.equal(twice('/a'), 1);
    contents.changed();
    assert.equal(twice('/a'), 1);
    for (let i = 0; i < MAX_FOLDER_CONTENTS; i++) contents.of(`/b${i}`);
    assert.equal(twice('/c'), 2);
  });
});
