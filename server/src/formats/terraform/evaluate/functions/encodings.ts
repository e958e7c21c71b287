import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node } from 'yaml';

import { readJson } from '../../syntax/json.ts';
import type { JsonNode } from '../../syntax/json.ts';
import { hole, TracedText, untraced } from '../traced-text.ts';
import { booleanValue, knownText, listValue, mapOf, NULL, textValue, toText, unknown } from '../value.ts';
import type { MapEntry, Value } from '../value.ts';
import { jsonOf } from './json-text.ts';
import type { FunctionTable } from './function-table.ts';

/** Longer ones hold no records. UTF-16 units. */
const MAX_DATA = 1 << 20;
const MAX_NODES = 100_000;
/** Collections within collections. Nobody writes that many; the stack has no room for many more. */
const MAX_NESTING = 200;

export const encodingFunctions: FunctionTable = {
  jsonencode: ([value]) => (value === undefined ? undefined : textValue(jsonOf(value))),
  jsondecode: ([value]) => {
    const text = value && toText(value);
    if (text === undefined || text.length > MAX_DATA) return undefined;
    const { root, faults } = readJson(text.text);
    return faults.length > 0 ? undefined : fromJson(root, text);
  },
  yamldecode: ([value]) => {
    const text = value && toText(value);
    return text === undefined || text.length > MAX_DATA ? undefined : fromYaml(text);
  },
  csvdecode: ([value]) => {
    const text = value && toText(value);
    return text?.isKnown === true && text.length <= MAX_DATA ? fromCsv(text) : undefined;
  },
  file: ([name], { module }) => {
    const known = knownText(name);
    const found = known === undefined ? undefined : module.readFile(known);
    if (found === undefined || found.text.length > MAX_DATA) return undefined;
    return textValue(wholeFile(found));
  },
  fileexists: ([name], { module }) => {
    const known = knownText(name);
    // A file that is not seen may be made before Terraform runs.
    return known !== undefined && module.readFile(known) !== undefined ? booleanValue(true) : undefined;
  },
  dirname: ([name]) => {
    const known = knownText(name);
    return known === undefined ? undefined : textValue(known.replace(/\/[^/]*$/, ''));
  },
  basename: ([name]) => {
    const known = knownText(name);
    return known === undefined ? undefined : textValue(known.slice(known.lastIndexOf('/') + 1));
  },
  abspath: () => undefined,
  urlencode: ([value]) => {
    const known = knownText(value);
    return known === undefined ? undefined : textValue(encodeURIComponent(known).replaceAll('%20', '+'));
  },
};

/** All of a file, as it was typed. */
export function wholeFile({ path, text }: { readonly path: string; readonly text: string }): TracedText {
  const range = { start: 0, end: text.length };
  const literal = { path, form: 'data', range } as const;
  return new TracedText(text, text === '' ? [] : [{ at: 0, length: text.length, source: range, literal }]);
}

function fromJson(node: JsonNode, text: TracedText): Value {
  switch (node.kind) {
    case 'string':
      return textValue(decodedPart(text, node.value.text, node.range.start, node.range.end));
    case 'number':
      return { kind: 'number', value: node.value, text: text.slice(node.range.start, node.range.end) };
    case 'boolean':
      return booleanValue(node.value);
    case 'null':
      return NULL;
    case 'array':
      return listValue(node.elements.map((element) => fromJson(element, text)));
    case 'object':
      return mapOf(
        node.members.map((member) => ({
          key: decodedPart(text, member.name.text, member.nameRange.start, member.nameRange.end),
          value: fromJson(member.value, text),
        })),
      );
    case 'invalid':
      return unknown('json');
  }
}

/** What `text.slice(start, end)` says, where that is `decoded`: character by character where it is typed so. */
function decodedPart(text: TracedText, decoded: string, start: number, end: number): TracedText {
  const whole = text.slice(start, end);
  if (whole.text === decoded) return whole;
  const within = whole.slice(1, whole.length - 1);
  if (within.text === decoded) return within;
  const first = whole.segments[0];
  const last = whole.segments[whole.segments.length - 1];
  if (first === undefined || last?.literal !== first.literal || decoded === '') return untraced(decoded);
  const source = { start: first.source.start, end: last.source.end };
  // As many characters as are typed there would be taken for those.
  if (source.end - source.start === decoded.length) return untraced(decoded);
  return new TracedText(decoded, [{ at: 0, length: decoded.length, source, literal: first.literal }]);
}

function fromYaml(text: TracedText): Value | undefined {
  if (mayNestTooDeep(text.text)) return undefined;
  let nodes = 0;
  let depth = 0;
  const read = (node: Node | null | undefined): Value => {
    if (++nodes > MAX_NODES || depth > MAX_NESTING || node === undefined) return unknown('yaml');
    depth++;
    const value = readHere(node);
    depth--;
    return value;
  };
  const readHere = (node: Node | null): Value => {
    if (node === null) return NULL;
    if (isAlias(node)) {
      const target = node.resolve(document);
      return target === undefined ? unknown('yaml') : read(target);
    }
    if (isSeq<Node>(node)) return listValue(node.items.map(read));
    if (isMap<Node, Node>(node)) {
      const entries: MapEntry[] = [];
      for (const pair of node.items) {
        const key = toText(read(pair.key));
        if (key === undefined) return unknown('yaml');
        if (key.text === '<<') {
          const merged = read(pair.value);
          if (merged.kind === 'map') entries.unshift(...merged.entries.values());
          continue;
        }
        entries.push({ key, value: read(pair.value) });
      }
      return mapOf(entries);
    }
    if (!isScalar(node)) return unknown('yaml');
    const [start = 0, end = 0] = node.range ?? [];
    const { value } = node;
    switch (typeof value) {
      case 'string':
        return textValue(decodedPart(text, value, start, end));
      case 'number':
        return { kind: 'number', value, text: text.slice(start, end) };
      case 'boolean':
        return booleanValue(value);
      default:
        return value === null ? NULL : unknown('yaml');
    }
  };
  const document = parseDocument<Node>(text.text, {
    schema: 'yaml-1.1',
    logLevel: 'silent',
    uniqueKeys: false,
  });
  if (document.errors.length > 0) return undefined;
  return read(document.contents);
}

/** Whether a reader that goes into each collection might run out of stack, which no program survives. */
function mayNestTooDeep(text: string): boolean {
  let open = 0;
  let indent = 0;
  let indicators = 0;
  let isBlank = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\n') {
      indent = 0;
      indicators = 0;
      isBlank = true;
      continue;
    }
    if (isBlank && c === ' ') indent++;
    else isBlank = false;
    if (c === '[' || c === '{') open++;
    else if ((c === ']' || c === '}') && open > 0) open--;
    else if ((c === '-' || c === '?' || c === ':') && ' \t\n'.includes(text.charAt(i + 1))) indicators++;
    if (Math.max(open, indent, indicators) > MAX_NESTING) return true;
  }
  return false;
}

/** RFC 4180: a header, then rows; a map of each row. */
function fromCsv(text: TracedText): Value | undefined {
  const rows: TracedText[][] = [[]];
  let at = 0;
  const { text: typed } = text;
  while (at < typed.length) {
    const row = rows[rows.length - 1] ?? [];
    let end = at;
    if (typed[at] === '"') {
      end = at + 1;
      while (end < typed.length && (typed[end] !== '"' || typed[end + 1] === '"'))
        end += typed[end] === '"' ? 2 : 1;
      row.push(decodedPart(text, typed.slice(at + 1, end).replaceAll('""', '"'), at, end + 1));
      end++;
    } else {
      while (end < typed.length && !',\r\n'.includes(typed.charAt(end))) end++;
      row.push(text.slice(at, end));
    }
    if (typed[end] === ',') {
      at = end + 1;
      continue;
    }
    at = end + (typed.startsWith('\r\n', end) ? 2 : 1);
    if (at < typed.length) rows.push([]);
    if (rows.length > MAX_NODES) return undefined;
  }
  const [header = [], ...records] = rows;
  return listValue(
    records
      .filter((row) => row.length === header.length)
      .map((row) => mapOf(row.map((value, i) => ({ key: header[i] ?? hole(), value: textValue(value) })))),
  );
}
