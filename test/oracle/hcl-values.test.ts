import assert from 'node:assert/strict';
import { parse } from '@cdktn/hcl2json';
import type { Expression } from '../../server/src/formats/terraform/syntax/expression.ts';
import { readFile } from '../../server/src/formats/terraform/syntax/file.ts';
import { readExpression } from '../../server/src/formats/terraform/syntax/read-expression.ts';
import { walk } from '../formats/terraform/walk.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { hclSources } from './hcl-sources.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Its value as hcl2json writes it, and `undefined` where it is more than literals. */
function literal(expression: Expression): Json | undefined {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return expression.value;
    case 'null':
      return null;
    case 'template': {
      const [part, ...more] = expression.parts;
      if (part === undefined) return '';
      if (part.kind !== 'text' || more.length > 0) return undefined;
      // They write text so that it stays text in Terraform's JSON syntax.
      return part.text.replace(/[$%]\{/g, (sign) => (sign[0] ?? '') + sign);
    }
    case 'tuple': {
      const elements = expression.elements.map(literal);
      return elements.includes(undefined) ? undefined : (elements as Json[]);
    }
    default:
      return undefined;
  }
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
}

/** The literal values of a file and the way to each in their JSON, where equal blocks are counted. */
function leavesOf(text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const counts = new Map<string, number>();
  const paths: string[][] = [];
  walk(readFile(text, 'native'), (found, { item, depth }) => {
    const path = depth === 0 ? [] : (paths[depth - 1] ?? []);
    if ('expression' in found) {
      const value = literal(readExpression(item.text, found.expression).expression);
      if (value !== undefined) leaves.push({ path: [...path, found.name], value });
      return;
    }
    const inner = [...path, found.type, ...found.labels.map((label) => label.text)];
    const key = JSON.stringify(inner);
    const index = counts.get(key) ?? 0;
    counts.set(key, index + 1);
    paths[depth] = [...inner, String(index)];
  });
  return leaves;
}

function at(json: Json | undefined, path: readonly string[]): Json | undefined {
  let found = json;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, Json>)[step];
  }
  return found;
}

describe('values of HCL', function () {
  this.timeout(300_000);

  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('values of HCL');
    this.skip();
  });

  it('are the same as in hcl2json', async () => {
    let compared = 0;
    const refused: string[] = [];
    const different: string[] = [];
    for (const [name, text] of hclSources()) {
      const theirs = (await parse('x.tf', text).catch(() => undefined)) as Json | undefined;
      if (theirs === undefined) {
        refused.push(name);
        continue;
      }
      for (const { path, value } of leavesOf(text)) {
        compared++;
        const expected = at(theirs, path);
        if (JSON.stringify(value) !== JSON.stringify(expected)) {
          different.push(
            `${name} ${path.join('.')}\n  ${JSON.stringify(value)}\n  ${JSON.stringify(expected)}`,
          );
        }
      }
    }
    assert.deepEqual(different, []);
    console.log(`      (${compared} values are the same; Terraform refuses ${refused.length} files)`);
  });
});
