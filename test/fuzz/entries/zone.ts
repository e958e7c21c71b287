import assert from 'node:assert/strict';
import { faultOfName } from '../../../server/src/dns/names.ts';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { checkInvariants, dump } from '../../formats/zone/reading.ts';
import { checkRange } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { ZONE } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { nesting } from '../mutate/nesting.ts';
import { lines, tokens } from '../mutate/tokens.ts';
import { corpusTexts, pageBlocks, projectTexts } from '../seeds.ts';

export function zoneSeeds(withCorpus: boolean): readonly string[] {
  return [
    ...projectTexts('examples', /\.zone$|^db\.|\.inc$/),
    ...pageBlocks('zone'),
    ...(withCorpus
      ? [
          ...corpusTexts('realworld/zones', /./),
          ...corpusTexts('zones-conformance', /./),
          ...corpusTexts('fix-pairs', /zone|db/),
        ]
      : []),
  ];
}

export const mutateZone: Mutate = several([5, tokens(ZONE)], [2, lines], [1, nesting], [3, characters]);

const ORIGIN = 'example.org';

/** What a record says, as one line of a zone file, where it can be written as one. */
function lineOf(document: ZoneDocument): readonly string[] {
  const written: string[] = [];
  for (const block of document.blocks) {
    const faulty = new Set(block.faults.map(({ anchor }) => anchor.id));
    for (let i = 0; i < block.size; i++) {
      const record = block.record(i);
      if (record === undefined || faulty.has(block.idAt(i)) || record.rdata.kind === 'opaque') continue;
      const line = `${record.owner}. ${record.ttl ?? 60} IN ${record.type} ${printRdata(record.type, record.rdata)}`;
      if (line.includes(HOLE) || line.includes('${…}') || faultOfName(record.owner) !== undefined) continue;
      written.push(line);
    }
  }
  return written;
}

/** Formatting keeps every record and comment, and has nothing to do the second time. */
function checkFormatting(document: ZoneDocument, text: string): void {
  const request = { insertSpaces: text.length % 2 === 0, tabSize: 8, alignTo: 'group' } as const;
  const { edits } = document.format({ ...request, within: { start: 0, end: text.length } });
  const formatted = applyEdits(text, edits);
  const after = ZoneDocument.read(formatted, ORIGIN);
  const isSplit = edits.some((edit) => edit.text.includes('"'));
  if (!isSplit) assert.equal(formatted.replace(/[ \t]/g, ''), text.replace(/[ \t]/g, ''));
  assert.equal(after.recordCount, document.recordCount, 'records before and after formatting');
  if (!isSplit) assert.deepEqual(lineOf(after), lineOf(document), 'records before and after formatting');
  const second = after.format({ ...request, within: { start: 0, end: formatted.length } });
  assert.equal(applyEdits(formatted, second.edits), formatted, 'formatted twice');
}

/** The reader of master files: blocks are the text, ranges are in it, and what is printed is read as the same records. */
export const zone: FuzzEntry = {
  name: 'zone',
  extension: 'zone',
  shortRun: 400,
  seeds: zoneSeeds,
  mutate: mutateZone,
  check(text) {
    const document = ZoneDocument.read(text, ORIGIN);
    checkInvariants(document, text);
    let base = 0;
    for (const block of document.blocks) {
      for (let i = 0; i < block.size; i++) {
        checkRange({ start: block.startAt(i), end: block.endAt(i) }, block.length, 'an entry');
        const record = block.record(i);
        if (record === undefined) continue;
        const { start, end } = record.range;
        checkRange(
          { start: base + block.startAt(i) + start, end: base + block.startAt(i) + end },
          text.length,
          'a record',
        );
      }
      for (const { code, anchor, range } of block.faults) {
        const at = base + block.startAt(block.indexOfId(anchor.id));
        checkRange({ start: at + range.start, end: at + range.end }, text.length, `fault ${code}`);
      }
      base += block.length;
    }
    for (const { range } of document.includes()) checkRange(range, text.length, 'an include');
    for (const { range } of document.problems()) checkRange(range, text.length, 'a problem');
    document.generated();
    assert.equal(dump(ZoneDocument.read(text, ORIGIN)), dump(document), 'two readings differ');
    checkFormatting(document, text);
    const printed = lineOf(document);
    const second = lineOf(ZoneDocument.read(`${printed.join('\n')}\n`, ORIGIN));
    assert.deepEqual(second, printed, 'what is printed is read as something else');
  },
};
