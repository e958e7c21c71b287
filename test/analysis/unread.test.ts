import assert from 'node:assert/strict';

import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { MAX_INCLUDES } from '../../server/src/analysis/input/include-walk.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { rangeOf } from '../../server/src/text/range.ts';
import { environment } from '../harness/workspace.ts';

function workspaceOf(
  files: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): Workspace {
  const made = createWorkspace(environment({ files: others }));
  for (const [path, text] of Object.entries(files)) made.add(path, text, { format: 'zone' });
  return made;
}

function unreadOf(workspace: Workspace): readonly string[] {
  return workspace.unread().map(({ kind, path, count, message }) => `${kind} ${path} ${count}: ${message}`);
}

const SOA =
  '@ 300 IN SOA ns.example.com. hostmaster.example.com. 1 7200 3600 1209600 3600\n@ 300 IN NS ns.example.com.\n';

describe('parts of zone files that are not read', () => {
  it('are none in a whole zone', () => {
    assert.deepEqual(unreadOf(workspaceOf({ '/example.com.zone': `$ORIGIN example.com.\n${SOA}` })), []);
  });

  it('include a missing included file', () => {
    const made = workspaceOf(
      { '/a.zone': '$ORIGIN example.com.\n$INCLUDE gone.inc\n$INCLUDE there.inc\n' },
      { 'there.inc': '' },
    );
    assert.deepEqual(unreadOf(made), [
      'include /a.zone 1: The included file "gone.inc" is not in the workspace, so its records are not checked.',
    ]);
    made.edit('/a.zone', [{ range: rangeOf(21, 39), text: '' }]);
    assert.deepEqual(unreadOf(made), []);
  });

  it('include what is included through too many files', () => {
    const others: Record<string, string> = {};
    for (let i = 0; i <= MAX_INCLUDES + 1; i++) others[`${i}.inc`] = `$INCLUDE ${i + 1}.inc\n`;
    const made = workspaceOf({ '/a.zone': '$ORIGIN example.com.\n$INCLUDE 0.inc\n' }, others);
    assert.deepEqual(
      made.unread().map(({ kind }) => kind),
      ['limit'],
    );
  });

  it('include the domain of relative names without an origin, but not of whole names', () => {
    const text = '@ 300 IN TXT "v=spf1 -all"\nwww 300 IN A 192.0.2.1\nexample.com. 300 IN A 192.0.2.1\n';
    assert.deepEqual(unreadOf(workspaceOf({ '/mail.zone': text })), [
      'name /mail.zone 2: The domain of 2 records is unknown. Set it with "$ORIGIN", or in "origins" of .mailtxt.json.',
    ]);
  });

  it('include a zone in several files', () => {
    const zone = `$ORIGIN example.com.\n${SOA}`;
    assert.deepEqual(unreadOf(workspaceOf({ '/z/example.com': zone, '/z/old/example.com': zone })), [
      'duplicate-zone /z/old/example.com 2: 2 files contain the zone "example.com". mailtxt assumes that "example.com" is used.',
    ]);
    assert.deepEqual(unreadOf(workspaceOf({ '/a/example.com': zone, '/b/example.com': zone })), [
      'duplicate-zone /a/example.com 2: 2 files contain the zone "example.com", and nothing shows which one is used: "a/example.com", "b/example.com".',
    ]);
  });

  it('include a zone in a file and in a document without a file', () => {
    const zone = `$ORIGIN example.com.\n${SOA}`;
    assert.deepEqual(unreadOf(workspaceOf({ '/z/example.com': zone, 'untitled:Untitled-1': zone })), [
      'duplicate-zone /z/example.com 2: 2 files contain the zone "example.com", and nothing shows which one is used: "/z/example.com", "untitled:Untitled-1".',
    ]);
  });
});
