import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';

/** The entries of a document to format, and the options. */
export interface FormatRequest {
  /** Entries on lines that touch it are formatted. Offsets in the document. */
  readonly within: Range;
  /** Whether columns are filled with spaces instead of tabs. */
  readonly insertSpaces: boolean;
  /** Characters from one tab stop to the next; at least 1. */
  readonly tabSize: number;
  /**
   * `group`: the columns fit all entries around. `lines-before`: the columns are those of the lines before, which do not change,
   * and no line is added.
   */
  readonly alignTo: 'group' | 'lines-before';
}

/** The result of formatting a document. Offsets in the document, in source order. */
export interface Formatted {
  /** They do not overlap, and do not change the meaning of any record. */
  readonly edits: readonly Edit[];
  /** Entries that are unchanged because the reader is not sure what they mean. */
  readonly skipped: readonly Range[];
}

/** Another way to write the same record. */
export type Retyping =
  /** `wrap` puts its data in parentheses on several lines, and `unwrap` on one line without them. */
  | { readonly kind: 'wrap' | 'unwrap' }
  /** Replaces the string that contains `at`, an offset in the decoded value, with 2 strings. */
  | { readonly kind: 'split-string'; readonly at: number }
  /** As few strings as the value needs. */
  | { readonly kind: 'join-strings' };
