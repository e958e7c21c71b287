import type { DecodedText } from '../../text/decoded-text.ts';
import type { Range } from '../../text/range.ts';

/** A value in a template, in Bicep or in ARM's JSON. Ranges are offsets in the document. */
export type AzureExpression =
  /** A string without expressions, including its quotes. */
  | { readonly kind: 'text'; readonly range: Range; readonly text: DecodedText }
  /** A string with expressions in it, as the sequence of its parts. */
  | { readonly kind: 'joined'; readonly range: Range; readonly parts: readonly AzureExpression[] }
  | { readonly kind: 'number'; readonly range: Range; readonly text: DecodedText }
  | { readonly kind: 'boolean'; readonly range: Range; readonly value: boolean }
  | { readonly kind: 'null'; readonly range: Range }
  | ListExpression
  | MapExpression
  /** A parameter, a variable, a resource, or the variable of a loop: see `Frame` for how ARM names are distinguished. */
  | { readonly kind: 'name'; readonly range: Range; readonly name: string }
  | { readonly kind: 'member'; readonly range: Range; readonly of: AzureExpression; readonly name: string }
  | {
      readonly kind: 'index';
      readonly range: Range;
      readonly of: AzureExpression;
      readonly index: AzureExpression;
    }
  /** `name`: in lowercase. */
  | {
      readonly kind: 'call';
      readonly range: Range;
      readonly name: string;
      readonly args: readonly AzureExpression[];
    }
  | {
      readonly kind: 'choice';
      readonly range: Range;
      readonly condition: AzureExpression;
      readonly then: AzureExpression;
      readonly otherwise: AzureExpression;
    }
  | {
      readonly kind: 'operation';
      readonly range: Range;
      readonly operator: string;
      readonly operands: readonly AzureExpression[];
    }
  | LoopExpression
  /** Unknown, or not understood. */
  | { readonly kind: 'unknown'; readonly range: Range };

export interface ListExpression {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly Spreadable[];
}

/** An item, or all items of another list or map: `...more`. */
export interface Spreadable {
  readonly value: AzureExpression;
  readonly isSpread: boolean;
}

export interface MapExpression {
  readonly kind: 'map';
  readonly range: Range;
  readonly entries: readonly AzureMapEntry[];
  /** Resources that are declared within the braces of a resource. */
  readonly resources: readonly ResourceDeclaration[];
}

export interface AzureMapEntry extends Spreadable {
  readonly key: AzureExpression;
  readonly range: Range;
}

/** A body that is repeated for each item of a list. */
export interface Loop {
  readonly over: AzureExpression;
  /** Names of the item. */
  readonly items: readonly string[];
  /** Names of its index, which starts at 0. */
  readonly numbers: readonly string[];
}

export interface LoopExpression extends Loop {
  readonly kind: 'loop';
  readonly range: Range;
  readonly body: AzureExpression;
  /** Items for which it is false are skipped. */
  readonly condition: AzureExpression | undefined;
}

/** A resource declaration of a template. */
export interface ResourceDeclaration {
  /** The whole declaration. */
  readonly range: Range;
  /** The name that other Bicep expressions use for it. */
  readonly symbol: string | undefined;
  /** Without its version: `Microsoft.Network/dnsZones/TXT`. For a nested one, only the last part may be typed. */
  readonly type: string;
  readonly typeText: DecodedText;
  readonly typeRange: Range;
  /** Whether it refers to an existing resource instead of making one. */
  readonly isExisting: boolean;
  /** The condition for making it; `undefined` if it is always made. */
  readonly condition: AzureExpression | undefined;
  readonly loop: Loop | undefined;
  readonly body: MapExpression;
  /** Nested resources. */
  readonly resources: readonly ResourceDeclaration[];
}

/** A reference to another file or template, with the values of its parameters. */
export interface ModuleDeclaration {
  readonly range: Range;
  /** As in the source: a path, or an address in a registry. */
  readonly source: string;
  readonly sourceRange: Range;
  readonly condition: AzureExpression | undefined;
  readonly loop: Loop | undefined;
  readonly parameters: MapExpression | undefined;
  /** The template within it, for a nested deployment. */
  readonly template: AzureTemplate | undefined;
  /** Whether it is evaluated with the names of the template around it. */
  readonly isOpen: boolean;
}

/** The value of a name in a template. */
export type Named =
  /** `name` and `range` are those of its declaration. `value` is its default; `undefined` if the deployment must pass one. */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly range: Range;
      readonly value: AzureExpression | undefined;
    }
  | { readonly kind: 'variable'; readonly value: AzureExpression }
  | { readonly kind: 'resource'; readonly resource: ResourceDeclaration };

export interface AzureTemplate {
  readonly names: ReadonlyMap<string, Named>;
  /** Excludes nested resources, which are in the resources around them. */
  readonly resources: readonly ResourceDeclaration[];
  readonly modules: readonly ModuleDeclaration[];
}
