import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from 'acorn';
import { rangeOf } from '../../../text/range.ts';
import type { Traced } from '../../../text/traced-text.ts';
import type { JoinedItems, ScriptModifier } from '../domain.ts';
import { madeText, type ScriptLiteral, type ScriptPlace, type ScriptText } from '../syntax/script-text.ts';

/** The value of an expression in a script. `unknown` means that it depends on something that mailtxt does not evaluate. */
export type ScriptValue =
  | ScriptString
  | { readonly kind: 'number'; readonly value: number; readonly text: ScriptText }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'undefined' | 'null' }
  /** `isOwnName` marks a name that looks like one of DNSControl's own. Those are modifiers that are not read. */
  | { readonly kind: 'unknown'; readonly isOwnName?: true }
  | ScriptList
  | ScriptObject
  | ScriptFunction
  | ScriptPattern
  /** A function that is built into DNSControl or JavaScript. */
  | { readonly kind: 'native'; readonly name: string }
  /** A value that changes a domain or a record: `TXT("@", "text")`, `TTL(300)`. */
  | { readonly kind: 'modifier'; readonly modifier: ScriptModifier };

export interface ScriptString {
  readonly kind: 'text';
  readonly text: ScriptText;
  /** Set if the items of a list are joined. */
  readonly joined?: JoinedItems | undefined;
}

/** A regular expression as in the source. */
export interface ScriptPattern {
  readonly kind: 'pattern';
  readonly source: string;
  readonly flags: string;
}

export interface ListItem {
  readonly value: ScriptValue;
  /** The source text of the item. */
  readonly place: ScriptPlace | undefined;
}

/** Mutable, because `push` changes it while the script is evaluated. */
export interface ScriptList {
  readonly kind: 'list';
  readonly items: ListItem[];
  /** The source text of the list; `undefined` once its items differ from it. */
  place: ScriptPlace | undefined;
  /** Whether there may be more or other items. */
  isOpen: boolean;
}

/** Mutable while the script is evaluated. */
export interface ScriptObject {
  readonly kind: 'object';
  readonly members: Map<string, ListItem>;
  readonly place: ScriptPlace | undefined;
  /** Whether there may be more or other members. */
  isOpen: boolean;
}

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

export interface ScriptFunction {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly scope: ScriptScope;
}

export const UNKNOWN_VALUE: ScriptValue = { kind: 'unknown' };
export const UNDEFINED: ScriptValue = { kind: 'undefined' };

/** The names that are in scope at a place of a script. */
export class ScriptScope {
  readonly path: string;
  /** The text of the script that uses the names. */
  readonly source: string;
  private readonly names: Map<string, ScriptValue>;
  private readonly parent: ScriptScope | undefined;
  /** `var` declares names in the enclosing function. */
  private readonly isBlock: boolean;

  private constructor(
    { path, source }: Pick<ScriptScope, 'path' | 'source'>,
    names: Map<string, ScriptValue>,
    parent: ScriptScope | undefined,
    isBlock: boolean,
  ) {
    this.path = path;
    this.source = source;
    this.names = names;
    this.parent = parent;
    this.isBlock = isBlock;
  }

  /** All files of a program share the names that they declare. */
  static global(path: string, source: string, names: Map<string, ScriptValue>): ScriptScope {
    return new ScriptScope({ path, source }, names, undefined, false);
  }

  /** The scope of a function. */
  within(): ScriptScope {
    return new ScriptScope(this, new Map(), this, false);
  }

  /** The scope of a block. */
  block(): ScriptScope {
    return new ScriptScope(this, new Map(), this, true);
  }

  get(name: string): ScriptValue | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }

  declare(name: string, value: ScriptValue): void {
    this.names.set(name, value);
  }

  /** Declares a name as `var` does. */
  declareVar(name: string, value: ScriptValue): void {
    if (this.isBlock && this.parent !== undefined) this.parent.declareVar(name, value);
    else this.names.set(name, value);
  }

  /** Assigns to a name where it is declared. */
  assign(name: string, value: ScriptValue): void {
    if (this.parent === undefined || this.names.has(name)) this.names.set(name, value);
    else this.parent.assign(name, value);
  }

  placeOf(node: AnyNode): ScriptPlace {
    return { path: this.path, range: rangeOf(node.start, node.end) };
  }
}

export function ofText(text: Traced<ScriptLiteral>): ScriptString {
  return { kind: 'text', text };
}

export function ofNumber(value: number): ScriptValue {
  return { kind: 'number', value, text: madeText(String(value)) };
}

export function ofBoolean(value: boolean): ScriptValue {
  return { kind: 'boolean', value };
}

export function scriptList(values: readonly ScriptValue[], isOpen = false): ScriptList {
  return {
    kind: 'list',
    items: values.map((value) => ({ value, place: undefined })),
    place: undefined,
    isOpen,
  };
}

/** The truth value of a value in JavaScript; `undefined` if it is unknown. */
export function truthOf(value: ScriptValue): boolean | undefined {
  switch (value.kind) {
    case 'text':
      if (value.text.text === '') return false;
      return value.text.isKnown || value.text.text.length > 1 ? true : undefined;
    case 'number':
      return value.value !== 0 && !Number.isNaN(value.value);
    case 'boolean':
      return value.value;
    case 'undefined':
    case 'null':
      return false;
    case 'unknown':
      return undefined;
    case 'list':
    case 'object':
    case 'function':
    case 'pattern':
    case 'native':
    case 'modifier':
      return true;
  }
}

/** The member name for a value used as a key; `undefined` if it is not a key or is unknown. */
export function memberNameOf(value: ScriptValue): string | undefined {
  if (value.kind === 'text' && value.text.isKnown) return value.text.text;
  return value.kind === 'number' ? String(value.value) : undefined;
}

/** Whether a value is neither `undefined` nor `null`. */
export function isThere({ kind }: ScriptValue): boolean | undefined {
  if (kind === 'unknown') return undefined;
  return kind === 'undefined' || kind === 'null' ? false : true;
}

/** A value as a part of a text; unresolved if it is unknown. */
export function textOfValue(value: ScriptValue, hole: ScriptText): ScriptText {
  switch (value.kind) {
    case 'text':
    case 'number':
      return value.text;
    case 'boolean':
      return madeText(String(value.value));
    case 'undefined':
    case 'null':
      return madeText(value.kind);
    default:
      return hole;
  }
}

/** Steps needed to make a value, which may be kept. */
export function stepsToMake(value: ScriptValue): number {
  if (value.kind === 'list') return value.items.length;
  return value.kind === 'text' ? (value.text.length >> 6) + (value.text.segments.length >> 2) : 0;
}

/** The items of a list when they are joined. */
export function joinedItems({ items, place }: ScriptList, separator: string): JoinedItems {
  return {
    items: items.map((item) => ({
      text: item.value.kind === 'text' && item.value.text.isKnown ? item.value.text : undefined,
      place: item.place,
    })),
    separator,
    list: place,
  };
}
