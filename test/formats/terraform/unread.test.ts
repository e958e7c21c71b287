import assert from 'node:assert/strict';

import { MAX_TEMPLATE } from '../../../server/src/formats/terraform/evaluate/template-text.ts';
import { MAX_DATA } from '../../../server/src/formats/terraform/evaluate/functions/decode.ts';
import { MAX_OWNER_TEXT } from '../../../server/src/formats/terraform/providers/owner.ts';
import { MAX_FOLDERS } from '../../../server/src/formats/terraform/module-folders.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { environment } from '../../harness/workspace.ts';

type Files = Readonly<Record<string, string>>;

/** All `.tf` files among these are added; other files can be read. */
function workspaceOf(files: Files): Workspace {
  const byFolder = new Map<string, string[]>();
  for (const path of Object.keys(files)) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  const made = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => byFolder.get(folder) ?? [],
      read: (path) => files[path],
      isTooLarge: (path) => path.endsWith('/large.yaml'),
      valueFiles: () => Object.keys(files).filter((path) => /\.tfvars$/.test(path)),
    },
  });
  for (const [path, text] of Object.entries(files)) if (/\.tf$/.test(path)) made.add(path, text);
  return made;
}

/** `kind path text: message`, where the text is the subject of the entry. */
function unreadOf(workspace: Workspace): readonly string[] {
  return workspace
    .unread()
    .filter(({ kind }) => kind !== 'name')
    .map(({ kind, path, range, message }) => {
      const text =
        range === undefined ? '' : ` ${workspace.textOf(path)?.slice(range.start, range.end) ?? '?'}`;
      return `${kind} ${path}${text}: ${message}`;
    })
    .sort();
}

const ZONE = 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';

function record(value: string, name = '"a.example.com"', type = '"TXT"', more = ''): string {
  return `${ZONE}resource "aws_route53_record" "r" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ${name}
  type    = ${type}
  ttl     = 300
  records = [${value}]
${more}}
`;
}

const LONG_LOCAL = `locals {\n  x = "${'x'.repeat(200)}"\n}\n`;

interface Case {
  readonly what: string;
  readonly files: Files;
  readonly unread: readonly string[];
}

const NO_VALUE = 'has no value. Set it with --var-file or "terraform" in .mailtxt.json.';
const GIT = 'git::https://git.example.com/dns.git?ref=v1';

const CASES: readonly Case[] = [
  {
    what: 'a file that is too large',
    files: { '/m/a.tf': record('yamldecode(file("large.yaml")).spf') },
    unread: ['limit /m/a.tf file("large.yaml"): The file "large.yaml" is too large, so it is not read.'],
  },
  {
    what: 'a text that is too long',
    files: {
      '/m/a.tf':
        record('join("", [for i in range(9000) : local.x])', '"a.example.com"', '"TXT"') + LONG_LOCAL,
    },
    unread: [
      'limit /m/a.tf join("", [for i in range(9000) : local.x]): This produces a text of more than 1048576 characters or 65536 parts, so its value is unknown.',
    ],
  },
  {
    what: 'a collection with too many elements',
    files: { '/m/a.tf': record('join(" ", range(20000))') },
    unread: ['limit /m/a.tf range(20000): mailtxt does not iterate over more than 10000 elements.'],
  },
  {
    what: 'a function that is not evaluated, at each place',
    files: { '/m/a.tf': record('"${uuid()} ${uuid()}", uuid()') },
    unread: [
      'variables /m/a.tf uuid(): mailtxt does not evaluate the function "uuid", so its result is unknown.',
      'variables /m/a.tf uuid(): mailtxt does not evaluate the function "uuid", so its result is unknown.',
      'variables /m/a.tf uuid(): mailtxt does not evaluate the function "uuid", so its result is unknown.',
    ],
  },
  {
    what: 'a function that is not evaluated, if no record depends on it',
    files: { '/m/a.tf': `${record('"v=spf1 -all"')}locals {\n  id = uuid()\n}\n` },
    unread: [],
  },
  {
    what: 'the name of the workspace',
    files: { '/m/a.tf': record('"v=spf1 include:${terraform.workspace}.example.net -all"') },
    unread: [
      'variables /m/a.tf terraform.workspace: The name of the workspace is unknown. Set it with --workspace or "terraform" in .mailtxt.json.',
    ],
  },
  {
    what: 'a module from a repository',
    files: { '/m/a.tf': `module "dns" {\n  source = "${GIT}"\n}\n` },
    unread: [
      `module /m/a.tf "${GIT}": The module "dns" (${GIT}) was not read, because it is not in .terraform/modules. Run "terraform init".`,
    ],
  },
  {
    what: 'a module from a registry, but not one that mailtxt knows',
    files: {
      '/m/a.tf':
        'module "a" {\n  source = "example/dns/aws"\n}\nmodule "b" {\n  source = "terraform-aws-modules/route53/aws//modules/records"\n}\n',
    },
    unread: [
      'module /m/a.tf "example/dns/aws": The module "a" (example/dns/aws) was not read, because it is not in .terraform/modules. Run "terraform init".',
    ],
  },
  {
    what: 'a module whose folder is missing',
    files: { '/m/a.tf': 'module "a" {\n  source = "./gone"\n}\n' },
    unread: [
      'module /m/a.tf "./gone": The module "a" (./gone) is not in the workspace, so its records are not checked.',
    ],
  },
  {
    what: 'a module whose source is unknown',
    files: { '/m/a.tf': 'variable "s" {}\nmodule "a" {\n  source = var.s\n}\n' },
    unread: ['module /m/a.tf var.s: The module "a" was not read, because its source is unknown.'],
  },
  {
    what: 'a module without the name and password in its source',
    files: { '/m/a.tf': 'module "a" {\n  source = "git::https://user:token@git.example.com/a.git"\n}\n' },
    unread: [
      'module /m/a.tf "git::https://user:token@git.example.com/a.git": The module "a" (git::https://git.example.com/a.git) was not read, because it is not in .terraform/modules. Run "terraform init".',
    ],
  },
  {
    what: "a variable that a record's value needs",
    files: { '/m/a.tf': `variable "spf" {}\n${record('var.spf')}` },
    unread: [`variables /m/a.tf "spf": The variable "spf" ${NO_VALUE}`],
  },
  {
    what: 'a variable that determines whether a record exists',
    files: {
      '/m/a.tf': `variable "on" {}\n${record('"v=spf1 -all"', '"example.com"', '"TXT"', '  count = var.on ? 1 : 0\n')}`,
    },
    unread: [`variables /m/a.tf "on": The variable "on" ${NO_VALUE}`],
  },
  {
    what: 'a variable that is the type of a record',
    files: { '/m/a.tf': `variable "type" {}\n${record('"v=spf1 -all"', '"example.com"', 'var.type')}` },
    unread: [`variables /m/a.tf "type": The variable "type" ${NO_VALUE}`],
  },
  {
    what: 'a variable that a local and a module pass on',
    files: {
      '/m/a.tf':
        'variable "spf" {}\nlocals {\n  text = "${var.spf}"\n}\nmodule "x" {\n  source = "./x"\n  text = local.text\n}\n',
      '/m/x/x.tf': `variable "text" {}\n${record('var.text')}`,
    },
    unread: [`variables /m/a.tf "spf": The variable "spf" ${NO_VALUE}`],
  },
  {
    what: 'no variable that no record depends on',
    files: {
      '/m/a.tf': `variable "tags" {}\nvariable "address" {}\nvariable "unused" {}\n${record('var.address', '"www.example.com"', '"A"', '  set_identifier = var.tags\n')}`,
    },
    unread: [],
  },
  {
    what: 'no variable with a value',
    files: {
      '/m/a.tf': `variable "a" {\n  default = "v=spf1 -all"\n}\nvariable "b" {}\nvariable "c" {}\n${record('var.a, var.b, var.c')}`,
      '/m/terraform.tfvars': 'b = "x"\n',
      '/m/x.auto.tfvars': 'c = "x"\n',
    },
    unread: [],
  },
  {
    what: 'files of values in the folder of the module, in a subfolder and in a sibling folder',
    files: {
      '/m/a.tf': `variable "spf" {\n  default = "v=spf1 -all"\n}\nvariable "other" {\n  default = 1\n}\n${record('var.spf')}`,
      '/m/prod.tfvars': 'spf = "v=spf1 +all"\nother = 2\n',
      '/m/env/test.tfvars': 'spf = "v=spf1 ~all"\n',
      '/values/live.tfvars': 'spf = "v=spf1 ?all"\n',
      '/values/else.tfvars': 'spf = "v=spf1 ?all"\nunknown = 1\n',
      '/m/unrelated.tfvars': 'other = 2\n',
    },
    // Each is read as a run of its own, or is for no module.
    unread: [],
  },
  {
    what: 'a file of example values, and one that may be for several modules',
    files: {
      '/m/a.tf': `variable "spf" {\n  default = "v=spf1 -all"\n}\n${record('var.spf')}`,
      '/m/example.tfvars': 'spf = "v=spf1 +all"\n',
      '/m/examples/complete/dns.tfvars': 'spf = "v=spf1 +all"\n',
      '/n/a.tf': `variable "spf" {\n  default = "v=spf1 -all"\n}\n`,
      '/values/live.tfvars': 'spf = "v=spf1 ?all"\n',
    },
    unread: [
      'variables /m/example.tfvars: This file sets "spf" and was not used, because its name or folder marks it as an example.',
      'variables /m/examples/complete/dns.tfvars: This file sets "spf" and was not used, because its name or folder marks it as an example.',
      'variables /values/live.tfvars: This file sets "spf" and was not used, because several modules have these variables. Assign it to one of them in .mailtxt.json.',
    ],
  },
  {
    what: 'a variable that no file of values sets',
    files: {
      '/m/a.tf': `variable "spf" {}\nvariable "dmarc" {}\n${record('var.spf, var.dmarc')}`,
      '/m/prod.tfvars': 'spf = "v=spf1 +all"\n',
    },
    unread: [`variables /m/a.tf "dmarc": The variable "dmarc" ${NO_VALUE}`],
  },
  {
    what: 'a missing file that a record depends on, unless that is expected',
    files: {
      '/m/a.tf': `${record('file("/m/a.txt"), try(file("/m/b.txt"), "x"), templatefile("/m/c.txt", {})')}output "x" {\n  value = file("/m/d.txt")\n}\n`,
    },
    unread: ['file("/m/a.txt")', 'templatefile("/m/c.txt", {})'].map(
      (call) =>
        `include /m/a.tf ${call}: The file ${call.slice(call.indexOf('"'), call.lastIndexOf('"') + 1)} is not in the workspace, so the values that the module reads from it are unknown.`,
    ),
  },
  {
    what: 'a file that is too large',
    files: { '/m/a.tf': record('file("/m/a.txt")'), '/m/a.txt': 'x'.repeat(MAX_DATA + 1) },
    unread: [
      `limit /m/a.tf file("/m/a.txt"): The file "/m/a.txt" has more than ${MAX_DATA} characters, so it is not read.`,
    ],
  },
  {
    what: 'a template that is too large',
    files: { '/m/a.tf': record('templatefile("/m/a.txt", {})'), '/m/a.txt': 'x'.repeat(MAX_TEMPLATE + 1) },
    unread: [
      `limit /m/a.tf templatefile("/m/a.txt", {}): The template "/m/a.txt" has more than ${MAX_TEMPLATE} characters, so it is not read.`,
    ],
  },
  {
    what: 'a name that is too long',
    files: { '/m/a.tf': record('"x"', `"${'x'.repeat(MAX_OWNER_TEXT + 1)}"`) },
    unread: [
      `limit /m/a.tf "${'x'.repeat(MAX_OWNER_TEXT + 1)}": This name has more than ${MAX_OWNER_TEXT} characters, so the owner name of the record is unknown.`,
    ],
  },
  {
    what: 'a pattern that is too large',
    files: { '/m/a.tf': record(`join("", regexall("${'(a|b)'.repeat(120)}", "ab"))`) },
    unread: [
      `limit /m/a.tf regexall("${'(a|b)'.repeat(120)}", "ab"): This pattern is too large: its matches are unknown.`,
    ],
  },
];

describe('what is not read of Terraform files', () => {
  for (const { what, files, unread } of CASES)
    it(what, () => {
      assert.deepEqual(unreadOf(workspaceOf(files)), unread);
    });

  it('is the same after edits as when the files are read from scratch', () => {
    const last = CASES[CASES.length - 1];
    for (const { files } of CASES) {
      const path = '/m/a.tf';
      const made = workspaceOf({ ...last?.files, ...files, [path]: last?.files[path] ?? '' });
      made.unread();
      made.edit(path, [{ range: rangeOf(0, made.textOf(path)?.length ?? 0), text: files[path] ?? '' }]);
      assert.deepEqual(unreadOf(made), unreadOf(workspaceOf({ ...last?.files, ...files })));
      made.edit(path, [{ range: rangeOf(0, 0), text: '# moved\n' }]);
      const moved = { ...last?.files, ...files, [path]: `# moved\n${files[path] ?? ''}` };
      assert.deepEqual(unreadOf(made), unreadOf(workspaceOf(moved)));
    }
  });

  it('includes the folders above the limit', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < MAX_FOLDERS + 2; i++) files[`/f${String(i).padStart(5, '0')}/a.tf`] = '';
    assert.deepEqual(unreadOf(workspaceOf(files)), [
      `limit /f05000: This folder and 1 more were not read, because mailtxt reads at most ${MAX_FOLDERS} folders with Terraform files.`,
    ]);
  });
});
