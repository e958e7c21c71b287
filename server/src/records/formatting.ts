import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';

/** Which entries of a document are formatted, and how. */
export interface FormatRequest {
  /** Entries on lines that touch it are formatted. Offsets in the document. */
  readonly within: Range;
  /** Columns are filled with spaces, not with tabs. */
  readonly insertSpaces: boolean;
  /** Characters from one tab stop to the next; at least 1. */
  readonly tabSize: number;
  /**
   * `group`: the columns fit all entries around. `lines-before`: the columns of the lines before, which do not change; no
   * line is added.
   */
  readonly alignTo: 'group' | 'lines-before';
}

/** What formatting a document does. Offsets in the document, in the order of the text. */
export interface Formatted {
  /** They do not overlap, and no record means something else after them. */
  readonly edits: readonly Edit[];
  /** Entries that are unchanged because the reader is not sure what they mean. */
  readonly skipped: readonly Range[];
}

/** Another way to type the same record. */
export type Retyping =
  /** Its data in parentheses, on several lines; or without, on one. */
  | { readonly kind: 'wrap' | 'unwrap' }
  /** Replaces the string that contains `at`, an offset in the decoded value, with 2 strings. */
  | { readonly kind: 'split-string'; readonly at: number }
  /** As few strings as the value needs. */
  | { readonly kind: 'join-strings' };
