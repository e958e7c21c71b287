import assert from 'node:assert/strict';
import { MAX_STACK_TEXT } from '../../../server/src/formats/cloudformation/resolved.ts';
import { recordsIn, templateOf, PATH, txtResource, yamlTemplate } from './template.ts';

const SECTIONS = `Parameters:
  Domain: {Type: String, Default: example.net}
  Other: {Type: String}
  Empty: {Type: String, Default: ''}
  Secret: {Type: String, Default: hidden, NoEcho: true}
  Path: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /dns/domain}
  Hosts: {Type: CommaDelimitedList, Default: 'a, b,c'}
  Stage: {Type: String, Default: dev}
Mappings:
  Policies:
    dev: {Dmarc: none, List: ['x', 'y']}
    prod: {Dmarc: reject}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  IsOther: !Equals [!Ref Other, x]
  Both: !And [!Condition IsDev, {Condition: IsOther}]
  Either: {'Fn::Or': [{Condition: IsDev}, !Condition IsOther]}
  Turning: !Condition Turned
  Turned: !Not [!Condition Turning]
`;

/** An expression in YAML, the same in its long form, and its value, with `…` for unresolved parts. */
const VALUES: readonly (readonly [string, string, string])[] = [
  ['!Ref Domain', '{Ref: Domain}', 'example.net'],
  ['!Ref Other', '{Ref: Other}', '…'],
  ['!Ref Empty', '{Ref: Empty}', '…'],
  ['!Ref Secret', '{Ref: Secret}', '…'],
  ['!Ref Path', '{Ref: Path}', '…'],
  ['!Ref AWS::Region', '{Ref: "AWS::Region"}', '…'],
  ['!Ref NotThere', '{Ref: NotThere}', '…'],
  ['!Sub "a-${Domain}-b"', '{"Fn::Sub": "a-${Domain}-b"}', 'a-example.net-b'],
  ['!Sub "${!Domain}${Domain}"', '{"Fn::Sub": "${!Domain}${Domain}"}', '${Domain}example.net'],
  ['!Sub "${AWS::Region}.${Zone.Id}"', '{"Fn::Sub": "${AWS::Region}.${Zone.Id}"}', '….…'],
  [
    '!Sub ["${A}${Domain}", {A: !Ref Domain, Domain: x}]',
    '{"Fn::Sub": ["${A}${Domain}", {A: {Ref: Domain}, Domain: x}]}',
    'example.netx',
  ],
  ['!Join ["", [a, !Ref Domain, b]]', '{"Fn::Join": ["", [a, {Ref: Domain}, b]]}', 'aexample.netb'],
  ['!Join [".", !Ref Hosts]', '{"Fn::Join": [".", {Ref: Hosts}]}', 'a.b.c'],
  ['!Join ["-", [a, !Ref "AWS::NoValue", b]]', '{"Fn::Join": ["-", [a, {Ref: "AWS::NoValue"}, b]]}', 'a-b'],
  ['!Select [1, !Ref Hosts]', '{"Fn::Select": ["1", {Ref: Hosts}]}', 'b'],
  ['!Select [9, !Ref Hosts]', '{"Fn::Select": [9, {Ref: Hosts}]}', '…'],
  [
    '!Select [1, !Split [".", !Ref Domain]]',
    '{"Fn::Select": [1, {"Fn::Split": [".", {Ref: Domain}]}]}',
    'net',
  ],
  ['!Select [0, !Split [".", !Ref Other]]', '{"Fn::Select": [0, {"Fn::Split": [".", {Ref: Other}]}]}', '…'],
  ['!FindInMap [Policies, !Ref Stage, Dmarc]', '{"Fn::FindInMap": [Policies, {Ref: Stage}, Dmarc]}', 'none'],
  ['!FindInMap [Policies, !Ref AWS::Region, Dmarc]', '{"Fn::FindInMap": [Policies, x, Dmarc]}', '…'],
  [
    '!Join ["", !FindInMap [Policies, dev, List]]',
    '{"Fn::Join": ["", {"Fn::FindInMap": [Policies, dev, List]}]}',
    'xy',
  ],
  ['!GetAtt A.B', '{"Fn::GetAtt": [A, B]}', '…'],
  ['!ImportValue x', '{"Fn::ImportValue": x}', '…'],
  ['!Base64 x', '{"Fn::Base64": x}', '…'],
  ['"a{{resolve:ssm:/x:1}}b"', '"{{resolve:secretsmanager:x}}"', '…'],
];

describe('the functions of a template', () => {
  for (const [short, long, expected] of VALUES)
    it(short, () => {
      // A text with more than the expression, so that lists of values do not matter.
      for (const form of [short, long]) {
        const text = yamlTemplate(txtResource(`!Join ["", ['"v=', ${form}, '"']]`), SECTIONS);
        const [found] = recordsIn(text);
        const wanted = form === short && short.startsWith('"a{{') ? 'a…b' : expected;
        assert.equal(found, `example.com TXT v=${wanted}`, form);
        assert.deepEqual(templateOf(text).problems(PATH), [], form);
      }
    });

  it('choose the value for the defaults of the parameters', () => {
    const chosen = (condition: string): string => {
      const text = yamlTemplate(
        txtResource(`!Sub ['"\${A}"', {A: !If [${condition}, yes1, no1]}]`),
        SECTIONS,
      );
      return recordsIn(text)[0]?.replace('example.com TXT ', '') ?? '';
    };
    assert.equal(chosen('IsProd'), 'no1');
    assert.equal(chosen('IsDev'), 'yes1');
    assert.equal(chosen('IsOther'), '…');
    assert.equal(chosen('Both'), '…');
    assert.equal(chosen('Either'), 'yes1');
    assert.equal(chosen('Turning'), '…');
    assert.equal(chosen('NotThere'), '…');
  });

  it('that do not exist are reported, and the rest is read', () => {
    const text = yamlTemplate(txtResource('!Foo x') + txtResource(`'"v=spf1 -all"'`, 'example.net', 'Spf'));
    assert.deepEqual(recordsIn(text), ['example.com TXT …', 'example.net TXT v=spf1 -all']);
    const [problem] = templateOf(text).problems(PATH);
    assert.equal(problem?.message, 'CloudFormation has no function "Foo", so its value is unresolved.');
    assert.equal(problem.unread?.kind, 'format');
  });

  it('are followed to a nesting limit', () => {
    const deep = `${'{"Fn::Join": ["", ['.repeat(60)}"x"${']]}'.repeat(60)}`;
    const text = `{"Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "example.com", "Type": "TXT", "ResourceRecords": [${deep}]}}}}`;
    assert.deepEqual(recordsIn(text), ['example.com TXT …']);
  });

  it('that double a text each time are evaluated to a limit', () => {
    let node = '"xxxxxxxxxxxxxxxx"';
    for (let i = 0; i < 80; i++) node = `{"Fn::Sub": ["\${A}\${A}", {"A": ${node}}]}`;
    const text = `{"Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": "example.com", "Type": "TXT", "ResourceRecords": [${node}]}}}}`;
    assert.ok((recordsIn(text)[0]?.length ?? 0) <= MAX_STACK_TEXT + 20);
  });

  it('that make long lists are evaluated to a limit', () => {
    const sets = (value: unknown, type: string): string =>
      JSON.stringify({
        Parameters: { L: { Type: type, Default: 'a,'.repeat(30_000) } },
        Resources: Object.fromEntries(
          Array.from({ length: 50 }, (_, i) => [
            `R${i}`,
            {
              Type: 'AWS::Route53::RecordSet',
              Properties: { Name: `h${i}.example.com`, Type: 'TXT', ResourceRecords: value },
            },
          ]),
        ),
      });
    for (const text of [
      sets({ Ref: 'L' }, 'CommaDelimitedList'),
      sets({ 'Fn::Split': [',', { Ref: 'L' }] }, 'String'),
    ]) {
      assert.ok(recordsIn(text).length < 50_000);
      const limits = templateOf(text)
        .problems(PATH)
        .filter(({ unread }) => unread?.kind === 'limit');
      assert.equal(limits.length, 1);
    }
  });
});
