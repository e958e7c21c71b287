import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { isArgument } from './domain-spec.ts';
import type { Argument } from './terms.ts';
import { headAt, isTerm, mechanismNamed, splitArgument } from './terms.ts';

/** A word that is split by commas or semicolons. */
export interface PunctuatedWord {
  /** The commas and semicolons, run by run. */
  readonly marks: readonly Range[];
  readonly pieces: readonly PunctuatedPiece[];
}

export interface PunctuatedPiece {
  readonly range: Range;
  /** For the second address of `ip4:192.0.2.1,192.0.2.2`: the mechanism whose argument it is. */
  readonly borrowed: { readonly word: Range; readonly argument: Argument } | undefined;
}

const MARKS = /[,;]+/g;

/**
 * Commas and semicolons that were meant to separate or end terms; `undefined` if there are none, or if they belong to a macro or
 * a value.
 */
export function readPunctuation(text: string, word: Range): PunctuatedWord | undefined {
  const marks = marksIn(text, word);
  if (marks.length === 0) return undefined;
  const pieces = piecesBetween(word, marks);
  const [first, ...others] = pieces;
  // At the ends of a word, they are not part of a term, whatever is between.
  if (others.length === 0)
    return { marks, pieces: pieces.map((piece) => ({ range: piece, borrowed: undefined })) };
  if (first === undefined || !isTerm(text, first.start, first.end)) return undefined;
  const read: PunctuatedPiece[] = [{ range: first, borrowed: undefined }];
  for (const piece of others) {
    const argument = argumentLike(text, first, piece);
    if (argument !== undefined) read.push({ range: piece, borrowed: { word: first, argument } });
    else if (isTerm(text, piece.start, piece.end)) read.push({ range: piece, borrowed: undefined });
    else return undefined;
  }
  return { marks, pieces: read };
}

/** Runs of commas and semicolons that are not delimiters of a macro. */
function marksIn(text: string, word: Range): readonly Range[] {
  const typed = text.slice(word.start, word.end);
  if (!typed.includes(',') && !typed.includes(';')) return [];
  const outside = typed.replace(/%\{[^{}%]*\}/g, (macro) => ' '.repeat(macro.length));
  return Array.from(outside.matchAll(MARKS), ({ 0: mark, index }) =>
    rangeOf(word.start + index, word.start + index + mark.length),
  );
}

function piecesBetween(word: Range, marks: readonly Range[]): readonly Range[] {
  const starts = [word.start, ...marks.map((mark) => mark.end)];
  return starts
    .map((start, i) => rangeOf(start, marks[i]?.start ?? word.end))
    .filter((piece) => piece.start < piece.end);
}

/** The piece as an argument of the first one's mechanism, if it can be that but not a term. */
function argumentLike(text: string, first: Range, piece: Range): Argument | undefined {
  const { nameRange } = headAt(text, first.start, first.end);
  const kind = mechanismNamed(text.slice(nameRange.start, nameRange.end));
  const isArgumentGiven = text[nameRange.end] === ':';
  if (kind === undefined || kind === 'all' || !isArgumentGiven) return undefined;
  if (isTerm(text, piece.start, piece.end) || !isArgument(text.slice(piece.start, piece.end)))
    return undefined;
  return splitArgument(text, kind, true, piece);
}
