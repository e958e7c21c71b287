import assert from 'node:assert/strict';
import type { Attribute, Block } from '../../server/src/formats/terraform/syntax/body.ts';
import { readFile } from '../../server/src/formats/terraform/syntax/file.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { hclSources } from './hcl-sources.ts';
import { treeSitter } from './hcl-tree-sitter.ts';
import type { ReadStructure } from './hcl-tree-sitter.ts';

/** As `treeSitter` writes it. */
function structureOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const item of readFile(text, 'native')) {
    const at = (offset: number): number => item.start + offset;
    const visit = (content: Attribute | Block, indent: string): void => {
      if (content.kind === 'attribute') {
        assert(content.expression.kind === 'native');
        const { start, end } = content.expression.range;
        lines.push(`${indent}${content.name} = ${at(start)}-${at(end)}`);
        return;
      }
      const labels = content.labels.map(({ range }) => text.slice(at(range.start), at(range.end)));
      const { start, end } = content.range;
      lines.push(`${indent}${[content.type, ...labels].join(' ')} ${at(start)}-${at(end)}`);
      assert(content.body.kind === 'native');
      for (const inner of content.body.items) visit(inner, `${indent}  `);
    };
    for (const content of item.contents) visit(content, '');
  }
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

  it('is what tree-sitter-hcl reads', () => {
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
