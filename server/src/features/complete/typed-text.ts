import type { MappedText, Segment } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { CharacterString } from '../../records/record.ts';

/** A cursor within the decoded text of a record. */
export interface TypedCursor {
  /** In the decoded text, between two characters. */
  readonly at: number;
  /**
   * Where a part of the decoded text that holds the cursor is typed. `undefined` where it is not typed as it is read: across
   * an escape, two strings, or a value that comes from elsewhere.
   */
  readonly toSource: (part: Range) => Range | undefined;
}

/** `offset` and ranges count as the record's do. `sourceOf` gives the text that is typed there. */
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

/** The run before the cursor, or else the one behind it. Each is typed character for character. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  const touching = segments.filter(
    ({ length, source: { start, end } }) => length === end - start && start <= offset && offset <= end,
  );
  return touching.find(({ source }) => source.start < offset) ?? touching[0];
}

/** Nothing of `""` is in the decoded text, but something can be typed between the quotes. */
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
