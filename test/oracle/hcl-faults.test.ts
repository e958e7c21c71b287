import assert from 'node:assert/strict';
import { parse } from '@cdktn/hcl2json';
import { readFile } from '../../server/src/formats/terraform/syntax/file.ts';
import { readExpression } from '../../server/src/formats/terraform/syntax/read-expression.ts';
import { walk } from '../formats/terraform/walk.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { hclSources } from './hcl-sources.ts';

const INSERTED = [
  ...['"', '{', '}', '[', ']', '(', ')', '=', ',', '\n', '$', '%', '\\', '.', '#', '/', '*', 'a', '0', ' '],
  ...['<<EOT\n', '${', '%{', '-', ':', '?', '!', '~'],
];

function hasFault(text: string): boolean {
  const items = readFile(text, 'native');
  let found = items.some((item) => item.faults.length > 0);
  walk(items, (one, { item }) => {
    if ('expression' in one && readExpression(item.text, one.expression).faults.length > 0) found = true;
  });
  return found;
}

/** What hcl2json refuses although it is HCL: there is no JSON for it. */
const NO_JSON = /cannot have blocks with and without labels|Unsuitable value for unary operand/;

describe('faults of HCL', function () {
  this.timeout(600_000);

  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('faults of HCL');
    this.skip();
  });

  it("are found in a text exactly when Terraform's own parser rejects it", async () => {
    let random = 1;
    const next = (below: number): number => {
      random = (Math.imul(random, 48_271) >>> 0) % 0x7fffffff;
      return random % below;
    };
    const wrong: string[] = [];
    let [accepted, refused] = [0, 0];
    for (const text of hclSources().values()) {
      if (text.length > 4000) continue;
      for (let i = 0; i < 6; i++) {
        const at = next(text.length);
        const sign = INSERTED[next(INSERTED.length)] ?? '';
        const changed =
          next(2) === 0 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + sign + text.slice(at);
        const reason = await parse('x.tf', changed).then(
          () => '',
          (error: unknown) => String(error),
        );
        if (NO_JSON.test(reason)) continue;
        if (reason === '') accepted++;
        else refused++;
        const near = changed.slice(Math.max(0, at - 60), at + 40);
        if (hasFault(changed) !== (reason !== '')) wrong.push(`${JSON.stringify(near)} ${reason}`);
      }
    }
    assert.deepEqual(wrong, []);
    console.log(`      (${accepted} texts accepted and ${refused} refused by both)`);
  });
});
