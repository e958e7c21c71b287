import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import { MappedText } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { foundIn } from '../found.ts';
import type { LocatedText } from '../model.ts';

/** Levels of nested objects and arrays. Events are 6 levels deep, and the parser calls itself for each level. */
export const MAX_JSON_DEPTH = 64;
/** UTF-16 code units of one object. The largest events, with the headers of a message, have a few kilobytes. */
export const MAX_JSON_OBJECT = 1024 * 1024;
/** Objects of one text that are read, at its top level or in its outermost array. */
export const MAX_JSON_OBJECTS = 100_000;

/**
 * The places of the outermost objects of a text: one, several after each other (a line each), or those of an array.
 * Objects that are deeper than {@link MAX_JSON_DEPTH} or longer than {@link MAX_JSON_OBJECT} are left out. This is one
 * pass without recursion.
 */
export function* jsonObjectsIn(text: string): Iterable<Range> {
  let depth = 0;
  let deepest = 0;
  let start = 0;
  let found = 0;
  const token = /["{}[\]]/g;
  for (let match = token.exec(text); match !== null && found < MAX_JSON_OBJECTS; match = token.exec(text)) {
    const character = match[0];
    if (character === '"') {
      // Outside an object, a quote has no meaning.
      if (depth > 0) token.lastIndex = endOfString(text, match.index + 1);
    } else if (character === '{' || (character === '[' && depth > 0)) {
      if (depth === 0) [start, deepest] = [match.index, 0];
      depth++;
      deepest = Math.max(deepest, depth);
    } else if (character !== '[' && depth > 0) {
      depth--;
      if (depth > 0) continue;
      found++;
      const end = match.index + 1;
      if (deepest <= MAX_JSON_DEPTH && end - start <= MAX_JSON_OBJECT) yield rangeOf(start, end);
    }
  }
  // The text was cut off. The parser reads what there is.
  const isRead = depth > 0 && deepest <= MAX_JSON_DEPTH && text.length - start <= MAX_JSON_OBJECT;
  if (isRead && found < MAX_JSON_OBJECTS) yield rangeOf(start, text.length);
}

function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** An object of JSON, with the place of each value. */
export class JsonObject {
  private readonly text: MappedText;
  private readonly node: Node;

  constructor(text: MappedText, node: Node) {
    this.text = text;
    this.node = node;
  }

  /** The string or number at that path, with its place; `undefined` if there is none. */
  at(...path: readonly (string | number)[]): LocatedText | undefined {
    const text = this.textAt(...path);
    return text === undefined ? undefined : foundIn(text, 0, text.length);
  }

  /** The same as text in which parts also have places. */
  textAt(...path: readonly (string | number)[]): MappedText | undefined {
    const node = this.nodeAt(path);
    if (node?.type === 'number') return this.text.slice(node.offset, node.offset + node.length);
    if (node?.type !== 'string') return undefined;
    return stringText(this.text, node);
  }

  value(...path: readonly (string | number)[]): string | undefined {
    const node = this.nodeAt(path);
    if (node?.type !== 'string' && node?.type !== 'number') return undefined;
    return String(getNodeValue(node));
  }

  has(...path: readonly (string | number)[]): boolean {
    return this.nodeAt(path) !== undefined;
  }

  isFalse(...path: readonly (string | number)[]): boolean {
    const node = this.nodeAt(path);
    return node?.type === 'boolean' && getNodeValue(node) === false;
  }

  object(...path: readonly (string | number)[]): JsonObject | undefined {
    const node = this.nodeAt(path);
    return node?.type === 'object' ? new JsonObject(this.text, node) : undefined;
  }

  /** The objects of the array at that path. */
  objects(...path: readonly (string | number)[]): readonly JsonObject[] {
    const node = this.nodeAt(path);
    const items = node?.type === 'array' ? (node.children ?? []) : [];
    return items.flatMap((item) => (item.type === 'object' ? [new JsonObject(this.text, item)] : []));
  }

  /** The strings of the array at that path. */
  strings(...path: readonly (string | number)[]): readonly MappedText[] {
    const node = this.nodeAt(path);
    const items = node?.type === 'array' ? (node.children ?? []) : [];
    return items.flatMap((item) => (item.type === 'string' ? [stringText(this.text, item)] : []));
  }

  /** The objects directly in this one, those in its arrays, and those in its strings that contain JSON. */
  *inner(): Iterable<JsonObject> {
    for (const property of this.node.children ?? []) {
      const value = property.children?.[1];
      for (const item of value?.type === 'array' ? (value.children ?? []) : [value]) {
        if (item?.type === 'object') yield new JsonObject(this.text, item);
        const first = item?.type === 'string' ? stringText(this.text, item) : undefined;
        if (first !== undefined && /^\s{0,20}[{[]/.test(first.text)) yield* parsedObjects(first);
      }
    }
  }

  private nodeAt(path: readonly (string | number)[]): Node | undefined {
    return path.length === 0 ? this.node : findNodeAtLocation(this.node, [...path]);
  }
}

/** The outermost objects of a text. */
export function* parsedObjects(text: MappedText): Iterable<JsonObject> {
  for (const { start, end } of jsonObjectsIn(text.text)) {
    const part = text.slice(start, end);
    const node = parseTree(part.text);
    if (node?.type === 'object') yield new JsonObject(part, node);
  }
}

/** Without escapes, each character keeps its place. With escapes, the string has one place. */
function stringText(text: MappedText, node: Node): MappedText {
  const [start, end] = [node.offset + 1, Math.max(node.offset + 1, node.offset + node.length - 1)];
  const written = text.slice(start, end);
  if (!written.text.includes('\\')) return written;
  const value = String(getNodeValue(node));
  const source = text.toSource(rangeOf(start, end));
  return new MappedText(value, source === undefined ? [] : [{ at: 0, length: value.length, source }]);
}
