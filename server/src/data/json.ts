import { TextBuilder } from '../text/decoded-text.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { parseJson, type JsonNode } from './json-syntax.ts';
import type { DataNode, DataScalar, ReadData } from './node.ts';

/**
 * UTF-16 units of a JSON file that is read: about 100,000 records as the tools of DNS services print them. Its tree takes about
 * 10 times as much memory.
 */
export const MAX_JSON_LENGTH = 30_000_000;

/**
 * The data of a JSON text (RFC 8259). Nothing after the first error is read. Comments are errors unless `hasComments` is set.
 * Never throws.
 */
export function readJsonData(text: string, { hasComments = false } = {}): ReadData {
  if (text.length > MAX_JSON_LENGTH) {
    const message = `The file has more than ${MAX_JSON_LENGTH} characters, so it was not read.`;
    return {
      root: { kind: 'unknown', range: rangeOf(0, text.length) },
      problems: [{ message, range: rangeOf(0, 1), isUnread: true }],
    };
  }
  if (text.trim() === '') return { root: undefined, problems: [] };
  const { root, faults } = parseJson(text, Infinity, undefined, hasComments);
  return {
    root: nodeOf(root, text),
    problems: faults.map(({ summary, detail, range }) => ({
      message: `${summary}: ${detail}`,
      range,
      isUnread: true,
    })),
  };
}

function nodeOf(node: JsonNode, source: string): DataNode {
  const { range } = node;
  switch (node.kind) {
    case 'string':
      return { ...scalar(range, 'text'), text: node.value };
    case 'number':
      return verbatim(range, Number.isInteger(node.value) ? 'integer' : 'float', source);
    case 'boolean':
    case 'null':
      return verbatim(range, node.kind, source);
    case 'array':
      return {
        kind: 'list',
        tag: undefined,
        range,
        isFlow: true,
        items: node.elements.map((element) => nodeOf(element, source)),
      };
    case 'object':
      return {
        kind: 'map',
        tag: undefined,
        range,
        isFlow: true,
        entries: node.members.map(({ name, nameRange, value }) => ({
          key: { ...scalar(nameRange, 'text'), text: name },
          value: nodeOf(value, source),
          range: rangeOf(nameRange.start, Math.max(nameRange.end, value.range.end)),
          isMerged: false,
        })),
      };
    case 'invalid':
      return { kind: 'unknown', range };
  }
}

function scalar(range: Range, type: DataScalar['type']): Omit<DataScalar, 'text'> {
  return { kind: 'scalar', tag: undefined, range, type, style: 'double-quoted', isInFlow: true };
}

/** A value without quotes, as in the source. */
function verbatim(range: Range, type: DataScalar['type'], source: string): DataScalar {
  const builder = new TextBuilder();
  builder.verbatim(source, range.start, range.end);
  return { ...scalar(range, type), text: builder.take(), style: 'plain' };
}
