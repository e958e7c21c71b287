import type { Attribute, Block, CommentPragma } from './body.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { NativeBody } from './native-body.ts';
import type { RowSpan } from './native-body.ts';

/**
 * One top-level attribute or block of a file, with the whitespace and comments before it and on its line; or other text of a
 * file. It contains only its own text, not its position in the file: a change in another item does not affect it.
 */
export interface TopLevelItem {
  /** All ranges in the item are relative to its start. */
  readonly text: string;
  readonly faults: readonly SyntaxFault[];
  readonly pragmas: readonly CommentPragma[];
  /** At most one; in JSON, the only item of the file has all of them. */
  readonly blocks: readonly Block[];
  readonly attributes: readonly Attribute[];
}

/** An item in native syntax. */
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
