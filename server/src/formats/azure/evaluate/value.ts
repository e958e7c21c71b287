import { TextBuilder, type DecodedText } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Range } from '../../../text/range.ts';
import type { ResourceDeclaration } from '../expression.ts';
import type { Scope } from './scope.ts';

/** What an expression comes to. `range`: where that is used or, within a list or a map, where it is typed. */
export type Value =
  | { readonly kind: 'text'; readonly range: Range; readonly text: DecodedText }
  /** In digits. */
  | { readonly kind: 'number'; readonly range: Range; readonly text: DecodedText }
  | { readonly kind: 'boolean'; readonly range: Range; readonly value: boolean }
  | { readonly kind: 'null'; readonly range: Range }
  | ListValue
  | MapValue
  /** A resource by its name, which stands for its properties. */
  | {
      readonly kind: 'resource';
      readonly range: Range;
      readonly resource: ResourceDeclaration;
      readonly scope: Scope;
    }
  | { readonly kind: 'unknown'; readonly range: Range };

export interface ListValue {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly Value[];
}

export interface MapValue {
  readonly kind: 'map';
  readonly range: Range;
  /** By their names in lower case: Azure tells no case apart. */
  readonly entries: ReadonlyMap<string, ValueEntry>;
  /** There may be other entries, and those that are here may be other ones. */
  readonly isPartial: boolean;
}

export interface ValueEntry {
  readonly key: DecodedText;
  readonly value: Value;
}

export function unknown(range: Range): Value {
  return { kind: 'unknown', range };
}

export function isTextLike(value: Value): value is Extract<Value, { kind: 'text' | 'number' }> {
  return value.kind === 'text' || value.kind === 'number';
}

/** The text of a value, or a hole where that is not known. */
export function textOf(value: Value): DecodedText {
  return isTextLike(value) ? value.text : holeAt(value.range);
}

export function holeAt(range: Range): DecodedText {
  const { start } = range;
  return { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range, of: start }] };
}

/** A text that is typed nowhere: an expression as a whole stands for it. */
export function madeText(text: string, range: Range): DecodedText {
  const builder = new TextBuilder();
  const { start, end } = range;
  // What is as long as the expression by chance would be taken for what is typed there.
  const cut = text.length === end - start ? 1 : text.length;
  builder.add(text.slice(0, cut), start, end, start);
  builder.add(text.slice(cut), start, end, start);
  return builder.take();
}

/** A text of the same length, character by character: in lower case. */
export function respelled({ text, segments }: DecodedText, other: string, range: Range): DecodedText {
  return other.length === text.length ? { text: other, segments } : madeText(other, range);
}

export function entryOfValue(value: Value, name: string): Value | undefined {
  return value.kind === 'map' ? value.entries.get(name.toLowerCase())?.value : undefined;
}

/** A whole number; `undefined` where it is none, or unknown. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value === undefined || !isTextLike(value) || !/^-?\d{1,9}$/.test(value.text.text)) return undefined;
  return Number(value.text.text);
}
