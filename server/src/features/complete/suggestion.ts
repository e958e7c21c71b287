import type { Markdown } from '../../text/markdown.ts';
import type { Range } from '../../text/range.ts';

/** The icon of a suggestion in an editor. */
export type SuggestionKind =
  'term' | 'service' | 'name' | 'tag' | 'value' | 'owner' | 'type' | 'directive' | 'rule';

/** A text that fits at the cursor. */
export interface Suggestion {
  /** The replacement for the range of the {@link Completion}. */
  readonly text: string;
  /** What the list shows instead of the text, if that is long. */
  readonly label?: string;
  readonly kind: SuggestionKind;
  /** A short description: `Google Workspace, 1 lookup`. */
  readonly detail: string | undefined;
  /** The detail for a list with only half a line of space, in which the name of a service must fit. */
  readonly shortDetail?: string;
  /** Suggestions with smaller numbers come first. */
  readonly rank: number;
  /** The text is incomplete (`include:`), so the editor requests suggestions again after it. */
  readonly goesOn: boolean;
  /** Characters that accept the suggestion when typed after it. Empty if that could be wrong. */
  readonly commitCharacters?: readonly string[];
  /** What the text means in this place; `undefined` if the detail says everything. */
  readonly explain: () => Markdown | undefined;
}

/** What fits at the cursor. The range is in the document or, within a policy, in its decoded text. */
export interface Completion {
  /** The word at the cursor, which is replaced as a whole. It contains the cursor. */
  readonly range: Range;
  readonly suggestions: readonly Suggestion[];
  /** Whether there are more suggestions, so that an editor requests them again when the user types more. */
  readonly isIncomplete?: boolean;
}
