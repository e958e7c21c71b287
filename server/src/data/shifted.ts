import type { DecodedText } from '../text/decoded-text.ts';
import { shift } from '../text/range.ts';
import type { DataEntry, DataNode, DataScalar } from './node.ts';

/** The same entry, moved by `by` UTF-16 units. */
export function shiftedEntry({ key, value, range, isMerged }: DataEntry, by: number): DataEntry {
  return { key: shiftedScalar(key, by), value: shiftedNode(value, by), range: shift(range, by), isMerged };
}

function shiftedNode(node: DataNode, by: number): DataNode {
  switch (node.kind) {
    case 'scalar':
      return shiftedScalar(node, by);
    case 'map':
      return {
        ...node,
        range: shift(node.range, by),
        entries: node.entries.map((entry) => shiftedEntry(entry, by)),
      };
    case 'list':
      return {
        ...node,
        range: shift(node.range, by),
        items: node.items.map((item) => shiftedNode(item, by)),
      };
    case 'unknown':
      return { ...node, range: shift(node.range, by) };
  }
}

function shiftedScalar(scalar: DataScalar, by: number): DataScalar {
  return { ...scalar, range: shift(scalar.range, by), text: shiftedText(scalar.text, by) };
}

function shiftedText({ text, segments }: DecodedText, by: number): DecodedText {
  return { text, segments: segments.map((one) => ({ ...one, source: shift(one.source, by) })) };
}
