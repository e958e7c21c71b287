import type { DataDocument, DataNode } from '../data/node.ts';
import type { DocumentProblem } from '../records/document.ts';
import { HOLE } from '../text/mapped-text.ts';
import { rangeOf } from '../text/range.ts';
import type { AddedRecord, RecordSet, TypedPart } from './record-set.ts';

/** Data with record sets in it. */
export interface DataSets {
  readonly source: string;
  readonly root: DataNode | undefined;
  /** Where the text may have several; `root` is then that of the first one. */
  readonly documents?: readonly DataDocument[];
  readonly sets: readonly RecordSet[];
  readonly problems: readonly DocumentProblem[];
  readonly hasTemplates?: boolean;
  /** YAML has comments, and lists and maps in lines. */
  readonly language: 'json' | 'yaml';
  /** What makes an expression of a text that has it, such as `${`: no edit adds one. */
  readonly expressions?: RegExp;
  /** Whether the map of such a key is an expression, such as `Fn::If`: nothing is added to what is in one, or removed from it. */
  readonly isExpressionKey?: (key: string) => boolean;
  /** Whether the document would be wrong without the set. */
  readonly isNeeded?: (set: RecordSet) => boolean;
  /** Whether another file determines what is used at an offset, so that no edit here changes it. */
  readonly isTypedElsewhere?: (offset: number) => boolean;
  /** The key of a copy of a set that is an entry of a map, for another record; `undefined` where the set cannot be copied. */
  readonly keyOfCopy?: (set: RecordSet, added: AddedRecord) => string | undefined;
}

/**
 * A scalar as a part of a record: a tagged value, or one that is not a scalar, is an expression, whose value is
 * unknown.
 */
export function partOf(node: DataNode): TypedPart {
  const { range } = node;
  if (node.kind === 'scalar' && node.tag === undefined && node.type !== 'null')
    return { text: node.text, range };
  return { text: { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range }] }, range };
}

/** All documents of some data. */
export function documentsOf({ source, root, documents }: DataSets): readonly DataDocument[] {
  return documents ?? [{ root, range: rangeOf(0, source.length) }];
}
