import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SPF, YAML } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';

const PATH = 'dns.yaml';

const RECORD = 'Type: AWS::Route53::RecordSet';

const TEMPLATES: readonly string[] = [
  `Parameters:\n  Domain: {Type: String, Default: example.com.}\n  Hosts: {Type: CommaDelimitedList, Default: 'a, b'}\nResources:\n  Spf:\n    ${RECORD}\n    Properties:\n      HostedZoneName: !Ref Domain\n      Name: !Sub mail.\${Domain}\n      Type: TXT\n      TTL: 300\n      ResourceRecords:\n        - !Sub '"v=spf1 include:\${Domain} +all"'\n        - !Join ['', ['"', !Select [0, !Ref Hosts], '"']]\n`,
  `Conditions: {C: !Equals [!Ref Stage, prod]}\nMappings: {M: {a: {b: none}}}\nResources:\n  G:\n    Type: AWS::Route53::RecordSetGroup\n    Properties:\n      RecordSets:\n        - !If [C, {Name: a.example, Type: MX, ResourceRecords: [10 mx.example]}, !Ref AWS::NoValue]\n        - Name: _dmarc.a.example\n          Type: TXT\n          ResourceRecords: [!Sub ['"v=DMARC1; p=\${P}"', {P: !FindInMap [M, a, b]}]]\n`,
  `Resources:\n  Fn::ForEach::L:\n    - X\n    - [a, b]\n    - 'R\${X}':\n        ${RECORD}\n        Condition: C\n        Properties: {Name: !Sub "\${X}.example", Type: A, ResourceRecords: !If [C, [192.0.2.1], !Split [',', '192.0.2.2,192.0.2.3']]}\n`,
  `{"Resources": {"Zone": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com."}}, "R": {"Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneId": {"Ref": "Zone"}, "Name": {"Fn::GetAtt": ["I", "DkimDNSTokenName1"]}, "Type": "TXT", "ResourceRecords": ["\\"v=spf1 +all\\"", {"Fn::Join": ["", ["\\"v=DKIM1; ", "p=MIGf\\""]]}]}}}}`,
];

/** A template of CloudFormation: rules, fixes and what is shown. */
export const cloudformation: FuzzEntry = {
  name: 'cloudformation',
  extension: 'yaml',
  shortRun: 50,
  seeds: () => TEMPLATES,
  mutate: several([4, tokens(YAML)], [2, tokens(SPF)], [3, lines], [3, characters]),
  check: (text) => {
    const made = workspace();
    made.add(PATH, text, { format: 'cloudformation' });
    checkDocument(made, PATH);
    checkFeatures(made, PATH, placesIn(text, 8));
  },
};
