import type { Range } from '../../../text/range.ts';
import type { JsonMember, JsonNode } from './json.ts';

/** The content of a file or of a block. */
export type Body = NativeBody | JsonBody;

export interface NativeBody {
  readonly kind: 'native';
  /** In the order of the text. */
  readonly items: readonly (Attribute | Block)[];
}

/** An object of Terraform's JSON syntax: which of its members are blocks is for the reader to know. */
export interface JsonBody {
  readonly kind: 'json';
  readonly members: readonly JsonMember[];
}

/** `name = expression`. The expression is read when somebody wants it. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameRange: Range;
  readonly expression: RawExpression;
}

/** Where an expression stands; what it says is not read yet. */
export type RawExpression =
  /** From its first to its last character; empty where none was typed. */
  { readonly kind: 'native'; readonly range: Range } | { readonly kind: 'json'; readonly node: JsonNode };

export interface Block {
  readonly kind: 'block';
  readonly type: string;
  readonly typeRange: Range;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From its type to its closing brace. */
  readonly range: Range;
}

export interface Label {
  readonly text: string;
  /** Quotes included. */
  readonly range: Range;
}

/**
 * A comment that speaks to us: `# mailtxt-disable-next-line spf-all-pass -- reason`. It stands until the end of its line,
 * or until its closing sign.
 */
export interface CommentPragma {
  /** Where its words start, behind the comment sign. */
  readonly at: number;
  readonly range: Range;
  /** True when nothing else stands on its line. */
  readonly alone: boolean;
}
