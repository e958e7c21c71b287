import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { DecodedText, TextBuilder } from '../../../text/decoded-text.ts';
import { sliceDecoded } from '../../../text/decoded-text.ts';

/**
 * What an expression is parsed from: a part of a file, or a string that was decoded from another syntax (JSON). Ranges in the
 * result refer to the file.
 */
export interface ExpressionSource {
  readonly text: string;
  /** The range in the file of `text.slice(start, end)`. */
  range(start: number, end: number): Range;
  /** Adds `text.slice(start, end)` unchanged. */
  addTo(builder: TextBuilder, start: number, end: number): void;
}

export function fileSource(text: string): ExpressionSource {
  return {
    text,
    range: (start, end) => rangeOf(start, end),
    addTo: (builder, start, end) => builder.verbatim(text, start, end),
  };
}

/** A decoded string; `whole` is the range of its source. */
export function decodedSource(decoded: DecodedText, whole: Range): ExpressionSource {
  const pieceOf = (start: number, end: number): DecodedText => sliceDecoded(decoded, start, end);
  return {
    text: decoded.text,
    range(start, end) {
      const { segments } = pieceOf(start, Math.max(end, start + 1));
      const first = segments[0]?.source;
      const last = segments[segments.length - 1]?.source;
      if (first === undefined || last === undefined) return rangeOf(whole.end, whole.end);
      return rangeOf(first.start, end > start ? last.end : first.start);
    },
    addTo(builder, start, end) {
      const piece = pieceOf(start, end);
      for (const s of piece.segments) {
        builder.add(piece.text.slice(s.at, s.at + s.length), s.source.start, s.source.end);
      }
    },
  };
}
