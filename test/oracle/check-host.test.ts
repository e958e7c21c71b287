import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseIp } from '../../server/src/dns/address.ts';
import { checkHost } from '../../server/src/email/spf/evaluate/check-host.ts';
import { cachedReader } from '../../server/src/email/spf/evaluate/select-record.ts';
import type { SpfVerdict } from '../../server/src/email/spf/evaluate/verdict.ts';
import { factsOf, randomWorld } from '../harness/random-spf.ts';
import type { SpfWorld, WorldCase } from '../harness/random-spf.ts';

const WORLDS = 1000;
const SEED = 7208;

const PYTHON = '/usr/bin/python3';
const hasOracle = spawnSync(PYTHON, ['-c', 'import spf']).status === 0;

function askOracle(worlds: readonly SpfWorld[]): [result: string, explanation: string][][] {
  const run = spawnSync(PYTHON, [path.join(__dirname, 'check-host.py')], {
    input: JSON.stringify({ worlds }),
    maxBuffer: 2 ** 28,
  });
  assert.equal(run.status, 0, run.stderr.toString());
  return JSON.parse(run.stdout.toString()) as [string, string][][];
}

/** Where the two disagree, by name. `said` is what python3-spf says of its result. */
function explainedBy(ours: SpfVerdict, theirs: string, said: string): string | undefined {
  const asksForNames = ours.trace.some(
    ({ term, record }) => term.kind === 'ptr' || /%\{p/i.test(record.value.text),
  );
  if (theirs === 'temperror' && asksForNames) {
    return 'RFC 7208 §5.5: "If a DNS error occurs while doing the PTR RR lookup, then this mechanism fails to match"';
  }
  if (/ (?!redirect|exp)\S+= MUST appear at most once/.test(said)) {
    return 'RFC 7208 §6: "Unrecognized modifiers MUST be ignored no matter where, or how often, they appear in a record"';
  }
  if (/Void lookup limit/.test(said) && asksForNames) {
    return 'RFC 7208 §4.6.2: "Each mechanism is considered in turn from left to right"; python3-spf expands every %{p} first';
  }
  if (/include has trivial recursion/.test(said)) {
    return 'RFC 7208 §4.6.4 ends such an include by the limit of lookups, when it is reached; python3-spf refuses the record before';
  }
  if (theirs === 'fail' && ours.result === 'fail' && /(?<![^ ])@/.test(said)) {
    return 'RFC 7208 §4.3: "If the <sender> has no local-part, substitute the string "postmaster""; %{s} is without it there';
  }
  return undefined;
}

describe('check_host() and python3-spf', () => {
  it('give the same result and explanation', function () {
    if (!hasOracle) {
      console.log('      (python3-spf is not here: this is not tested)');
      this.skip();
    }
    this.timeout(300_000);
    const worlds = Array.from({ length: WORLDS }, (_, i) => randomWorld(SEED + i));
    const answers = askOracle(worlds);
    const read = cachedReader();
    const results = new Map<string, number>();
    const explained = new Map<string, number>();
    const unexplained: string[] = [];
    let cases = 0;
    for (const [w, world] of worlds.entries()) {
      const facts = factsOf(world);
      for (const [c, { ip, mailFrom, helo }] of world.cases.entries()) {
        const address = parseIp(ip);
        assert.ok(address);
        const ours = checkHost({ ip: address, mailFrom, helo }, { facts, read, trace: true });
        const [theirs = '', explanation = ''] = answers[w]?.[c] ?? [];
        cases++;
        results.set(theirs, (results.get(theirs) ?? 0) + 1);
        const same =
          ours.result === theirs && (ours.explanation === undefined || ours.explanation === explanation);
        if (same) continue;
        const name = explainedBy(ours, theirs, explanation);
        if (name !== undefined) explained.set(name, (explained.get(name) ?? 0) + 1);
        else unexplained.push(describeCase(world, { ip, mailFrom, helo }, ours, theirs, explanation));
      }
    }
    console.log(`      ${cases} cases: ${list(results)}; explained by name: ${list(explained) || 'none'}`);
    assert.equal(cases, 10_000);
    assert.equal(
      unexplained.length,
      0,
      `${unexplained.length} differ:\n${unexplained.slice(0, 5).join('\n')}`,
    );
  });
});

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

function describeCase(
  world: SpfWorld,
  sender: WorldCase,
  ours: SpfVerdict,
  theirs: string,
  explanation: string,
): string {
  const texts = Object.entries(world.answers).map(([key, value]) => `  ${key} ${JSON.stringify(value)}`);
  const reason = ours.reason?.code ?? ours.matched?.term.kind ?? '';
  const shown = `${JSON.stringify(sender)}: ours ${ours.result} (${reason}, ${ours.lookups}, ${ours.voidLookups}) ${ours.explanation ?? ''}; theirs ${theirs} ${explanation}`;
  return [shown, ...texts].join('\n');
}
