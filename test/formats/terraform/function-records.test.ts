import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { documentedFunctions } from '../../../scripts/terraform-functions.ts';
import { configuration } from '../../harness/configuration.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { valuesOf } from './function-values.ts';
import { recordLines } from './module.ts';

interface RecordCase {
  readonly family: string;
  readonly name: string;
  /** The finding of `spf-all-pass` between « and ». */
  readonly value: string;
  readonly line: string;
  readonly more?: string;
}

/** An email record for each family of functions. */
const CASES: readonly RecordCase[] = [
  {
    family: 'networks',
    name: '"@"',
    value: '"v=spf1 ip4:${cidrhost("192.0.2.0/24", 5)} ip4:${cidrsubnet("198.51.100.0/24", 4, 2)} «+all»"',
    line: 'example.com TXT "v=spf1 ip4:192.0.2.5 ip4:198.51.100.32/28 +all"',
  },
  {
    family: 'networks, in a loop',
    name: '"@"',
    value: '"v=spf1 ${join(" ", [for n in cidrsubnets("192.0.2.0/24", 1, 1) : "ip4:${n}"])} «+all»"',
    line: 'example.com TXT "v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 +all"',
  },
  {
    family: 'hashes',
    name: '"${sha1("s1")}._report._dmarc"',
    value: '"v=spf1 «+all»"',
    line: `${createHash('sha1').update('s1').digest('hex')}._report._dmarc.example.com TXT "v=spf1 +all"`,
  },
  {
    family: 'encodings, and literals next to them',
    name: 'base64decode("QA==")',
    value: '"${base64decode("dj1zcGYx")} a:${urldecode("mail%2Eexample%2Ecom")} «+all»"',
    line: 'example.com TXT "v=spf1 a:mail.example.com +all"',
  },
  {
    family: 'dates',
    name: '"${formatdate("YYYYMMDD", timeadd("2026-11-30T00:00:00Z", "24h"))}.mail"',
    value: '"v=spf1 «+all»"',
    line: '20261201.mail.example.com TXT "v=spf1 +all"',
  },
  {
    family: 'encoded YAML',
    name: '"@"',
    value: 'yamldecode(yamlencode({ spf = "v=spf1 mx «+all»" })).spf',
    line: 'example.com TXT "v=spf1 mx +all"',
  },
  {
    family: 'templates',
    name: '"@"',
    value: 'templatestring(local.spf, { ip = cidrhost("192.0.2.0/24", 7) })',
    line: 'example.com TXT "v=spf1 ip4:192.0.2.7 +all"',
    more: 'locals {\n  spf = "v=spf1 ip4:$${ip} «+all»"\n}\n',
  },
  {
    family: 'types',
    name: '"@"',
    value: 'convert({ spf = "v=spf1 mx «+all»" }, object({ spf = string })).spf',
    line: 'example.com TXT "v=spf1 mx +all"',
  },
  {
    family: 'paths',
    name: 'basename(abspath(path.module))',
    value: '"v=spf1 mx «+all»"',
    line: 'dns.example.com TXT "v=spf1 mx +all"',
  },
  {
    family: 'attributes',
    name: '"@"',
    value: 'terraform_data.spf.output',
    line: 'example.com TXT "v=spf1 mx +all"',
    more: 'resource "terraform_data" "spf" {\n  input = "v=spf1 mx «+all»"\n}\n',
  },
];

describe('records that Terraform functions produce', () => {
  for (const { family, name, value, line, more = '' } of CASES) {
    it(`have findings at their source: ${family}`, () => {
      const text = `resource "hetznerdns_record" "a" {
  zone_id = hetznerdns_zone.z.id
  name    = ${name}
  type    = "TXT"
  value   = ${value}
}
resource "hetznerdns_zone" "z" {
  name = "example.com"
}
${more}`;
      const made = configuration({ '/dns/main.tf': text.replace(/[«»]/g, '') });
      assert.deepEqual(recordLines(made, '/dns/main.tf'), [line]);
      const [finding, ...others] = findingsOf(made, '/dns/main.tf').filter(
        ({ rule }) => rule === 'spf-all-pass',
      );
      assert.ok(finding);
      assert.deepEqual(others, []);
      assert.deepEqual(finding.range, { start: text.indexOf('«'), end: text.indexOf('»') - 1 });
    });
  }

  it('are all read, with any arguments of a function', function () {
    this.timeout(120_000);
    const names = documentedFunctions().map(({ name }) => name);
    const atom = fc.constantFrom(
      'null',
      'true',
      '0',
      '-1',
      '0.5',
      '1e300',
      '-9007199254740993',
      '""',
      '"a"',
      '"é\\u0000😀"',
      '"../.."',
      '"10.0.0.0/8"',
      '"::/0"',
      '"2026-11-30T00:00:00Z"',
      '"%"',
      '"[{("',
      '"/(/"',
      '"__proto__"',
      'var.unknown',
      '"${var.unknown}/24"',
      '[]',
      '[null, 1, "a", [var.unknown]]',
      '{}',
      '{ constructor = [1], a = null }',
      'range(2000)',
      'join("", [for i in range(2000) : "ab"])',
      'string',
      'list(string)',
    );
    const call = fc
      .tuple(fc.constantFrom(...names), fc.array(atom, { maxLength: 4 }))
      .map(([name, values]) => `${name}(${values.join(', ')})`);
    fc.assert(
      fc.property(fc.array(call, { minLength: 20, maxLength: 40 }), (calls) => {
        const values = valuesOf([...calls, '"after"'], { text: 'variable "unknown" {}\n' });
        assert.equal(values.at(-1), 'after');
        assert.ok(!values.includes('no record'), calls[values.indexOf('no record')]);
      }),
      { numRuns: runs(12) },
    );
  });
});
