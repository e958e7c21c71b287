import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { applyFix, findingsOf, environment } from '../../harness/workspace.ts';

const CONFIG = `providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: zones, default_ttl: 60}
zones:
  example.com.: {sources: [config]}
`;
const ZONE = '/r/zones/example.com.yaml';
const MX = "'': {type: MX, value: {preference: 10, exchange: mx.example.net.}}\n";

/** A repository with one zone and the files that it includes. */
function repository(zone: string, files: Readonly<Record<string, string>>, isConfigured = true): Workspace {
  const made = createWorkspace({ ...environment({ files }), originOf: () => undefined });
  if (isConfigured) made.add('/r/octodns.yaml', CONFIG);
  made.add(ZONE, zone, { format: 'octodns' });
  return made;
}

/** The records of the zone, each after its file. */
function recordsIn(made: Workspace): readonly string[] {
  const paths = [ZONE, 'a.yaml', 'b.yaml', 'c.yaml'];
  return paths.flatMap((path) =>
    [...made.records(path)].map(({ record: { owner, type, ttl, rdata } }) => {
      const data = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
      return `${path === ZONE ? '' : `${path}: `}${owner} ${ttl ?? '?'} ${type} ${data}`;
    }),
  );
}

function problemsIn(made: Workspace, path: string): readonly (readonly [string, string | undefined])[] {
  return made.problems(path).map(({ message, unread }) => [message, unread?.kind]);
}

function isWhole(made: Workspace): boolean {
  return made.facts.ask('nowhere.example.com', 'TXT').status === 'nxdomain';
}

describe('an !include of octoDNS', () => {
  it('has the sets of a name, in one map or a list', () => {
    const zone = "'': !include a.yaml\nb:\n- !include b.yaml\n- {type: A, value: 192.0.2.1}\n";
    const made = repository(zone, {
      'a.yaml':
        '---\n- type: MX\n  value: {preference: 10, exchange: mx.example.net.}\n- {type: TXT, ttl: 5, value: v=spf1 mx}\n',
      'b.yaml': '# shared\ntype: TXT\nvalues: [a, b]\n',
    });
    assert.deepEqual(recordsIn(made), [
      'b.example.com 60 A 192.0.2.1',
      'a.yaml: example.com 60 MX 10 mx.example.net.',
      'a.yaml: example.com 5 TXT v=spf1 mx',
      'b.yaml: b.example.com 60 TXT a',
      'b.yaml: b.example.com 60 TXT b',
    ]);
    assert.ok(isWhole(made));
    assert.deepEqual(made.unread(), []);
  });

  it('has the values of a set: one, a list, several lists, or an item of a list', () => {
    const zone = [
      "'': {type: TXT, values: !include [a.yaml, b.yaml]}\n",
      'b: {type: TXT, ttl: 7, value: !include c.yaml}\n',
      'c: {type: TXT, values: [x, !include c.yaml]}\n',
      'd:\n  type: A\n  values: !include\n  - a.yaml\n',
    ].join('');
    const files = { 'a.yaml': '- a\n- "b"\n', 'b.yaml': '[c]\n', 'c.yaml': '---\nv=spf1 -all\n' };
    assert.deepEqual(recordsIn(repository(zone, files)), [
      'c.example.com 60 TXT x',
      'a.yaml: example.com 60 TXT a',
      'a.yaml: example.com 60 TXT b',
      'a.yaml: d.example.com 60 A a',
      'a.yaml: d.example.com 60 A b',
      'b.yaml: example.com 60 TXT c',
      'c.yaml: b.example.com 7 TXT v=spf1 -all',
      'c.yaml: c.example.com 60 TXT v=spf1 -all',
    ]);
  });

  it('has names that are merged into those of the zone file, which take precedence', () => {
    const zone =
      "<<: !include 'a.yaml'\nb: {type: A, value: 192.0.2.1}\nc:\n  <<: !include b.yaml\n  type: A\n";
    const made = repository(zone, {
      'a.yaml': 'a: {type: TXT, value: x}\nb: {type: A, value: 192.0.2.2}\n',
      'b.yaml': 'value: 192.0.2.3\n',
    });
    assert.deepEqual(recordsIn(made), [
      'b.example.com 60 A 192.0.2.1',
      'c.example.com 60 A ${…}',
      'a.yaml: a.example.com 60 TXT x',
    ]);
    // Sets that are merged are not read.
    assert.deepEqual(problemsIn(made, ZONE), [
      ['The included file "b.yaml" is not read, so its contents are unknown.', 'include'],
    ]);
    assert.ok(!isWhole(made));
    assert.ok(isWhole(repository('<<: !include a.yaml\nb: {type: A, value: 192.0.2.1}\n', { 'a.yaml': MX })));
  });

  it('is followed in included files', () => {
    const files = {
      'a.yaml': '- {type: TXT, values: !include b.yaml}\n',
      'b.yaml': '- !include c.yaml\n',
      'c.yaml': 'd\n',
    };
    assert.deepEqual(recordsIn(repository('a: !include a.yaml\n', files)), [
      'c.yaml: a.example.com 60 TXT d',
    ]);
  });

  it('is read like the zone file, with its templates, TTL and semicolons', () => {
    const text = '- v=DMARC1\\; p=none\n';
    const made = repository('_dmarc: {type: TXT, values: !include a.yaml}\n', { 'a.yaml': text }, false);
    assert.deepEqual(recordsIn(made), ['a.yaml: _dmarc.example.com 3600 TXT v=DMARC1; p=none']);
    const bare = repository('_dmarc: {type: TXT, values: !include a.yaml}\n', {
      'a.yaml': '- v=DMARC1; p=none\n',
    });
    // The configuration sets that semicolons are escaped.
    assert.deepEqual(
      findingsOf(bare, 'a.yaml').map(({ rule }) => rule),
      ['dmarc-p-none-no-rua', 'data-text-refused'],
    );
  });

  it('has its findings and fixes in the included file', () => {
    const text = '---\n- google-site-verification=a\n- "v=spf1 +all"\n';
    const zone = `'':\n- type: MX\n  value: {preference: 10, exchange: mx.example.net.}\n- {type: TXT, values: !include a.yaml}\n`;
    const made = repository(zone, { 'a.yaml': text });
    made.add('a.yaml', text, { format: 'octodns' });
    const [finding] = findingsOf(made, 'a.yaml').filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.equal(text.slice(finding.range.start, finding.range.end), '+all');
    const [fix] = made.fixesOf('a.yaml', finding);
    assert.ok(fix);
    assert.deepEqual(
      fix.edits.map(({ path }) => path),
      ['a.yaml'],
    );
    assert.equal(applyFix(made, 'a.yaml', fix), text.replace('+all', '~all'));
  });

  it('may contain a record that would otherwise be missing', () => {
    const missing = (files: Readonly<Record<string, string>>): boolean => {
      const made = repository(`${MX}_dmarc: !include a.yaml\n`, files);
      return [ZONE, 'a.yaml'].some((path) =>
        findingsOf(made, path).some(({ rule }) => rule === 'dmarc-missing'),
      );
    };
    assert.ok(missing({ 'a.yaml': '{type: TXT, value: other}\n' }));
    assert.ok(!missing({ 'a.yaml': '{type: TXT, value: v=DMARC1\\; p=reject}\n' }));
    assert.ok(!missing({}));
  });

  it('is reported if its file is missing, includes itself or has another kind of content', () => {
    const gone = repository('a: !include a.yaml\n', {});
    assert.deepEqual(problemsIn(gone, ZONE), [
      ['The included file "a.yaml" is not in the workspace, so its records are not checked.', 'include'],
    ]);
    const loop = repository('a: !include a.yaml\n', { 'a.yaml': '- !include a.yaml\n' });
    assert.deepEqual(problemsIn(loop, 'a.yaml'), [
      ['The file includes itself: /r/zones/example.com.yaml → a.yaml → a.yaml.', undefined],
    ]);
    const files = { 'a.yaml': 'type: TXT\nvalue: a\n', 'b.yaml': '- {type: TXT, value: b}\n' };
    const maps = repository('a: !include [a.yaml, b.yaml]\nb: [!include b.yaml]\n', files);
    assert.deepEqual(recordsIn(maps), ['b.yaml: a.example.com 60 TXT b']);
    assert.deepEqual(problemsIn(maps, 'a.yaml'), [
      ['This file is included in a list of files but is not a list, so it was not read.', 'format'],
    ]);
    assert.deepEqual(problemsIn(maps, 'b.yaml'), [
      ['This file is included as an item of a list but is a list itself, so it was not read.', 'format'],
    ]);
    for (const made of [gone, loop, maps]) assert.ok(!isWhole(made));
  });

  it('is read again when it or the including file is edited', () => {
    const made = repository('a: {type: TXT, values: !include a.yaml}\n', { 'a.yaml': '- a\n' });
    made.add('a.yaml', '- a\n', { format: 'octodns' });
    assert.deepEqual(recordsIn(made), ['a.yaml: a.example.com 60 TXT a']);
    made.edit('a.yaml', [{ range: rangeOf(3, 3), text: 'b\n- c' }]);
    assert.deepEqual(recordsIn(made), ['a.yaml: a.example.com 60 TXT ab', 'a.yaml: a.example.com 60 TXT c']);
    made.edit(ZONE, [{ range: rangeOf(0, 1), text: 'b' }]);
    made.edit(ZONE, [{ range: rangeOf(10, 13), text: 'A' }]);
    assert.deepEqual(recordsIn(made), ['a.yaml: b.example.com 60 A ab', 'a.yaml: b.example.com 60 A c']);
  });

  it('does not change what is in the including file', () => {
    const made = repository('a: {type: TXT, values: !include a.yaml}\nb: !include b.yaml\n', {
      'a.yaml': '- a\n- b\n',
      'b.yaml': '{type: TXT, value: c}\n',
    });
    const changes = [
      { kind: 'rename-owner', name: 'x.example.com' },
      { kind: 'set-type', type: 'A' },
      { kind: 'set-ttl', seconds: 5 },
      { kind: 'remove' },
      { kind: 'add', owner: 'x.example.com', type: 'TXT', strings: ['x'] },
    ] as const;
    const written = ['a.yaml', 'b.yaml'].map((path) => {
      const document = made.documentOf(path);
      const [block] = document?.blocks ?? [];
      return changes.map((change) => block && document?.write(block, 0, change)?.map(({ text }) => text));
    });
    assert.deepEqual(written, [
      [undefined, undefined, undefined, [''], undefined],
      [undefined, ['A'], ['ttl: 5, '], undefined, undefined],
    ]);
  });
});
