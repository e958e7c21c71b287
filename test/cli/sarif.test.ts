import assert from 'node:assert/strict';

import { folderWith, mailtxt, removeFolders } from './run.ts';

/** What a log of SARIF 2.1.0 has to have of what we write (OASIS, "Static Analysis Results Interchange Format"). */
interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Artifact {
  readonly uri: string;
}
interface Location {
  readonly physicalLocation: { readonly artifactLocation: Artifact; readonly region?: Region };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly fixes?: readonly {
    readonly properties: { readonly safety: string };
    readonly artifactChanges: readonly {
      readonly artifactLocation: Artifact;
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}
interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly columnKind: string;
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly {
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Location[];
      }[];
    }[];
    readonly results: readonly Result[];
  }[];
}

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ IN TXT "v=spf1 mx mx -all" ; twice
s._domainkey IN TXT ( "v=DKIM1; " ; \u{1d4b3}
   "k=rsa; " "p=" )
a IN TXT "\u{1d4b3}" "v=spf1 +all"
\u{1d4b3} IN TXT "v=spf1 a a -all"
`;

/** SARIF §3.30.5: lines and columns count from 1; ours are UTF-16 code units. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

function runOf(stdout: string): Log['runs'][0] {
  const log = JSON.parse(stdout) as Log;
  assert.equal(log.version, '2.1.0');
  const [run, ...others] = log.runs;
  assert.ok(run);
  assert.equal(others.length, 0);
  return run;
}

describe('--format sarif', () => {
  after(removeFolders);

  it('has the rules that found something, each by its index', () => {
    const cwd = folderWith({ 'a b.zone': ZONE });
    const { stdout, status } = mailtxt(['check', '--format', 'sarif', '.'], { cwd });
    const run = runOf(stdout);
    assert.equal(status, 0);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.ok(run.results.length > 2);
    for (const { ruleId, ruleIndex, level, locations, message } of run.results) {
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.match(level, /^(?:error|warning|note)$/);
      assert.notEqual(message.text, '');
      assert.equal(locations[0]?.physicalLocation.artifactLocation.uri, 'a%20b.zone');
      assert.ok(locations[0].physicalLocation.region);
    }
    const ids = run.tool.driver.rules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has fixes with the effect of --fix', () => {
    const cwd = folderWith({ 'a.zone': ZONE });
    const { results } = runOf(mailtxt(['check', '--format', 'sarif', '.'], { cwd }).stdout);
    const changes = results
      .flatMap(({ fixes }) => fixes?.find(({ properties }) => properties.safety === 'safe') ?? [])
      .flatMap(({ artifactChanges }) => artifactChanges.flatMap(({ replacements }) => replacements))
      .map(({ deletedRegion: at, insertedContent }) => ({
        start: offsetOf(ZONE, at.startLine, at.startColumn),
        end: offsetOf(ZONE, at.endLine, at.endColumn),
        text: insertedContent.text,
      }))
      .sort((a, b) => b.start - a.start);
    assert.ok(changes.length >= 2);
    const mended = changes.reduce(
      (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
      ZONE,
    );
    const fixed = mailtxt(['check', '--fix', '--stdin', '--stdin-filename', 'a.zone'], { cwd, stdin: ZONE });
    assert.equal(mended, fixed.stdout);
  });

  it('shows what could not be read, and that the run failed', () => {
    const cwd = folderWith({});
    const { stdout, status } = mailtxt(['check', '--format', 'sarif', 'missing.zone'], { cwd });
    const [invocation] = runOf(stdout).invocations;
    assert.equal(status, 2);
    assert.equal(invocation?.executionSuccessful, false);
    const [said] = invocation.toolExecutionNotifications;
    assert.equal(said?.level, 'error');
    assert.equal(said.message.text, 'cannot be read: no such file or folder');
    assert.equal(said.locations[0]?.physicalLocation.artifactLocation.uri, 'missing.zone');
  });
});
