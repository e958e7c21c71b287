import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Files } from './module.ts';
import { variablesOfUnit } from './terragrunt-units.ts';

/** A module with these variables, each with the default "default". */
function moduleWith(...names: readonly string[]): Files {
  const text = names.map((name) => `variable "${name}" {\n  default = "default"\n}\n`).join('');
  return { '/repo/.git/HEAD': '', '/repo/modules/dns/main.tf': text };
}

const SOURCE = 'terraform {\n  source = "../../modules/dns"\n}\n';
const UNIT = '/repo/live/dns/terragrunt.hcl';
const BESIDE = ` <${UNIT}>`;

/** The variables of `modules/dns`, called by the unit `live/dns` with this text. */
function variables(text: string, files: Files): Readonly<Record<string, string>> {
  return variablesOfUnit({ ...files, [UNIT]: text }, '/repo/live/dns').variables;
}

function reported(text: string, files: Files): readonly string[] {
  return variablesOfUnit({ ...files, [UNIT]: text }, '/repo/live/dns').reported;
}

describe('the inputs of a Terragrunt unit', () => {
  it('are the variables of its module, traced to their characters', () => {
    const unit = `${SOURCE}locals {
  zone = "Example.CO.UK"
}
inputs = {
  zone   = local.zone
  spf    = "v=spf1 a:\${local.zone} ~all"
  unused = "x"
}
`;
    assert.deepEqual(variables(unit, moduleWith('zone', 'spf', 'dmarc')), {
      zone: `Example.CO.UK${BESIDE}`,
      spf: `v=spf1 a:Example.CO.UK ~all${BESIDE}`,
      dmarc: 'default </repo/modules/dns/main.tf>',
    });
  });

  it('reach Terraform like TF_VAR_ does: null is not passed, and lists are parsed as expressions', () => {
    const unit = `${SOURCE}inputs = {
  a = null
  b = ["v=spf1 exists:%%%{i}._spf.example.dev -all", { c = "%%%%{d}" }]
  c = "v=spf1 exists:%%{i}._spf.example.dev -all"
}
`;
    assert.deepEqual(variables(unit, moduleWith('a', 'b', 'c')), {
      a: 'default </repo/modules/dns/main.tf>',
      b: `[v=spf1 exists:%{i}._spf.example.dev -all${BESIDE}, {c: %%{d}${BESIDE}}]`,
      c: `v=spf1 exists:%{i}._spf.example.dev -all${BESIDE}`,
    });
  });

  it('are weaker than the terraform.tfvars of the module', () => {
    const files = { ...moduleWith('a', 'b'), '/repo/modules/dns/terraform.tfvars': 'a = "file"\n' };
    assert.deepEqual(variables(`${SOURCE}inputs = {\n  a = "unit"\n  b = "unit"\n}\n`, files), {
      a: 'file </repo/modules/dns/terraform.tfvars>',
      b: `unit${BESIDE}`,
    });
  });

  it('are known if an unknown map is merged with them and they are stronger', () => {
    const unit = `${SOURCE}inputs = merge({ a = "1", b = "2" }, jsondecode(run_cmd("x")), ({ b = "3" }))\n`;
    assert.deepEqual(variables(unit, moduleWith('a', 'b', 'c')), { a: '…', b: `3${BESIDE}`, c: '…' });
  });

  it('are unknown if they depend on the machine', () => {
    const unit = `${SOURCE}inputs = {
  a = get_env("ZONE")
  b = get_env("ZONE", "example.net")
  c = yamldecode(sops_decrypt_file("secrets.yml"))["zone"]
  d = get_aws_account_id()
}
`;
    assert.deepEqual(variables(unit, moduleWith('a', 'b', 'c', 'd')), { a: '…', b: '…', c: '…', d: '…' });
  });

  it('contain the paths of the unit', () => {
    const unit = `${SOURCE}include "root" {
  path = find_in_parent_folders("root.hcl")
}
inputs = {
  a = [get_terragrunt_dir(), get_original_terragrunt_dir(), get_parent_terragrunt_dir(), get_parent_terragrunt_dir("root")]
  b = [path_relative_to_include(), path_relative_to_include("root"), path_relative_from_include()]
  c = [get_repo_root(), get_path_from_repo_root(), get_path_to_repo_root()]
  d = basename(get_terragrunt_dir())
  f = find_in_parent_folders("live")
}
`;
    const files = {
      ...moduleWith('a', 'b', 'c', 'd', 'e', 'f'),
      '/repo/root.hcl':
        'inputs = {\n  e = [get_terragrunt_dir(), path_relative_to_include(), get_parent_terragrunt_dir()]\n}\n',
    };
    assert.deepEqual(variables(unit, files), {
      a: '[/repo/live/dns, /repo/live/dns, /repo, /repo]',
      b: '[live/dns, live/dns, ../..]',
      c: '[/repo, live/dns, ../..]',
      d: 'dns',
      e: '[/repo/live/dns, live/dns, /repo]',
      f: '/repo/live',
    });
  });

  it('contain the values of files: YAML, tfvars, other Terragrunt files', () => {
    const unit = `${SOURCE}locals {
  env    = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  none   = read_terragrunt_config("none.hcl", { locals = { zone = "none" } })
  values = jsondecode(read_tfvars_file("common.tfvars"))
}
inputs = {
  a = [local.env.locals.zone, local.env.inputs.zone, local.none.locals.zone]
  b = [local.values.spf, local.values.list[0]]
  c = yamldecode(file("records.yaml")).spf
  d = [local.env.locals.own, local.env.locals.original]
  e = try(local.env.locals.missing, "other")
}
`;
    const files = {
      ...moduleWith('a', 'b', 'c', 'd', 'e'),
      '/repo/live/env.hcl': `locals {
  zone     = "example.com.au"
  own      = get_terragrunt_dir()
  original = get_original_terragrunt_dir()
}
inputs = {
  zone = "dev.\${local.zone}"
}
`,
      '/repo/live/dns/common.tfvars': 'spf  = "v=spf1 -all"\nlist = ["one"]\n',
      '/repo/live/dns/records.yaml': 'spf: v=spf1 ?all\n',
    };
    assert.deepEqual(variables(unit, files), {
      a: `[example.com.au </repo/live/env.hcl>, dev.example.com.au </repo/live/env.hcl>, none${BESIDE}]`,
      b: '[v=spf1 -all </repo/live/dns/common.tfvars>, one </repo/live/dns/common.tfvars>]',
      c: 'v=spf1 ?all </repo/live/dns/records.yaml>',
      d: '[/repo/live, /repo/live/dns]',
      e: `other${BESIDE}`,
    });
  });
});

describe('a Terragrunt unit that includes files', () => {
  const PARENT = `locals {
  zone = "example.org"
}
inputs = {
  a = "parent"
  b = { x = { one = "parent", two = "parent" }, list = ["parent"] }
  c = local.zone
}
`;
  const files = { ...moduleWith('a', 'b', 'c'), '/repo/root.hcl': PARENT };
  const inputs = 'inputs = {\n  a = "unit"\n  b = { x = { two = "unit" }, list = ["unit"] }\n}\n';
  const from = ' </repo/root.hcl>';
  const including = (more: string): string =>
    `${SOURCE}include "root" {\n  path = find_in_parent_folders("root.hcl")\n${more}}\n`;

  it('has its own inputs instead of those with the same name', () => {
    assert.deepEqual(variables(including('') + inputs, files), {
      a: `unit${BESIDE}`,
      b: `{x: {two: unit${BESIDE}}, list: [unit${BESIDE}]}`,
      c: `example.org${from}`,
    });
  });

  it('has deeply merged maps and concatenated lists with merge_strategy = "deep"', () => {
    assert.deepEqual(variables(including('  merge_strategy = "deep"\n') + inputs, files), {
      a: `unit${BESIDE}`,
      b: `{x: {one: parent${from}, two: unit${BESIDE}}, list: [parent${from}, unit${BESIDE}]}`,
      c: `example.org${from}`,
    });
  });

  it('has only its own inputs with merge_strategy = "no_merge"', () => {
    assert.deepEqual(
      variables(including('  merge_strategy = "no_merge"\n') + inputs, files)['c'],
      'default </repo/modules/dns/main.tf>',
    );
  });

  it('uses what they declare if they are exposed, and does not inherit locals', () => {
    const own =
      'inputs = {\n  a = include.root.locals.zone\n  b = include.root.inputs.a\n  c = local.zone\n}\n';
    assert.deepEqual(variables(including('  expose = true\n') + own, files), {
      a: `example.org${from}`,
      b: `parent${from}`,
      c: '…',
    });
    assert.equal(variables(including('') + own, files)['a'], '…');
  });

  it('reads an include without a name', () => {
    const bare = `${SOURCE}include {\n  path = find_in_parent_folders("root.hcl")\n  expose = true\n}\ninputs = {\n  a = include.locals.zone\n}\n`;
    assert.deepEqual(variables(bare, files)['a'], `example.org${from}`);
  });

  it('uses the last of several, which can also provide the source of the module', () => {
    const unit =
      'include "root" {\n  path = "../../root.hcl"\n}\ninclude "dns" {\n  path = "../dns.hcl"\n}\n';
    const dns =
      'terraform {\n  source = "${get_parent_terragrunt_dir()}/../modules//dns"\n}\ninputs = {\n  a = "dns"\n}\n';
    assert.deepEqual(
      variables(unit, { ...files, '/repo/live/dns.hcl': dns })['a'],
      'dns </repo/live/dns.hcl>',
    );
  });

  it('finds the terragrunt.hcl of a parent folder by default, and never its own', () => {
    const unit = `${SOURCE}include {\n  path = find_in_parent_folders()\n}\n`;
    const { '/repo/root.hcl': root, ...others } = files;
    assert.equal(
      variables(unit, { ...others, '/repo/terragrunt.hcl': root })['a'],
      'parent </repo/terragrunt.hcl>',
    );
    assert.equal(
      variables(unit.replace('()', '("")'), { ...others, '/repo/terragrunt.hcl': root })['a'],
      'parent </repo/terragrunt.hcl>',
    );
  });

  it('has unknown inputs from a file that is not in the workspace', () => {
    const unit = `${SOURCE}include "far" {\n  path = "../../../far.hcl"\n}\ninputs = {\n  a = "unit"\n}\n`;
    assert.deepEqual(variables(unit, files), { a: `unit${BESIDE}`, b: '…', c: '…' });
    assert.deepEqual(reported(unit, files), [
      `${UNIT} "../../../far.hcl": The file "../../../far.hcl" is not in the workspace, so the values that the module reads from it are unknown.`,
    ]);
  });
});

describe('a Terragrunt unit that depends on other units', () => {
  const ZONE = {
    '/repo/modules/zone/main.tf':
      'variable "name" {}\noutput "name" {\n  value = var.name\n}\noutput "id" {\n  value = some_zone.it.id\n}\n',
    '/repo/live/zone/terragrunt.hcl':
      'terraform {\n  source = "../../modules/zone"\n}\ninputs = {\n  name = "example.io"\n}\n',
  };

  it('has the outputs of their modules, and no mocks', () => {
    const unit = `${SOURCE}dependency "zone" {
  config_path = "../zone"
  mock_outputs = {
    name  = "mock.example.net"
    other = "mock.example.net"
  }
}
inputs = {
  a = dependency.zone.outputs.name
  b = dependency.zone.outputs.other
  c = dependency.zone.inputs.name
}
`;
    assert.deepEqual(variables(unit, { ...moduleWith('a', 'b', 'c'), ...ZONE }), {
      a: 'example.io </repo/live/zone/terragrunt.hcl>',
      b: '…',
      c: 'example.io </repo/live/zone/terragrunt.hcl>',
    });
  });

  it('has no outputs of a unit that is not in the workspace', () => {
    const unit = `${SOURCE}dependency zone {\n  config_path = "../../../zone"\n}\ninputs = {\n  a = dependency.zone.outputs.name\n}\n`;
    assert.deepEqual(variables(unit, moduleWith('a')), { a: '…' });
  });

  it('has the dependencies of the files that it includes', () => {
    const unit = `${SOURCE}include "zone" {\n  path = "../zone.hcl"\n}\n`;
    const included =
      'dependency "zone" {\n  config_path = "../zone"\n}\ninputs = {\n  a = dependency.zone.outputs.name\n}\n';
    const files = { ...moduleWith('a'), ...ZONE, '/repo/live/zone.hcl': included };
    assert.deepEqual(variables(unit, files), { a: 'example.io </repo/live/zone/terragrunt.hcl>' });
  });

  it('has unknown inputs if units depend on each other, which is reported once', () => {
    const files = {
      '/repo/modules/dns/main.tf': 'variable "a" {}\noutput "a" {\n  value = var.a\n}\n',
      '/repo/live/zone/terragrunt.hcl': `${SOURCE}dependency "dns" {\n  config_path = "../dns"\n}\ninputs = {\n  a = dependency.dns.outputs.a\n}\n`,
    };
    const unit = `${SOURCE}dependency "zone" {\n  config_path = "../zone"\n}\ninputs = {\n  a = dependency.zone.outputs.a\n}\n`;
    assert.deepEqual(variables(unit, files), { a: '…' });
    assert.deepEqual(reported(unit, files), [
      `${UNIT} inputs: These inputs depend on outputs of units that depend on this one, so they are unknown.`,
    ]);
  });
});

describe('the module of a Terragrunt unit', () => {
  const source = (typed: string): string =>
    `terraform {\n  source = "${typed}"\n}\ninputs = {\n  a = "unit"\n}\n`;

  for (const typed of [
    '../../modules/dns',
    '../../modules//dns?ref=v1.2.0',
    '../..//modules/dns',
    '/repo/modules//dns',
    '${get_repo_root()}/modules//dns',
    'file:///repo/modules/dns',
  ]) {
    it(`is in the workspace: ${typed}`, () => {
      assert.deepEqual(variables(source(typed), moduleWith('a')), { a: `unit${BESIDE}` });
      assert.deepEqual(reported(source(typed), moduleWith('a')), []);
    });
  }

  it('is the folder of the unit if it has no source', () => {
    const files = { '/repo/live/dns/main.tf': 'variable "a" {}\n' };
    assert.deepEqual(variables('inputs = {\n  a = "unit"\n}\n', files), { a: `unit${BESIDE}` });
  });

  for (const typed of [
    'tfr:///terraform-aws-modules/route53/aws//modules/records?version=2.11.1',
    'git::https://github.com/terraform-aws-modules/terraform-aws-route53.git//modules/records?ref=v4.1.0',
    'github.com/terraform-aws-modules/terraform-aws-route53.git//modules/records?ref=v4.1.0',
    'git@github.com:terraform-aws-modules/terraform-aws-route53.git//modules/records?ref=v4.1.0',
  ]) {
    it(`is a registry module that mailtxt knows: ${typed}`, () => {
      const unit = source(typed).replace('a = "unit"', 'zone_name = "example.net"');
      assert.equal(variables(unit, {})['zone_name'], `example.net${BESIDE}`);
    });
  }

  for (const [typed, message] of [
    [
      'git::ssh://user@git.example.com/dns.git//zone?ref=v1',
      '(git::ssh://git.example.com/dns.git//zone?ref=v1) was not read, because it is not in the workspace.',
    ],
    [
      'tfr://registry.example.com/acme/dns/aws?version=1.0.0',
      '(tfr://registry.example.com/acme/dns/aws?version=1.0.0) was not read, because it is not in the workspace.',
    ],
    ['../../modules/mail', '(../../modules/mail) is not in the workspace, so its records are not checked.'],
    ['${values.source}//dns', 'was not read, because its source is unknown.'],
  ] as const) {
    it(`is reported if it is not read: ${typed}`, () => {
      assert.deepEqual(reported(source(typed), moduleWith('a')), [
        `${UNIT} "${typed}": The module of this unit ${message}`,
      ]);
    });
  }
});

describe('a Terragrunt stack', () => {
  const STACK = `locals {
  zone = "example.se"
}
unit "dns" {
  source = "\${get_repo_root()}/units/dns"
  path   = "mail/dns"
  values = {
    zone = local.zone
    spf  = "v=spf1 -all"
  }
}
unit "zone" {
  source = "../units/zone"
  path   = "zone"
  values = { name = "example.fi" }
}
stack "more" {
  source = "../stacks/more"
  path   = "more"
  values = { zone = "example.no" }
}
`;
  const files: Files = {
    ...moduleWith('a', 'b', 'c', 'd'),
    '/repo/modules/zone/main.tf': 'variable "name" {}\noutput "name" {\n  value = var.name\n}\n',
    '/repo/root.hcl': 'inputs = {\n  d = path_relative_to_include()\n}\n',
    '/repo/live/terragrunt.stack.hcl': STACK,
    '/repo/stacks/more/terragrunt.stack.hcl':
      'unit "dns" {\n  source = "../../units/dns"\n  path = "dns"\n  values = {\n    zone = values.zone\n  }\n}\n',
    '/repo/units/zone/terragrunt.hcl':
      'terraform {\n  source = "../../modules/zone"\n}\ninputs = {\n  name = values.name\n}\n',
    '/repo/units/dns/terragrunt.hcl': `include "root" {
  path = find_in_parent_folders("root.hcl")
}
terraform {
  source = "\${get_repo_root()}/modules//dns"
}
dependency "zone" {
  config_path = "../../zone"
}
inputs = {
  a = values.zone
  b = try(values.spf, "none")
  c = dependency.zone.outputs.name
}
`,
  };
  const made = (folder: string): Readonly<Record<string, string>> =>
    variablesOfUnit(files, `/repo/live/.terragrunt-stack/${folder}`, '/repo/live').variables;

  it('makes units with values', () => {
    assert.deepEqual(made('mail/dns'), {
      a: 'example.se </repo/live/terragrunt.stack.hcl>',
      b: 'v=spf1 -all </repo/live/terragrunt.stack.hcl>',
      c: 'example.fi </repo/live/terragrunt.stack.hcl>',
      d: 'live/.terragrunt-stack/mail/dns',
    });
  });

  it('makes stacks with values', () => {
    const { a, b } = made('more/.terragrunt-stack/dns');
    assert.equal(a, 'example.no </repo/live/terragrunt.stack.hcl>');
    assert.equal(b, 'none </repo/units/dns/terragrunt.hcl>');
  });
});

describe('a broken Terragrunt unit', () => {
  const files = moduleWith('a', 'b');

  it('is not included by itself', () => {
    const unit = `${SOURCE}include "a" {\n  path = "terragrunt.hcl"\n}\ninputs = {\n  a = "unit"\n}\n`;
    assert.deepEqual(variables(unit, files)['a'], `unit${BESIDE}`);
    assert.deepEqual(reported(unit, files), [
      `${UNIT} "terragrunt.hcl": This file includes itself here, so mailtxt does not follow this include.`,
    ]);
  });

  it('includes only one level of files, which ends a loop of includes', () => {
    const unit = `${SOURCE}include "a" {\n  path = "a.hcl"\n}\ninputs = {\n  a = "unit"\n}\n`;
    const loop = {
      ...files,
      '/repo/live/dns/a.hcl': 'include "unit" {\n  path = "terragrunt.hcl"\n}\ninputs = {\n  b = "a"\n}\n',
    };
    assert.deepEqual(variables(unit, loop), { a: `unit${BESIDE}`, b: 'a </repo/live/dns/a.hcl>' });
    assert.deepEqual(reported(unit, loop), [
      '/repo/live/dns/a.hcl include: Terragrunt reads one level of includes, so this file is not included.',
    ]);
  });

  it('does not read itself, or a file that reads it', () => {
    const itself = `${SOURCE}locals {\n  it = read_terragrunt_config("terragrunt.hcl")\n}\ninputs = {\n  a = local.it.inputs.b\n  b = "unit"\n}\n`;
    assert.deepEqual(variables(itself, files), { a: '…', b: `unit${BESIDE}` });
    assert.deepEqual(reported(itself, files), [
      `${UNIT} read_terragrunt_config("terragrunt.hcl"): This file reads itself here, so the values that it reads are unknown.`,
    ]);
    const other = {
      ...files,
      '/repo/live/a.hcl':
        'locals {\n  it = read_terragrunt_config("b.hcl")\n  x = local.it.locals.x\n  y = "y"\n}\n',
      '/repo/live/b.hcl': 'locals {\n  it = read_terragrunt_config("a.hcl")\n  x = local.it.locals.x\n}\n',
    };
    const unit = `${SOURCE}locals {\n  it = read_terragrunt_config("../a.hcl")\n}\ninputs = {\n  a = local.it.locals.x\n  b = local.it.locals.y\n}\n`;
    assert.deepEqual(variables(unit, other), { a: '…', b: 'y </repo/live/a.hcl>' });
    assert.deepEqual(reported(unit, other), [
      '/repo/live/b.hcl read_terragrunt_config("a.hcl"): This file reads itself here, so the values that it reads are unknown.',
    ]);
  });

  it('finds nothing above the top', () => {
    const unit = `${SOURCE}include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\ninputs = {\n  a = "unit"\n}\n`;
    assert.deepEqual(variables(unit, files), { a: `unit${BESIDE}`, b: '…' });
    assert.deepEqual(reported(unit, files), [
      `${UNIT} find_in_parent_folders("root.hcl"): No parent folder in the workspace has "root.hcl", so the values read from it are unknown.`,
    ]);
  });

  it('is read as far as possible and never throws, whatever its end is', () => {
    const unit = `${SOURCE}include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nlocals {\n  it = read_terragrunt_config("../a.hcl")\n}\ninputs = merge(local.it.inputs, {\n  a = "\${local.it.locals.zone}"\n})\n`;
    const more = { ...files, '/repo/root.hcl': 'inputs = {', '/repo/live/a.hcl': 'locals {\n zone = "x' };
    for (let end = 0; end <= unit.length; end++) variables(unit.slice(0, end), more);
  });

  it('does not refer to endlessly many files', () => {
    const chain: Record<string, string> = {};
    for (let i = 0; i < 40; i++)
      chain[`/repo/live/c${i}.hcl`] = `locals {\n  x = read_terragrunt_config("c${i + 1}.hcl").locals.x\n}\n`;
    const unit = `${SOURCE}inputs = {\n  a = read_terragrunt_config("../c0.hcl").locals.x\n}\n`;
    assert.deepEqual(reported(unit, { ...files, ...chain }), [
      '/repo/live/c15.hcl read_terragrunt_config("c16.hcl"): mailtxt does not read files more than 16 levels deep.',
    ]);
  });
});
