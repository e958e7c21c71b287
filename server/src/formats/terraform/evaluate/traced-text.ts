import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { joinRuns, RunBuilder, Traced } from '../../../text/traced-text.ts';
import type { TracedRun } from '../../../text/traced-text.ts';
import type { DeclarationAnchor } from './anchor.ts';

export { MAX_TEXT, TOO_LONG_MESSAGE, TOO_LONG_TEXT } from '../../../text/traced-text.ts';

/** The source of a run of characters, and its form, which an edit there must follow. */
export interface Literal {
  readonly anchor: DeclarationAnchor;
  readonly form:
    | 'quoted'
    | 'heredoc'
    | 'name'
    | 'number'
    | 'json'
    /** A file as it is, and a file that is read as a template. */
    | 'file'
    | 'template'
    /** A YAML scalar, a JSON string without templates, or a CSV field, in a file. */
    | 'yaml'
    | 'yaml-in-brackets'
    | 'json-data'
    | 'csv'
    /** An encoding within another one: it is never edited. */
    | 'data';
  /** The whole literal with its quotes, relative to the anchor. */
  readonly range: Range;
}

/** `source` is relative to the anchor of `literal`. */
export type TracedSegment = TracedRun<Literal>;

/** Characters of a new text that one step pays for, in addition to reading them: all new texts may be kept. */
export const CHARACTERS_KEPT_PER_STEP = 128;

/** A text in which each character is traced to its literal. */
export type TracedText = Traced<Literal>;
export const TracedText = Traced<Literal>;

export type TracedBuilder = RunBuilder<Literal>;
export const TracedBuilder = RunBuilder<Literal>;

export const EMPTY_TEXT = new TracedText('');

/** A text without source text. */
export function untraced(text: string): TracedText {
  return new TracedText(text);
}

/** An unknown part; `place` is its source. */
export function hole(place?: { readonly source: Range; readonly literal: Literal }): TracedText {
  return new TracedText(HOLE, place === undefined ? [] : [{ at: 0, length: 1, ...place }]);
}

/** The text with current offsets in the documents. `uses` receives each anchor that they are relative to. */
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
