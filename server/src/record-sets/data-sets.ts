import type { DataNode } from '../data/node.ts';
import type { DocumentProblem } from '../records/document.ts';
import { HOLE } from '../text/mapped-text.ts';
import type { RecordSet, TypedPart } from './record-set.ts';

/** Data with record sets in it. */
export interface DataSets {
  readonly source: string;
  readonly root: DataNode | undefined;
  readonly sets: readonly RecordSet[];
  readonly problems: readonly DocumentProblem[];
  readonly hasTemplates?: boolean;
  /** YAML has comments, and lists and maps in lines. */
  readonly language: 'json' | 'yaml';
}

/** A scalar as a part of a record: what is tagged or no scalar is an expression, which says what is not known. */
export function partOf(node: DataNode): TypedPart {
  const { range } = node;
  if (node.kind === 'scalar' && node.tag === undefined && node.type !== 'null')
    return { text: node.text, range };
  return { text: { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range }] }, range };
}
