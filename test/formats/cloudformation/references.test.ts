import assert from 'node:assert/strict';
import { definitionAt } from '../../../server/src/features/definition.ts';
import { PATH, templateOf } from './template.ts';

const TEMPLATE = `Parameters:
  Domain: {Type: String, Default: example.com}
Mappings:
  Policies:
    prod: {Dmarc: reject}
Conditions:
  IsProd: !Equals [!Ref Domain, example.com]
Resources:
  Zone:
    Type: AWS::Route53::HostedZone
    Properties: {Name: !Ref Domain}
  Txt:
    Type: AWS::Route53::RecordSet
    Condition: IsProd
    DependsOn: [Zone]
    Properties:
      HostedZoneId: !GetAtt Zone.Id
      Name: 'example.com'
      Type: TXT
      ResourceRecords:
        - 1
`;

/** The declaration of the name at the cursor: its first line, and the source of the name. */
function declared(marked: string): string | undefined {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const found = definitionAt(templateOf(text), PATH, offset, () => undefined);
  if (found === undefined) return undefined;
  assert.equal(found.targets.length, 1);
  const [target] = found.targets;
  assert.ok(target);
  assert.equal(target.path, PATH);
  assert.equal(target.range.start, target.data.start);
  const from = text.slice(found.from.start, found.from.end);
  return `${from} > ${text.slice(target.range.start, target.range.end).split('\n', 1)[0] ?? ''}`;
}

const DOMAIN = 'Domain > Domain: {Type: String, Default: example.com}';

/** An expression with the cursor, and the declaration of the name at it. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  '!Ref Do$0main': DOMAIN,
  "!Ref 'Domain$0'": DOMAIN,
  '{Ref: $0Domain}': DOMAIN,
  '!Sub "_dmarc.${$0Domain}."': DOMAIN,
  '!Sub "_dm$0arc.${Domain}."': undefined,
  '!Sub "${Zone.N$0ame}"': undefined,
  '!Sub "${Zo$0ne.Name}"': 'Zone > Zone:',
  '!Sub "${!Do$0main}"': undefined,
  '!Sub ["${X$0}", {X: y}]': 'X > X: y',
  '!Sub ["${X}", {X: !Ref Dom$0ain}]': DOMAIN,
  '{"Fn::Sub": "a\\u002e${Dom$0ain}"}': DOMAIN,
  '!GetAtt Z$0one.Id': 'Zone > Zone:',
  '!GetAtt Zone.I$0d': undefined,
  '{"Fn::GetAtt": [Zo$0ne, Id]}': 'Zone > Zone:',
  '!Ref Zon$0e': 'Zone > Zone:',
  '!Ref AWS::Reg$0ion': undefined,
  '!FindInMap [Poli$0cies, prod, Dmarc]': 'Policies > Policies:',
  '!FindInMap [Policies, pr$0od, Dmarc]': 'prod > prod: {Dmarc: reject}',
  '!FindInMap [Policies, prod, Dm$0arc]': 'Dmarc > Dmarc: reject',
  '!FindInMap [Policies, !Ref Dom$0ain, Dmarc]': DOMAIN,
  '!FindInMap [Policies, !Ref Domain, Dma$0rc]': undefined,
  '!If [IsP$0rod, a, b]': 'IsProd > IsProd: !Equals [!Ref Domain, example.com]',
  '!If [IsProd, IsPr$0od, b]': undefined,
  '!Join ["", [a, !Ref Dom$0ain]]': DOMAIN,
  "'Dom$0ain'": undefined,
};

describe('a name in a template leads to its declaration', () => {
  for (const [expression, expected] of Object.entries(NAMES))
    it(expression, () => {
      assert.equal(declared(TEMPLATE.replace('- 1', `- ${expression}`)), expected);
    });

  it('in the attributes of resources and in conditions', () => {
    const condition = 'IsProd > IsProd: !Equals [!Ref Domain, example.com]';
    assert.equal(declared(TEMPLATE.replace('Condition: IsP', 'Condition: IsP$0')), condition);
    assert.equal(declared(TEMPLATE.replace('DependsOn: [Zo', 'DependsOn: [Zo$0')), 'Zone > Zone:');
    assert.equal(declared(TEMPLATE.replace('[!Ref Do', '[!Ref Do$0')), DOMAIN);
    const not = '  IsTest: !Not [!Condition Is$0Prod]\nResources:';
    assert.equal(declared(TEMPLATE.replace('Resources:', not)), condition);
  });

  it('in JSON', () => {
    const json =
      '{"Parameters": {"D": {"Type": "String"}}, "Resources": {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"Name": {"Ref": "D$0"}}}}}';
    assert.equal(declared(json), 'D > "D": {"Type": "String"}');
  });

  it('and in a record to the declaration, not to the target of the record', () => {
    assert.equal(declared(TEMPLATE.replace("'example.com'", '!Ref Dom$0ain')), DOMAIN);
  });
});
