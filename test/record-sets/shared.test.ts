import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { environment } from '../harness/workspace.ts';

const TEMPLATE = `Resources:
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: www.example.com
  Mail:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: example.com.
      Type: MX
      ResourceRecords:
        - 10 a.example.net
        - 20 b.example.net
`;

describe('a name that several records of a set share', () => {
  for (const isStatic of [true, false]) {
    it(`is reported once${isStatic ? ', when findings are listed in turn' : ''}`, () => {
      const workspace = createWorkspace({ ...environment(), isStatic });
      workspace.add('/mail.yaml', TEMPLATE);
      const found = [...workspace.findingsInTurn('/mail.yaml')].map(({ rule, range }) => [
        rule,
        TEMPLATE.slice(range.start, range.end),
      ]);
      assert.deepEqual(found, [['tf-name-outside-zone', 'example.com.']]);
    });
  }
});
