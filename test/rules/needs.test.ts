import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Finding } from '../../server/src/analysis/finding.ts';
import { rules } from '../../server/src/rules/registry.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { pageFileOf } from '../harness/rule-pages.ts';
import { findingsOf, workspace } from '../harness/workspace.ts';
import { runs } from '../harness/runs.ts';

/** What a rule needs spares it subjects of which it has nothing to say: without that, it must find the same. */
const unspared: readonly AnyRule[] = rules.map((rule) => {
  const copy: { needs?: unknown } = { ...rule };
  delete copy.needs;
  return copy as AnyRule;
});

function analyze(text: string, some: readonly AnyRule[]): readonly Finding[] {
  const made = workspace({ rules: some, origin: 'example.com' });
  made.add('x.zone', text, { format: 'zone' });
  return findingsOf(made, 'x.zone');
}

/** How many findings there are, which are the same both ways. */
function compare(text: string): number {
  const found = analyze(text, rules);
  assert.deepEqual(found, analyze(text, unspared), text);
  return found.length;
}

function examples(): readonly string[] {
  return rules.flatMap((rule) => {
    const page = readFileSync(pageFileOf(rule), 'utf8');
    return [...page.matchAll(/^```zone\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  });
}

describe('the needs of rules', () => {
  it('change no finding in the examples of their pages', () => {
    let found = 0;
    for (const example of examples()) found += compare(example);
    assert.ok(found > rules.length / 2);
  });

  it('change no finding in text that is similar to an example', function () {
    this.timeout(60_000);
    const mark = fc.constantFrom(
      ...' \t;=:",/?~.\\%{}Aa1<\u00a0'.split(''),
      '',
      '\\"',
      'all',
      'p=',
      'v=spf1 ',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...examples()),
        fc.array(fc.tuple(fc.nat(), mark), { maxLength: 6 }),
        (text, marks) => {
          for (const [place, put] of marks) {
            const at = place % (text.length + 1);
            text = text.slice(0, at) + put + text.slice(at + (place % 2));
          }
          compare(text);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('change no finding in real files', function () {
    if (!hasCorpus()) {
      sayNoCorpus('rules run on everything');
      this.skip();
    }
    this.timeout(60_000);
    for (const file of corpusFiles('realworld/zones')) compare(readCorpus(file));
  });
});
