import assert from 'node:assert/strict';
import { MAX_COMPARED_RECORDS } from '../../server/src/analysis/input/committed-zone.ts';
import { rules as ALL_RULES } from '../../server/src/rules/registry.ts';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';

const PATH = 'example.com.zone';
const NS = '@ IN NS ns1.example.net.\n@ IN NS ns2.example.net.\n';

function soa(serial: string | number): string {
  return `@ IN SOA ns1.example.net. hostmaster ${serial} 7200 3600 1209600 3600\n`;
}

function zoneWith(serial: string | number, more = ''): string {
  return `$TTL 1h\n${soa(serial)}${NS}${more}`;
}

function serialRules(made: Workspace): readonly string[] {
  return findingsOf(made, PATH)
    .map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('zone-serial-'));
}

function reported(before: string, now: string, options: WorkspaceOptions = {}): readonly string[] {
  return serialRules(zone(now, PATH, { committed: { [PATH]: before }, ...options }));
}

const LOWER = ['zone-serial-lower'];
const SAME = ['zone-serial-not-raised'];
const WWW = 'www IN A 192.0.2.1\n';

describe('the serial since the last commit', () => {
  it('has to be raised if the records changed', () => {
    assert.deepEqual(reported(zoneWith(5), zoneWith(5, WWW)), SAME);
    assert.deepEqual(reported(zoneWith(5, WWW), zoneWith(5, WWW.replace('.1', '.2'))), SAME);
    assert.deepEqual(reported(zoneWith(5, WWW), zoneWith(5)), SAME);
    assert.deepEqual(reported(zoneWith(5, WWW), zoneWith(5, `www 60 IN A 192.0.2.1\n`)), SAME);
    assert.deepEqual(reported(zoneWith(5), zoneWith(5).replace('7200', '7201')), SAME);
    assert.deepEqual(reported(zoneWith(5), zoneWith(6, WWW)), []);
    assert.deepEqual(reported(zoneWith(2026010199), zoneWith(2026010200, WWW)), []);
  });

  it('need not be raised if the same records are written differently', () => {
    const other = `; a comment\n$TTL 3600\n${WWW}www.example.com. 3600 IN TXT "a" ; b\n${NS}`;
    assert.deepEqual(
      reported(
        `$TTL 1h\n${soa(5)}${NS}${WWW}\tTXT ( "a"\n )\n`,
        other.replace('$TTL 3600\n', `$TTL 3600\n${soa(5)}`),
      ),
      [],
    );
  });

  it('has to be higher in serial arithmetic', () => {
    assert.deepEqual(reported(zoneWith(5), zoneWith(4)), LOWER);
    assert.deepEqual(reported(zoneWith(2026010112), zoneWith(202601013)), LOWER);
    // RFC 1982 §3.2: around at 2^32, and half of the circle is ahead.
    assert.deepEqual(reported(zoneWith(4294967295), zoneWith(2)), []);
    assert.deepEqual(reported(zoneWith(100), zoneWith(100 + 2 ** 31 - 1)), []);
    assert.deepEqual(reported(zoneWith(100), zoneWith(100 + 2 ** 31)), LOWER);
  });

  it('is not checked if a tool writes it, or the last commit is unknown', () => {
    for (const serial of [0, 1, 1700000000]) {
      assert.deepEqual(reported(zoneWith(serial), zoneWith(serial, WWW)), [], String(serial));
    }
    assert.deepEqual(reported(zoneWith(1700000000), zoneWith(1600000000)), []);
    assert.deepEqual(reported(zoneWith('{serial}'), zoneWith('{serial}', WWW)), []);
    assert.deepEqual(reported(zoneWith(5), zoneWith(5, `${WWW}{records}\n`)), []);
    assert.deepEqual(reported(zoneWith(5), zoneWith(5, 'x DYNA a\n')), []);
    assert.deepEqual(reported('', zoneWith(5, WWW)), []);
    assert.deepEqual(reported('no zone at all (', zoneWith(5, WWW)), []);
    assert.deepEqual(serialRules(zone(zoneWith(5), PATH)), []);
  });

  it('is that of the zone with its included files, all of which were committed', () => {
    const text = zoneWith(5, '$INCLUDE part\n');
    const files = { part: WWW };
    assert.deepEqual(reported(text, text, { files }), []);
    const committed = { [PATH]: text, part: 'www IN A 192.0.2.9\n' };
    assert.deepEqual(serialRules(zone(text, PATH, { files, committed })), SAME);
    assert.deepEqual(serialRules(zone(text, PATH, { files, committed: { ...committed, part: WWW } })), []);
  });

  it('is raised by the fix', () => {
    for (const [before, now, fixed] of [
      [zoneWith(5), zoneWith(5, WWW), zoneWith(6, WWW)],
      [zoneWith(2026010101), zoneWith(2026010101, WWW), zoneWith(2026010102, WWW)],
      [zoneWith(2026010101), zoneWith(20260102, WWW), zoneWith(2026010102, WWW)],
      [zoneWith(4294967295), zoneWith(4294967295, WWW), zoneWith(1, WWW)],
    ] as const) {
      const made = zone(now, PATH, { committed: { [PATH]: before } });
      const finding = findingsOf(made, PATH).find(({ rule }) => rule.startsWith('zone-serial-'));
      assert.ok(finding);
      const [fix] = made.fixesOf(PATH, finding);
      assert.ok(fix);
      assert.equal(applyFix(made, PATH, fix), fixed);
    }
  });

  it('follows edits of any record', () => {
    const text = zoneWith(5, `${'; filler\n'.repeat(2000)}${WWW}`);
    const made = zone(text, PATH, { committed: { [PATH]: text } });
    assert.deepEqual(serialRules(made), []);
    const at = text.indexOf('192.0.2.1') + 8;
    made.edit(PATH, [{ range: { start: at, end: at + 1 }, text: '7' }]);
    assert.deepEqual(serialRules(made), SAME);
    made.edit(PATH, [{ range: { start: at, end: at + 1 }, text: '1' }]);
    assert.deepEqual(serialRules(made), []);
    const serial = text.indexOf(' 5 7200') + 1;
    made.edit(PATH, [{ range: { start: serial, end: serial + 1 }, text: '4' }]);
    assert.deepEqual(serialRules(made), LOWER);
  });

  it('is not compared if a changed zone has more records than the limit', () => {
    const many = 'h IN A 192.0.2.1\n'.repeat(MAX_COMPARED_RECORDS / 2);
    const rules = ALL_RULES.filter(({ id }) => id.startsWith('zone-serial-'));
    const now = zoneWith(5, many + WWW);
    const made = zone(now, PATH, { committed: { [PATH]: zoneWith(5, many) }, rules });
    assert.deepEqual(serialRules(made), []);
    const few = zone(zoneWith(5, WWW), PATH, { committed: { [PATH]: zoneWith(5) }, rules });
    assert.deepEqual(serialRules(few), SAME);
  });

  it('does not prevent another fix', () => {
    const text = zoneWith(5, '@ IN TXT "v=spf1 -all -all"\n');
    for (const more of ['', '; mailtxt-disable-next-line spf-missing\n']) {
      const now = text + more;
      const made = zone(now, PATH, { committed: { [PATH]: now } });
      const plain = zone(now, PATH);
      const safetyIn = (one: Workspace): readonly string[] =>
        findingsOf(one, PATH)
          .filter(({ rule }) => rule === 'spf-duplicate-all')
          .flatMap((finding) => one.fixesOf(PATH, finding).map(({ safety }) => safety));
      assert.ok(safetyIn(plain).length > 0);
      assert.deepEqual(safetyIn(made), safetyIn(plain));
    }
  });
});
