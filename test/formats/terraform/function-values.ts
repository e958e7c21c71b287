import assert from 'node:assert/strict';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';

/** An expression and its value in Terraform; `…` if that is unknown. */
export type ValueCase = readonly [expression: string, value: string];

/** The value of each expression in one module, in a folder of its own. `more`: other parts of the module, and further files. */
export function valuesOf(
  expressions: readonly string[],
  more: { readonly text?: string; readonly files?: Readonly<Record<string, string>> } = {},
): readonly string[] {
  const records = expressions.map(
    (expression, i) => `resource "namecheap_domain_host_record" "r${i}" {
  domain   = "example.org"
  hostname = "r${i}"
  type     = "TXT"
  address  = "<\${${expression}}>"
}
`,
  );
  const files = Object.entries({ 'main.tf': `${records.join('')}${more.text ?? ''}`, ...more.files });
  const made = configuration(Object.fromEntries(files.map(([name, text]) => [`/dns/${name}`, text])));
  const values = new Map(
    recordsIn(made).map(({ owner, rdata }) => {
      assert.ok(rdata.kind === 'text');
      const parts = rdata.value.text.split(HOLE).map((part) => Buffer.from(part, 'latin1').toString('utf8'));
      // The reader of records omits trailing line breaks.
      return [owner, parts.join('…').slice(1, -1)];
    }),
  );
  return expressions.map((_, i) => values.get(`r${i}.example.org`) ?? 'no record');
}

/** Declares a test for each case of a family of functions. */
export function itEvaluates(cases: readonly ValueCase[], more: Parameters<typeof valuesOf>[1] = {}): void {
  let values: readonly string[] = [];
  before(() => {
    values = valuesOf(
      cases.map(([expression]) => expression),
      more,
    );
  });
  for (const [i, [expression, value]] of cases.entries()) {
    it(`evaluates ${expression}`, () => {
      assert.equal(values[i], value);
    });
  }
}
