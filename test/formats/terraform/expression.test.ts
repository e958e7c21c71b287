import assert from 'node:assert/strict';
import type { DecodedText } from '../../../server/src/text/decoded-text.ts';
import type { Expression, TemplatePart } from '../../../server/src/formats/terraform/syntax/expression.ts';
import { readFile } from '../../../server/src/formats/terraform/syntax/file.ts';
import type { ConfigurationSyntax } from '../../../server/src/formats/terraform/syntax/file.ts';
import type { ParsedExpression } from '../../../server/src/formats/terraform/syntax/parse-expression.ts';
import { readExpression } from '../../../server/src/formats/terraform/syntax/read-expression.ts';
import { lineOfExpression } from './expression-line.ts';

/** The expression of the first attribute in a file. */
function read(text: string, syntax: ConfigurationSyntax = 'native'): ParsedExpression {
  const [item] = readFile(text, syntax);
  const attribute = item?.attributes[0] ?? item?.blocks[0]?.body.attributes[0];
  assert(item !== undefined && attribute !== undefined);
  return readExpression(item.text, attribute.expression);
}

function textsOf(expression: Expression): readonly DecodedText[] {
  const texts: DecodedText[] = [];
  const visit = (part: TemplatePart): void => {
    if (part.kind === 'text') texts.push(part);
    else if (part.kind === 'for') part.body.forEach(visit);
    else if (part.kind === 'if') [...part.then, ...part.otherwise].forEach(visit);
    else if (part.expression.kind === 'template') part.expression.parts.forEach(visit);
  };
  assert(expression.kind === 'template', expression.kind);
  expression.parts.forEach(visit);
  return texts;
}

/** Each segment of the strings with its source: only `value` if both are the same. */
function segments(text: string, syntax: ConfigurationSyntax = 'native'): readonly string[] {
  return textsOf(read(text, syntax).expression).flatMap((decoded) =>
    decoded.segments.map(({ at, length, source }) => {
      const value = decoded.text.slice(at, at + length);
      const typed = text.slice(source.start, source.end);
      return value === typed ? value : `${value} < ${typed}`;
    }),
  );
}

describe('HCL expressions', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['a.b[0].c["x"]', '.a.b[0].c["x"]@4-17'],
    ['a[var.i].b', '(index(.a@4-5, .var.i@6-11)).b'],
    ['x.0.y', '.x[0].y@4-9'],
    ['x[*].a[0]', 'splat(.x@4-5, (it).a[0])'],
    ['x.*.a.0', 'splat(.x@4-5, (it).a[0])'],
    ['x.*.a[0]', '(splat(.x@4-5, (it).a))[0]'],
    ['1 + 2 * 3 - 4', 'subtract(add(number 1, multiply(number 2, number 3)), number 4)'],
    ['a || b && !c', 'logicalOr(.a@4-5, logicalAnd(.b@9-10, logicalNot(.c@15-16)))'],
    ['-a.b + 1', 'add(negate(.a.b@5-8), number 1)'],
    ['a ? b : c ? d : e', 'conditional(.a@4-5, .b@8-9, conditional(.c@12-13, .d@16-17, .e@20-21))'],
    ['f(a, b...)', 'f...(.a@6-7, .b@9-10)'],
    ['provider::hcloud::txt_record(x)', 'provider::hcloud::txt_record(.x@33-34)'],
    [
      '{ a = 1, (b) = 2, "c": 3 }',
      'object(it, number 1, ((.b@14-15)), number 2, (template(text)), number 3)',
    ],
    ['[for k, v in m : "${k}" if v]', 'for k v false(.m@17-18, templateWrap(.k@24-25), .v@31-32)'],
    ['{for k, v in m : k => v...}', 'for k v true(.m@17-18, .k@21-22, .v@26-27)'],
    [
      '"%{ if a }b%{ else }${c}%{ endif }"',
      'template(conditional(.a@11-12, template(text), template(.c@26-27)))',
    ],
    // A fault affects only its own element.
    ['["a", ), "b"]', 'tuple(template(text), invalid)'],
    ['["a", , "b"]', 'tuple(template(text), invalid, template(text))'],
    ['["a", "${b", "c",\n"d"]', 'tuple(template(text), invalid, template(text))'],
    ['["a" "b"]', 'tuple(template(text), template(text))'],
    ['{ a = 1, b 2, c = 3 }', 'object(it, number 1, it, number 3)'],
    ['f(a, *, b)', 'f(.a@6-7, invalid, .b@12-13)'],
    ['"a%{i}b"', 'template(text, invalid, text)'],
  ];
  for (const [typed, expected] of lines) {
    it(`parses ${JSON.stringify(typed)}`, () => {
      assert.equal(lineOfExpression(read(`a = ${typed}\n`).expression), expected);
    });
  }
});

describe('HCL strings', () => {
  // HCL native syntax specification, "Template Literals".
  const literals: readonly (readonly [string, readonly string[]])[] = [
    ['a = "v=spf1 -all"\n', ['v=spf1 -all']],
    ['a = "a\\"b\\\\c"\n', ['a', '" < \\"', 'b', '\\ < \\\\', 'c']],
    ['a = "\\u00e9\\U0001F600\\n"\n', ['é < \\u00e9', '😀 < \\U0001F600', '\n < \\n']],
    ['a = "$${a} %%{i} $$ % ${b}c"\n', ['${ < $${', 'a} ', '%{ < %%{', 'i} $$ % ', 'c']],
    ['a = "x$$${a}"\n', ['x$', '${ < $${', 'a}']],
    ['a = "b ${~ c ~} d"\n', ['b', 'd']],
    ['a = <<EOT\nb\\n "c"\n  d\nEOT\n', ['b\\n "c"\n  d\n']],
    ['a = <<-EOT\n    b\n      c\n\n    d\n    EOT\n', ['b\n', '  c\n\n', 'd\n']],
    ['a = <<-EOT\n  ${b} c\n    d\n  EOT\n', [' c\n', '  d\n']],
    ['a = <<EOT\r\nb\r\nEOT\r\n', ['b\r\n']],
    ['a = "${"${"b"}"}c"\n', ['b', 'c']],
    ['a = ""\n', []],
  ];
  for (const [text, expected] of literals) {
    it(`decodes ${JSON.stringify(text)}`, () => {
      assert.deepEqual(segments(text), expected);
      assert.deepEqual(read(text).faults, []);
    });
  }

  it('are templates in JSON, after JSON escapes are decoded', () => {
    const text = '{"a": "x\\"${join(\\"\\\\n\\", b)} \\u00e9%%{i}"}';
    assert.deepEqual(segments(text, 'json'), ['x', '" < \\"', ' ', 'é < \\u00e9', '%{ < %%{', 'i}']);
    const { expression, faults } = read(text, 'json');
    assert.deepEqual(faults, []);
    // The reference is at its source, not at its offset in the decoded string.
    const at = text.indexOf('b)}');
    assert.equal(
      lineOfExpression(expression),
      `template(text, join(template(text), .b@${at}-${at + 1}), text)`,
    );
  });
});
