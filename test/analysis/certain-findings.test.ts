import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Finding } from '../../server/src/analysis/finding.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';

const HEAD = '$ORIGIN example.com.\n@ 3600 IN SOA ns1 host 1 7200 3600 1209600 3600\n@ 3600 IN NS ns1\n';

/** Errors, less severe findings, names that are at several places, and errors that a comment turns off. */
function zoneOf(names: number, comments: boolean): string {
  const lines: string[] = [];
  for (let i = 0; i < names; i++) {
    if (comments && i % 7 === 0) lines.push('; mailtxt-disable-next-line spf-all-pass');
    lines.push(
      `n${i % 3 === 0 ? i : i - 1} 3600 IN TXT "v=spf1 ip4:192.0.2.${i % 256} ${i % 5 === 0 ? '+' : '?'}all"`,
    );
    lines.push(`_dmarc.n${i} 3600 IN TXT "v=DMARC1; p=${i % 4 === 0 ? 'regect' : 'none'}"`);
    lines.push(`again${i % 40} 3600 IN MX 10 mail${i}.example.com.`);
  }
  return `${HEAD}${lines.join('\n')}\n`;
}

function workspaceWith(text: string): Workspace {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  workspace.add('example.com.zone', text);
  return workspace;
}

/** What is certain after each step of a check. */
function stepsOf(workspace: Workspace, limit: number): (readonly Finding[])[] {
  const lists: (readonly Finding[])[] = [];
  for (let left = 1; !workspace.analyzeWhile('example.com.zone', () => left-- > 0); left = 1)
    lists.push(workspace.certainFindings('example.com.zone', limit));
  return lists;
}

describe('findings that are certain while a zone is checked', () => {
  for (const comments of [false, true]) {
    for (const limit of [6, 40, 10_000]) {
      it(`are among the first ${limit} of the end${comments ? ', with comments' : ''}`, () => {
        const workspace = workspaceWith(zoneOf(600, comments));
        const lists = stepsOf(workspace, limit);
        const { findings } = workspace.shownFindings('example.com.zone', limit);
        assert.ok(lists.length > 5 && (lists.at(-1)?.length ?? 0) > 2, `${lists.length} lists`);
        for (const [i, list] of lists.entries()) {
          assert.ok(list.length <= limit / 2);
          for (const finding of list) {
            assert.equal(finding.severity, 'error');
            assert.ok(findings.includes(finding), finding.message);
          }
          const next = lists[i + 1] ?? list;
          assert.deepEqual(next.filter((one) => list.includes(one)).length, list.length);
        }
      });
    }
  }

  it('are none after an edit, until the zone is checked again from its start', () => {
    const workspace = workspaceWith(zoneOf(600, false));
    for (let left = 3; left > 0;) workspace.analyzeWhile('example.com.zone', () => left-- > 0);
    assert.notEqual(workspace.certainFindings('example.com.zone', 500).length, 0);
    const at = zoneOf(600, false).indexOf('+all');
    workspace.edit('example.com.zone', [{ range: { start: at, end: at + 1 }, text: '-' }]);
    assert.deepEqual(workspace.certainFindings('example.com.zone', 500), []);
    const lists = stepsOf(workspace, 10_000);
    const { findings } = workspace.findings('example.com.zone');
    for (const list of lists) for (const finding of list) assert.ok(findings.includes(finding));
  });

  it('are none if a zone has several files', () => {
    const workspace = createWorkspace({
      include: (path) => ({ path, text: 'www 3600 IN TXT "v=spf1 +all"\n' }),
      originOf: () => undefined,
      severityOf: () => undefined,
    });
    workspace.add('example.com.zone', `${zoneOf(600, false)}$INCLUDE more.inc\n`);
    for (const list of stepsOf(workspace, 500)) assert.deepEqual(list, []);
  });
});
