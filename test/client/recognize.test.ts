import assert from 'node:assert/strict';
import { hasRecordsIn, startsLikeZone } from '../../client/src/recognize.ts';

describe('a file of no known language', () => {
  const zones: Record<string, string> = {
    'begins with its SOA record': '@ IN SOA ns1 hostmaster (\n 1 2 3 4 5 )',
    'gives a TTL before the class':
      '\n; comment\n\nexample.com. 3600 IN SOA ns1.example.com. hostmaster.example.com. 1 2 3 4 5',
    'leaves out class and TTL': '@ SOA ns1 hostmaster 1 2 3 4 5',
    'writes in lower case': '@ in soa ns1 hostmaster 1 2 3 4 5',
    'begins with a directive': '; vim: set et:\n$TTL 1h\n',
    'sets an origin': '$ORIGIN example.com.\n',
    'has a template before its first record':
      '{% set serial = 1 %}\n{# made by a role #}\n@ 600 IN SOA ns0 hostmaster 1 2 3 4 5',
    'has a long banner': '; line\n'.repeat(60) + '$TTL 1d\n',
  };
  for (const [what, text] of Object.entries(zones)) {
    it(`is a zone file when it ${what}`, () => {
      assert.equal(startsLikeZone(text.split('\n')), true);
    });
  }

  const others: Record<string, string> = {
    'is empty': '',
    'holds only comments': '; one\n; two\n',
    'speaks of zone files before it quotes one':
      'A zone file begins so:\n\n$TTL 1h\n@ IN SOA ns1 hostmaster 1 2 3 4 5\n',
    'is a shell script that writes one': '#!/bin/sh\ncat > zone <<END\n$TTL 1h\nEND\n',
    'sets shell variables': '$TTL=3600\n',
    'has SOA as a word': 'our SOA strategy\nis to wait',
    'is an ini file': '; settings\n[global]\nttl = 1h\n',
    'is a hosts file': '127.0.0.1 localhost\n192.0.2.1 soa server\n',
  };
  for (const [what, text] of Object.entries(others)) {
    it(`is not one when it ${what}`, () => {
      assert.equal(startsLikeZone(text.split('\n')), false);
    });
  }
});

describe('a file of a language that is also used for other things', () => {
  const texts: readonly (readonly [language: string, text: string, expected: boolean])[] = [
    ['yaml', "'':\n  type: MX\n  value:\n    exchange: mx.example.net.\n", true],
    ['yaml', "? ''\n: - type: TXT\n    values:\n    - v=spf1 -all\n", true],
    ['yaml', 'www: {type: A, value: 192.0.2.1}\n', true],
    ['yaml', 'Resources:\n  Mail:\n    Type: AWS::Route53::RecordSet\n    Properties:\n', true],
    ['yaml', 'spec:\n  endpoints:\n  - recordType: TXT\n    targets: [a]\n', true],
    ['yaml', 'kind: Service\nspec:\n  type: ClusterIP\n  value: 1\n', false],
    ['yaml', 'type: MX\n', false],
    ['yaml', '', false],
    ['json', '{"Name":"example.com","Type":"TXT","ResourceRecords":[]}', true],
    ['json', '{"type": "Microsoft.Network/dnszones/TXT", "properties": {}}', true],
    ['json', '{"type": "module", "data": 1}', false],
    ['json', '{"type": "array", "values": []}', false],
    ['javascript', 'var X = 1;\nD("example.com", REG,\n  TXT("@", "v=spf1 -all"));', true],
    ['javascript', 'const D = require("d");\nmodule.exports = D(1);', false],
    ['bicep', "resource z 'Microsoft.Network/dnsZones@2018-05-01' = {}", true],
    ['bicep', "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {}", false],
    ['markdown', 'type: TXT\nvalue: a', false],
  ];
  for (const [language, text, expected] of texts) {
    it(`${expected ? 'has' : 'has no'} records: ${language} ${JSON.stringify(text)}`, () => {
      assert.equal(hasRecordsIn(language, text), expected);
    });
  }
});
