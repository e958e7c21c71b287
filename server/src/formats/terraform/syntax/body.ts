import type { Range } from '../../../text/range.ts';
import type { JsonNode } from '../../../data/json-syntax.ts';

/** The content of a file or of a block. */
export interface Body {
  readonly attributes: readonly Attribute[];
  /** The first attribute of that name. */
  attribute(name: string): Attribute | undefined;
  /**
   * The parts that are certainly blocks. In JSON a block looks like an attribute: finding one requires knowing that it is a
   * block.
   */
  readonly allBlocks: readonly Block[];
  blocks(type: string): readonly Block[];
}

/** `name = expression`. The expression is parsed when it is needed. */
export interface Attribute {
  readonly name: string;
  readonly nameRange: Range;
  readonly expression: RawExpression;
}

/** Where an expression is; it is not parsed yet. */
export type RawExpression =
  /** From its first to its last character; empty if it is missing. */
  { readonly kind: 'native'; readonly range: Range } | { readonly kind: 'json'; readonly node: JsonNode };

export interface Block {
  readonly type: string;
  readonly typeRange: Range;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From its type to its closing brace. */
  readonly range: Range;
}

export interface Label {
  readonly text: string;
  /** Including the quotes. */
  readonly range: Range;
}

/**
 * A comment for mailtxt: `# mailtxt-disable-next-line spf-all-pass -- reason`. It ends with its line, or with its closing sign.
 */
export interface CommentPragma {
  /** Where its words start, after the comment sign. */
  readonly at: number;
  readonly range: Range;
  /** True if nothing else is on its line. */
  readonly alone: boolean;
}
