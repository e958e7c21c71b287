import { EMPTY_TEXT, hole, untraced } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';
import type { Evaluation } from './work.ts';

/** What an expression evaluates to, as far as the source texts alone determine it. */
export type Value =
  | TextValue
  | NumberValue
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | ListValue
  | MapValue
  | ResourceValue
  | UnknownValue;

/** A string that may have unknown parts. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: TracedText;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  /** Without an exponent, with all of its digits, and traced to its source. */
  readonly text: TracedText;
}

/** The size of a value, written out in full: a part that occurs twice counts twice. */
interface Extent {
  /** The weight, as defined by {@link weightOf}. */
  readonly weight: number;
  /** Nesting depth of collections. */
  readonly depth: number;
}

export type ListCollection = 'tuple' | 'list' | 'set';

/** A list, a tuple or a set. A set has its distinct elements in Terraform's order. */
export interface ListValue extends Extent {
  readonly kind: 'list';
  readonly collection: ListCollection;
  readonly elements: readonly Value[];
}

export type MapCollection = 'object' | 'map';

export interface MapValue extends Extent {
  readonly kind: 'map';
  readonly collection: MapCollection;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  /** The key, traced to its source. */
  readonly key: TracedText;
  readonly value: Value;
}

/** A resource or a data source. Its arguments have source text; the rest only its provider knows. */
export interface ResourceValue {
  readonly kind: 'resource';
  readonly type: string;
  /** Unique among all that is evaluated together: `/dns|module.mail.aws_route53_zone.main["a"]`. */
  readonly reference: string;
  /** The value of an argument of its block. */
  argument(name: string): Evaluation<Value | undefined>;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** Identifies the value, to distinguish unknown values. */
  readonly reference: string;
  /** The resource that it is an attribute of. */
  readonly of?: ResourceValue;
  /** For a map whose keys are not all known: its elements. No two of them have the same key. */
  readonly entries?: readonly MapEntry[];
}

export const NULL_VALUE: Value = { kind: 'null' };

export function textValue(text: TracedText | string): TextValue {
  return { kind: 'text', text: typeof text === 'string' ? untraced(text) : text };
}

export function numberValue(value: number): NumberValue {
  return { kind: 'number', value, text: untraced(numberText(value)) };
}

export function booleanValue(value: boolean): Value {
  return { kind: 'boolean', value };
}

/** {@link TOO_LARGE_VALUE} if the content is too large to traverse. */
export function listValue(
  elements: readonly Value[],
  collection: ListCollection = 'tuple',
): ListValue | UnknownValue {
  const extent = extentOf(elements);
  return extent === undefined ? TOO_LARGE_VALUE : { kind: 'list', collection, elements, ...extent };
}

export function unknown(reference: string, of?: ResourceValue): UnknownValue {
  const short = shortReference(reference);
  return of === undefined ? { kind: 'unknown', reference: short } : { kind: 'unknown', reference: short, of };
}

/** A reference that is short enough to be passed on any number of times; a long one becomes a distinct short text. */
export function shortReference(reference: string): string {
  return reference.length > MAX_REFERENCE ? shortened(reference) : reference;
}

/** UTF-16 units of a reference. An attribute of an attribute of … would otherwise be identified by a text of any length. */
const MAX_REFERENCE = 1000;

/** A distinct text for each reference, within the limits of 64 bits. */
function shortened(reference: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `…${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}

/** The value as a string; `undefined` if Terraform would reject it there. */
export function toText(value: Value): TracedText | undefined {
  switch (value.kind) {
    case 'text':
    case 'number':
      return value.text;
    case 'boolean':
      return untraced(String(value.value));
    case 'unknown':
      return hole();
    case 'null':
    case 'list':
    case 'map':
    case 'resource':
      return undefined;
  }
}

/** The string if it is wholly known. */
export function knownText(value: Value | undefined): string | undefined {
  const text = value === undefined ? undefined : toText(value);
  return text?.isKnown === true ? text.text : undefined;
}

export function toNumber(value: Value): number | undefined {
  if (value.kind === 'number') return value.value;
  const text = value.kind === 'text' ? knownText(value) : undefined;
  if (text === undefined || text.length > MAX_NUMBER || !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text))
    return undefined;
  return Number(text);
}

/** UTF-16 units of a string that is a number. The largest number with decimals has about 300 before them. */
const MAX_NUMBER = 1000;

/** `undefined`: unknown, or not a boolean. */
export function toBoolean(value: Value): boolean | undefined {
  if (value.kind === 'boolean') return value.value;
  const text = value.kind === 'text' ? knownText(value) : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Whether the value and all of its content are known. */
export function isWhollyKnown(value: Value): boolean {
  switch (value.kind) {
    case 'text':
      return value.text.isKnown;
    case 'number':
    case 'boolean':
    case 'null':
      return true;
    case 'list':
      return value.elements.every(isWhollyKnown);
    case 'map':
      return [...value.entries.values()].every((entry) => isWhollyKnown(entry.value));
    case 'resource':
    case 'unknown':
      return false;
  }
}

/** Equal values have equal keys. `undefined` if a part is unknown. Takes time in proportion to {@link weightOf}. */
export function keyOf(value: Value): string | undefined {
  const parts: string[] = [];
  return addKey(value, parts) ? parts.join('') : undefined;
}

/** Appends the parts of the key. False if a part of the value is unknown. */
function addKey(value: Value, into: string[]): boolean {
  switch (value.kind) {
    case 'text':
      into.push(JSON.stringify(value.text.text));
      return value.text.isKnown;
    case 'number':
      into.push(value.text.text);
      return true;
    case 'boolean':
      into.push(String(value.value));
      return true;
    case 'null':
      into.push('null');
      return true;
    case 'list':
      // A list is never equal to a tuple: `var.list == []` is false.
      if (value.collection !== 'tuple') into.push(value.collection);
      into.push('[');
      for (const element of value.elements) {
        if (!addKey(element, into)) return false;
        into.push(',');
      }
      into.push(']');
      return true;
    case 'map':
      if (value.collection === 'map') into.push('map');
      into.push('{');
      for (const name of [...value.entries.keys()].sort()) {
        into.push(JSON.stringify(name), ':');
        if (!addKey(value.entries.get(name)?.value ?? NULL_VALUE, into)) return false;
        into.push(',');
      }
      into.push('}');
      return true;
    case 'resource':
    case 'unknown':
      return false;
  }
}

/** {@link TOO_LARGE_VALUE} if the content is too large to traverse. */
export function mapValueOf(
  entries: Iterable<MapEntry>,
  collection: MapCollection = 'object',
): MapValue | UnknownValue {
  const map = new Map<string, MapEntry>();
  for (const entry of entries) map.set(entry.key.text, entry);
  const extent = extentOf(map.values());
  return extent === undefined ? TOO_LARGE_VALUE : { kind: 'map', collection, entries: map, ...extent };
}

/** Characters of a string that count as much as one value. */
const TEXT_UNIT = 16;
/** A segment is copied with each text that its characters become part of, and takes more memory than they do. */
const SEGMENT_WEIGHT = 4;
/**
 * The largest weight of a collection ({@link weightOf}): no function takes more than some tens of milliseconds for one. The
 * largest value of the real configurations that were examined has a tenth of this weight.
 */
export const MAX_WEIGHT = 1 << 20;
/** Nesting depth of collections. */
export const MAX_VALUE_DEPTH = 200;

/** Replaces a collection that is too large: locals that each contain the previous one twice grow to any size. */
export const TOO_LARGE_VALUE: UnknownValue = { kind: 'unknown', reference: 'too large' };

/** The cost of traversing a value: its values, each with one more for every {@link TEXT_UNIT} characters, and its segments. */
export function weightOf(value: Value): number {
  switch (value.kind) {
    case 'list':
    case 'map':
      return value.weight;
    case 'text':
      return textWeight(value.text);
    default:
      return 1;
  }
}

export function textWeight({ length, segments }: TracedText): number {
  return 1 + Math.floor(length / TEXT_UNIT) + segments.length * SEGMENT_WEIGHT;
}

function extentOf(parts: Iterable<Value | MapEntry>): Extent | undefined {
  let weight = 1;
  let depth = 0;
  for (const part of parts) {
    const value = 'key' in part ? part.value : part;
    if (value === TOO_LARGE_VALUE) return undefined;
    weight += weightOf(value) + ('key' in part ? textWeight(part.key) : 0);
    if ('depth' in value && value.depth > depth) depth = value.depth;
  }
  return weight > MAX_WEIGHT || depth >= MAX_VALUE_DEPTH ? undefined : { weight, depth: depth + 1 };
}

/** The elements of a collection with their keys, in Terraform's order; `undefined` if unknown. */
export function elementsOf(
  value: Value,
): readonly { readonly key: Value; readonly value: Value }[] | undefined {
  switch (value.kind) {
    case 'list':
      return value.elements.map((element, i) => ({
        // The only keys of a set are its elements.
        key: value.collection === 'set' ? element : numberValue(i),
        value: element,
      }));
    case 'map':
      return [...value.entries.keys()].sort().flatMap((name) => {
        const entry = value.entries.get(name);
        return entry === undefined ? [] : [{ key: textValue(entry.key), value: entry.value }];
      });
    default:
      return undefined;
  }
}

/** Formats a number like Terraform: without an exponent. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toFixed(0);
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (match === null) return text;
  const [, minus = '', whole = '', fraction = '', power] = match;
  const point = whole.length + Number(power);
  const digits = `${whole}${fraction}`;
  return point > 0 ? `${minus}${digits.padEnd(point, '0')}` : `${minus}0.${'0'.repeat(-point)}${digits}`;
}

export const EMPTY: TextValue = { kind: 'text', text: EMPTY_TEXT };
