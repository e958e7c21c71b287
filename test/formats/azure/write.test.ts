import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EditableDocument } from '../../../server/src/records/document.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { ARM_LANGUAGE } from '../../../server/src/formats/azure/arm/document.ts';
import { BICEP_LANGUAGE } from '../../../server/src/formats/azure/bicep/document.ts';
import { NO_VALUES } from '../../../server/src/formats/azure/parameters/given.ts';
import { RecordSetDocument } from '../../../server/src/record-sets/document.ts';
import { runs } from '../../harness/runs.ts';
import { arm, armTxt, bicepTxt, changed, fixed, recordsIn } from './templates.ts';

const DMARC: RecordChange = {
  kind: 'add',
  owner: '_dmarc.example.com',
  type: 'TXT',
  data: '"v=DMARC1; p=none"',
  strings: ['v=DMARC1; p=none'],
};
const MX: RecordChange = { kind: 'add', owner: 'example.com', type: 'MX', data: '10 mx.example.net.' };

describe('a record of a template', () => {
  const inBicep: readonly (readonly [string, string])[] = [
    ["'v=spf1 +all'", "'v=spf1 ~all'"],
    ["'v=spf1 \\'a\\' +all'", "'v=spf1 \\'a\\' ~all'"],
    ["'''v=spf1 +all'''", "'''v=spf1 ~all'''"],
    ["'v=spf1 '\n          '+all'", "'v=spf1 '\n          '~all'"],
    ["'v=spf1 ${mx} +all'", "'v=spf1 ${mx} ~all'"],
    ["concat('v=spf1', ' +all')", "concat('v=spf1', ' ~all')"],
  ];
  for (const [before, after] of inBicep)
    it(`is changed in ${before}`, () => {
      const mx = "var mx = 'mx'\n";
      assert.equal(fixed(bicepTxt(before, mx), 'spf-all-pass'), bicepTxt(after, mx));
    });

  const inArm: readonly (readonly [string, string])[] = [
    ['v=spf1 +all', 'v=spf1 ~all'],
    ['v=spf1 "a" +all', 'v=spf1 "a" ~all'],
    ["[concat('v=spf1', ' +all')]", "[concat('v=spf1', ' ~all')]"],
  ];
  for (const [before, after] of inArm)
    it(`is changed in ${JSON.stringify(before)}`, () => {
      const text = (value: string): string => arm([armTxt('example.com/@', value)]);
      assert.equal(fixed(text(before), 'spf-all-pass'), text(after));
    });

  it('is changed in another variable that contains it', () => {
    const text = bicepTxt('spf', "var spf = 'v=spf1 +all'\n");
    assert.equal(fixed(text, 'spf-all-pass'), bicepTxt('spf', "var spf = 'v=spf1 ~all'\n"));
  });

  it('is changed in strings that are too long', () => {
    const [first, second] = [`${'a'.repeat(200)} `, 'b'.repeat(100)];
    assert.equal(
      fixed(bicepTxt(`'${first}${second}'`), 'tf-txt-long-unsplit'),
      bicepTxt(`'${first}'\n          '${second}'`),
    );
    assert.equal(
      changed(arm([armTxt('example.com/@', 'a')]), 0, { kind: 'set-strings', strings: ['a', '[b]'] }),
      arm([armTxt('example.com/@', 'a', '[[b]')]),
    );
    const commented = bicepTxt("'a'\n          // why\n          'b'");
    assert.equal(changed(commented, 0, { kind: 'set-strings', strings: ['c'] }), undefined);
  });

  it('is changed in its name and its TTL', () => {
    const text = bicepTxt("'a'");
    assert.equal(changed(text, 0, { kind: 'set-ttl', seconds: 60 }), text.replace('3600', '60'));
    assert.equal(
      changed(text, 0, { kind: 'rename-owner', name: 'www.example.com' }),
      text.replace("name: '@'", "name: 'www'"),
    );
    assert.equal(changed(text, 0, { kind: 'rename-owner', name: 'example.net' }), undefined);
    assert.equal(changed(text, 0, { kind: 'set-type', type: 'SPF' }), undefined);
    const inName = arm([armTxt("[concat(parameters('z'), '/www')]", 'a')], {
      parameters: { z: { defaultValue: 'example.com' } },
    });
    assert.equal(
      changed(inName, 0, { kind: 'rename-owner', name: 'a.example.com' }),
      inName.replace("'/www'", "'/a'"),
    );
  });

  it('is added to a set', () => {
    const added: RecordChange = { ...DMARC, kind: 'add', owner: 'example.com' };
    const after = changed(bicepTxt("'a'"), 0, added) ?? '';
    assert.deepEqual(recordsIn(after), ['example.com TXT a', 'example.com TXT v=DMARC1; p=none']);
    assert.match(after, /\n {6}\}\n {6}\{\n {8}value: \[\n {10}'v=DMARC1; p=none'\n {8}\]\n {6}\}\n {4}\]/);
    const inJson = changed(arm([armTxt('example.com/@', 'a')]), 0, added) ?? '';
    assert.deepEqual(recordsIn(inJson), ['example.com TXT a', 'example.com TXT v=DMARC1; p=none']);
  });

  it('is added as a new set after another one', () => {
    const after = changed(bicepTxt("'a'"), 0, DMARC) ?? '';
    assert.deepEqual(recordsIn(after), ['example.com TXT a', '_dmarc.example.com TXT v=DMARC1; p=none']);
    assert.match(
      after,
      /\n\nresource dmarc_txt 'Microsoft\.Network\/dnsZones\/TXT@2018-05-01' = \{\n {2}parent: zone\n {2}name: '_dmarc'\n/,
    );
    assert.deepEqual(recordsIn(changed(bicepTxt("'a'"), 0, MX) ?? ''), [
      'example.com TXT a',
      'example.com MX 10 mx.example.net.',
    ]);
    const inJson = changed(arm([armTxt('example.com/@', 'a')]), 0, DMARC) ?? '';
    assert.deepEqual(recordsIn(inJson), ['example.com TXT a', '_dmarc.example.com TXT v=DMARC1; p=none']);
    assert.equal(JSON.stringify(JSON.parse(inJson), undefined, 2), inJson);
  });

  it('is removed', () => {
    const two = changed(bicepTxt("'a'"), 0, { ...DMARC, kind: 'add', owner: 'example.com' }) ?? '';
    assert.equal(changed(two, 1, { kind: 'remove' }), bicepTxt("'a'"));
    const whole = bicepTxt("'a'");
    const zone = whole.slice(0, whole.indexOf('resource txt'));
    assert.equal(changed(whole, 0, { kind: 'remove' }), zone);
    assert.equal(changed(`${whole}output id string = txt.id\n`, 0, { kind: 'remove' }), undefined);
    const inJson = arm([armTxt('example.com/@', 'a'), armTxt('example.com/b', 'b')]);
    assert.deepEqual(recordsIn(changed(inJson, 0, { kind: 'remove' }) ?? ''), ['b.example.com TXT b']);
  });

  it('gets a comment in Bicep', () => {
    const text = bicepTxt("'a'");
    assert.equal(
      changed(text, 0, { kind: 'comment', text: 'why' }),
      text.replace('resource txt', '// why\nresource txt'),
    );
  });
});

function read(text: string): EditableDocument {
  const language = text.startsWith('{') ? ARM_LANGUAGE : BICEP_LANGUAGE;
  const context = { path: '/dns', given: NO_VALUES, zone: undefined };
  return RecordSetDocument.read(text, (whole) => language.read(whole, context));
}

describe('a text that several records of a template share', () => {
  const zones = ['com', 'net'].map(
    (last) => `resource ${last} 'Microsoft.Network/dnsZones@2018-05-01' = {\n  name: 'example.${last}'\n}\n`,
  );
  const txt = (zone: string, name: string, value: string): string =>
    `resource ${zone}_${name.length} 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {\n  parent: ${zone}\n  name: '${name}'\n  properties: {\n    TXTRecords: [\n      {\n        value: ${value}\n      }\n    ]\n  }\n}\n`;
  const text = (variable: string, ...records: readonly string[]): string =>
    [`var shared = ${variable}\n`, ...zones, ...records].join('');

  it('is changed if the change is right for all of them', () => {
    const both = text(
      "'+all'",
      txt('com', '@', "['v=spf1 mx ${shared}']"),
      txt('net', '@', "['v=spf1 a ${shared}']"),
    );
    assert.equal(fixed(both, 'spf-all-pass'), both.replace("'+all'", "'~all'"));
    const list = text("['v=spf1 +all']", txt('com', '@', 'shared'), txt('net', '@', 'shared'));
    assert.equal(fixed(list, 'spf-all-pass'), list.replace('+all', '~all'));
  });

  it('is not changed if it is right for one and wrong for another', () => {
    const other = text(
      "'+all'",
      txt('com', '@', "['v=spf1 mx ${shared}']"),
      txt('net', 'x', "['a note ${shared}']"),
    );
    assert.equal(fixed(other, 'spf-all-pass'), undefined);
    // Both have the finding, and reports for one would go to an address in the other.
    const reports = text(
      "'v=DMARC1; p=none'",
      txt('com', '_dmarc', '[shared]'),
      txt('net', '_dmarc', '[shared]'),
    );
    assert.equal(fixed(reports, 'dmarc-p-none-no-rua'), undefined);
    const alone = text("'v=DMARC1; p=none'", txt('com', '_dmarc', '[shared]'));
    assert.match(fixed(alone, 'dmarc-p-none-no-rua') ?? '', /rua=mailto:dmarc@example\.com/);
  });
});

describe('an edited template', () => {
  const texts = [
    bicepTxt("'v=spf1 ${a} +all'\n          b", "param a string = 'mx'\nvar b = '${a}\\'x'\n"),
    arm([armTxt("[concat(variables('z'), '/@')]", "[concat('v=spf1 ', variables('z'))]")], {
      variables: { z: 'example.com' },
    }),
  ];
  for (const text of texts)
    it(`has the same result as when read from scratch: ${text.slice(0, 8)}`, () => {
      const edit = fc.tuple(
        fc.nat({ max: text.length }),
        fc.nat({ max: 12 }),
        fc.constantFrom('', "'", '"', 'a', '${', '}', '\n', '[', ' // ', "'''", 'resource '),
      );
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
          const document: EditableDocument = read(text);
          for (const [at, length, typed] of edits) {
            const end = document.text.length;
            const start = Math.min(at, end);
            document.edit({ range: { start, end: Math.min(end, start + length) }, text: typed });
          }
          const whole = document.text.slice(0, document.text.length);
          assert.deepEqual(shown(document), shown(read(whole)));
        }),
        { numRuns: runs(200) },
      );
    });

  it('has the current range of a record that only moved', () => {
    const text = bicepTxt('spf', "var spf = 'v=spf1 +all'\n");
    const document = read(text);
    const before = document.blocks[0]?.idAt(0);
    document.edit({ range: { start: 0, end: 0 }, text: '// more\n' });
    assert.equal(document.blocks[0]?.idAt(0), before);
    const moved = text.indexOf('resource txt');
    document.edit({ range: { start: moved + 8, end: moved + 8 }, text: '// more\n' });
    assert.deepEqual(shown(document), shown(read(document.text.slice(0, document.text.length))));
    assert.notEqual(document.blocks[0]?.idAt(0), before);
  });
});

function shown(document: EditableDocument): unknown {
  const [block] = document.blocks;
  return Array.from({ length: block?.size ?? 0 }, (_, index) => ({
    at: [block?.startAt(index), block?.endAt(index)],
    record: block?.record(index, { id: 0 }),
    problems: document.problems(),
  }));
}
