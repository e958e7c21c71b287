import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSupersededPath } from '../../server/src/analysis/engine/current-zone.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { findingsOf, workspace } from '../harness/workspace.ts';
import { runs } from '../harness/runs.ts';

const HEAD = '@ SOA ns1.example.org. host.example.org. 1 7200 3600 1209600 3600\n@ NS ns1.example.org.\n';
const NET = `$ORIGIN example.net.\n${HEAD}`;
const WITH_SPF = `${NET}_spf TXT "v=spf1 ip4:192.0.2.0/24 -all"\n`;
const COM = `$ORIGIN example.com.\n${HEAD}@ TXT "v=spf1 include:_spf.example.net -all"\n`;

function made(texts: Readonly<Record<string, string>>): Workspace {
  const one = workspace();
  for (const [path, text] of Object.entries(texts)) one.add(path, text, { format: 'zone' });
  return one;
}

/** Whether the include in example.com is found to lead to no record. */
function isMissing(one: Workspace): boolean {
  return findingsOf(one, 'example.com.zone').some(({ rule }) => rule === 'spf-include-no-record');
}

describe('several files of one zone', () => {
  it('answer other zones with the one that is not a backup', () => {
    for (const old of [
      'example.net.zone.bak',
      'example.net.zone~',
      'previous_records/example.net',
      'old/example.net.zone',
    ]) {
      assert.equal(
        isMissing(made({ 'example.com.zone': COM, 'example.net.zone': NET, [old]: WITH_SPF })),
        true,
        old,
      );
      const one = made({ 'example.com.zone': COM, 'example.net.zone': WITH_SPF, [old]: NET });
      assert.equal(isMissing(one), false, old);
      assert.deepEqual(one.duplicateZones(), [
        { apex: 'example.net', files: ['example.net.zone', old], current: 'example.net.zone' },
      ]);
    }
  });

  it('answer nothing if none of them is known to be served', () => {
    const one = made({ 'example.com.zone': COM, 'a/example.net.zone': NET, 'b/example.net.zone': NET });
    assert.equal(isMissing(one), false);
    assert.deepEqual(one.duplicateZones(), [
      { apex: 'example.net', files: ['a/example.net.zone', 'b/example.net.zone'], current: undefined },
    ]);
  });

  it('answer with a backup if there is no other file', () => {
    const one = made({ 'example.com.zone': COM, 'example.net.zone.bak': NET });
    assert.equal(isMissing(one), true);
    assert.deepEqual(one.duplicateZones(), []);
  });

  it('answer nothing if the file without an SOA may be a part of the zone', () => {
    const part = '$ORIGIN example.net.\nwww A 192.0.2.1\n';
    const one = made({ 'example.com.zone': COM, 'example.net.zone': NET, 'parts/example.net': part });
    assert.equal(isMissing(one), false);
    assert.deepEqual(one.duplicateZones(), []);
    one.edit('parts/example.net', [{ range: { start: part.length, end: part.length }, text: HEAD }]);
    assert.equal(one.duplicateZones().length, 1);
  });

  it('answer the same after any edits as when they are read from scratch', () => {
    const texts = [NET, WITH_SPF, '$ORIGIN example.net.\nwww A 192.0.2.1\n', ''];
    const paths = ['example.net.zone', 'example.net.zone.bak', 'b/example.net.zone'];
    const step = fc.record({ path: fc.constantFrom(...paths), text: fc.constantFrom(...texts) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const last = new Map<string, string>();
        const one = made({ 'example.com.zone': COM });
        for (const { path, text } of steps) {
          const before = last.get(path);
          if (before === undefined) one.add(path, text, { format: 'zone' });
          else one.edit(path, [{ range: { start: 0, end: before.length }, text }]);
          last.set(path, text);
          isMissing(one);
        }
        const fresh = made({ 'example.com.zone': COM, ...Object.fromEntries(last) });
        assert.equal(isMissing(one), isMissing(fresh));
        assert.deepEqual(one.duplicateZones(), fresh.duplicateZones());
      }),
      { numRuns: runs(50) },
    );
  });
});

describe('the path of a copy', () => {
  it('is distinguished from that of a file in use', () => {
    for (const path of [
      'db.example.com.bak',
      'x/db.example.com.signed',
      'zones/backup-2024/example.com',
      'Old/example.com',
      'db.a.save.1',
    ])
      assert.ok(isSupersededPath(path), path);
    for (const path of [
      'db.example.com',
      'zones/oldenburg.example',
      'example.old.com',
      'zones/bakery.example.zone',
      'archive.org.zone',
    ])
      assert.ok(!isSupersededPath(path), path);
  });
});
