import fc from 'fast-check';
import assert from 'node:assert/strict';

import { codeFrame } from '../../server/src/hosts/cli/code-frame.ts';
import { toColumns } from '../../server/src/text/columns.ts';
import { printable } from '../../server/src/text/printable.ts';
import { PlainText } from '../../server/src/text/plain-text.ts';

const WIDTH = 40;

/** The frame of the text between « and », as it is printed after the gutter. */
function frameOf(marked: string, width = WIDTH, isPrivate = false): string {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const lines = codeFrame(new PlainText(marked.replace(/[«»]/g, ''), isPrivate), { start, end }, width);
  return lines.map(({ text, carets }) => (carets === '' ? text : `${text}\n${carets}`)).join('\n');
}

function lines(...of: readonly string[]): string {
  return of.join('\n');
}

describe('code frame', () => {
  it('is exactly under the range', () => {
    assert.equal(
      frameOf('one\n@ TXT "v=spf1 «+all»"\nthree'),
      lines('@ TXT "v=spf1 +all"', '              ^^^^'),
    );
  });

  it('shows nothing around the range if that may be secret', () => {
    assert.equal(frameOf('{"password":"x","records":["«+all»"]}', WIDTH, true), lines('…+all…', ' ^^^^'));
    assert.equal(frameOf('a «b\nc» d', WIDTH, true), lines('…b', ' ^', 'c…', '^'));
  });

  it('has one caret for an empty range, also at the end of a line', () => {
    assert.equal(frameOf('@ TXT «»"a"'), lines('@ TXT "a"', '      ^'));
    assert.equal(frameOf('@ TXT «»\n'), lines('@ TXT', '      ^'));
    assert.equal(frameOf('«»'), lines('', '^'));
  });

  it('expands a tab to the next multiple of 8 columns', () => {
    assert.equal(frameOf('@\tIN\t«TXT»\tx'), lines('@       IN      TXT     x', '                ^^^'));
    assert.equal(frameOf('ab«\t»c'), lines('ab      c', '  ^^^^^^'));
  });

  it('counts two columns for wide characters and none for marks over others', () => {
    assert.equal(frameOf('日本 «x»'), lines('日本 x', '     ^'));
    assert.equal(frameOf('«日本» x'), lines('日本 x', '^^^^'));
    assert.equal(frameOf('e\u0301 «x»'), lines('e\u0301 x', '  ^'));
    assert.equal(frameOf('😀 «x»'), lines('😀 x', '   ^'));
  });

  it('shows invisible characters, and never sends control characters', () => {
    assert.equal(frameOf('a\u001B[31m\u0000«b»'), lines('a␛[31m␀b', '       ^'));
    assert.equal(frameOf('a\u202E\u200B\uDC80«b»'), lines('a\\u{202E}\\u{200B}�b', `${' '.repeat(18)}^`));
  });

  it('keeps the start of a long line if the range is visible then', () => {
    assert.equal(
      frameOf(`name TXT «"v=DKIM1»; ${'x'.repeat(100)}`),
      lines(`name TXT "v=DKIM1; ${'x'.repeat(20)}…`, '         ^^^^^^^^'),
    );
  });

  it('cuts a long line to the part around the range', () => {
    const frame = frameOf(`${'a'.repeat(60)} «here» ${'b'.repeat(60)}`);
    assert.equal(frame, lines(`…${'a'.repeat(16)} here ${'b'.repeat(16)}…`, `${' '.repeat(18)}^^^^`));
  });

  it('shows the end of a long line without a sign after it', () => {
    const frame = frameOf(`${'a'.repeat(80)}«here»`);
    assert.equal(frame, lines(`…${'a'.repeat(34)}here`, `${' '.repeat(35)}^^^^`));
  });

  it('shows the start of a range that is longer than the window', () => {
    const frame = frameOf(`${'a'.repeat(50)}«${'b'.repeat(100)}»${'c'.repeat(50)}`);
    assert.equal(frame, lines(`…${'b'.repeat(38)}…`, ` ${'^'.repeat(38)}`));
  });

  it('reads only the neighborhood of a range in a line of megabytes', () => {
    const far = 3_000_000;
    const source = new PlainText(`${'a'.repeat(far)}here${'b'.repeat(far)}`);
    let read = 0;
    const counting = new (class extends PlainText {
      override slice(start: number, end: number): string {
        read += end - start;
        return super.slice(start, end);
      }
    })(source.text);
    const [line] = codeFrame(counting, { start: far, end: far + 4 }, WIDTH);
    assert.match(line?.text ?? '', /^…a{10,}hereb{10,}…$/);
    assert.ok(read < 10_000, String(read));
  });

  it('marks every line of a range, without the spaces around its ends', () => {
    assert.equal(
      frameOf('@ SOA «( 1\n    2 ; two\n\n  3 )» x'),
      lines('@ SOA ( 1', '      ^^^', '    2 ; two', '    ^^^^^^^', '', '  3 ) x', '  ^^^'),
    );
  });

  it('does not include the line after a line end', () => {
    assert.equal(frameOf('«one\r\n»two'), lines('one', '^^^'));
  });

  it('leaves out the middle of a long range', () => {
    const frame = frameOf(`«${Array.from({ length: 9 }, (_, i) => `line ${i + 1}`).join('\n')}»`);
    const shown = frame.split('\n').filter((line) => !line.includes('^'));
    assert.deepEqual(shown, ['line 1', 'line 2', 'line 3', 'line 4', '…', 'line 9']);
  });

  it('cuts no character of two columns that has a mark over it', () => {
    const [line] = codeFrame(new PlainText('       日本\u0301'), { start: 6, end: 8 }, 6);
    assert.equal(toColumns(line?.text ?? '').length, 6);
  });

  it('fits and points into what it shows, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('\t', '日本', '😀', '\n', '\uDC99', '\u001B', '\u0301', 'x'.repeat(70)),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.nat(300),
        fc.nat(60),
        fc.integer({ min: 5, max: 60 }),
        (pieces, at, length, width) => {
          const text = pieces.join('');
          const start = Math.min(at, text.length);
          const range = { start, end: Math.min(start + length, text.length) };
          for (const line of codeFrame(new PlainText(text), range, width)) {
            assert.ok(toColumns(line.text).length <= width, line.text);
            assert.ok(line.carets.length <= width + 1, line.carets);
            assert.equal(printable(line.text), line.text);
          }
        },
      ),
    );
  });
});
