import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { MAX_PARAMETER_FILES } from '../../../server/src/formats/azure/parameters/template-groups.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf, environment } from '../../harness/workspace.ts';
import { arm, armTxt, bicepTxt, shownRecord } from './templates.ts';

const BICEP = '/dns/main.bicep';
const ARM = '/dns/main.json';
const PARAMS = '/dns/main.bicepparam';

const TEMPLATE = bicepTxt("'v=spf1 mx ${policy}'", "param policy string = '-all'\nparam other string\n");

/** A workspace with these files on disk, of which the named ones are checked. */
function deployed(
  files: Readonly<Record<string, string>>,
  checked: readonly string[] = [BICEP],
  zone?: string,
): Workspace {
  const made = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => Object.keys(files).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
      read: (path) => files[path],
      zoneNameFor: () => zone,
    },
  });
  for (const path of checked) {
    assert.ok(made.add(path, files[path] ?? ''), path);
    // A parameter file is known once a template was read.
    made.paths();
  }
  return made;
}

function recordsAt(made: Workspace, path = BICEP): readonly string[] {
  return [...made.records(path)].map(shownRecord);
}

function param(values: string, using = './main.bicep'): string {
  return `using '${using}'\n${values}\n`;
}

/** A JSON parameter file. */
function json(parameters: unknown): string {
  const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';
  return JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', parameters });
}

describe('an Azure template with parameter files', () => {
  it('has the values of the only one', () => {
    const of = (values: string, using?: string): readonly string[] =>
      recordsAt(deployed({ [BICEP]: TEMPLATE, [PARAMS]: param(values, using) }));
    const [zone] = deployed({ [BICEP]: TEMPLATE, [PARAMS]: param('') }).zonesOf(BICEP);
    assert.equal(zone?.run, undefined);
    assert.deepEqual(of("param policy = '~all'"), ['example.com TXT v=spf1 mx ~all']);
    assert.deepEqual(of("var a = 'all'\nparam other = 'x'\nparam policy = '~${a}'"), [
      'example.com TXT v=spf1 mx ~all',
    ]);
    assert.deepEqual(of("param POLICY = '~all'", 'main.bicep'), ['example.com TXT v=spf1 mx ~all']);
    assert.deepEqual(of('param other = 1'), ['example.com TXT v=spf1 mx -all']);
    // These are not its own.
    assert.deepEqual(of("param policy = '~all'", './zones.bicep'), ['example.com TXT v=spf1 mx -all']);
    assert.deepEqual(of("param policy = '~all'\nparam third = 1"), ['example.com TXT v=spf1 mx -all']);
  });

  it('has unknown values that the file does not set', () => {
    for (const value of [
      "param policy = readEnvironmentVariable('POLICY')",
      "param policy = '#{Policy}#'",
      "param policy = '$(policy)'",
      "param policy = az.getSecret('a', 'b', 'c', 'd')",
      "extends './base.bicepparam'",
      "param policy = 'x\nparam other = 'y'",
    ]) {
      const made = deployed({ [BICEP]: TEMPLATE, [PARAMS]: param(value) });
      assert.deepEqual(recordsAt(made), ['example.com TXT v=spf1 mx …'], value);
      assert.deepEqual(
        made.problems(BICEP).map(({ message }) => message),
        [
          'The parameter "policy" has a value that mailtxt could not resolve, so values that use it are unresolved.',
        ],
      );
    }
  });

  it('has the values of the JSON file with its name, or of the only one in its folder', () => {
    const given = json({ policy: { value: '~all' } });
    const of = (files: Record<string, string>, checked = [BICEP]): readonly string[] =>
      recordsAt(deployed(files, checked), checked[0]);
    const soft = ['example.com TXT v=spf1 mx ~all'];
    const hard = ['example.com TXT v=spf1 mx -all'];
    for (const name of [
      'main.parameters.json',
      'main.parameters.prod.json',
      'prod.parameters.json',
      'main.prod.param.json',
    ])
      assert.deepEqual(of({ [BICEP]: TEMPLATE, [`/dns/${name}`]: given }), soft, name);
    for (const name of ['parameters.txt', 'main.json', 'sub/main.parameters.json', 'comparams.json'])
      assert.deepEqual(of({ [BICEP]: TEMPLATE, [`/dns/${name}`]: given }), hard, name);
    const two = { [BICEP]: TEMPLATE, '/dns/zones.bicep': 'param policy string\n' };
    assert.deepEqual(of({ ...two, '/dns/prod.parameters.json': given }), hard);
    assert.deepEqual(of({ ...two, '/dns/zones.parameters.json': given }), hard);
    assert.deepEqual(of({ ...two, '/dns/main.parameters.json': given }), soft);
    const noSchema = JSON.stringify({ parameters: { policy: { value: '~all' } } });
    assert.deepEqual(of({ [BICEP]: TEMPLATE, '/dns/main.parameters.json': noSchema }), hard);
    const unknown = ['example.com TXT v=spf1 mx …'];
    for (const value of [{ reference: { secretName: 'x' } }, { value: "[concat('a')]" }])
      assert.deepEqual(
        of({ [BICEP]: TEMPLATE, '/dns/main.parameters.json': json({ policy: value }) }),
        unknown,
      );
    const template = arm([armTxt('example.com/@', "[concat('v=spf1 mx ', parameters('Policy'))]")], {
      parameters: { policy: { type: 'string', defaultValue: '-all' } },
    });
    assert.deepEqual(of({ [ARM]: template }, [ARM]), hard);
    assert.deepEqual(of({ [ARM]: template, '/dns/main.parameters.json': given }, [ARM]), soft);
  });

  it('has lists and objects', () => {
    const text = `param records array
resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {
  name: 'example.com'
}
resource txt 'Microsoft.Network/dnsZones/TXT@2018-05-01' = [for one in records: {
  parent: zone
  name: one.name
  properties: {
    TTL: 300
    TXTRecords: [for text in one.Texts: { value: [text] }]
  }
}]
`;
    const records = [
      { name: '@', texts: ['v=spf1 +all', 'x'] },
      { name: 'a', texts: ['y'] },
    ];
    const expected = ['example.com TXT v=spf1 +all', 'example.com TXT x', 'a.example.com TXT y'];
    const inJson = deployed({
      [BICEP]: text,
      '/dns/main.parameters.json': json({ records: { value: records } }),
    });
    assert.deepEqual(recordsAt(inJson), expected);
    const typed = "[\n  { name: '@', texts: ['v=spf1 +all', 'x'] }\n  { name: 'a', texts: ['y'] }\n]";
    const inBicep = deployed({ [BICEP]: text, [PARAMS]: param(`param records = ${typed}`) });
    assert.deepEqual(recordsAt(inBicep), expected);
  });

  it('has a finding where the parameter is declared, and no fix for a value in another file', () => {
    for (const name of ['policy', 'p']) {
      const text = TEMPLATE.replaceAll('policy', name);
      const made = deployed({ [BICEP]: text, [PARAMS]: param(`param ${name} = '+all'`) });
      const [finding] = findingsOf(made, BICEP).filter(({ rule }) => rule === 'spf-all-pass');
      assert.ok(finding);
      assert.equal(text.slice(0, finding.range.start), 'param ');
      assert.deepEqual(made.detailsOf(BICEP, finding).fixes, []);
    }
  });

  it('is deployed in several ways if there are several', () => {
    const dev = '/dns/dev.bicepparam';
    const prod = '/dns/prod.bicepparam';
    const text = TEMPLATE.replace("'example.com'", 'domain').replace(
      'param other string',
      'param domain string',
    );
    const made = deployed({
      [BICEP]: text,
      [dev]: param("param domain = 'dev.example.com'\nparam policy = '+all'"),
      [prod]: param("param domain = 'example.com'\nparam policy = '-all'"),
    });
    assert.deepEqual([...recordsAt(made)].sort(), [
      'dev.example.com TXT v=spf1 mx +all',
      'example.com TXT v=spf1 mx -all',
    ]);
    const found = findingsOf(made, BICEP).filter(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(
      found.map(({ message }) => message),
      ['"+all" authorizes every host on the Internet. Only with dev.bicepparam.'],
    );
    // One name in both deployments is not two records with that name.
    const same = deployed({
      [BICEP]: text,
      [dev]: param("param domain = 'example.com'\nparam policy = '~all'"),
      [prod]: param("param domain = 'example.com'"),
    });
    assert.ok(!findingsOf(same, BICEP).some(({ rule }) => rule === 'spf-multiple-records'));
  });

  it('is updated when a file is edited or saved', () => {
    const files: Record<string, string> = { [BICEP]: TEMPLATE, [PARAMS]: param("param policy = '+all'") };
    const faults = (made: Workspace): number =>
      findingsOf(made, BICEP).filter(({ rule }) => rule === 'spf-all-pass').length;
    const stored = deployed(files);
    assert.equal(faults(stored), 1);
    files[PARAMS] = param("param policy = '~all'");
    stored.filesChanged([PARAMS]);
    assert.equal(faults(stored), 0);
    const open = deployed(files, [BICEP, PARAMS]);
    assert.equal(faults(open), 0);
    const start = files[PARAMS].indexOf('~');
    open.edit(PARAMS, [{ range: { start, end: start + 1 }, text: '+' }]);
    assert.equal(faults(open), 1);
    // It is no longer for this template but is still a document.
    open.edit(PARAMS, [{ range: { start: 0, end: 5 }, text: 'usin' }]);
    assert.equal(faults(open), 0);
    assert.equal(open.textOf(PARAMS)?.slice(0, 4), 'usin');
    open.edit(PARAMS, [{ range: { start: 4, end: 4 }, text: 'g' }]);
    assert.equal(faults(open), 1);
  });

  it('has the same result after any edits as when read from scratch', () => {
    const edits = fc.array(
      fc.tuple(
        fc.boolean(),
        fc.nat(250),
        fc.nat(10),
        fc.constantFrom('', 'x', "'", 'param ', 'policy', '+all', '{'),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(edits, (all) => {
        const texts: Record<string, string> = { [BICEP]: TEMPLATE, [PARAMS]: param("param policy = '+all'") };
        const made = deployed(texts, [BICEP, PARAMS]);
        for (const [isTemplate, at, length, text] of all) {
          const path = isTemplate ? BICEP : PARAMS;
          const before = texts[path] ?? '';
          const start = Math.min(at, before.length);
          const end = Math.min(start + length, before.length);
          findingsOf(made, BICEP);
          made.edit(path, [{ range: { start, end }, text }]);
          texts[path] = before.slice(0, start) + text + before.slice(end);
        }
        const anew = deployed(texts, [BICEP, PARAMS]);
        assert.deepEqual(recordsAt(made), recordsAt(anew));
        assert.deepEqual(made.problems(BICEP), anew.problems(BICEP));
        assert.deepEqual(findingsOf(made, BICEP), findingsOf(anew, BICEP));
      }),
      { numRuns: runs(60) },
    );
  });

  it('has a limited number of them', () => {
    const files: Record<string, string> = { [BICEP]: TEMPLATE };
    for (let i = 10; i < 12 + MAX_PARAMETER_FILES; i++)
      files[`/dns/p${i}.bicepparam`] = param(`param policy = '?all'\nparam other = '${i}'`);
    const made = deployed(files);
    assert.equal(made.zonesOf(BICEP).length, MAX_PARAMETER_FILES);
    assert.deepEqual(
      made.problems(BICEP).map(({ message, unread }) => [message, unread?.kind]),
      [[`Only the first ${MAX_PARAMETER_FILES} parameter files are read, and 2 more are not.`, 'limit']],
    );
  });

  it('in JSON is not read if it was compiled from the Bicep file in the same folder', () => {
    const made = arm([armTxt('example.com/@', 'v=spf1 +all')], {
      metadata: { _generator: { name: 'bicep', version: '0.30.23', templateHash: '1' } },
    });
    const both = deployed({ [BICEP]: TEMPLATE, [ARM]: made }, [BICEP, ARM]);
    assert.deepEqual(recordsAt(both, ARM), []);
    assert.deepEqual(
      both.problems(ARM).map(({ message, unread }) => [message, unread?.kind]),
      [['mailtxt reads "main.bicep" instead of this file, which was generated from it.', 'duplicate-zone']],
    );
    assert.equal(recordsAt(deployed({ [ARM]: made }, [ARM]), ARM).length, 1);
    const own = arm([armTxt('example.com/@', 'v=spf1 +all')]);
    assert.equal(recordsAt(deployed({ [BICEP]: TEMPLATE, [ARM]: own }, [BICEP, ARM]), ARM).length, 1);
  });

  it('has the zone from the settings if no value provides one', () => {
    const text = TEMPLATE.replace("'example.com'", 'other');
    assert.deepEqual(recordsAt(deployed({ [BICEP]: text })), ['… TXT v=spf1 mx -all']);
    assert.deepEqual(recordsAt(deployed({ [BICEP]: text }, [BICEP], 'example.net')), [
      'example.net TXT v=spf1 mx -all',
    ]);
    const two = `${text}resource more 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {\n  name: '\${policy2}/a'\n  properties: { TXTRecords: [{ value: ['x'] }] }\n}\n`;
    assert.deepEqual(recordsAt(deployed({ [BICEP]: two }, [BICEP], 'example.net')), [
      '… TXT v=spf1 mx -all',
      'a.… TXT x',
    ]);
  });

  it('does not use values that are too large', () => {
    const template = TEMPLATE.replace('param other string', 'param other array');
    const lists = Array.from({ length: 12 }, (_, i) => {
      const item = i === 0 ? '1' : `a${i - 1}`;
      return `var a${i} = [${Array.from({ length: 10 }, () => item).join(', ')}]\n`;
    });
    const large = param(`${lists.join('')}param other = a11\nparam policy = '~all'`);
    // The rest is unresolved too.
    assert.deepEqual(recordsAt(deployed({ [BICEP]: template, [PARAMS]: large })), [
      'example.com TXT v=spf1 mx …',
    ]);
  });
});
