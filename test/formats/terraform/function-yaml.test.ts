import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { itEvaluates, valuesOf } from './function-values.ts';

const LONG =
  'v=spf1 include:_spf.example.net include:_spf.example.org ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all';

// From https://developer.hashicorp.com/terraform/language/functions/yamlencode, the tests of its library, and libyaml.
describe("Terraform's yamlencode", () => {
  itEvaluates(
    [
      ['yamlencode({"a":"b", "c":"d"})', '"a": "b"\n"c": "d"\n'],
      ['yamlencode({"foo":[1, 2, 3], "bar": "baz"})', '"bar": "baz"\n"foo":\n- 1\n- 2\n- 3\n'],
      [
        'yamlencode({"foo":[1, {"a":"b","c":"d"}, 3], "bar": "baz"})',
        '"bar": "baz"\n"foo":\n- 1\n- "a": "b"\n  "c": "d"\n- 3\n',
      ],
      ['yamlencode(["foo", "bar", true])', '- "foo"\n- "bar"\n- true\n'],
      ['yamlencode(true)', 'true\n...\n'],
      ['yamlencode(null)', 'null\n...\n'],
      ['yamlencode(0)', '0\n...\n'],
      ['yamlencode(1.5)', '1.5\n...\n'],
      ['yamlencode("")', '""\n'],
      ['yamlencode("hello")', '"hello"\n'],
      ['yamlencode({})', '{}\n'],
      ['yamlencode([])', '[]\n'],
      ['yamlencode({ a = {}, b = [], c = null })', '"a": {}\n"b": []\n"c": null\n'],
      ['yamlencode([[1, [2]], [{ a = [3] }]])', '- - 1\n  - - 2\n- - "a":\n    - 3\n'],
      ['yamlencode({ a = { b = { c = 1 } } })', '"a":\n  "b":\n    "c": 1\n'],
      ['yamlencode("a\\"b\\\\c\\td\\u0007é")', '"a\\"b\\\\c\\td\\aé"\n'],
      ['yamlencode({ a = "x\\ny\\n", b = "x\\ny", c = 1 })', '"a": |\n  x\n  y\n"b": |-\n  x\n  y\n"c": 1\n'],
      ['yamlencode(["x\\n\\n"])', '- |+\n  x\n\n...\n'],
      ['yamlencode(["x\\n\\n", 1])', '- |+\n  x\n\n- 1\n'],
      ['yamlencode([" x\\ny"])', '- |2-\n   x\n  y\n'],
      ['yamlencode(["x \\ny"])', '- "x \\ny"\n'],
      ['yamlencode(["x\\ty\\n"])', '- "x\\ty\\n"\n'],
      [
        `yamlencode({ spf = "${LONG}" })`,
        '"spf": "v=spf1 include:_spf.example.net include:_spf.example.org ip4:192.0.2.0/24\n  ip4:198.51.100.0/24 -all"\n',
      ],
      ['yamlencode({ a = var.x })', '…'],
      ['yamlencode(["a${var.x}"])', '…'],
      ['yamlencode("😀")', '…'],
      ['yamlencode({ "a\\nb" = 1 })', '…'],
      ['yamlencode()', '…'],
      ['yamldecode(yamlencode({ a = "${var.x} -all", b = [1] })).a', '… -all'],
      [`yamldecode(yamlencode(["${LONG}"]))[0]`, LONG],
    ],
    { text: 'variable "x" {}\n' },
  );

  it('writes what a YAML parser reads as the value', () => {
    const texts = fc.stringMatching(/^[ -~\n]{0,120}$/);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        texts,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9 ]{0,5}$/), tie('value'), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      ),
    }));
    const escaped = (json: string): string => json.replace(/([$%])\{/g, '$1$1{');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const made = valuesOf(values.map((one) => `yamlencode(${escaped(JSON.stringify(one))})`));
        for (const [i, text] of made.entries()) {
          assert.notEqual(text, '…');
          assert.deepEqual(parse(text, { version: '1.1' }), values[i], text);
        }
      }),
      { numRuns: 100 },
    );
  });
});
