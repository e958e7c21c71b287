import { EMPTY_TEXT, hole, untraced } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';
import type { Evaluation } from './work.ts';

/** The value of an expression, as far as it can be determined from the texts alone. */
export type Value =
  | TextValue
  | NumberValue
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | ListValue
  | MapValue
  | ResourceValue
  | UnknownValue;

/** May hold parts that are not known. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: TracedText;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  /** Without an exponent, with all of its digits, and where it was typed. */
  readonly text: TracedText;
}

/** The size of a value, written out in full: a part that is in it twice counts twice. */
interface Extent {
  /** As {@link weightOf} says it. */
  readonly weight: number;
  /** Collections within collections. */
  readonly depth: number;
}

export type ListCollection = 'tuple' | 'list' | 'set';

/** A list, a tuple or a set, which has its elements in Terraform's order, each once. */
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
  /** The key with the way back to where it was typed. */
  readonly key: TracedText;
  readonly value: Value;
}

/** A resource or a data source. Its arguments are what was typed; the rest only its provider knows. */
export interface ResourceValue {
  readonly kind: 'resource';
  readonly type: string;
  /** Unique in all that is evaluated together: `/dns|module.mail.aws_route53_zone.main["a"]`. */
  readonly reference: string;
  /** The value of an argument of its block. */
  argument(name: string): Evaluation<Value | undefined>;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** The text that represents it, to distinguish unknown values. */
  readonly reference: string;
  /** The resource that it is an attribute of. */
  readonly of?: ResourceValue;
  /** Of a map whose keys are not all known: its elements. No two of them have the same key. */
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

/** {@link TOO_LARGE_VALUE} if there is too much in it to go through. */
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

/** A reference of a length that can be passed on any number of times; a long one becomes another text for each. */
export function shortReference(reference: string): string {
  return reference.length > MAX_REFERENCE ? shortened(reference) : reference;
}

/** UTF-16 units. An attribute of an attribute of … would otherwise be identified by a text of arbitrary length. */
const MAX_REFERENCE = 1000;

/** Another text for another reference, as far as 64 bits can tell. */
function shortened(reference: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `…${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}

/** The value in a text; `undefined` where Terraform would reject it there. */
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

/** The text where all of it is known. */
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

/** UTF-16 units of a text that is a number. The largest number with decimals has about 300 before them. */
const MAX_NUMBER = 1000;

/** `undefined`: not known, or no boolean. */
export function toBoolean(value: Value): boolean | undefined {
  if (value.kind === 'boolean') return value.value;
  const text = value.kind === 'text' ? knownText(value) : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Whether all of the value is known, and what is in it. */
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

/** {@link TOO_LARGE_VALUE} if there is too much in it to go through. */
export function mapValueOf(
  entries: Iterable<MapEntry>,
  collection: MapCollection = 'object',
): MapValue | UnknownValue {
  const map = new Map<string, MapEntry>();
  for (const entry of entries) map.set(entry.key.text, entry);
  const extent = extentOf(map.values());
  return extent === undefined ? TOO_LARGE_VALUE : { kind: 'map', collection, entries: map, ...extent };
}

/** Characters of a text that count as much as one value. */
const TEXT_UNIT = 16;
/** A segment is copied with each text that its characters become a part of, and takes more room than they do. */
const SEGMENT_WEIGHT = 4;
/**
 * The largest weight of a collection ({@link weightOf}): no function takes more than some tens of milliseconds for one.
 * The largest value of the real configurations that were looked at weighs a tenth of it.
 */
export const MAX_WEIGHT = 1 << 20;
/** Collections within collections. */
export const MAX_VALUE_DEPTH = 200;

/** What becomes of a collection that holds too much: locals of which each holds the one before twice grow to any size. */
export const TOO_LARGE_VALUE: UnknownValue = { kind: 'unknown', reference: 'too large' };

/** How much there is to go through: values, each with one more for every {@link TEXT_UNIT} characters, and its segments. */
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

/** What the elements of a collection are, with their keys, in Terraform's order; `undefined` where that is not known. */
export function elementsOf(
  value: Value,
): readonly { readonly key: Value; readonly value: Value }[] | undefined {
  switch (value.kind) {
    case 'list':
      return value.elements.map((element, i) => ({
        // A set has no keys but its elements.
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

/** As Terraform writes numbers: without an exponent. */
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
