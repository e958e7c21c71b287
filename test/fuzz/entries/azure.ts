import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { BICEP, JSON_TEXT, SPF } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';

const BICEP_FILES: readonly string[] = [
  "param z string = 'example.com'\nvar spf = 'v=spf1 ${mx} +all'\nvar mx = 'mx'\nresource zone 'Microsoft.Network/dnsZones@2018-05-01' = {\n  name: z\n\n  resource r 'TXT' = {\n    name: '@'\n    properties: {\n      TTL: 3600\n      TXTRecords: [\n        {\n          value: [\n            spf\n          ]\n        }\n      ]\n    }\n  }\n}\n",
  "resource zone 'Microsoft.Network/dnszones@2018-05-01' existing = {\n  name: 'example.com'\n}\n@batchSize(1)\nresource r 'Microsoft.Network/dnsZones/MX@2018-05-01' = [for (h, i) in ['a', 'b']: if (i < 2) {\n  parent: zone\n  name: h\n  properties: { TTL: 60, MXRecords: [{ preference: 10 + i, exchange: '${h}.example.net' }] }\n}]\n",
  "module m 'br/public:avm/res/network/dns-zone:0.5.0' = {\n  params: {\n    name: 'example.com'\n    txt: [{ name: '_dmarc', txtRecords: [{ value: ['v=DMARC1; p=none', '''; rua=''' ] }] }]\n  }\n}\n",
];

const TEMPLATES: readonly string[] = [
  `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": {"z": {"type": "string", "defaultValue": "example.com"}},
"variables": {"copy": [{"name": "n", "count": 2, "input": "[concat('s', copyIndex('n'))]"}]}, // names
"resources": [{"type": "Microsoft.Network/dnszones/TXT", "name": "[concat(parameters('z'), '/', variables('n')[copyIndex()])]", "copy": {"name": "l", "count": 2},
"properties": {"TTL": "3600", "TXTRecords": [{"value": ["v=spf1 mx +all", "[format('{0}', parameters('z'))]"]}]}},
{"type": "Microsoft.Resources/deployments", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"z": {"value": "x"}}, "template": {"resources": [
{"type": "Microsoft.Network/dnszones", "name": "example.net", "resources": [{"type": "MX", "name": "@", "properties": {"MXRecords": [{"preference": 1, "exchange": "mx"}]}}]}]}}}]}`,
];

/** A file of Bicep: rules, fixes and what is shown. */
export const bicep: FuzzEntry = {
  name: 'bicep',
  extension: 'bicep',
  shortRun: 50,
  seeds: () => BICEP_FILES,
  mutate: several([4, tokens(BICEP)], [2, tokens(SPF)], [3, lines], [3, characters]),
  check: (text) => {
    checkTemplate('main.bicep', 'bicep', text);
  },
};

/** An ARM template in JSON. */
export const armTemplate: FuzzEntry = {
  name: 'arm',
  extension: 'json',
  shortRun: 50,
  seeds: () => TEMPLATES,
  mutate: several([4, tokens(JSON_TEXT)], [2, tokens(BICEP)], [1, lines], [3, characters]),
  check: (text) => {
    checkTemplate('main.json', 'arm', text);
  },
};

function checkTemplate(path: string, format: 'bicep' | 'arm', text: string): void {
  const made = workspace();
  made.add(path, text, { format });
  checkDocument(made, path);
  checkFeatures(made, path, placesIn(text, 8));
}
