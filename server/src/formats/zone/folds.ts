import type { Fold } from '../../records/document.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import * as rows from './rows.ts';

/** An entry, or similar lines between two entries. */
interface Piece {
  readonly kind: 'blank' | 'comment' | 'origin' | 'record' | 'other';
  /** Offsets in the document. */
  readonly range: Range;
  readonly hasSeveralLines: boolean;
  /** For a comment: the start of its last line, and the end of the line before that. */
  readonly lastLine?: number;
  readonly beforeLast?: number;
  /** Only for a record. */
  readonly ownerHash?: number;
}

/**
 * What can be folded in a zone file: records of several lines, neighboring records of one name, blocks of comments,
 * and sections. A section begins with `$ORIGIN`, or with a comment after an empty line, whose last line is visible
 * when it is folded. Folds nest, no two begin in the same line, and they are ordered by their starts.
 */
export function foldsIn(blocks: readonly ZoneBlock[]): readonly Fold[] {
  const pieces = blocks.flatMap(pieceReader());
  const folds = [...ofEntries(pieces), ...ofNames(pieces), ...ofComments(pieces), ...ofOrigins(pieces)];
  return folds.sort((a, b) => a.range.start - b.range.start);
}

/** Reads the blocks of a document in order. */
function pieceReader(): (block: ZoneBlock) => readonly Piece[] {
  let base = 0;
  return (block) => {
    const pieces: Piece[] = [];
    let at = 0;
    for (let i = 0; i < block.size; i++) {
      const [start, end] = [block.startAt(i), block.endAt(i)];
      // Usually there is only the end of a line.
      if (at === 0 || start - at > 2) pieces.push(...linesBetween(block.text, at, start, base, at === 0));
      const type = block.typeAt(i);
      const feed = block.text.indexOf('\n', start);
      pieces.push({
        kind: type < rows.FIRST_DIRECTIVE ? 'record' : type === rows.ORIGIN_DIRECTIVE ? 'origin' : 'other',
        range: rangeOf(base + start, base + end),
        hasSeveralLines: feed >= 0 && feed < end,
        ownerHash: block.ownerHashAt(i),
      });
      at = end;
    }
    pieces.push(...linesBetween(block.text, at, block.length, base, at === 0));
    base += block.length;
    return pieces;
  };
}

/** The lines between two entries: text after the first one on its line is not a separate line. */
function* linesBetween(
  text: string,
  from: number,
  to: number,
  base: number,
  isAtStart: boolean,
): Iterable<Piece> {
  let start = isAtStart ? from : text.indexOf('\n', from) + 1;
  if (start === 0 && !isAtStart) return;
  let comment:
    { readonly start: number; end: number; lastLine: number; beforeLast: number | undefined } | undefined;
  const take = (): readonly Piece[] => {
    const found = comment;
    comment = undefined;
    if (found === undefined) return [];
    const { beforeLast } = found;
    return [
      {
        kind: 'comment',
        range: rangeOf(base + found.start, base + found.end),
        hasSeveralLines: beforeLast !== undefined,
        lastLine: base + found.lastLine,
        ...(beforeLast !== undefined && { beforeLast: base + beforeLast }),
      },
    ];
  };
  while (start < to) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 || feed > to ? to : feed;
    const first = /[^ \t\r]/.exec(text.slice(start, end))?.[0];
    if (first === ';') {
      if (comment === undefined) comment = { start, end, lastLine: start, beforeLast: undefined };
      else comment = { start: comment.start, end, lastLine: start, beforeLast: comment.end };
    } else {
      yield* take();
      // The indentation of the next entry is not an empty line.
      if (first === undefined && feed >= 0 && feed < to)
        yield { kind: 'blank', range: rangeOf(base + start, base + end), hasSeveralLines: false };
    }
    start = end + 1;
  }
  yield* take();
}

function ofEntries(pieces: readonly Piece[]): readonly Fold[] {
  return pieces
    .filter(({ kind, hasSeveralLines }) => hasSeveralLines && kind !== 'comment')
    .map(({ range }) => ({ kind: 'record', range }));
}

/** Records with the same name, and the comments between them. If the first one has several lines, it is folded separately. */
function ofNames(pieces: readonly Piece[]): readonly Fold[] {
  const folds: Fold[] = [];
  let first: Piece | undefined;
  let last: Piece | undefined;
  const end = (): void => {
    if (first !== undefined && last !== undefined && first !== last && !first.hasSeveralLines)
      folds.push({ kind: 'name', range: rangeOf(first.range.start, last.range.end) });
    first = last = undefined;
  };
  for (const piece of pieces) {
    if (piece.kind === 'comment') continue;
    if (piece.kind !== 'record' || piece.ownerHash !== first?.ownerHash) end();
    if (piece.kind !== 'record') continue;
    first ??= piece;
    last = piece;
  }
  end();
  return folds;
}

/** Blocks of comments, and the sections that some of them head. */
function ofComments(pieces: readonly Piece[]): readonly Fold[] {
  const folds: Fold[] = [];
  let heading: Piece | undefined;
  let last: Piece | undefined;
  const end = (): void => {
    if (heading !== undefined && last !== undefined && last !== heading)
      folds.push({ kind: 'section', range: rangeOf(heading.lastLine ?? 0, last.range.end) });
    heading = undefined;
  };
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'blank') continue;
    const before = pieces[i - 1]?.kind ?? 'blank';
    const after = pieces[i + 1]?.kind ?? 'blank';
    const isHeading =
      piece.kind === 'comment' && before === 'blank' && after !== 'blank' && after !== 'origin';
    if (isHeading || piece.kind === 'origin') end();
    if (isHeading) heading = piece;
    last = piece;
    const endOfComment = isHeading ? piece.beforeLast : piece.range.end;
    if (piece.kind === 'comment' && piece.hasSeveralLines && endOfComment !== undefined)
      folds.push({ kind: 'comment', range: rangeOf(piece.range.start, endOfComment) });
  }
  end();
  return folds;
}

/** From each `$ORIGIN` to the next. */
function ofOrigins(pieces: readonly Piece[]): readonly Fold[] {
  const folds: Fold[] = [];
  let origin: Piece | undefined;
  let last: Piece | undefined;
  const end = (): void => {
    if (origin !== undefined && last !== undefined && last !== origin)
      folds.push({ kind: 'section', range: rangeOf(origin.range.start, last.range.end) });
  };
  for (const piece of pieces) {
    if (piece.kind === 'blank') continue;
    if (piece.kind === 'origin') {
      end();
      origin = piece;
    }
    last = piece;
  }
  end();
  return folds;
}
