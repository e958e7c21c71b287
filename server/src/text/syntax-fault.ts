import { rangeOf } from './range.ts';
import type { Range } from './range.ts';

/** A syntax error in the words of the language's own reader. Reading continued after it. */
export interface SyntaxFault {
  /** `Unclosed configuration block`. */
  readonly summary: string;
  /** The sentence with the details. */
  readonly detail: string;
  /** In the coordinates of what was read. */
  readonly range: Range;
}

/**
 * Levels to which blocks, expressions and templates may be nested. Terraform has no limit, and no configuration comes near this.
 */
export const MAX_NESTING = 200;

export function tooDeep(start: number, end: number): SyntaxFault {
  return {
    summary: 'Nested too deeply',
    detail: `Blocks and expressions nested more than ${MAX_NESTING} levels deep are not read.`,
    range: rangeOf(start, end),
  };
}
