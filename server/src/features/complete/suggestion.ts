import type { Markdown } from '../../text/markdown.ts';
import type { Range } from '../../text/range.ts';

/** What an editor shows as the sign of a suggestion. */
export type SuggestionKind =
  'term' | 'service' | 'name' | 'tag' | 'value' | 'owner' | 'type' | 'directive' | 'rule';

/** One text that fits where the cursor is. */
export interface Suggestion {
  /** What replaces the range of the {@link Completion}. */
  readonly text: string;
  /** What is shown in the list instead of the text, where that is long. */
  readonly label?: string;
  readonly kind: SuggestionKind;
  /** A few words: `Google Workspace, 1 lookup`. */
  readonly detail: string | undefined;
  /** The detail in a list, in which half a line is left for it: the name of a service has to fit. */
  readonly shortDetail?: string;
  /** Suggestions with a smaller number come first. */
  readonly rank: number;
  /** The text is a beginning (`include:`), so the editor asks again behind it. */
  readonly goesOn: boolean;
  /** Characters behind the text: typing one of them chooses the suggestion first. None where that could be wrong. */
  readonly commitCharacters?: readonly string[];
  /** What the text means in this place. `undefined`: nothing more than the detail says. */
  readonly explain: () => Markdown | undefined;
}

/** What fits at the cursor. The range counts in the document or, within a policy, in its decoded text. */
export interface Completion {
  /** The word at the cursor, all of which is replaced. It holds the cursor. */
  readonly range: Range;
  readonly suggestions: readonly Suggestion[];
  /** There are more than these: an editor asks again when more is typed. */
  readonly isIncomplete?: boolean;
}
