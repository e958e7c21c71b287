import { rangeOf } from './range.ts';
import type { Range } from './range.ts';

/** Something that the reader of a language does not accept, in its own words. Reading went on behind it. */
export interface SyntaxFault {
  /** `Unclosed configuration block`. */
  readonly summary: string;
  /** The sentence that says more. */
  readonly detail: string;
  /** In the coordinates of what was read. */
  readonly range: Range;
}

/** How deep blocks, expressions and templates may be nested. Terraform has no limit; no configuration comes near this. */
export const MAX_NESTING = 200;

export function tooDeep(start: number, end: number): SyntaxFault {
  return {
    summary: 'Nested too deeply',
    detail: `Blocks and expressions nested more than ${MAX_NESTING} levels deep are not read.`,
    range: rangeOf(start, end),
  };
}
