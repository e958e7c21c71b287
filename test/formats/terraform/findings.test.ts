import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { terraform, txt } from './module.ts';

/** `rule: the characters of the finding`, for SPF rules and comment rules. */
function found(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  const workspace = terraform(files, Object.keys(files));
  const text = workspace.textOf(path);
  return workspace
    .findings(path)
    .findings.filter(({ rule }) => /^(?:spf|comment)-/.test(rule))
    .map(({ rule, range }) => `${rule}: ${text?.slice(range.start, range.end)}`);
}

const ALL = 'spf-all-pass: +all';

describe('findings in Terraform', () => {
  it('are shown once, at the source in a local, a variable or a file of variables', () => {
    const files = {
      'a.tf':
        txt('a', 'local.spf') + txt('b', 'local.spf, "x"') + txt('c', 'var.given') + txt('d', 'var.spf'),
      'b.tf':
        'locals {\n  spf = "v=spf1 +all"\n}\nvariable "given" {}\nvariable "spf" {\n  default = "v=spf1 +all"\n}\n',
      'terraform.tfvars': 'given = "v=spf1 +all"\n',
    };
    assert.deepEqual(found(files, 'a.tf'), []);
    assert.deepEqual(found(files, 'b.tf'), [ALL, ALL]);
    assert.deepEqual(found(files, 'terraform.tfvars'), [ALL]);
  });

  it('are shown once if a loop makes many records with one value', () => {
    assert.deepEqual(found({ 'a.tf': txt('a', '"v=spf1 +all"', '  count = 3\n') }, 'a.tf'), [ALL]);
  });

  it('are turned off by an HCL comment on the line before or on the same line', () => {
    const off = '# mailtxt-disable-next-line spf-all-pass -- a honeypot\n';
    const bad = txt('a', '"v=spf1 +all"');
    assert.deepEqual(found({ 'a.tf': off + bad }, 'a.tf'), []);
    assert.deepEqual(found({ 'a.tf': off.replace('#', '//') + bad }, 'a.tf'), []);
    assert.deepEqual(found({ 'a.tf': bad.replace('  type', `  ${off}  type`) }, 'a.tf'), []);
    assert.deepEqual(
      found({ 'a.tf': `locals {\n  ${off}  spf = "v=spf1 +all"\n}\n${txt('a', 'local.spf')}` }, 'a.tf'),
      [],
    );
    assert.deepEqual(
      found(
        { 'a.tf': `# mailtxt-disable spf-all-pass\n${bad}# mailtxt-enable\n${txt('b', '"v=spf1 +all"')}` },
        'a.tf',
      ),
      [ALL],
    );
  });

  it('are not turned off by a comment above a block whose value is defined in another place', () => {
    const files = {
      'a.tf': `# mailtxt-disable-next-line spf-all-pass\n${txt('a', 'local.spf')}${txt('b', '"v=spf1 +all"')}`,
      'b.tf': 'locals {\n  spf = "v=spf1 -all"\n}\n',
    };
    assert.deepEqual(found(files, 'a.tf'), ['comment-unused: # mailtxt-disable-next-line spf-all-pass', ALL]);
  });
});

describe('names with an unknown part', () => {
  it('are the same name only if they come from one resource', () => {
    const spf = (name: string, label: string): string =>
      txt(label, '"v=spf1 mx -all"').replace(`"${label}.example.com"`, `"${name}.example.com"`);
    const module = `variable "a" {}\nvariable "b" {}\n${spf('${var.a}', 'one')}${spf('${var.b}', 'two')}`;
    const rules = (text: string): readonly string[] =>
      terraform({ 'm/main.tf': text })
        .findings('m/main.tf')
        .findings.map(({ rule }) => rule)
        .filter((rule) => rule === 'spf-multiple-records');
    assert.deepEqual(rules(module), []);
    const both = txt('one', '"v=spf1 mx -all", "v=spf1 a -all"').replace('"one.', '"${var.a}.');
    assert.deepEqual(rules(`variable "a" {}\n${both}`).length > 0, true);
    // Each instance may have another name.
    const each = txt('one', '"v=spf1 mx -all"', '  for_each = { a = var.a, b = var.b }\n').replace(
      '"one.',
      '"${each.value}.',
    );
    assert.deepEqual(rules(`variable "a" {}\nvariable "b" {}\n${each}`), []);
  });
});
