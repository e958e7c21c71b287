import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import { corpusFiles, hasCorpus, readCorpus } from '../harness/corpus.ts';
import { environment } from '../harness/workspace.ts';
import { askBind, hasBind } from './bind.ts';

const HEAD = '$TTL 300\n@ SOA ns1.example.net. hostmaster 1 7200 3600 86400 900\n@ NS ns1.example.net.\n';

/** The records of a zone with all that it includes, as BIND writes them. */
function recordsOf(zone: string, files: Readonly<Record<string, string>>): readonly string[] {
  const made = createWorkspace({
    ...environment({ files, origin: 'example.com' }),
    originOf: (path) => (path === 'zone' ? 'example.com' : undefined),
  });
  made.add('zone', zone, { format: 'zone' });
  const lines = ['zone', ...Object.keys(files)].flatMap((path) =>
    Array.from(
      made.records(path),
      ({ record: { owner, ttl, type, rdata } }) =>
        `${owner}. ${ttl ?? '?'} IN ${type} ${printRdata(type, rdata)}`,
    ),
  );
  return [...new Set(lines)].sort();
}

const MAIL = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.1\n';

const CASES: readonly (readonly [what: string, zone: string, files: Readonly<Record<string, string>>])[] = [
  ['twice, with two origins', '$INCLUDE a sub\n$INCLUDE a other.example.com.\n', { a: MAIL }],
  ['twice, with one origin', '$INCLUDE a\n$INCLUDE a\n', { a: MAIL }],
  ['with another TTL each time', '$INCLUDE a x\n$TTL 60\n$INCLUDE a y\n', { a: MAIL }],
  [
    'in a file that is included twice',
    '$INCLUDE a x\n$INCLUDE a y\n',
    { a: `$INCLUDE b z\n${MAIL}`, b: MAIL },
  ],
  [
    'by two files',
    '$INCLUDE a\n$INCLUDE b\n',
    { a: '$INCLUDE c x\n', b: '$INCLUDE c y\n$INCLUDE c x\n', c: MAIL },
  ],
  [
    'under an origin that its own file changes',
    '$ORIGIN x\n$INCLUDE a\n$INCLUDE a y\n',
    { a: `$ORIGIN z\n${MAIL}` },
  ],
  ['with an origin outside of the zone', '$INCLUDE a example.org.\n$INCLUDE a x\n', { a: MAIL }],
];

describe('a file that is included several times', () => {
  before(function () {
    if (hasBind()) return;
    assert.notEqual(process.env['CI'], 'true', 'BIND has to be installed');
    console.log('    BIND is not here: what it reads is not compared');
    this.skip();
  });

  for (const [what, zone, files] of CASES) {
    it(what, () => {
      const { lines, message } = askBind(HEAD + zone, 'example.com.', files);
      assert.ok(lines !== undefined, message);
      assert.deepEqual(
        recordsOf(HEAD + zone, files),
        [...new Set(lines.filter((line) => line !== ''))].sort(),
      );
    });
  }

  it("in BIND's own test of that", function () {
    if (!hasCorpus()) {
      console.log('    the corpus is not here');
      this.skip();
    }
    const folder = corpusFiles('zones-conformance/bind9-masterfile').filter((file) => file.includes('ns1/'));
    const textOf = (name: string): string => readCorpus(folder.find((file) => file.endsWith(name)) ?? name);
    const files = { 'sub.db': textOf('ns1/sub.db') };
    const { lines, message } = askBind(textOf('ns1/include.db'), 'example.com.', files);
    assert.ok(lines !== undefined, message);
    const found = recordsOf(textOf('ns1/include.db'), files);
    assert.deepEqual(found, [...new Set(lines.filter((line) => line !== ''))].sort());
    assert.ok(found.some((line) => line.startsWith('a.a.')) && found.some((line) => line.startsWith('a.b.')));
  });
});
