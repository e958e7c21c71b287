import assert from 'node:assert/strict';
import { configuration } from '../../harness/configuration.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { recordLines, txt } from './module.ts';

/**
 * https://developer.hashicorp.com/terraform/language/files/override: arguments of an override replace those of the same name,
 * nested blocks replace all of their type, and files are applied in the order of their names.
 */
describe('override files', () => {
  const recordsOf = (files: Readonly<Record<string, string>>): readonly string[] => {
    const made = configuration(files);
    return made.paths().flatMap((path) => recordLines(made, path).map((line) => `${path}: ${line}`));
  };

  it('replace arguments of a resource in another file, and keep the others', () => {
    const records = recordsOf({
      'main.tf': txt('a', '"v=spf1 +all"'),
      'override.tf': 'resource "aws_route53_record" "a" {\n  records = ["v=spf1 -all"]\n}\n',
    });
    assert.deepEqual(records, ['override.tf: a.example.com TXT "v=spf1 -all"']);
  });

  for (const name of ['override.tf', 'a_override.tf', 'override.tofu', 'a_override.tofu']) {
    it(`are files named ${name}`, () => {
      const records = recordsOf({
        'main.tf': txt('a', 'local.spf'),
        [name]: 'locals {\n  spf = "v=spf1 -all"\n}\n',
        'z.tf': 'locals {\n  spf = "v=spf1 +all"\n}\n',
      });
      assert.deepEqual(records, [`${name}: a.example.com TXT "v=spf1 -all"`]);
    });
  }

  for (const name of ['override.tf.json', 'a_override.tofu.json']) {
    it(`can be JSON: ${name}`, () => {
      const records = recordsOf({
        'main.tf': txt('a', '"v=spf1 +all"'),
        [name]: '{"resource": {"aws_route53_record": {"a": {"records": ["v=spf1 -all"]}}}}',
      });
      assert.deepEqual(records, [`${name}: a.example.com TXT "v=spf1 -all"`]);
    });
  }

  it('are not files that only end in the word', () => {
    const made = configuration({
      'main.tf': txt('a', '"v=spf1 mx -all"'),
      'nooverride.tf': txt('a', '"v=spf1 a -all"'),
    });
    assert.equal(recordLines(made, 'main.tf').length, 1);
    assert.equal(recordLines(made, 'nooverride.tf').length, 1);
  });

  it('are applied in the order of their names', () => {
    const override = (value: string): string =>
      `resource "aws_route53_record" "a" {\n  records = ["${value}"]\n}\n`;
    const records = recordsOf({
      'a_override.tf': override('v=spf1 a -all'),
      'b_override.tf': override('v=spf1 mx -all'),
      'main.tf': txt('a', '"v=spf1 +all"'),
    });
    assert.deepEqual(records, ['b_override.tf: a.example.com TXT "v=spf1 mx -all"']);
  });

  it('replace all nested blocks of a type, including `dynamic` ones', () => {
    const zone = `resource "azurerm_dns_txt_record" "a" {
  name      = "a"
  zone_name = "example.com"
  ttl       = 300
  record {
    value = "v=spf1 +all"
  }
  dynamic "record" {
    for_each = ["x=1", "x=2"]
    content {
      value = record.value
    }
  }
}
`;
    const records = recordsOf({
      'main.tf': zone,
      'override.tf':
        'resource "azurerm_dns_txt_record" "a" {\n  record {\n    value = "v=spf1 -all"\n  }\n}\n',
    });
    assert.deepEqual(records, ['override.tf: a.example.com TXT "v=spf1 -all"']);
  });

  it('change the default of a variable, the value of an output, and the inputs and source of a module', () => {
    const records = recordsOf({
      'dns/main.tf': `variable "end" {
  default = "+all"
}
module "mail" {
  source = "../old"
  spf    = "v=spf1 a \${var.end}"
  name   = "a"
}
${txt('b', 'module.mail.text')}`,
      'dns/override.tf': `variable "end" {
  default = "-all"
}
module "mail" {
  source = "../new"
  spf    = "v=spf1 mx \${var.end}"
}
`,
      'new/main.tf': `variable "spf" {}
variable "name" {}
output "text" { value = "x=1" }
${txt('a', 'var.spf').replace('"a.example.com"', '"${var.name}.example.com"')}`,
      'new/override.tf': 'output "text" { value = "x=2" }\n',
    });
    assert.deepEqual(records, [
      'dns/override.tf: a.example.com TXT "v=spf1 mx -all"',
      'new/override.tf: b.example.com TXT "x=2"',
    ]);
  });

  it('change `count` of a resource', () => {
    const records = recordsOf({
      'main.tf': txt('a', '"v=spf1 -all"'),
      'override.tf': 'resource "aws_route53_record" "a" {\n  count = 0\n}\n',
    });
    assert.deepEqual(records, []);
  });

  it('have findings at their own characters, and other files at theirs', () => {
    const override = 'resource "aws_route53_record" "a" {\n  name = "b.example.com"\n}\n';
    const made = configuration({ 'main.tf': txt('a', '"v=spf1 +all"'), 'override.tf': override });
    assert.deepEqual(recordLines(made, 'main.tf'), ['b.example.com TXT "v=spf1 +all"']);
    assert.deepEqual(
      findingsOf(made, 'main.tf').map(({ rule }) => rule),
      ['spf-all-pass'],
    );
    made.edit('override.tf', [{ range: { start: 0, end: 0 }, text: '# moved\n' }]);
    assert.deepEqual(recordLines(made, 'main.tf'), ['b.example.com TXT "v=spf1 +all"']);
    const at = override.indexOf('"b.') + '# moved\n'.length;
    made.edit('override.tf', [{ range: { start: at, end: at + 2 }, text: '"c' }]);
    assert.deepEqual(recordLines(made, 'main.tf'), ['c.example.com TXT "v=spf1 +all"']);
  });
});

/** https://opentofu.org/docs/language/files/#extension-precedence */
describe('OpenTofu files next to Terraform files', () => {
  it('replace the file of the same name, which may be used if Terraform is run', () => {
    const made = configuration({
      'main.tf': txt('a', '"v=spf1 a -all"'),
      'main.tofu': txt('a', '"v=spf1 mx -all"'),
    });
    const shown = made
      .paths()
      .flatMap((path) =>
        [...made.records(path)].map(({ record }) => `${path} ${record.conditional ? 'maybe' : 'sure'}`),
      );
    assert.deepEqual(shown, ['main.tf maybe', 'main.tofu sure']);
    assert.deepEqual(
      made.paths().flatMap((path) => findingsOf(made, path).map(({ rule }) => rule)),
      [],
    );
  });

  it('are fixed separately', () => {
    const made = configuration({
      'main.tf': txt('a', '"v=spf1 a +all"'),
      'main.tofu': txt('a', '"v=spf1 mx -all"'),
    });
    assert.deepEqual(
      findingsOf(made, 'main.tf').map(({ rule }) => rule),
      ['spf-all-pass'],
    );
    assert.deepEqual(findingsOf(made, 'main.tofu'), []);
  });

  it('are read with the declarations of their program', () => {
    const made = configuration({
      'locals.tf': 'locals {\n  end = "-all"\n}\n',
      'locals.tofu': 'locals {\n  end = "~all"\n}\n',
      'main.tf': txt('a', '"v=spf1 mx ${local.end}"'),
      'other.tofu': txt('b', '"v=spf1 a ${local.end}"'),
    });
    assert.deepEqual(recordLines(made, 'main.tf'), ['a.example.com TXT "v=spf1 mx ~all"']);
    assert.deepEqual(recordLines(made, 'other.tofu'), ['b.example.com TXT "v=spf1 a ~all"']);
    assert.deepEqual(recordLines(made, 'locals.tf'), []);
  });

  it('are different modules for their callers', () => {
    const call = (name: string): string => `module "m" {\n  source = "../m"\n  spf    = "${name}"\n}\n`;
    const made = configuration({
      'dns/main.tf': call('v=spf1 a -all'),
      'm/m.tf': `variable "spf" {}\n${txt('a', 'var.spf, "only=terraform"')}`,
      'm/m.tofu': `variable "spf" {}\n${txt('a', 'var.spf')}`,
    });
    assert.deepEqual(recordLines(made, 'dns/main.tf'), ['a.example.com TXT "v=spf1 a -all"']);
    assert.deepEqual(recordLines(made, 'm/m.tf'), ['a.example.com TXT "only=terraform"']);
  });

  it('also replace JSON with the same name, and nothing else', () => {
    const json = (value: string): string =>
      JSON.stringify({
        resource: {
          aws_route53_record: {
            a: { zone_id: 'Z1', name: 'a.example.com', type: 'TXT', ttl: 300, records: [value] },
          },
        },
      });
    const sure = (files: Readonly<Record<string, string>>): readonly string[] => {
      const made = configuration(files);
      return made.paths().filter((path) => [...made.records(path)].some(({ record }) => !record.conditional));
    };
    assert.deepEqual(sure({ 'a.tf.json': json('x=1'), 'a.tofu.json': json('x=2') }), ['a.tofu.json']);
    assert.deepEqual(sure({ 'a.tf': txt('b', '"x=1"'), 'a.tofu.json': json('x=2') }), [
      'a.tf',
      'a.tofu.json',
    ]);
  });
});
