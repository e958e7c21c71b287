import assert from 'node:assert/strict';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';
import { PATH, recordsIn, templateOf, txtResource, yamlTemplate } from './template.ts';

/** The text after a change to the record with that index; `undefined` if it is impossible. */
function changed(text: string, index: number, change: RecordChange): string | undefined {
  const document = templateOf(text).documentOf(PATH);
  const block = document?.blocks[0];
  assert.ok(block);
  const edits = document.write(block, index, change);
  return (
    edits &&
    applyEdits(
      text,
      [...edits].sort((a, b) => a.range.start - b.range.start),
    )
  );
}

/** The text after the first fix of a rule. */
function fixed(text: string, rule: string): string | undefined {
  const made = templateOf(text);
  const [finding] = findingsOf(made, PATH).filter((one) => one.rule === rule);
  assert.ok(finding, rule);
  const [fix] = made.detailsOf(PATH, finding).fixes;
  return fix && applyFix(made, PATH, fix);
}

const PARAMETERS = `Parameters:
  Domain: {Type: String, Default: example.com}
  Policy: {Type: String, Default: +all}
  Word: {Type: String, Default: mx}
`;

const DMARC: RecordChange = {
  kind: 'add',
  owner: '_dmarc.example.com',
  type: 'TXT',
  data: '"v=DMARC1; p=none"',
  strings: ['v=DMARC1; p=none'],
};

describe('a record of a template', () => {
  const quotings: readonly (readonly [string, string])[] = [
    [`'"v=spf1 +all"'`, `'"v=spf1 ~all"'`],
    ['"\\"v=spf1 +all\\""', '"\\"v=spf1 ~all\\""'],
    [`!Sub '"v=spf1 +all"'`, `!Sub '"v=spf1 ~all"'`],
    [`!Sub |-\n          "v=spf1 +all"`, `!Sub |-\n          "v=spf1 ~all"`],
    [`{"Fn::Sub": "\\"v=spf1 +all\\""}`, `{"Fn::Sub": "\\"v=spf1 ~all\\""}`],
    [`!Join ['', ['"v=spf1', ' +all', '"']]`, `!Join ['', ['"v=spf1', ' ~all', '"']]`],
    [`!Sub ['"v=spf1 \${A}"', {A: +all}]`, `!Sub ['"v=spf1 \${A}"', {A: ~all}]`],
  ];
  for (const [before, after] of quotings)
    it(`is changed in ${before}`, () => {
      const text = yamlTemplate(txtResource(before));
      assert.equal(fixed(text, 'spf-all-pass'), yamlTemplate(txtResource(after)));
    });

  it('is changed in the default of a parameter', () => {
    const text = yamlTemplate(txtResource(`!Sub '"v=spf1 \${Policy}"'`), PARAMETERS);
    assert.equal(fixed(text, 'spf-all-pass'), text.replace('Default: +all', 'Default: ~all'));
  });

  it('is changed in a text that several records share if all of them have the fault', () => {
    const value = `!Sub '"v=spf1 \${Policy}"'`;
    const both = yamlTemplate(txtResource(value) + txtResource(value, 'example.net', 'Other'), PARAMETERS);
    const made = templateOf(both);
    // It is one finding for two records.
    assert.equal(findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass').length, 1);
    assert.equal(fixed(both, 'spf-all-pass'), both.replace('Default: +all', 'Default: ~all'));
    const one = yamlTemplate(
      txtResource(value) +
        txtResource(`!Sub '"v=DMARC1; p=none; x=\${Policy}"'`, '_dmarc.example.net', 'Other'),
      PARAMETERS,
    );
    assert.equal(fixed(one, 'spf-all-pass'), undefined);
    const aliased = yamlTemplate(
      txtResource(`&a '"v=spf1 +all"'`) + txtResource('*a', 'example.net', 'Other'),
    );
    assert.equal(
      findingsOf(templateOf(aliased), PATH).filter(({ rule }) => rule === 'spf-all-pass').length,
      1,
    );
    assert.equal(fixed(aliased, 'spf-all-pass'), aliased.replace('+all', '~all'));
  });

  it('is changed in JSON', () => {
    const text = `{"Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "example.com", "Type": "TXT", "ResourceRecords": [{"Fn::Join": ["", ["\\"v=spf1", " +all", "\\""]]}]}}}}`;
    assert.equal(fixed(text, 'spf-all-pass'), text.replace('+all', '~all'));
  });

  it('is not changed in a text that it contains twice', () => {
    const text = yamlTemplate(txtResource(`!Sub '"v=spf1 \${Word} \${Word} -all"'`), PARAMETERS);
    assert.deepEqual(recordsIn(text), ['example.com TXT v=spf1 mx mx -all']);
    const edit = { range: { start: 7, end: 9 }, text: 'a' };
    assert.equal(changed(text, 0, { kind: 'replace', edits: [edit] }), undefined);
    const between = yamlTemplate(txtResource(`!Join ['x', ['"v=spf1 a', 'b', 'c"']]`));
    const inSeparator = { range: { start: 8, end: 9 }, text: 'y' };
    assert.equal(changed(between, 0, { kind: 'replace', edits: [inSeparator] }), undefined);
  });

  it('is not changed in unresolved text or into an expression', () => {
    const text = yamlTemplate(txtResource(`!Sub '"v=spf1 \${Unknown} -all"'`), PARAMETERS);
    const over = { range: { start: 6, end: 9 }, text: ' ' };
    assert.equal(changed(text, 0, { kind: 'replace', edits: [over] }), undefined);
    const expression = { range: { start: 6, end: 6 }, text: ' ${Domain}' };
    assert.equal(changed(text, 0, { kind: 'replace', edits: [expression] }), undefined);
    const plain = { range: { start: 6, end: 6 }, text: ' mx' };
    assert.equal(changed(text, 0, { kind: 'replace', edits: [plain] }), text.replace('v=spf1', 'v=spf1 mx'));
  });

  it('is removed with its resource if nothing refers to that', () => {
    const one = txtResource(`'"a"'`);
    const other = txtResource(`'"b"'`, 'example.net', 'Other');
    const text = yamlTemplate(one + other);
    assert.equal(changed(text, 0, { kind: 'remove' }), yamlTemplate(other));
    assert.equal(changed(text, 1, { kind: 'remove' }), yamlTemplate(one));
    assert.equal(changed(yamlTemplate(one), 0, { kind: 'remove' }), undefined);
    for (const reference of [
      '!Ref Txt',
      '!Sub "${Txt}"',
      '{"Fn::Sub": "a${Txt}"}',
      '!GetAtt Txt.Name',
      '{Ref: Txt}',
    ]) {
      const used = `${text}Outputs:\n  A: {Value: ${reference}}\n`;
      assert.equal(changed(used, 0, { kind: 'remove' }), undefined, reference);
      assert.ok(changed(used, 1, { kind: 'remove' }), reference);
    }
    const depends = text.replace(/Other:\n/, 'Other:\n    DependsOn: [Txt]\n');
    assert.equal(changed(depends, 0, { kind: 'remove' }), undefined);
  });

  it('is removed from its set unless a function contains it', () => {
    const set = (values: string): string =>
      yamlTemplate(
        `  A:\n    Type: AWS::Route53::RecordSet\n    Properties:\n      Name: a.example\n      Type: TXT\n      ResourceRecords: ${values}\n`,
      );
    assert.equal(
      changed(set(`['"a"', !Sub '"b"', '"c"']`), 0, { kind: 'remove' }),
      set(`[!Sub '"b"', '"c"']`),
    );
    assert.equal(changed(set(`['"a"', !Sub '"b"', '"c"']`), 1, { kind: 'remove' }), set(`['"a"', '"c"']`));
    assert.equal(changed(set(`['"a"', !Sub '"b"']`), 1, { kind: 'remove' }), set(`['"a"']`));
    const lines = (...values: readonly string[]): string =>
      set(values.map((value) => `\n        - ${value}`).join(''));
    assert.equal(changed(lines(`'"a"'`, `!Sub '"b"'`), 1, { kind: 'remove' }), lines(`'"a"'`));
    assert.equal(changed(lines(`!Sub '"a"'`, `'"b"'`), 0, { kind: 'remove' }), lines(`'"b"'`));
    assert.equal(changed(set(`[!If [C, '"a"', '"b"'], '"c"']`), 0, { kind: 'remove' }), undefined);
    assert.equal(changed(set(`!If [C, ['"a"', '"b"'], ['"c"']]`), 0, { kind: 'remove' }), undefined);
  });

  it('is added as a value of a set', () => {
    const text = yamlTemplate(txtResource(`'"a"'`, '_dmarc.example.com'));
    assert.equal(changed(text, 0, DMARC), `${text}        - '"v=DMARC1; p=none"'\n`);
    const chosen = yamlTemplate(txtResource(`!If [C, '"a"', '"b"']`, '_dmarc.example.com'));
    assert.equal(changed(chosen, 0, DMARC), undefined);
  });

  it('is added as a copy of a resource with an unused ID', () => {
    const text = yamlTemplate(txtResource(`'"v=spf1 -all"'`, 'example.com', 'SpfRecord'));
    const added = txtResource(`'"v=DMARC1; p=none"'`, '_dmarc.example.com', 'DmarcTxtRecord');
    assert.equal(changed(text, 0, DMARC), text + added);
    const taken = text + txtResource(`'"x"'`, 'x.example.com', 'DmarcTxtRecord');
    assert.match(changed(taken, 0, DMARC) ?? '', /^ {2}DmarcTxtRecord2:$/m);
    const json = `{\n  "Resources": {\n    "Spf": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "example.com", "Type": "TXT", "ResourceRecords": ["\\"a\\""]}}\n  }\n}\n`;
    assert.equal(
      changed(json, 0, DMARC),
      json.replace(
        '\n  }\n}',
        `,\n    "DmarcTxtRecord": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "_dmarc.example.com", "Type": "TXT", "ResourceRecords": ["\\"v=DMARC1; p=none\\""]}}\n  }\n}`,
      ),
    );
    const other = text.replace('TTL: 300', 'Comment: SPF\n      TTL: 300');
    assert.equal(changed(other, 0, DMARC), undefined);
  });

  it('is added as an item of a group', () => {
    const item = (name: string, value: string): string =>
      `        - Name: ${name}\n          Type: TXT\n          ResourceRecords: ['"${value}"']\n`;
    const group = (items: string): string =>
      yamlTemplate(
        `  G:\n    Type: AWS::Route53::RecordSetGroup\n    Properties:\n      RecordSets:\n${items}`,
      );
    assert.equal(
      changed(group(item('example.com', 'a')), 0, DMARC),
      group(item('example.com', 'a') + item('_dmarc.example.com', 'v=DMARC1; p=none')),
    );
    assert.equal(changed(group(item('example.com', 'a')), 0, { kind: 'remove' }), undefined);
  });

  it('is renamed if its name is one literal', () => {
    const rename: RecordChange = { kind: 'rename-owner', name: 'example.org' };
    const text = yamlTemplate(txtResource(`'"a"'`));
    assert.equal(changed(text, 0, rename), text.replace('example.com', 'example.org'));
    const unknown = yamlTemplate(txtResource(`'"a"'`, '!Ref Nothing'));
    assert.equal(changed(unknown, 0, rename), undefined);
  });

  it('is renamed or copied if the part of its name that changes is in the source', () => {
    const sections =
      'Parameters:\n  Domain: {Type: String, Default: example.com}\n  Sub: {Type: String, Default: dmarc}\n';
    const named = (name: string): string => yamlTemplate(txtResource(`'"v=DMARC1; p=none"'`, name), sections);
    const renamed = (name: string): string | undefined =>
      changed(named(name), 0, { kind: 'rename-owner', name: '_dmarc.example.com' });
    const names: Readonly<Record<string, string | undefined>> = {
      '!Sub dmarc.${Domain}': '!Sub _dmarc.${Domain}',
      "!Sub 'a.b.${Domain}.'": "!Sub '_dmarc.${Domain}.'",
      '!Join [., [dmarc, !Ref Domain]]': '!Join [., [_dmarc, !Ref Domain]]',
      '{"Fn::Sub": ["${A}.${Domain}", {A: dmarc}]}': '{"Fn::Sub": ["${A}.${Domain}", {A: _dmarc}]}',
      // The parameter may have other uses.
      '!Sub "${Sub}.${Domain}"': undefined,
      '!Ref Domain': undefined,
      '!Sub "dmarc.${Nothing}"': undefined,
    };
    for (const [before, after] of Object.entries(names))
      assert.equal(renamed(before), after === undefined ? undefined : named(after), before);
    const name = '!Sub s1._domainkey.${Domain}';
    const copied = yamlTemplate(txtResource(`'"v=DKIM1; p="'`, name, 'S1Txt'), sections);
    const copy = changed(copied, 0, DMARC) ?? '';
    assert.equal(
      copy,
      copied + txtResource(`'"v=DMARC1; p=none"'`, '!Sub _dmarc.${Domain}', 'DmarcTxtRecord'),
    );
    assert.deepEqual(recordsIn(copy)[1], '_dmarc.example.com TXT v=DMARC1; p=none');
    assert.equal(changed(copied.replace(name, '!Ref Domain'), 0, DMARC), undefined);
  });

  it('is fixed in place in a template with many faults', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      txtResource(`'"v=spf1 mx +all"'`, `h${i}.example.com`, `R${i}`),
    );
    const made = templateOf(yamlTemplate(many.join('')));
    const faults = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    assert.equal(faults.length, many.length);
    const withFix = faults.filter((finding) => made.detailsOf(PATH, finding).fixes.length > 0);
    assert.equal(withFix.length, many.length);
  });
});
