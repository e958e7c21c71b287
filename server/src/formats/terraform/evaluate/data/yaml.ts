import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Scalar } from 'yaml';
import { TextBuilder } from '../../syntax/decoded-text.ts';
import type { DecodedText } from '../../syntax/decoded-text.ts';
import type { Literal, TracedText } from '../traced-text.ts';
import { booleanValue, listValue, mapOf, NULL, textValue, toText, unknown } from '../value.ts';
import type { MapEntry, Value } from '../value.ts';
import { DataText } from './data-text.ts';
import { decodeYamlScalar } from './yaml-scalar.ts';

const MAX_NODES = 100_000;
/** Collections within collections. Nobody writes that many; the stack has no room for many more. */
const MAX_NESTING = 200;

/** What `yamldecode` makes of a text; `undefined` where it is no YAML. */
export function readYaml(traced: TracedText): Value | undefined {
  if (mayNestTooDeep(traced.text)) return undefined;
  const text = new DataText(traced);
  let nodes = 0;
  let depth = 0;
  /** Collections in brackets around the node that is read. */
  let brackets = 0;
  const read = (node: Node | null | undefined): Value => {
    if (++nodes > MAX_NODES || depth > MAX_NESTING || node === undefined) return unknown('yaml');
    const isInBrackets = isCollection(node) && node.flow === true;
    depth++;
    if (isInBrackets) brackets++;
    const value = readHere(node);
    if (isInBrackets) brackets--;
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
    return isScalar(node)
      ? readScalar(node, text, brackets > 0 ? 'yaml-in-brackets' : 'yaml')
      : unknown('yaml');
  };
  const document = parseDocument<Node>(traced.text, {
    schema: 'yaml-1.1',
    logLevel: 'silent',
    uniqueKeys: false,
  });
  if (document.errors.length > 0) return undefined;
  return read(document.contents);
}

function readScalar({ value, range }: Scalar, text: DataText, form: Literal['form']): Value {
  const [start = 0, end = 0] = range ?? [];
  const typed = text.text.slice(start, end);
  switch (typeof value) {
    case 'string':
      return textValue(text.part(value, { start, end }, form, exactIn(typed, start, value)));
    case 'number':
      return { kind: 'number', value, text: text.part(typed, { start, end }, form, verbatim(typed, start)) };
    case 'boolean':
      return booleanValue(value);
    default:
      return value === null ? NULL : unknown('yaml');
  }
}

/** Where each part of the scalar's value is typed, offsets in the text; `undefined` where that is not sure. */
function exactIn(typed: string, start: number, value: string): DecodedText | undefined {
  if (typed === value) return verbatim(typed, start);
  const decoded = decodeYamlScalar(typed);
  if (decoded?.text !== value) return undefined;
  return {
    text: value,
    segments: decoded.segments.map(({ at, length, source }) => ({
      at,
      length,
      source: { start: source.start + start, end: source.end + start },
    })),
  };
}

function verbatim(typed: string, start: number): DecodedText {
  const builder = new TextBuilder();
  builder.add(typed, start, start + typed.length);
  return builder.take();
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
