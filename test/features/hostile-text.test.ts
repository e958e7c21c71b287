import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.ts';
import { POLICY_KINDS } from '../../server/src/email/policies.ts';
import { HOSTILE, HOSTILE_SAMPLE, LONG, zoneLabel } from '../harness/hostile.ts';
import {
  fewLines,
  policyLines,
  recordLines,
  seedsOfPolicies,
  type Line,
} from '../harness/hostile-records.ts';
import { foreignIn, unprintableIn } from '../harness/rendered.ts';
import { sampled } from '../harness/runs.ts';
import { workspace } from '../harness/workspace.ts';

const PATH = '/zones/hostile.zone';
const HEAD = '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 3600\n';

/** Characters of a line in which hovers are looked for: more than any field of ours before hostile text. */
const MAX_PROBED = 400;

/** Where another hover may begin. */
const TOKENS = /\w+|[^\w\s\\"()]/g;

/** Each different text of a hover on the line, at every place where another one begins. */
function hoversOf(lines: readonly Line[]): ReadonlyMap<string, string> {
  const text = `${HEAD}${lines.map(({ line }) => line).join('\n')}\n`;
  const made = workspace();
  made.add(PATH, text, { format: 'zone' });
  const hovers = new Map<string, string>();
  let start = HEAD.length;
  for (const { line, from } of lines) {
    let explained = 0;
    for (const { index } of line.slice(0, MAX_PROBED).matchAll(TOKENS)) {
      if (start + index < explained) continue;
      const hover = hoverAt(made, PATH, start + index, { hasTime: () => false });
      if (hover === undefined) continue;
      hovers.set(hover.text.source, from);
      explained = hover.range.end;
    }
    start += line.length + 1;
  }
  return hovers;
}

/**
 * What is wrong in the hovers on lines that hold the texts, one line for each. Each text is tried on one line of
 * `step`, each on others.
 */
function wrongIn(
  texts: readonly string[],
  linesWith: (hostile: string) => Iterable<Line>,
  step = 1,
): readonly string[] {
  const wrong = new Map<string, string>();
  const looked = new Set<string>();
  for (const [index, hostile] of texts.entries()) {
    const lines = [...linesWith(hostile)];
    const first = index % step;
    const tried = sampled([...lines.slice(first), ...lines.slice(0, first)], step);
    for (const [hover, from] of hoversOf(tried)) {
      if (looked.has(hover)) continue;
      looked.add(hover);
      const [first] = [...foreignIn(hover), ...unprintableIn(hover)];
      if (first !== undefined)
        wrong.set(from, `${from.slice(0, 80)} makes ${first.slice(0, 80)} of ${hover.slice(0, 200)}`);
    }
  }
  return [...wrong.values()];
}

describe('hostile text in a hover', () => {
  it('is tried in every policy', () => {
    const kinds = new Set([...seedsOfPolicies().values()].map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), [...POLICY_KINDS].sort());
  });

  it('stays text in every tag and term of every policy', () => {
    assert.deepEqual(wrongIn(HOSTILE_SAMPLE, policyLines, 3), []);
  }).timeout(60_000);

  it('stays text in every field of every type of record', () => {
    assert.deepEqual(wrongIn(HOSTILE_SAMPLE, recordLines, 3), []);
  }).timeout(60_000);

  it('stays text in what an include resolves to, wherever the answer comes from', () => {
    const zone = `${HEAD}@ TXT "v=spf1 include:a.example.net mx:b.example.net a:c.example.net -all"\n`;
    const wrong: string[] = [];
    for (const hostile of [...HOSTILE, LONG.slice(0, 5000)]) {
      const octets = String.fromCharCode(...new TextEncoder().encode(hostile));
      const name = `${zoneLabel(hostile)}.example.org.`;
      const made = workspace({
        answers: {
          'a.example.net. TXT': { strings: [[`v=spf1 include:${octets} ${octets} ip4:192.0.2.1 ~all`]] },
          'b.example.net. MX': { data: [`10 ${name}`] },
          'c.example.net. A': { data: ['192.0.2.7'] },
          [`${name} A`]: { data: ['192.0.2.8'] },
        },
      });
      made.add(PATH, zone, { format: 'zone' });
      for (const target of ['a.example.net', 'b.example.net', 'c.example.net']) {
        const hover = hoverAt(made, PATH, zone.indexOf(target));
        assert.ok(hover);
        wrong.push(...foreignIn(hover.text.source), ...unprintableIn(hover.text.source));
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('stays text, whatever it is and however long', () => {
    assert.deepEqual(wrongIn([...HOSTILE, LONG], fewLines), []);
  }).timeout(60_000);
});
