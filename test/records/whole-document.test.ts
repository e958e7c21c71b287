import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashOfName } from '../../server/src/dns/names.ts';
import type { DocumentReading } from '../../server/src/records/entry-block.ts';
import { WholeDocument } from '../../server/src/records/whole-document.ts';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import { rangeOf } from '../../server/src/text/range.ts';
import { runs } from '../harness/runs.ts';

const TXT = 16;

/** A format with one TXT record per line: `owner text`. */
class Lines extends WholeDocument {
  static read(text: string): Lines {
    return new Lines(text, readLines);
  }

  write(): undefined {
    return undefined;
  }
}

function readLines(text: string): DocumentReading {
  const entries = [...text.matchAll(/^(\w+) (\w+)$/gm)].map(
    ({ 0: line, 1: owner = '', 2: data = '', index }) => ({
      start: index,
      end: index + line.length,
      owner: `${owner}.example`,
      typeCode: TXT,
      context: '',
      record: (anchor: { readonly id: number }) => {
        const range = rangeOf(0, line.length);
        const rdataRange = rangeOf(line.length - data.length, line.length);
        const value = MappedText.verbatim(data, rdataRange.start);
        return {
          anchor,
          owner: `${owner}.example`,
          ownerText: MappedText.verbatim(owner, 0),
          type: 'TXT',
          typeRange: rangeOf(0, 0),
          ttl: undefined,
          ttlRange: undefined,
          rdata: { kind: 'text', strings: [{ value, quoted: false, range: rdataRange }], value } as const,
          range,
          rdataRange,
          conditional: false,
        };
      },
    }),
  );
  return { entries };
}

/** The complete content of a document, except for ids. */
function contentOf({ text, blocks }: Lines): unknown {
  const [block] = blocks;
  assert.ok(block !== undefined && blocks.length === 1);
  const entries = Array.from({ length: block.size }, (_, index) => {
    const { anchor, ...record } = block.record(index) ?? assert.fail();
    assert.equal(anchor.id, block.idAt(index));
    assert.equal(block.indexOfId(anchor.id), index);
    assert.equal(block.ownerHashAt(index), hashOfName(record.owner));
    assert.ok(block.indexOfOwner(hashOfName(record.owner), 0) <= index);
    return { record, start: block.startAt(index), end: block.endAt(index), type: block.typeAt(index) };
  });
  return { text: text.text, length: block.length, entries };
}

const idsOf = ({ blocks }: Lines): readonly number[] =>
  Array.from({ length: blocks[0]?.size ?? 0 }, (_, index) => blocks[0]?.idAt(index) ?? -1);

describe('a document read as a whole', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', 'a x\n', 'b y\n'), { maxLength: 20 })
    .map((all) => all.join(''));
  const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 8 }), text });

  it('has the same result after any edits as when read from scratch, and undoes each', () => {
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
        const document = Lines.read(first);
        for (const { at, length, text: inserted } of edits) {
          const before = { content: contentOf(document), ids: idsOf(document) };
          const start = at % (document.text.length + 1);
          const range = rangeOf(start, Math.min(document.text.length, start + length));
          document.edit({ range, text: inserted }).undo();
          assert.deepEqual({ content: contentOf(document), ids: idsOf(document) }, before);
          document.edit({ range, text: inserted });
          assert.deepEqual(contentOf(document), contentOf(Lines.read(document.text.text)));
          assert.equal(new Set(idsOf(document)).size, idsOf(document).length);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('keeps the ids of records that an edit only moves', () => {
    const document = Lines.read('a x\na x\nb y\n');
    const before = idsOf(document);
    document.edit({ range: rangeOf(0, 0), text: 'c z\n' });
    assert.deepEqual(idsOf(document).slice(1), before);
    document.edit({ range: rangeOf(4, 8), text: '' });
    assert.deepEqual(idsOf(document).slice(1), [before[0], before[2]]);
    document.edit({ range: rangeOf(10, 11), text: 'q' });
    assert.equal(idsOf(document).includes(before[2] ?? -1), false);
  });
});
