import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { joinRuns, RunBuilder, Traced } from '../../../text/traced-text.ts';
import type { TracedRun } from '../../../text/traced-text.ts';
import type { DeclarationAnchor } from './anchor.ts';

export { MAX_TEXT, TOO_LONG_MESSAGE, TOO_LONG_TEXT } from '../../../text/traced-text.ts';

/** Where a run of characters was typed, and in which form, which edits need to know. */
export interface Literal {
  readonly anchor: DeclarationAnchor;
  readonly form:
    | 'quoted'
    | 'heredoc'
    | 'name'
    | 'number'
    | 'json'
    /** A file as it is, and one that is read as a template. */
    | 'file'
    | 'template'
    /** A scalar of YAML, a string of JSON without templates, a field of CSV, in a file. */
    | 'yaml'
    | 'yaml-in-brackets'
    | 'json-data'
    | 'csv'
    /** One encoding within another one: no edits are made there. */
    | 'data';
  /** All of the literal, its quotes included; counted from the anchor. */
  readonly range: Range;
}

/** `source` counts from the anchor of `literal`. */
export type TracedSegment = TracedRun<Literal>;

/** Characters of a new text for which one step is charged, in addition to going through them: all of it may be kept. */
export const CHARACTERS_KEPT_PER_STEP = 128;

/** A text of which each character knows the literal that it was typed in. */
export type TracedText = Traced<Literal>;
export const TracedText = Traced<Literal>;

export type TracedBuilder = RunBuilder<Literal>;
export const TracedBuilder = RunBuilder<Literal>;

export const EMPTY_TEXT = new TracedText('');

/** A text that is not typed anywhere. */
export function untraced(text: string): TracedText {
  return new TracedText(text);
}

/** An unknown part; `place` is the text that represents it. */
export function hole(place?: { readonly source: Range; readonly literal: Literal }): TracedText {
  return new TracedText(HOLE, place === undefined ? [] : [{ at: 0, length: 1, ...place }]);
}

/** The text with offsets in the documents, as they are now. `uses` is called with each anchor that they count from. */
export function inDocuments(
  text: TracedText,
  uses: (anchor: DeclarationAnchor) => void = () => undefined,
): TracedText {
  const placed = new Map<Literal, Literal>();
  const segments = text.segments.map(({ at, length, source, literal }) => {
    const { anchor, range } = literal;
    const base = anchor.at;
    let known = placed.get(literal);
    if (known === undefined) {
      uses(anchor);
      known = { ...literal, range: rangeOf(range.start + base, range.end + base) };
      placed.set(literal, known);
    }
    return { at, length, source: rangeOf(source.start + base, source.end + base), literal: known };
  });
  return new TracedText(text.text, segments);
}

export function joinTraced(parts: readonly TracedText[], separator: TracedText = EMPTY_TEXT): TracedText {
  return joinRuns(parts, separator);
}
