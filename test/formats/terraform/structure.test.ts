import assert from 'node:assert/strict';
import { readFile } from '../../../server/src/formats/terraform/syntax/file.ts';
import type { ConfigurationSyntax } from '../../../server/src/formats/terraform/syntax/file.ts';
import type { TopLevelItem } from '../../../server/src/formats/terraform/syntax/item.ts';
import { readExpression } from '../../../server/src/formats/terraform/syntax/read-expression.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { walk } from './walk.ts';

/** One line for each block or attribute; expressions as in the source. */
function outline(text: string, syntax: ConfigurationSyntax = 'native'): string {
  const lines: string[] = [];
  walk(readFile(text, syntax), (found, { item, depth }) => {
    const indent = '  '.repeat(depth);
    if ('body' in found) {
      lines.push(indent + [found.type, ...found.labels.map((label) => JSON.stringify(label.text))].join(' '));
    } else {
      const { expression } = found;
      const range = expression.kind === 'native' ? expression.range : expression.node.range;
      lines.push(`${indent}${found.name} = ${item.text.slice(range.start, range.end)}`);
    }
  });
  return lines.join('\n');
}

/** All faults, each with its source text; `at` in the file. */
function faultsOf(text: string): readonly { readonly summary: string; readonly typed: string }[] {
  const items = readFile(text, 'native');
  const found = items.flatMap((item) => item.faults.map((fault) => ({ item, fault })));
  walk(items, (one, { item }) => {
    if (!('expression' in one)) return;
    for (const fault of readExpression(item.text, one.expression).faults) found.push({ item, fault });
  });
  return found.map(({ item, fault: { summary, range } }) => ({
    summary,
    typed: item.text.slice(range.start, range.end),
  }));
}

function joined(items: readonly TopLevelItem[]): string {
  return items.map((item) => item.text).join('');
}

describe('the structure of HCL', () => {
  it('is blocks, labels and attributes, with the places of expressions', () => {
    const text = [
      '# a comment = 1',
      'resource "aws_route53_record" spf { // its record',
      '  name = "example.com" # a name',
      '  records = [ /* two',
      '    lines */ "a",',
      '    "}", # ]',
      '  ]',
      '  alias { evaluate = true }',
      '  text = <<-EOT',
      '    } ${ "}" } %{ if x }',
      '    EOT of it',
      '    EOT',
      '  größe-1 = {',
      '    a = 1',
      '  }',
      '}',
      'a = 1',
      '',
    ].join('\n');
    const expected = [
      'resource "aws_route53_record" "spf"',
      '  name = "example.com"',
      '  records = [ /* two\n    lines */ "a",\n    "}", # ]\n  ]',
      '  alias',
      '    evaluate = true',
      '  text = <<-EOT\n    } ${ "}" } %{ if x }\n    EOT of it\n    EOT',
      '  größe-1 = {\n    a = 1\n  }',
      'a = 1',
    ];
    assert.equal(outline(text), expected.join('\n'));
    assert.equal(outline(text.replaceAll('\n', '\r\n')).replaceAll('\r\n', '\n'), expected.join('\n'));
    assert.equal(outline(`\ufeff${text}`), expected.join('\n'));
  });

  it('decodes labels', () => {
    assert.equal(outline('a "\\u00e9\\"$${b}" {\n}\n'), 'a "é\\"${b}"');
  });

  it('is also read from JSON', () => {
    const text = JSON.stringify({
      '//': 'a comment',
      resource: { aws_route53_record: { spf: [{ name: 'a' }, { name: 'b' }] } },
      locals: { x: 1 },
    });
    const expected = [
      'resource "aws_route53_record" "spf"',
      '  name = "a"',
      'resource "aws_route53_record" "spf"',
      '  name = "b"',
      'locals',
      '  x = 1',
    ];
    assert.equal(outline(text, 'json'), expected.join('\n'));
    assert.equal(outline('{"locals": {"a": 1}}', 'json-variables'), 'locals = {"a": 1}');
    const [item] = readFile('{"locals": {"a": 1, "b": [1, }}', 'json');
    assert.deepEqual(item?.faults[0]?.range, { start: 29, end: 30 });
    assert.equal(outline('{"locals": {"a": 1, "b": [1, }}', 'json'), 'locals\n  a = 1\n  b = [1, ');
  });

  it('finds blocks in JSON when they are needed', () => {
    const text = '{"resource": {"a": {"b": {"record": [{"value": "1"}, {"value": "2"}]}}}}';
    const [block] = readFile(text, 'json')[0]?.blocks ?? [];
    const records = block?.body.blocks('record') ?? [];
    assert.deepEqual(
      records.map(({ range }) => text.slice(range.start, range.end)),
      ['{"value": "1"}', '{"value": "2"}'],
    );
  });

  // Terraform's messages for these: test/oracle runs its own parser.
  const faults: readonly (readonly [string, string, string])[] = [
    ['a = 1\n}\n', 'Argument or block definition required', '}'],
    ['a {\n', 'Unclosed configuration block', '{'],
    ['a b c\n', 'Invalid block definition', '\n'],
    ['a "b" = 1\n', 'Invalid block definition', '='],
    ['a\n', 'Argument or block definition required', 'a'],
    ['"a" = 1\n', 'Invalid argument name', '"a"'],
    ['a {\n b = 1\n b = 2\n}\n', 'Attribute redefined', 'b'],
    ['a {} b {}\n', 'Missing newline after block definition', ''],
    ['a { b = 1\n}\n', 'Invalid single-argument block definition', '\n'],
    ['a {\n b = 1 }\n', 'Missing newline after argument', '}'],
    ['a { b { } }\n', 'Argument definition required', 'b {'],
    ['a "${b}" {\n}\n', 'Invalid string literal', '${'],
    ["a = 'b'\n", 'Invalid character', "'"],
    ['; = 1\n', 'Invalid character', ';'],
    ['a = "b\n', 'Invalid multi-line string', '\n'],
    ['a = [1\n', 'Unterminated tuple constructor expression', '['],
    ['a = [1 2]\n', 'Missing item separator', '2'],
    ['a = { b }\n', 'Missing key/value separator', '}'],
    ['a = 1 2\n', 'Missing newline after argument', '2'],
    ['a = 1, 2\n', 'Unexpected comma after argument', ','],
    ['a =\n', 'Invalid expression', ''],
    ['a = <<EOT\nb\n', 'Unterminated template string', ''],
    ['a = "%{i}"\n', 'Invalid template control keyword', 'i'],
    ['a = "\\q"\n', 'Invalid escape sequence', '\\q'],
    ['a = "${b"\n', 'Unclosed template interpolation sequence', '${'],
    ['a = f(b\n', 'Unterminated function call', 'f(b'],
    ['a = x ? y\n', 'Missing false expression in conditional', ''],
    ['a = x.\n', 'Invalid attribute name', ''],
    ['a = [for x y : z]\n', "Invalid 'for' expression", 'y'],
    ['a = "%{ if x }b"\n', 'Unexpected end of template', ''],
    ['a = "%{ endif }"\n', 'Unexpected endif directive', '%{ endif }'],
    ['a = 1.2.3\n', 'Invalid number literal', '1.2.3'],
    [`a = ${'['.repeat(300)}${']'.repeat(300)}\n`, 'Nested too deeply', '['],
    [`${'a {\n'.repeat(201)}${'}\n'.repeat(201)}`, 'Nested too deeply', 'a {'],
  ];
  for (const [text, summary, typed] of faults) {
    it(`has the fault ${summary} in ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.deepEqual(faultsOf(text), [{ summary, typed }]);
    });
  }

  // A fault in the middle block, and what is read from the others.
  const broken = [
    'resource "b" "b" {\n  x = [1\n  y = 2\n}',
    'resource "b" "b" {\n  x = {\n    z = 1\n  y = 2\n}',
    'resource "b" "b" {\n  x = f(\n  y = 2\n}',
    'resource "b" "b" {\n  x = "${a\n  y = 2\n}',
    'resource "b" "b" {\n  x = "a\n  y = 2\n}',
    'resource "b" "b" {\n  x = "${f("a}"\n  y = 2\n}',
    'resource "b" "b" {\n  y = 2\n  z {\n    a = 1\n}',
    'resource "b" "b" {\n  x 1\n  y = 2\n}}',
    'resource "b" "b" {\n  x = ]\n  y = 2\n}',
    'resource "b" "b" {\n  y = 2\n',
    'resource "b" "b" {\n  x = /* 1\n  y = 2\n}',
    'resource "b" "b" {\n  x = [\n    <<EOT\nEO\n  y = 2\n}',
  ];
  for (const text of broken) {
    it(`keeps the fault in ${JSON.stringify(text)} within its block`, () => {
      const [before, after] = [
        'resource "a" "a" {\n  x = 1\n}\n',
        'resource "c" "c" {\n  x = [\n    1,\n  ]\n}\n',
      ];
      const read = outline(`${before}\n${text}\n\n${after}`);
      assert.ok(read.startsWith(outline(before)), read);
      assert.ok(read.endsWith(outline(after)), read);
      // In the broken block, the attributes on other lines are read, unless they are within a heredoc.
      if (!text.includes('<<')) assert.match(read, /\n {2}y = 2\n/);
    });
  }

  it('does not read a block in a heredoc or a comment', () => {
    const text = 'a {\n  b = <<EOT\nresource "x" "y" {\nEOT\n}\n/*\nresource "x" "y" {\n*/\nb {\n';
    assert.equal(outline(text), 'a\n  b = <<EOT\nresource "x" "y" {\nEOT\nb');
  });

  it('finds comments for mailtxt', () => {
    const text =
      'a {\n  # mailtxt-disable-next-line x\n  b = [ // mailtxt-disable-line y\n  ]\n}\n/* mailtxt z */\n';
    const found = readFile(text, 'native').flatMap((item) =>
      item.pragmas.map(({ at, range, alone }) => `${item.text.slice(at, range.end)} ${alone}`),
    );
    assert.deepEqual(found, [
      'mailtxt-disable-next-line x true',
      'mailtxt-disable-line y false',
      'mailtxt z */ true',
    ]);
  });
});

describe('reading broken HCL', function () {
  this.timeout(120_000);

  const deep = 10_000;
  const hostile: Readonly<Record<string, string>> = {
    'open blocks': 'a {\n'.repeat(deep),
    'open blocks on a line': 'a { '.repeat(deep),
    'open brackets': `a = ${'['.repeat(deep)}`,
    'unclosed lists': 'a = [\n'.repeat(deep),
    'unclosed strings': 'a = "\n'.repeat(deep),
    'unclosed sequences': 'a = "${\n'.repeat(deep),
    'strings in sequences': `a = "${'${"'.repeat(deep)}`,
    'unclosed heredocs': 'a = <<A\n'.repeat(deep),
    'heredocs whose ends are hidden': `${Array.from({ length: deep }, (_, i) => `a = <<A${i}\n`).join('')}\${\n${Array.from({ length: deep }, (_, i) => `A${i}\n`).join('')}}\n`,
    'unclosed comments': '/*\n'.repeat(deep),
    'headers without blocks': 'resource "a" "b" {\n'.repeat(deep),
    'everything combined': 'resource "a" "b" {\n x = "${[<<E\n'.repeat(deep),
    'long chains': `a = x${'.y'.repeat(deep)}`,
    'long sums': `a = ${'1 + '.repeat(deep)}1`,
    'many signs': `a = ${'!'.repeat(deep)}x`,
    'a million characters': `a = "${'x'.repeat(1_000_000)}"`,
    'a hundred thousand lines': `a = <<-EOT\n${'  ${a}\n'.repeat(100_000)}EOT\n`,
    'text that is not HCL': '\0\ud800é]'.repeat(deep),
  };
  for (const [what, text] of Object.entries(hostile)) {
    it(`tolerates ${what}`, () => {
      const items = readFile(text, 'native');
      assert.equal(joined(items), text);
      walk(items, (found, { item }) => {
        if ('expression' in found) readExpression(item.text, found.expression);
      });
    });
  }

  it('tolerates deep and broken JSON', () => {
    for (const text of ['[', '{"a":', '{"resource":{"a":{"b":'].map((one) => one.repeat(deep))) {
      assert.equal(readFile(text, 'json')[0]?.faults.length, 1);
    }
  });
});

describe('the HCL corpus', function () {
  this.timeout(120_000);

  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('broken HCL');
    this.skip();
  });

  /** Every nth file, because most exist in several versions. */
  const samples = (step: number): readonly string[] =>
    ['realworld/terraform', 'fix-pairs']
      .flatMap(corpusFiles)
      .filter((file) => file.endsWith('.tf'))
      .filter((_, i) => i % step === 0)
      .map((file) => readCorpus(file).slice(0, 6000));

  it('is read up to any position', () => {
    for (const text of samples(20)) {
      for (let end = 0; end < text.length; end += 7) {
        const part = text.slice(0, end);
        assert.equal(joined(readFile(part, 'native')), part);
        faultsOf(part);
      }
    }
  });

  it('keeps a change of one character within its block', () => {
    const inserted = ['"', '{', '}', '[', ']', '(', ')', '=', ',', '\n', '$', '\\', '#', '/*', '${', '%{'];
    let random = 1;
    const next = (below: number): number => {
      random = (Math.imul(random, 48_271) >>> 0) % 0x7fffffff;
      return random % below;
    };
    for (const text of samples(4)) {
      const items = readFile(text, 'native');
      for (let i = 0; i < 10; i++) {
        const at = next(text.length);
        const [sign = ''] = [inserted[next(inserted.length)]];
        const changed =
          next(2) === 0 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + sign + text.slice(at);
        const left = new Set(
          readFile(changed, 'native').flatMap((item) =>
            item.blocks.map(({ range }) => item.text.slice(range.start, range.end)),
          ),
        );
        let base = 0;
        for (const item of items) {
          for (const { range } of item.blocks) {
            const [start, end] = [base + range.start, base + range.end];
            const block = text.slice(start, end);
            const isOwn = at >= start - 1 && at <= end;
            if (!isOwn && !text.includes('<<')) assert.ok(left.has(block), `${changed}\n\n${block}`);
          }
          base += item.text.length;
        }
      }
    }
  });
});
