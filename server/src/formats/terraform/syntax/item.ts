import type { Attribute, Block, CommentPragma } from './body.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { NativeBody } from './native-body.ts';
import type { RowSpan } from './native-body.ts';

/**
 * One attribute or block at a file's top level, with the white space and comments before it, and on its line; or the
 * parts of a file that are none of these. It knows only its own text, not its place in the file: a change in another
 * item does not affect it.
 */
export interface TopLevelItem {
  /** All ranges in the item count from its start. */
  readonly text: string;
  readonly faults: readonly SyntaxFault[];
  readonly pragmas: readonly CommentPragma[];
  /** One at most; all that a file in JSON has are in its only item. */
  readonly blocks: readonly Block[];
  readonly attributes: readonly Attribute[];
}

/** An item of native syntax. */
export class NativeItem implements TopLevelItem {
  readonly text: string;
  readonly faults: readonly SyntaxFault[];
  readonly pragmas: readonly CommentPragma[];
  private readonly span: RowSpan;

  constructor(
    text: string,
    span: RowSpan,
    asides: { readonly faults: readonly SyntaxFault[]; readonly pragmas: readonly CommentPragma[] },
  ) {
    this.text = text;
    this.span = span;
    this.faults = asides.faults;
    this.pragmas = asides.pragmas;
  }

  get blocks(): readonly Block[] {
    return new NativeBody(this.text, this.span).allBlocks;
  }

  get attributes(): readonly Attribute[] {
    return new NativeBody(this.text, this.span).attributes;
  }
}
