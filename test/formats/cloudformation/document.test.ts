import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { MAX_JSON_LENGTH } from '../../../server/src/data/json.ts';
import { readCarets, showCarets } from '../../harness/carets.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, recordsIn, templateOf, txtResource, yamlTemplate } from './template.ts';

const FIXTURE = `Parameters:
  Domain: {Type: String, Default: example.com}
  Policy: {Type: String, Default: +all}
#                                 ^^^^ spf-all-pass: "+all" authorizes every host on the Internet.
Resources:
  Spf:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: !Ref Domain
      Type: TXT
      ResourceRecords: [!Sub '"v=spf1 mx \${Policy}"']
  Dkim:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: !Sub s1._domainkey.\${Domain}
      Type: TXT
      ResourceRecords:
        - v=DKIM1; p=
#         ^^^^^^^^^^^ tf-txt-unquoted: This value needs quotes of its own for Route 53.
#                  ^^ dkim-p-empty: "p=" is empty, so this key is revoked and every signature with it fails.
`;

const RECORD = `Type: AWS::Route53::RecordSet`;

describe('a CloudFormation template', () => {
  it('is recognized by its content', () => {
    const yaml = yamlTemplate(txtResource('x'));
    const json = '{"Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {}}}}';
    for (const path of ['a.yaml', 'a.yml', 'a.template', 'cdk.out/A.template.json'])
      for (const text of [yaml, json]) assert.equal(formatByContent(path, text)?.id, 'cloudformation', path);
    const other = 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n';
    assert.equal(formatByContent('a.yaml', other), undefined);
    assert.equal(formatByContent('a.yaml', `kind: List\nitems:\n  - ${RECORD}\n`), undefined);
    // The rest of it may have records.
    const long = other + '  # and so on\n'.repeat(2000);
    assert.equal(formatByContent('a.yaml', long)?.id, 'cloudformation');
    assert.deepEqual(templateOf(long).problems(PATH), []);
    assert.deepEqual(recordsIn(long), []);
  });

  it('is read with sets, groups of sets and the names of zones', () => {
    const text = yamlTemplate(`  Zone:
    Type: AWS::Route53::HostedZone
    Properties: {Name: example.com.}
  Mail:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: example.com
      Type: MX
      TTL: '300'
      ResourceRecords: [10 mx1.example.net, '20 mx2.example.net.']
  More:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      HostedZoneName: example.org.
      RecordSets:
        - {Name: example.org, Type: A, AliasTarget: {DNSName: x, HostedZoneId: Y}}
        - Name: '*.example.org'
          Type: CNAME
          TTL: 60
          SetIdentifier: a
          Weight: 1
          ResourceRecords: [www.example.net]
        - Name: \\052.example.org
          Type: NS
          ResourceRecords: !GetAtt Zone.NameServers
`);
    assert.deepEqual(recordsIn(text), [
      'example.com MX 10 mx1.example.net.',
      'example.com MX 20 mx2.example.net.',
      'example.org A …',
      '? *.example.org CNAME www.example.net.',
      '*.example.org NS ….',
    ]);
    const zones = [...templateOf(text).records(PATH)].map(({ record }) => record.publication?.zone);
    assert.deepEqual(zones, ['example.com', 'example.com', 'example.org', 'example.org', 'example.org']);
  });

  it('is read with records that conditions choose from as records that may not exist', () => {
    const sections = 'Conditions:\n  C: !Equals [a, b]\n';
    const text = yamlTemplate(
      `  A:
    Type: AWS::Route53::RecordSet
    Condition: C
    Properties: {Name: a.example.com, Type: A, ResourceRecords: [192.0.2.1]}
  B:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: b.example.com
      Type: A
      ResourceRecords: !If [C, [192.0.2.1], [192.0.2.2, !Ref AWS::NoValue]]
  D:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      RecordSets:
        - !If
          - C
          - {Name: c.example.com, Type: A, ResourceRecords: [192.0.2.3]}
          - !Ref AWS::NoValue
        - {Name: d.example.com, Type: TXT, ResourceRecords: [!If [C, '"a"', '"b"'], '"c"']}
        - {Name: e.example.com, Type: A, ResourceRecords: [192.0.2.5]}
`,
      sections,
    );
    assert.deepEqual(recordsIn(text), [
      '? a.example.com A 192.0.2.1',
      '? b.example.com A 192.0.2.1',
      '? b.example.com A 192.0.2.2',
      '? c.example.com A 192.0.2.3',
      '? d.example.com TXT a',
      '? d.example.com TXT b',
      '? d.example.com TXT c',
      'e.example.com A 192.0.2.5',
    ]);
  });

  it('is read with its loops', () => {
    const text = yamlTemplate(`  Fn::ForEach::Hosts:
    - Host
    - [a, b-c]
    - 'Txt&{Host}':
        Type: AWS::Route53::RecordSet
        Properties:
          Name: !Sub \${Host}.example.com
          Type: TXT
          ResourceRecords: ['"v=\${Host}"']
  Fn::ForEach::Unknown:
    - Host
    - !Ref Names
    - 'A\${Host}':
        Type: AWS::Route53::RecordSet
        Properties: {Name: !Sub "\${Host}.example.com", Type: A, ResourceRecords: [192.0.2.1]}
`);
    assert.deepEqual(recordsIn(text), [
      'a.example.com TXT v=a',
      'b-c.example.com TXT v=b-c',
      '? ….example.com A 192.0.2.1',
    ]);
  });

  it('is read with the names of one unknown zone in the same zone, and others in other zones', () => {
    const record = (id: string, name: string): string => txtResource(`'"v=spf1 -all"'`, name, id);
    const text = yamlTemplate(
      record('A', '!Ref One') +
        record('B', '!Sub "${One}."') +
        record('C', '!Ref Two') +
        record('D', '!Join [., [_dmarc, !Ref One]]'),
      'Parameters:\n  One: {Type: String}\n  Two: {Type: String}\n',
    );
    const owners = [...templateOf(text).records(PATH)].map(({ record: { owner } }) => owner);
    assert.deepEqual(owners, ['\uFFFC1', '\uFFFC1', '\uFFFC2', '_dmarc.\uFFFC1']);
    const twice = findingsOf(templateOf(text), PATH).filter(({ rule }) => rule.startsWith('tf-txt-multiple'));
    assert.equal(twice.length, 1);
  });

  it('is read without the output of a transform, which is reported', () => {
    const text = yamlTemplate(
      `  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}\n${txtResource(`'"a"'`)}`,
    );
    assert.deepEqual(recordsIn(text), ['example.com TXT a']);
    const [problem] = templateOf(text).problems(PATH);
    assert.equal(problem?.unread?.kind, 'format');
  });

  it('is read as far as it is YAML or JSON', () => {
    const yaml = `${yamlTemplate(txtResource(`'"a"'`))}  B: [}\n`;
    assert.deepEqual(recordsIn(yaml), ['example.com TXT a']);
    assert.match(templateOf(yaml).problems(PATH)[0]?.message ?? '', /^This is not valid YAML/);
    const json =
      '{"Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "a.example", "Type": "A", "ResourceRecords": ["192.0.2.1"]}},,';
    assert.deepEqual(recordsIn(json), ['a.example A 192.0.2.1']);
    assert.match(templateOf(json).problems(PATH)[0]?.message ?? '', /^Invalid JSON/);
  });

  it('is read without throwing, whatever its parts are', () => {
    const shapes = [
      '1',
      '[]',
      '{}',
      '[1, {}]',
      'null',
      '!Ref',
      '!Sub',
      '!Sub []',
      '!Join [a]',
      '{Ref: [a]}',
      '!If []',
      '!Foo {a: b}',
    ];
    let read = 0;
    for (const shape of shapes) {
      for (const text of [
        `Parameters: ${shape}\nMappings: ${shape}\nConditions: ${shape}\nResources: ${shape}\n# AWS::Route53::RecordSet\n`,
        `Conditions: {C: ${shape}}\nParameters: {P: ${shape}, D: {Type: String, Default: ${shape}}}\nMappings: {M: ${shape}}\nResources:\n  A: ${shape}\n  Fn::ForEach::L: ${shape}\n  B: {${RECORD}, Properties: ${shape}}\n  G: {Type: AWS::Route53::RecordSetGroup, Properties: {RecordSets: ${shape}}}\n`,
        ...['Name', 'Type', 'TTL', 'ResourceRecords', 'HostedZoneId', 'HostedZoneName', 'AliasTarget'].map(
          (key) =>
            `Resources:\n  A:\n    ${RECORD}\n    Properties:\n      Name: !Sub "\${D}"\n      Type: TXT\n      ResourceRecords: [!If [C, !Ref P, !FindInMap [M, a, b]]]\n      ${key}: ${shape}\n`,
        ),
      ]) {
        recordsIn(text);
        findingsOf(templateOf(text), PATH);
        read++;
      }
    }
    assert.equal(read, shapes.length * 9);
  });

  it('is read with findings at their source', () => {
    const { text, expected } = readCarets(FIXTURE);
    const found = findingsOf(templateOf(text), PATH).map(({ rule, message, range }) => {
      return { rule, message, ...range };
    });
    assert.deepEqual(found, expected, showCarets(text, found));
  });

  it('has the same result after any edits as when read from scratch', () => {
    const { text: base } = readCarets(FIXTURE);
    const piece = fc.constantFrom(
      '\n',
      '  ',
      '- ',
      '!Ref ',
      '${Domain}',
      "'",
      '"',
      ': ',
      ', ',
      '+all',
      '{',
      ']',
      '',
    );
    const edit = fc.tuple(fc.nat(), fc.nat(12), piece);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const made = templateOf(base);
        findingsOf(made, PATH);
        let text = base;
        for (const [at, length, typed] of edits) {
          const start = at % (text.length + 1);
          const end = Math.min(text.length, start + length);
          made.edit(PATH, [{ range: { start, end }, text: typed }]);
          text = text.slice(0, start) + typed + text.slice(end);
          const shown = findingsOf(made, PATH).map(({ rule, range, message }) => [rule, range, message]);
          const anew = findingsOf(templateOf(text), PATH).map(({ rule, range, message }) => [
            rule,
            range,
            message,
          ]);
          assert.deepEqual(shown, anew, text);
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it('is reported if it is too large', () => {
    const resource = '{"Type":"AWS::Route53::RecordSet","Properties":{"Name":"a.example"}},';
    const large = `{"Resources":[${resource.repeat(Math.ceil(MAX_JSON_LENGTH / resource.length))}]}`;
    assert.deepEqual(recordsIn(large), []);
    assert.match(templateOf(large).problems(PATH)[0]?.message ?? '', /so it was not read/);
  });

  it('is read with aliases up to a limit', () => {
    const lines = ['a: &a0 {Name: a.example, Type: TXT, ResourceRecords: [\'"x"\']}'];
    for (let i = 1; i < 40; i++) lines.push(`l${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`);
    const text = yamlTemplate(
      `  G:\n    Type: AWS::Route53::RecordSetGroup\n    Properties: {RecordSets: *a39}\n`,
      `${lines.join('\n')}\n`,
    );
    assert.ok(
      templateOf(text)
        .problems(PATH)
        .some(({ message }) => /aliases together are too large/.test(message)),
    );
  });

  it('is read up to a limit if its loops generate huge output', () => {
    const loop = (depth: number): string =>
      depth === 0
        ? `{A: {${RECORD}, Properties: {Name: a.example, Type: A, ResourceRecords: [192.0.2.1]}}}`
        : `{'Fn::ForEach::L${depth}': [X${depth}, [a, b, c, d, e, f, g, h, i, j], ${loop(depth - 1)}]}`;
    const text = `Resources: ${loop(7)}\n`;
    const problems = templateOf(text).problems(PATH);
    assert.ok(problems.some(({ unread }) => unread?.kind === 'limit'));
  });
});
