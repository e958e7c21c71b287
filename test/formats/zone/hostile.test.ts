import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { findingsOf, environment, zone } from '../../harness/workspace.ts';

const PATH = 'example.com.zone';

/** The result for a text that no name server would load, in time that grows linearly with its length. */
function rulesIn(text: string): readonly string[] {
  return findingsOf(zone(text), PATH).map(({ rule, message }) => `${rule}: ${message}`);
}

describe('a hostile zone file', () => {
  it('has no record with more octets than fit, in many strings or in one', () => {
    const tooLong = ['zone-bad-rdata'];
    for (const strings of [
      `"${'x'.repeat(70_000)}"`,
      '"x" '.repeat(40_000),
      `( ${'"include:a.example.net "\n'.repeat(100_000)} )`,
      `"v=DMARC1; p=none; ${'" "rua=mailto:a@example.net; '.repeat(20_000)}"`,
      `"${'\\'.repeat(1_000_000)}"`,
    ]) {
      const rules = rulesIn(`a 60 IN TXT ${strings}\n`).map((found) => found.split(':')[0]);
      assert.deepEqual([...new Set(rules)], tooLong, strings.slice(0, 30));
    }
  }).timeout(10_000);

  it('is read once if each of its files includes the next one twice', () => {
    let asked = 0;
    const made = createWorkspace({
      ...environment(),
      include: (target) => {
        asked++;
        const next = Number(target) + 1;
        return next > 40 ? undefined : { path: target, text: `$INCLUDE ${next}\n$INCLUDE ${next} a\n` };
      },
    });
    made.add(PATH, '$INCLUDE 1\n', { format: 'zone' });
    assert.equal(made.findings(PATH).findings.length, 0);
    assert.ok(asked < 200, `${asked} files asked for`);
  });

  it('ends if each of its files includes another one forever', () => {
    const made = createWorkspace({
      ...environment(),
      include: (target) => ({ path: target, text: `$INCLUDE ${Number(target) + 1}\n` }),
    });
    made.add(PATH, '$INCLUDE 1\n', { format: 'zone' });
    const messages = made.problems('64').map(({ message }) => message);
    assert.deepEqual(messages, [
      'The file is included through 64 other files, so its records are not checked.',
    ]);
  });

  it('has templates that start everywhere and never end', () => {
    assert.deepEqual(rulesIn(`${'{{'.repeat(200_000)}\n`).length, 1);
  });

  it('has directives that make more records than are ever looked up', () => {
    assert.deepEqual(rulesIn('$GENERATE 1-1000000000 h$ A 192.0.2.1\n'.repeat(1000)), []);
  });
});
