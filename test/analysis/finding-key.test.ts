import assert from 'node:assert/strict';
import { findingKey } from '../../server/src/analysis/findings/finding-key.ts';
import { defineRule, nameRule } from '../../server/src/rules/rule.ts';
import { configuration } from '../harness/configuration.ts';
import { findingsOf } from '../harness/workspace.ts';

const RULE = nameRule(
  'txt',
  'own',
  defineRule({
    subject: 'txt',
    severity: 'error',
    specs: ['RFC 1035 §3.3.14'],
    why: 'It is a test.',
    messages: { found: 'It is there.' },
    check: () => undefined,
  }),
);

function keyFor(value: string | number, owner: string, instance?: { module: string; key: string }): string {
  const maker = { name: 'x', path: 'main.tf', range: { start: 0, end: 0 }, ...(instance && { instance }) };
  return findingKey({ rule: RULE, message: 'found', data: { value } }, { owner, maker });
}

/** A value of the record at one.example, and one of the record at two.example. */
type Pair = readonly [one: string | number, two: string | number];

const SAME: readonly Pair[] = [
  ['one.example', 'two.example'],
  ['_dmarc.one.example', '_dmarc.two.example'],
  ['include:_spf.One.example', 'include:_spf.two.example'],
  ['mailto:d@one.example,mailto:d@other.example', 'mailto:d@two.example,mailto:d@other.example'],
  ['"mail.one.example." is a name.', '"mail.two.example." is a name.'],
  ['a:*.one.example/24', 'a:*.two.example/24'],
  [3, 3],
  ['', ''],
];

const DIFFERENT: readonly Pair[] = [
  // Names that only contain the letters of the own one are names of other domains.
  ['anyone.example', 'anytwo.example'],
  ['one.example.net', 'two.example.net'],
  // What stands for the own name is not text.
  ['one.example', '@'],
  ['x.one.example', 'y.two.example'],
  ['one.example', 'one.example'],
  [3, 4],
  [3, '3'],
];

describe('the key of a finding', () => {
  for (const [one, two] of SAME) {
    it(`is the same for ${one} of one.example and ${two} of two.example`, () => {
      assert.equal(keyFor(one, 'one.example'), keyFor(two, 's._domainkey.two.example'));
    });
  }

  for (const [one, two] of DIFFERENT) {
    it(`is different for ${one} of one.example and ${two} of two.example`, () => {
      assert.notEqual(keyFor(one, 'one.example'), keyFor(two, 'two.example'));
    });
  }

  it('is the same for a resource in one call of a module and in another', () => {
    const a = { module: 'module.a.', key: '["x"]' };
    const b = { module: 'module.b.', key: '["y"]' };
    assert.equal(keyFor('module.a.r.n["x"]', 'e.example', a), keyFor('module.b.r.n["y"]', 'e.example', b));
    assert.notEqual(keyFor('module.a.r.n["x"]', 'e.example', a), keyFor('module.a.r.n["x"]', 'e.example', b));
  });

  it('depends on the rule, the message and the names of the data', () => {
    const record = { owner: 'one.example', maker: undefined };
    const of = (id: string, message: string, name: string): string =>
      findingKey({ rule: { ...RULE, id }, message, data: { [name]: 'x' } }, record);
    const keys = [of('a', 'b', 'c'), of('d', 'b', 'c'), of('a', 'd', 'c'), of('a', 'b', 'd')];
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe('findings on a text of a module that is called for several domains', () => {
  /** The messages about a record that each call makes for its domain. */
  function messagesFor(text: string, rule: string): readonly string[] {
    const module = `variable "domain" {}
resource "aws_route53_zone" "main" {
  name = var.domain
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = var.domain
  type    = "TXT"
  ttl     = 3600
  records = [${text}]
}
`;
    const calls = ['one', 'two'].map(
      (label) => `module "${label}" {\n  source = "./zone"\n  domain = "${label}.example"\n}\n`,
    );
    const made = configuration({ '/dns/main.tf': calls.join(''), '/dns/zone/main.tf': module });
    return findingsOf(made, '/dns/zone/main.tf')
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message);
  }

  it('are one if a term has the domain of each call', () => {
    const text = '"v=spf1 a:x.${var.domain} a:x.${var.domain} -all"';
    assert.deepEqual(messagesFor(text, 'spf-duplicate-term'), [
      '"a:x.one.example" is already in the record. The same goes for two.example.',
    ]);
  });

  it('are separate if a term has another domain for each call', () => {
    const text = '"v=spf1 a:any${var.domain} a:any${var.domain} -all"';
    assert.deepEqual(messagesFor(text, 'spf-duplicate-term'), [
      '"a:anyone.example" is already in the record.',
      '"a:anytwo.example" is already in the record.',
    ]);
  });
});
