import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { environment } from '../harness/workspace.ts';

const MAIN = `locals {
  text = file("a.txt")
}
resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = [local.text]
}
module "other" {
  source = "../other"
}
`;

/** A workspace, and what it was last said to look at. */
interface Watched {
  readonly workspace: Workspace;
  readonly files: Map<string, string>;
  folders: readonly string[];
  read: readonly string[];
  /** By document: the names that it includes. */
  readonly included: Map<string, readonly string[]>;
}

function watched(files: Record<string, string>): Watched {
  const state: Watched = {
    files: new Map(Object.entries(files)),
    folders: [],
    read: [],
    included: new Map(),
    workspace: createWorkspace({
      ...environment(),
      include: (target) => {
        const text = state.files.get(target);
        return text === undefined ? undefined : { path: target, text };
      },
      files: {
        list: (folder) => [...state.files.keys()].filter((path) => path.startsWith(`${folder}/`)),
        read: (path) => state.files.get(path),
      },
      observer: {
        includesFollowed: (from, found) => void state.included.set(from, [...found.keys()]),
        modulesRead: (folders, read) => {
          state.folders = [...folders];
          state.read = [...read];
        },
      },
    }),
  };
  return state;
}

function replace({ workspace }: Watched, path: string, typed: string, replacement: string): void {
  const text = workspace.textOf(path);
  const start = text?.slice(0, text.length).indexOf(typed) ?? -1;
  assert.notEqual(start, -1);
  workspace.edit(path, [{ range: { start, end: start + typed.length }, text: replacement }]);
}

const rules = ({ workspace }: Watched, path: string): readonly string[] =>
  workspace.findings(path).findings.map(({ rule }) => rule);

describe('files that modules read', () => {
  it('are read again when they change while no module is open', () => {
    const state = watched({ 'm/main.tf': MAIN, 'm/a.txt': 'v=spf1 +all' });
    state.workspace.add('m/main.tf', MAIN);
    assert.deepEqual(rules(state, 'm/main.tf'), ['spf-all-pass']);
    state.files.delete('m/a.txt');
    state.workspace.filesChanged(['m/a.txt']);
    assert.deepEqual(rules(state, 'm/main.tf'), []);
    state.workspace.remove('m/main.tf');
    state.files.set('m/a.txt', 'v=spf1 +all');
    state.workspace.filesChanged(['m/a.txt']);
    state.workspace.add('m/main.tf', MAIN);
    assert.deepEqual(rules(state, 'm/main.tf'), ['spf-all-pass']);
  });

  it('are those that the modules name now, without names from earlier edits', () => {
    const state = watched({ 'm/main.tf': MAIN, 'm/a.txt': 'v=spf1 +all' });
    state.workspace.add('m/main.tf', MAIN);
    rules(state, 'm/main.tf');
    assert.deepEqual(state.read, ['m/a.txt']);
    assert.deepEqual(state.folders, ['m', 'other']);
    let name = 'a.txt';
    for (let typed = 0; typed < 50; typed++) {
      replace(state, 'm/main.tf', `"${name}"`, `"x${name}"`);
      name = `x${name}`;
      rules(state, 'm/main.tf');
      assert.deepEqual(state.read, [`m/${name}`]);
    }
    for (let typed = 0; typed < 5; typed++) {
      replace(state, 'm/main.tf', '"../other', '"../other/x');
      rules(state, 'm/main.tf');
    }
    assert.deepEqual(state.folders, ['m', 'other/x/x/x/x/x']);
    state.workspace.remove('m/main.tf');
    state.workspace.paths();
    assert.deepEqual([state.folders, state.read], [[], []]);
  });
});

describe('files that zones include', () => {
  it('are those that they name now', () => {
    const state = watched({ 'a.inc': '@ TXT "v=spf1 -all"\n$INCLUDE b.inc\n', 'b.inc': '' });
    const path = 'example.com.zone';
    state.workspace.add(path, '$INCLUDE a.inc\n');
    assert.deepEqual(state.included.get(path), ['a.inc']);
    assert.deepEqual(state.included.get('a.inc'), ['b.inc']);
    replace(state, path, 'a.inc', 'a.in');
    assert.deepEqual(state.included.get(path), ['a.in']);
    assert.deepEqual(state.included.get('a.inc'), []);
    state.workspace.remove(path);
    assert.deepEqual(state.included.get(path), []);
  });
});
