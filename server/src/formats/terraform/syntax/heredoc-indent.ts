import type { TemplatePiece } from './assemble-template.ts';
import { sliceDecoded } from '../../../text/decoded-text.ts';

/**
 * `<<-`: the indentation that all lines share is not part of the text. Lines with only spaces and tabs do not count, nor does
 * text from interpolations. Pieces end with their lines.
 */
export function withoutSharedIndent(pieces: readonly TemplatePiece[]): readonly TemplatePiece[] {
  let least = Infinity;
  let isLineStart = true;
  const lineStarts = new Set<number>();
  for (const [i, piece] of pieces.entries()) {
    if (isLineStart) {
      isLineStart = false;
      let whitespace = 0;
      if (piece.kind === 'text') {
        const isEmptyLine = piece.text.trim() === '' && piece.text.endsWith('\n');
        whitespace = isEmptyLine ? Infinity : piece.text.length - piece.text.trimStart().length;
        if (!isEmptyLine) lineStarts.add(i);
      }
      least = Math.min(least, whitespace);
    }
    if (piece.kind === 'text' && piece.text.endsWith('\n')) isLineStart = true;
  }
  return pieces.map((piece, i) =>
    piece.kind === 'text' && lineStarts.has(i)
      ? { kind: 'text', ...sliceDecoded(piece, Math.min(least, piece.text.length), piece.text.length) }
      : piece,
  );
}
