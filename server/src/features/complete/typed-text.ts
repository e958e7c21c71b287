import type { MappedText, Segment } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { CharacterString } from '../../records/record.ts';

/** A cursor within the decoded value of a record. */
export interface TypedCursor {
  /** The position in the decoded text, between 2 characters. */
  readonly at: number;
  /**
   * Returns where the source text for a part of the decoded text is, if it contains the cursor. `undefined` if the source text
   * differs from the decoded text: across an escape, 2 strings, or a value that is defined elsewhere.
   */
  readonly toSource: (part: Range) => Range | undefined;
}

/** `offset` and ranges are relative to the record. `sourceOf` returns the source text of a range. */
export function typedCursor(
  value: MappedText,
  strings: readonly CharacterString[],
  offset: number,
  sourceOf: (range: Range) => string,
): TypedCursor | undefined {
  if (value.length === 0) return cursorInEmpty(strings, offset, sourceOf);
  const segment = segmentAt(value.segments, offset);
  if (segment === undefined) return undefined;
  const { at, length, source } = segment;
  return {
    at: at + (offset - source.start),
    toSource: ({ start, end }) => {
      if (start < at || end > at + length) return undefined;
      const range = rangeOf(source.start + (start - at), source.start + (end - at));
      // A function may have changed the letters: `lower("V=SPF1")`.
      return sourceOf(range) === value.text.slice(start, end) ? range : undefined;
    },
  };
}

/** The run before the cursor, or otherwise the one after it. In a run, each character is its own source text. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  const touching = segments.filter(
    ({ length, source: { start, end } }) => length === end - start && start <= offset && offset <= end,
  );
  return touching.find(({ source }) => source.start < offset) ?? touching[0];
}

/** `""` has no decoded text, but the user can type between the quotes. */
function cursorInEmpty(
  strings: readonly CharacterString[],
  offset: number,
  sourceOf: (range: Range) => string,
): TypedCursor | undefined {
  const string = strings.find(({ range }) => range.start + 1 === offset && sourceOf(range) === '""');
  if (string === undefined) return undefined;
  const here = rangeOf(offset, offset);
  return { at: 0, toSource: ({ start, end }) => (start === 0 && end === 0 ? here : undefined) };
}
