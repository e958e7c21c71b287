import { TextBuilder, type DecodedText } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';
import type { Named, ResourceDeclaration } from '../expression.ts';

/** The value of an expression. `range`: the place where it is used or, within a list or a map, where it is written. */
export type AzureValue =
  | { readonly kind: 'text'; readonly range: Range; readonly text: DecodedText }
  /** `text` is its digits. */
  | { readonly kind: 'number'; readonly range: Range; readonly text: DecodedText }
  | { readonly kind: 'boolean'; readonly range: Range; readonly value: boolean }
  | { readonly kind: 'null'; readonly range: Range }
  | AzureListValue
  | AzureMapValue
  /** A resource by its name, which gives access to its properties. */
  | {
      readonly kind: 'resource';
      readonly range: Range;
      readonly resource: ResourceDeclaration;
      readonly scope: AzureScope;
    }
  | { readonly kind: 'unknown'; readonly range: Range };

export interface AzureListValue {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly AzureValue[];
}

export interface AzureMapValue {
  readonly kind: 'map';
  readonly range: Range;
  /** By their names in lowercase: Azure tells no case apart. */
  readonly entries: ReadonlyMap<string, ValueEntry>;
  /** Whether there may be other entries, and these may have other values. */
  readonly isPartial: boolean;
}

export interface ValueEntry {
  readonly key: DecodedText;
  readonly value: AzureValue;
}

/**
 * The names of one template, with their values. ARM names have a prefix that distinguishes parameters from variables,
 * and are in lowercase: `parameters:zone`.
 */
export interface Frame {
  readonly names: ReadonlyMap<string, Named>;
  /** Values of parameters that another template passes. */
  readonly given: ReadonlyMap<string, AzureValue>;
  /** Values of parameters that no file passes. A default is a value that they may have. */
  readonly known: Map<string, AzureValue>;
  /** Names whose values are being evaluated: one of them in its own value is unknown. */
  readonly open: Set<string>;
}

export interface AzureScope {
  readonly frame: Frame;
  /** The items and counters of loops, by name. */
  readonly locals: ReadonlyMap<string, AzureValue>;
}

export function frameOf(names: Frame['names'], given: Frame['given'] = new Map()): Frame {
  return { names, given, known: new Map(), open: new Set() };
}

export function unknownAt(range: Range): AzureValue {
  return { kind: 'unknown', range };
}

export function isTextLike(value: AzureValue): value is Extract<AzureValue, { kind: 'text' | 'number' }> {
  return value.kind === 'text' || value.kind === 'number';
}

/** The text of a value, or an unresolved value if that is unknown. */
export function textOrHole(value: AzureValue): DecodedText {
  return isTextLike(value) ? value.text : holeAt(value.range);
}

export function holeAt(range: Range): DecodedText {
  const { start } = range;
  return { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range, of: start }] };
}

/** A text that is not typed anywhere: an expression as a whole produces it. */
export function computedText(text: string, range: Range): DecodedText {
  const builder = new TextBuilder();
  const { start, end } = range;
  // A text that happens to be as long as its expression would be taken for its source text.
  const cut = text.length === end - start ? 1 : text.length;
  builder.add(text.slice(0, cut), start, end, start);
  builder.add(text.slice(cut), start, end, start);
  return builder.take();
}

/** A text of the same length, character by character: in lowercase. */
export function respelled({ text, segments }: DecodedText, other: string, range: Range): DecodedText {
  return other.length === text.length ? { text: other, segments } : computedText(other, range);
}

export function entryOfValue(value: AzureValue, name: string): AzureValue | undefined {
  return value.kind === 'map' ? value.entries.get(name.toLowerCase())?.value : undefined;
}

/** An integer; `undefined` if it is not one, or unknown. */
export function numberOf(value: AzureValue | undefined): number | undefined {
  if (value === undefined || !isTextLike(value) || !/^-?\d{1,9}$/.test(value.text.text)) return undefined;
  return Number(value.text.text);
}
