import type { DataNode, DataScalar } from '../../data/node.ts';
import { partOf } from '../../record-sets/data-sets.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { HOLE, type Segment } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';

/** UTF-16 units of a joined text: no record has room for more. RFC 1035 §4.2.2. */
export const MAX_STACK_TEXT = 65_535;

/** The text that functions produce, with the range of the outermost one. */
export function scalarWith(text: DecodedText, range: Range): DataScalar {
  return { kind: 'scalar', tag: undefined, range, type: 'text', text, style: 'plain', isInFlow: false };
}

/** An unknown text, and what makes it unknown. */
export function unresolvedIn(source: Range, range: Range): DataScalar {
  return scalarWith({ text: HOLE, segments: [{ at: 0, length: HOLE.length, source }] }, range);
}

/**
 * A text from another file, at the declaration of its name. It has no source text here, so no part of it is taken for the source
 * text at that range.
 */
export function givenScalar(value: string, { start, end }: Range): DataScalar {
  // A name of one character would be as long as a text of one.
  const source = rangeOf(start, Math.max(end, start + 2));
  const cut = value.length === source.end - source.start ? 1 : value.length;
  const segments = [
    { at: 0, length: cut, source },
    { at: cut, length: value.length - cut, source },
  ].filter(({ length }) => length > 0);
  return scalarWith({ text: value, segments }, source);
}

export function unresolvedAt(range: Range): DataNode {
  return { kind: 'unknown', range };
}

/** The text of a node, if it is fully known. */
export function certainText(node: DataNode | undefined): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const { text } = partOf(node).text;
  return text.includes(HOLE) ? undefined : text;
}

/**
 * Texts joined; anything else is an unresolved value. Each is a separate text, even if one is used twice, except for
 * those that are written in one literal (`alike`).
 */
export function joinTexts(
  parts: readonly DataNode[],
  range: Range,
  alike: ReadonlySet<DataNode> = NONE,
): DataNode {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'scalar') return { ...only, range };
  let text = '';
  let texts = 0;
  const segments: Segment[] = [];
  const ofLiteral = new Map<number | undefined, number>();
  for (const part of parts) {
    const { text: own } = partOf(part);
    if (text.length + own.text.length > MAX_STACK_TEXT) return unresolvedAt(range);
    const numbers = alike.has(part) ? ofLiteral : new Map<number | undefined, number>();
    for (const segment of own.segments) {
      const of = numbers.get(segment.of) ?? texts++;
      numbers.set(segment.of, of);
      segments.push({ ...segment, at: segment.at + text.length, of });
    }
    text += own.text;
  }
  return scalarWith({ text, segments }, range);
}

const NONE: ReadonlySet<DataNode> = new Set();
