import type { Range } from './range.ts';

/** Zero-based line, and UTF-16 code units from the start of that line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * The text of one document, however it is stored. Lines end at LF, CRLF or a lone CR, as in editors.
 */
export interface SourceText {
  readonly length: number;
  readonly lineCount: number;
  /** Whether the text is generated and can contain secrets around a place. Then nothing but the place itself is shown. */
  readonly isPrivate?: boolean;
  slice(start: number, end: number): string;
  /** An offset outside the text is moved to its nearest end. */
  offsetToPosition(offset: number): Position;
  /** A position outside the text, or past the end of its line, is moved to the nearest place inside. */
  positionToOffset(position: Position): number;
  /** The line without its line end. */
  lineRange(line: number): Range;
}
