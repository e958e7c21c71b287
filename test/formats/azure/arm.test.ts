import assert from 'node:assert/strict';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { MAX_NESTED_TEMPLATES } from '../../../server/src/formats/azure/read-sets.ts';
import { arm, armTxt, foundIn, problemsIn, recordsIn } from './templates.ts';

const ZONE = { type: 'Microsoft.Network/dnsZones', apiVersion: '2018-05-01', name: 'example.com' };

function deployment(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'Microsoft.Resources/deployments', apiVersion: '2021-04-01', name: 'd', properties };
}

describe('an ARM template', () => {
  it('is recognized by its schema or its resources', () => {
    assert.equal(formatByContent('a/main.json', arm([]))?.id, 'arm');
    const bare = '{"resources": [{"type": "Microsoft.Network/dnszones/TXT"}]}';
    assert.equal(formatByContent('main.json', bare)?.id, 'arm');
    const listed = '[{"type": "Microsoft.Network/dnszones/TXT", "TXTRecords": []}]';
    assert.equal(formatByContent('main.json', listed), undefined);
    const parameters =
      '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"}';
    assert.equal(formatByContent('main.parameters.json', parameters), undefined);
  });

  const values: readonly (readonly [string, string])[] = [
    ['a', 'a'],
    ['[[a]', '[a]'],
    ['[a', '[a'],
    ["[concat('a', 'b''c')]", "ab'c"],
    ["[parameters('P')]", 'p'],
    ["[concat(parameters('p'), variables('v'))]", 'pv'],
    ["[variables('list')[1]]", 'y'],
    ["[variables('map').A]", 'x'],
    ["[format('{0}{1}{{}}', 'a', 1)]", 'a1{}'],
    ["[if(equals(parameters('p'), 'p'), 'yes', 'no')]", 'yes'],
    ["[uniqueString('a')]", '…'],
    ["[concat('a', reference('b').c)]", 'a…'],
    ["[contoso.name('a')]", '…'],
    ["[concat('a'", "[concat('a'"],
    ["[concat('a' 'b')]", '…'],
    ["[variables('made')[1]]", 'n1'],
    ["[first(split('a.b', '.'))]", 'a'],
  ];
  const members = {
    parameters: { P: { type: 'string', defaultValue: 'p' } },
    variables: {
      v: 'v',
      list: ['x', 'y'],
      map: { a: 'x' },
      copy: [{ name: 'made', count: 2, input: "[concat('n', copyIndex('made'))]" }],
    },
  };
  for (const [typed, said] of values)
    it(`is read with the value ${typed}`, () => {
      assert.deepEqual(recordsIn(arm([armTxt('example.com/@', typed)], members)), [
        `example.com TXT ${said}`,
      ]);
    });

  const resources: readonly (readonly [string, readonly unknown[], readonly string[]])[] = [
    [
      'with the zone as an expression',
      [armTxt("[concat('example.com', '/', 'www')]", 'a')],
      ['www.example.com TXT a'],
    ],
    [
      'with a resource within its zone',
      [{ ...ZONE, resources: [{ ...armTxt('www', 'a'), type: 'TXT' }] }],
      ['www.example.com TXT a'],
    ],
    [
      'under a condition',
      [{ ...armTxt('example.com/@', 'a'), condition: "[parameters('p')]" }],
      ['? example.com TXT a'],
    ],
    ['not under one that is false', [{ ...armTxt('example.com/@', 'a'), condition: false }], []],
    [
      'in a loop',
      [
        {
          ...armTxt("[concat('example.com/n', copyIndex(1))]", "[string(copyIndex('l'))]"),
          copy: { name: 'l', count: 2 },
        },
      ],
      ['n1.example.com TXT 0', 'n2.example.com TXT 1'],
    ],
    [
      'in a loop of properties',
      [
        {
          ...armTxt('example.com/@'),
          properties: {
            copy: [
              { name: 'TXTRecords', count: 2, input: { value: ["[concat('a', copyIndex('TXTRecords'))]"] } },
            ],
          },
        },
      ],
      ['example.com TXT a0', 'example.com TXT a1'],
    ],
    [
      'in another template',
      [deployment({ template: { resources: [armTxt('example.com/@', 'a')] } })],
      ['example.com TXT a'],
    ],
    [
      'in another template with values for its parameters',
      [
        deployment({
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { zone: { value: "[concat('example', '.com')]" } },
          template: {
            parameters: { zone: { type: 'string' }, text: { type: 'string', defaultValue: 't' } },
            resources: [armTxt("[format('{0}/@', parameters('zone'))]", "[parameters('text')]")],
          },
        }),
      ],
      ['example.com TXT t'],
    ],
  ];
  for (const [how, list, records] of resources)
    it(`is read ${how}`, () => {
      assert.deepEqual(recordsIn(arm(list)), records);
    });

  it('is read with names for its resources', () => {
    const text = arm([]).replace(
      '"resources": []',
      `"resources": ${JSON.stringify({ a: armTxt('example.com/@', 'a'), b: { ...armTxt('example.com/b', 'b'), existing: true } })}`,
    );
    assert.deepEqual(recordsIn(text), ['example.com TXT a']);
  });

  it('is read with comments, including mailtxt comments', () => {
    const text = `// A template\n${arm([armTxt('example.com/@', 'v=spf1 mx +all')])}`;
    assert.deepEqual(foundIn(text, 'spf-all-pass'), ['+all']);
    const off = text.replace('"v=spf1', '/* why */ // mailtxt-disable-next-line spf-all-pass\n"v=spf1');
    assert.deepEqual(foundIn(off, 'spf-all-pass'), []);
  });

  it('is read with findings at their source', () => {
    const text = arm([armTxt('example.com/@', "[concat('v=spf1 ', variables('how'), ' +all')]")], {
      variables: { how: 'mx' },
    });
    assert.deepEqual(foundIn(text, 'spf-all-pass'), ['+all']);
  });

  it('is read up to the first error, which is reported', () => {
    const text = arm([armTxt('example.com/@', 'a'), armTxt('example.com/b', 'b')]);
    const cut = text.slice(0, text.lastIndexOf('"b"'));
    assert.deepEqual(recordsIn(cut).slice(0, 1), ['example.com TXT a']);
    assert.match(problemsIn(cut)[0] ?? '', /^Invalid JSON: /);
  });

  it('is read up to its limits', () => {
    let nested: Record<string, unknown> = armTxt('example.com/@', 'a');
    for (let i = 0; i <= MAX_NESTED_TEMPLATES; i++)
      nested = deployment({ template: { resources: [nested] } });
    assert.deepEqual(recordsIn(arm([nested])), []);
    assert.ok(problemsIn(arm([nested])).some((message) => message.includes(String(MAX_NESTED_TEMPLATES))));
    const calls = `[${'concat('.repeat(5_000)}'a'${')'.repeat(5_000)}]`;
    assert.deepEqual(recordsIn(arm([armTxt('example.com/@', calls)])), ['example.com TXT …']);
  });
});
