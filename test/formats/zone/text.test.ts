import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { runs } from '../../harness/runs.ts';

/** As editors count: LF, CRLF and a lone CR end a line. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

describe('the text of a zone document', () => {
  it('counts lines as editors do, in blocks and after edits', () => {
    const line = fc.constantFrom(
      'a A 192.0.2.1\n',
      '; c\r\n',
      'x TXT "a"\r',
      '\n',
      '\r\n',
      '\r',
      'y TXT ( "a"\n"b" )\n',
      'é😀\n',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.integer({ min: 1, max: 80 }),
        fc.nat(),
        (lines, times, at) => {
          const text = lines.join('').repeat(times);
          const document = ZoneDocument.read(text, 'example.com');
          const offset = text.length === 0 ? 0 : at % text.length;
          document.edit({ range: { start: offset, end: Math.min(text.length, offset + 3) }, text: 'q\nr' });
          const now = document.text.slice(0, document.text.length);
          const starts = lineStarts(now);
          assert.equal(document.text.lineCount, starts.length);
          for (const probe of [0, offset, offset + 1, now.length, now.length >> 1]) {
            const position = document.text.offsetToPosition(probe);
            const wanted = starts.filter((start) => start <= Math.min(probe, now.length)).length - 1;
            assert.deepEqual(position, {
              line: wanted,
              character: Math.min(probe, now.length) - (starts[wanted] ?? 0),
            });
            // A position between CR and LF is past the end of its line, and is moved there.
            const inLineEnd = now[probe - 1] === '\r' && now[probe] === '\n';
            if (!inLineEnd)
              assert.equal(document.text.positionToOffset(position), Math.min(probe, now.length));
          }
          const last = document.text.lineRange(starts.length - 1);
          assert.equal(last.start, starts[starts.length - 1]);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('moves positions outside into it', () => {
    const { text } = ZoneDocument.read('ab\ncd', 'example.com');
    assert.equal(text.positionToOffset({ line: 0, character: 99 }), 2);
    assert.equal(text.positionToOffset({ line: 9, character: 0 }), 5);
    assert.deepEqual(text.offsetToPosition(99), { line: 1, character: 2 });
  });
});
