import type { Range } from '../../../text/range.ts';
import type { DecodedText } from '../../../text/decoded-text.ts';

/** A parsed expression. Ranges are relative to the item that contains it. */
export type Expression =
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | Template
  | Variable
  | AttributeAccess
  | Index
  | Splat
  | FunctionCall
  | Tuple
  | ObjectExpression
  | ForExpression
  | Conditional
  | Binary
  | Unary
  | Parentheses
  | Invalid;

interface Ranged {
  readonly range: Range;
}

export interface NumberLiteral extends Ranged {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanLiteral extends Ranged {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullLiteral extends Ranged {
  readonly kind: 'null';
}

/** A string, a heredoc, or a file that is a template. */
export interface Template extends Ranged {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc' | 'bare';
  readonly parts: readonly TemplatePart[];
  /** It is a single `${…}`: its value is that of the expression, of any type. */
  readonly isWrapper: boolean;
}

export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor;

export interface TemplateText extends DecodedText {
  readonly kind: 'text';
}

export interface Interpolation extends Ranged {
  readonly kind: 'interpolation';
  readonly expression: Expression;
}

/** `%{ if … }…%{ else }…%{ endif }`. */
export interface TemplateIf extends Ranged {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}

/** `%{ for … in … }…%{ endfor }`. */
export interface TemplateFor extends Ranged {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

/** A name at the start of an expression: `local`, `var`, `each`, a resource type, the variable of a `for`. */
export interface Variable extends Ranged {
  readonly kind: 'variable';
  readonly name: string;
}

/** `object.name`. */
export interface AttributeAccess extends Ranged {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
}

/** `object[key]`, or `object.0` in the old syntax. */
export interface Index extends Ranged {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
}

/** `list[*].name` or `list.*.name`: the steps after the star apply to each element. */
export interface Splat extends Ranged {
  readonly kind: 'splat';
  readonly object: Expression;
  readonly steps: readonly SplatStep[];
}

export type SplatStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression }
  /** Another star: the steps after it apply to each element of each element. */
  | { readonly kind: 'splat'; readonly steps: readonly SplatStep[] };

export interface FunctionCall extends Ranged {
  readonly kind: 'call';
  /** `join`, `provider::hcloud::txt_record`. */
  readonly name: string;
  readonly nameRange: Range;
  readonly arguments: readonly Expression[];
  /** `f(list...)`: the last argument is a list of arguments. */
  readonly expandsLast: boolean;
}

export interface Tuple extends Ranged {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

export interface ObjectExpression extends Ranged {
  readonly kind: 'object';
  readonly members: readonly ObjectMember[];
}

export interface ObjectMember {
  /** A variable without parentheses is a name, not a reference: `{ name = 1 }`. */
  readonly key: Expression;
  readonly value: Expression;
}

export interface ForExpression extends Ranged {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Set if the result is an object. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `value...`: values with equal keys become a list. */
  readonly groups: boolean;
}

export interface Conditional extends Ranged {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export type BinaryOperator =
  '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary extends Ranged {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Ranged {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

export interface Parentheses extends Ranged {
  readonly kind: 'parentheses';
  readonly inner: Expression;
}

/** A part that could not be parsed. Its value is unknown. */
export interface Invalid extends Ranged {
  readonly kind: 'invalid';
}
