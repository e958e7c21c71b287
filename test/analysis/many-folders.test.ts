import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { MAX_FOLDERS_AT_ONCE } from '../../server/src/formats/terraform/project.ts';
import { findingsOf, environment } from '../harness/workspace.ts';

const FOLDERS = 4 * MAX_FOLDERS_AT_ONCE;
const ZONE = `$ORIGIN example.com.
@ 3600 IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600
@ NS ns1.example.net.
@ TXT "v=spf1 include:_spf.f7.example.org -all"
`;

const module = (name: string): string => `resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = "_spf.${name}.example.org"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 +all"]
}
`;

const path = (folder: number): string => `f${folder}/main.tf`;

interface Loading {
  readonly workspace: Workspace;
  /** Folders that were read so far. */
  readonly listed: () => number;
}

/** A workspace of a host that evaluates in slices, in which a zone file and many modules were put. */
function loading(): Loading {
  let listed = 0;
  const workspace = createWorkspace({
    ...environment(),
    files: {
      list: () => {
        listed++;
        return [];
      },
      read: () => undefined,
    },
    evaluation: { startSlice: () => () => false, evaluated: () => undefined },
  });
  workspace.add('example.com.zone', ZONE);
  for (let i = 0; i < FOLDERS; i++) workspace.add(path(i), module(`f${i}`));
  return { workspace, listed: () => listed };
}

function evaluate(workspace: Workspace): void {
  while (!workspace.evaluateWhile(() => false));
}

describe('a workspace with many modules that are not read yet', () => {
  it('answers for a zone file without reading them', () => {
    const { workspace, listed } = loading();
    assert.ok(workspace.recordAt('example.com.zone', ZONE.indexOf('v=spf1')));
    assert.ok(findingsOf(workspace, 'example.com.zone').length > 0);
    assert.equal(workspace.facts.ask('_spf.f7.example.org', 'TXT').status, 'pending');
    assert.equal(listed(), 0);
  });

  it('reads them a few at a time, and then has the same as any other workspace', () => {
    const { workspace, listed } = loading();
    findingsOf(workspace, 'example.com.zone');
    for (let before = listed(); !workspace.evaluateWhile(() => false); before = listed())
      assert.ok(listed() - before <= MAX_FOLDERS_AT_ONCE, `${listed() - before} folders in one go`);
    assert.equal(listed(), FOLDERS);
    const anew = createWorkspace(environment());
    anew.add('example.com.zone', ZONE);
    for (let i = 0; i < FOLDERS; i++) anew.add(path(i), module(`f${i}`));
    for (const one of ['example.com.zone', path(0), path(7), path(FOLDERS - 1)])
      assert.deepEqual(
        findingsOf(workspace, one).map(({ rule, message, range }) => ({ rule, message, range })),
        findingsOf(anew, one).map(({ rule, message, range }) => ({ rule, message, range })),
        one,
      );
    assert.equal(workspace.facts.ask('_spf.f7.example.org', 'TXT').status, 'data');
  });

  it('loses no edit of a module', () => {
    const { workspace } = loading();
    assert.equal(workspace.formatOf(path(3)), 'terraform');
    const at = module('f3').indexOf('+all');
    workspace.edit(path(3), [{ range: { start: at, end: at + 4 }, text: '-all' }]);
    workspace.add(`new/main.tf`, module('new'));
    workspace.edit(path(4), [{ range: { start: 0, end: 0 }, text: '# first\n' }]);
    evaluate(workspace);
    const textOf = (one: string): string => workspace.textOf(one)?.slice(0, 1000) ?? '';
    assert.equal(textOf(path(3)), module('f3').replace('+all', '-all'));
    assert.equal(textOf(path(4)), `# first\n${module('f4')}`);
    assert.equal(workspace.facts.ask('_spf.new.example.org', 'TXT').status, 'data');
  });
});
