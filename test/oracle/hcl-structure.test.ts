import assert from 'node:assert/strict';
import { readFile } from '../../server/src/formats/terraform/syntax/file.ts';
import type { Range } from '../../server/src/text/range.ts';
import { walk } from '../formats/terraform/walk.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { hclSources } from './hcl-sources.ts';
import { treeSitter } from './hcl-tree-sitter.ts';
import type { ReadStructure } from './hcl-tree-sitter.ts';

/** As `treeSitter` writes it. */
function structureOf(text: string): readonly string[] {
  const lines: string[] = [];
  walk(readFile(text, 'native'), (found, { base, depth }) => {
    const indent = '  '.repeat(depth);
    const at = ({ start, end }: Range): string => `${base + start}-${base + end}`;
    if ('expression' in found) {
      assert(found.expression.kind === 'native');
      lines.push(`${indent}${found.name} = ${at(found.expression.range)}`);
    } else {
      const labels = found.labels.map(({ range }) => text.slice(base + range.start, base + range.end));
      lines.push(`${indent}${[found.type, ...labels].join(' ')} ${at(found.range)}`);
    }
  });
  return lines;
}

describe('the structure of HCL', function () {
  this.timeout(120_000);

  let read: ReadStructure;
  before(async function () {
    if (!hasCorpus()) {
      sayNoCorpus('reading HCL');
      this.skip();
    }
    read = await treeSitter();
  });

  it('is the same as in tree-sitter-hcl', () => {
    let compared = 0;
    const refused: string[] = [];
    for (const [name, text] of hclSources()) {
      const expected = read(text);
      if (expected === undefined) {
        refused.push(name);
        continue;
      }
      compared++;
      assert.deepEqual(structureOf(text), expected, name);
    }
    console.log(`      (${compared} files are the same; tree-sitter-hcl refuses ${refused.join(', ')})`);
    assert(compared > 400);
  });
});
