import assert from 'node:assert/strict';
import { rules } from '../../../server/src/rules/registry.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { findingsOf, workspace } from '../../harness/workspace.ts';

/** A record of another project's tests, and what that project says of it. */
interface Verdict {
  readonly kind: string;
  readonly record: string;
  readonly expect: 'parses' | 'error';
}

/** Where we say something else than they do, and why. */
const DEVIATIONS: ReadonlyMap<string, string> = new Map([
  [
    'v=DKIM1; p=; ',
    'mox refuses the blank at the end; no other receiver does, and txt-trailing-whitespace tells it',
  ],
  ['t= y : s :yy:x;', 'Stalwart reads "sha 256" as sha256, and skips empty tags'],
]);

const dkimRules = rules.filter(({ group }) => group === 'dkim');

function zoneRecord(text: string): string {
  const strings = (text.match(/[^]{1,200}/g) ?? ['']).map((part) => {
    const escaped = part.replace(/["\\]/g, '\\$&').replace(/[^ -~]/g, (c) => `\\${decimal(c)}`);
    return `"${escaped}"`;
  });
  return `s1._domainkey.example.com. IN TXT ( ${strings.join(' ')} )\n`;
}

/** Three decimal digits, as a zone file writes an octet. */
function decimal(character: string): string {
  return String(character.charCodeAt(0)).padStart(3, '0');
}

describe('DKIM records of others', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('what other projects and real zones hold');
    this.skip();
  });

  for (const source of ['mox', 'stalwart']) {
    it(`agrees with ${source} on what is broken`, () => {
      const verdicts = JSON.parse(readCorpus(`records/${source}.json`)) as readonly Verdict[];
      const keys = verdicts.filter(({ kind, record }) => kind === 'dkim' && !/\bbh=/.test(record));
      assert.ok(keys.length > 0);
      for (const { record, expect } of keys) {
        if ([...DEVIATIONS.keys()].some((part) => record.endsWith(part) || record.includes(` ${part}`)))
          continue;
        const made = workspace({ rules: dkimRules });
        made.add('example.com.zone', zoneRecord(record));
        const errors = findingsOf(made, 'example.com.zone').filter(({ severity }) => severity === 'error');
        assert.equal(errors.length > 0, expect === 'error', record);
      }
    });
  }

  it('finds no error in the keys of real zones', () => {
    let keys = 0;
    for (const file of corpusFiles('realworld/zones')) {
      const made = workspace({ rules: dkimRules });
      if (!made.add(file, readCorpus(file), { format: 'zone' })) continue;
      const errors = findingsOf(made, file).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], file);
      for (const { record } of made.records(file)) {
        if (record.type === 'TXT' && record.owner.includes('._domainkey')) keys++;
      }
    }
    assert.ok(keys > 10, `only ${keys} keys were seen`);
  });
});
