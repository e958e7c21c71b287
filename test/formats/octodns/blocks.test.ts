import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_PIECED_YAML_LENGTH } from '../../../server/src/data/yaml-pieces.ts';
import { MAX_YAML_LENGTH } from '../../../server/src/data/yaml.ts';
import { OctoZoneDocument } from '../../../server/src/formats/octodns/document.ts';
import { settingsOf } from '../../../server/src/formats/octodns/zone-data.ts';
import type { RecordDocument } from '../../../server/src/records/document.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { runs } from '../../harness/runs.ts';

const LONG = 'x'.repeat(400);

/** Enough for several blocks, sorted except for one name, and with a repeated name. */
const BASE = `---
'':
  - type: MX
    values:
      - exchange: mx.example.net.
        preference: 10
  - type: TXT
    value: v=spf1 -all
${Array.from({ length: 40 }, (_, i) => `n${i}:\n  type: TXT\n  value: ${i}${LONG}\n`).join('')}
a: {type: A, value: 192.0.2.1}
n3: {type: A, value: 192.0.2.3}
www: {type: CNAME, value: example.net.}
`;

const SETTINGS = settingsOf('example.com', undefined);

/** The complete result with offsets in the document, except for ids. */
function readingOf(document: RecordDocument): unknown {
  const blocks = document.blocks.map((block) => {
    const base = document.offsetOf(block);
    const places = new Map<number, number>();
    const entries = Array.from({ length: block.size }, (_, index) => {
      const start = base + block.startAt(index);
      places.set(block.idAt(index), start);
      const record = block.record(index);
      return [
        start,
        base + block.endAt(index),
        block.typeAt(index),
        block.ownerAt(index),
        { ...record, anchor: 0 },
      ];
    });
    const faults = block.faults.map(({ anchor, range, repair, ...fault }) => {
      const from = places.get(anchor.id) ?? 0;
      const edits = repair?.edits.map((edit) => [edit.text, edit.range.start + from, edit.range.end + from]);
      return [{ ...fault, repair: undefined }, range.start + from, range.end + from, repair?.title, edits];
    });
    const pragmas = block.pragmas.map(({ at, text }) => [at + base, text]);
    return { entries, faults, pragmas };
  });
  return {
    entries: blocks.flatMap(({ entries }) => entries),
    faults: blocks.flatMap(({ faults }) => faults),
    pragmas: blocks.flatMap(({ pragmas }) => pragmas),
    problems: document.problems(),
    hasTemplates: document.hasTemplates,
    count: document.recordCount,
    text: document.text.slice(0, document.text.length),
    lines: document.text.lineCount,
  };
}

describe('an octoDNS zone file in several blocks', () => {
  it('has the same result after any edits as from scratch, and after an undone edit as before', () => {
    assert.ok(OctoZoneDocument.read(BASE, SETTINGS).blocks.length > 2);
    const piece = fc.constantFrom(
      ...[
        '\n',
        '  ',
        '- ',
        'a',
        ';',
        '\\;',
        "'",
        '"',
        '{',
        '}',
        '[',
        '#',
        '',
        'ttl: 60\n',
        '---\n',
        ' *d',
        ' &d ',
      ],
      ...[
        '\nn5:\n',
        '\nwww: {type: A}\n',
        '# mailtxt-disable-line\n',
        '\nb: {octodns: {ignored: true}, type: A}\n',
      ],
      '\nz: !include a.yaml\n',
    );
    const edit = fc.tuple(fc.nat(), fc.oneof({ weight: 9, arbitrary: fc.nat(12) }, fc.nat(9000)), piece);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const document = OctoZoneDocument.read(BASE, SETTINGS);
        let text = BASE;
        for (const [at, length, typed] of edits) {
          // Offsets within long values are left out because nothing happens there.
          const lines = [...text.matchAll(/^.{0,12}/gm)];
          const line = lines[at % lines.length];
          const start = (line?.index ?? 0) + (at % ((line?.[0].length ?? 0) + 1));
          const end = Math.min(text.length, start + length);
          const before = readingOf(document);
          document.edit({ range: rangeOf(start, end), text: typed }).undo();
          assert.deepEqual(readingOf(document), before);
          document.edit({ range: rangeOf(start, end), text: typed });
          text = text.slice(0, start) + typed + text.slice(end);
          assert.deepEqual(readingOf(document), readingOf(OctoZoneDocument.read(text, SETTINGS)));
        }
      }),
      { numRuns: runs(10) },
    );
  });

  it('keeps the blocks, and the ids of the records, that an edit does not touch', () => {
    const document = OctoZoneDocument.read(BASE, SETTINGS);
    const idsOf = (): readonly number[] =>
      document.blocks.flatMap((block) => Array.from({ length: block.size }, (_, i) => block.idAt(i)));
    const before = { blocks: [...document.blocks], ids: idsOf() };
    const at = BASE.indexOf(`20${LONG}`);
    const { removed, added } = document.edit({ range: rangeOf(at, at), text: 'y' });
    assert.deepEqual([removed.length, added.length], [1, 1]);
    assert.equal(document.blocks.filter((block) => !before.blocks.includes(block)).length, 1);
    assert.equal(idsOf().filter((id) => !before.ids.includes(id)).length, 1);
  });

  it('is read except for a value with an error, or may lack records', () => {
    const whole = OctoZoneDocument.read(BASE, SETTINGS);
    const read = (typed: string): OctoZoneDocument =>
      OctoZoneDocument.read(BASE.replace(/ {2}value: 20x+/, `  ${typed}`), SETTINGS);
    // The name and the type show that there is a record.
    const quoted = read('value: "v=spf1 -all');
    assert.deepEqual([quoted.recordCount, quoted.hasTemplates], [whole.recordCount, false]);
    const texts = quoted.blocks.flatMap((block) =>
      Array.from({ length: block.size }, (_, index) => block.record(index)).flatMap((record) =>
        record?.owner === 'n20.example.com' && record.rdata.kind === 'text' ? [record.rdata.value.text] : [],
      ),
    );
    assert.deepEqual(texts, [HOLE]);
    const problems = quoted.problems().map(({ message, unread }) => [message, unread?.kind]);
    assert.deepEqual(problems, [['This is not valid YAML: missing closing "quote.', 'format']]);
    for (const typed of ['value: [', 'b']) assert.equal(read(typed).hasTemplates, true, typed);
    // The second set is in the unclosed text.
    const sets = OctoZoneDocument.read('a:\n- type: TXT\n  value: "a\n- type: MX\n', SETTINGS);
    assert.equal(sets.hasTemplates, true);
    // Records that an error hides are not reported as missing.
    const faults = (document: OctoZoneDocument): number =>
      document.blocks.flatMap((block) => block.faults).length;
    assert.equal(faults(read('value: [')), faults(whole));
  });

  it('does not lack records while a name is edited', () => {
    const document = OctoZoneDocument.read(BASE, SETTINGS);
    const at = BASE.indexOf('a: {type');
    const { undo } = document.edit({ range: rangeOf(at, at), text: 'mai\n' });
    assert.deepEqual([document.hasTemplates, document.problems().length], [false, 1]);
    undo();
    document.edit({ range: rangeOf(at, at), text: 'mai\n  type: A\n' });
    assert.equal(document.hasTemplates, true);
  });

  it('may have 5 MB; the rest is listed as not read', () => {
    const entry = `x:\n  type: TXT\n  value: ${LONG}\n`;
    const text = Array.from({ length: 11_000 }, (_, i) => `n${i}${entry}`).join('');
    assert.ok(text.length > 4_500_000 && text.length < MAX_PIECED_YAML_LENGTH);
    const document = OctoZoneDocument.read(text, SETTINGS);
    assert.deepEqual([document.recordCount, document.problems().length], [11_000, 0]);
    const more = text.slice(0, MAX_PIECED_YAML_LENGTH - text.length + 1);
    const { undo } = document.edit({ range: rangeOf(0, 0), text: more });
    assert.equal(document.recordCount, 0);
    assert.equal(document.hasTemplates, true);
    const problems = document.problems().map(({ message, unread }) => [message, unread?.kind]);
    assert.deepEqual(problems, [['The file has more than 5242880 characters, so it was not read.', 'limit']]);
    undo();
    assert.equal(document.recordCount, 11_000);
  });

  it('with aliases is read as a whole, up to a limit', () => {
    const shared = 'a: &a {type: A, value: 192.0.2.1}\nb: *a\n';
    const document = OctoZoneDocument.read(BASE, SETTINGS);
    const { undo } = document.edit({ range: rangeOf(BASE.length, BASE.length), text: shared });
    assert.equal(document.blocks.length, 1);
    assert.equal(document.blocks[0]?.ownerAt(document.blocks[0].size - 1), 'b.example.com');
    undo();
    assert.equal(document.text.length, BASE.length);
    const filling = `n: {type: A, value: 192.0.2.1}\n`;
    const long = OctoZoneDocument.read(
      filling.repeat(MAX_YAML_LENGTH / filling.length + 1) + shared,
      SETTINGS,
    );
    assert.deepEqual([long.recordCount, long.problems()[0]?.unread?.kind], [0, 'limit']);
  });
});
