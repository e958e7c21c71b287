import assert from 'node:assert/strict';
import { getExpressionAst } from '@cdktn/hcl2json';
import { readFile } from '../../server/src/formats/terraform/syntax/file.ts';
import { parseExpression } from '../../server/src/formats/terraform/syntax/parse-expression.ts';
import { fileSource } from '../../server/src/formats/terraform/syntax/source.ts';
import { lineOfExpression } from '../formats/terraform/expression-line.ts';
import { walk } from '../formats/terraform/walk.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { hclSources } from './hcl-sources.ts';
import { lineOfTheirs } from './hcl-expression-tree.ts';

/** The expressions of all attributes, each once. */
function expressionsOf(text: string, into: Set<string>): void {
  walk(readFile(text, 'native'), (found, { item }) => {
    if (!('expression' in found)) return;
    assert(found.expression.kind === 'native');
    const { start, end } = found.expression.range;
    // Their ranges count octets.
    const typed = item.text.slice(start, end).replace(/[^\x20-\x7e\n\t\r]/g, '?');
    if (typed.length < 4000) into.add(typed);
  });
}

/** Shapes that the corpus has not. */
const OTHERS = [
  'a[var.i].b',
  'f(x).y[1]',
  'x[*].a[0]',
  'x.*.a.0',
  '(a + b) * c',
  '{ a = 1, "b" = x, (c) = 2, d.e = 3 }',
  '-a.b',
  '!x && y == 2',
  '"%{for k, v in m}${k}%{endfor}"',
  'x[*][*].z',
  'x["${a}"]',
  'a ? b : c ? d : e',
  'a || b && c',
  '1 + 2 * 3 - 4',
  '1 - 2 - 3',
  'a == b != c',
  '-1 + -2',
  '!!x',
  'f()',
  'f(a, b,)',
  'f(a...)',
  'a::b::c(1)',
  '[]',
  '[1,]',
  '{}',
  '{ a : 1 }',
  '{a=1\n\nb=2,\nc=3}',
  '[for x in y : x]',
  '[for i, x in y : x if i > 1]',
  '{for k, v in m : k => v...}',
  '{\n for k, v in m :\n k => v if v != ""\n}',
  '"a"',
  '""',
  '"${a}${b}"',
  '"a${b}"',
  '"$${a}"',
  '"%%{a}"',
  '"a$b%c"',
  '"\\u00e9\\n"',
  '"${"${a}"}"',
  '"%{ if a }b%{ else }c%{ endif }"',
  '"${\n a\n}"',
  'x.0.y',
  'x[0][1]',
  'x.y.*.z',
  'x.y[*]',
  '1.5',
  '1e3',
  '1.5e-3',
  'true',
  'null',
  '-a[0]',
  'a[*].b.*.c',
  'f(\n a,\n b # c\n)',
  '[\n a, // c\n b\n]',
  'a < b',
  'a <= b',
  'a >= b',
  'a % b',
  'a / b',
  '<<EOT\na\n${b}\nEOT',
  '<<-EOT\n  a\n   b\n  EOT',
  '<<-EOT\n  ${a}\n   b\n  EOT',
];

describe('expressions of HCL', function () {
  this.timeout(600_000);

  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('expressions of HCL');
    this.skip();
  });

  it("are read as by Terraform's own parser", async () => {
    const expressions = new Set(OTHERS);
    for (const text of hclSources().values()) expressionsOf(text, expressions);
    let refused = 0;
    const different: string[] = [];
    for (const typed of expressions) {
      // A heredoc needs its line end.
      const text = `${typed}\n`;
      const ours = parseExpression(fileSource(text), 0, typed.length);
      const theirs = await getExpressionAst('x.tf', text).catch(() => undefined);
      if (theirs === undefined || theirs === null) {
        refused++;
        if (ours.faults.length === 0) different.push(`${typed}\n  is refused by Terraform`);
        continue;
      }
      const [ourLine, theirLine] = [lineOfExpression(ours.expression), lineOfTheirs(theirs)];
      const fault = ours.faults[0]?.detail;
      if (fault !== undefined) different.push(`${typed}\n  ${fault}`);
      else if (ourLine !== theirLine) different.push(`${typed}\n  ${ourLine}\n  ${theirLine}`);
    }
    assert.deepEqual(different, []);
    console.log(`      (${expressions.size - refused} expressions are the same, ${refused} are refused)`);
  });
});
