import type { DataDocument, DataNode } from '../data/node.ts';
import type { DocumentProblem } from '../records/document.ts';
import { HOLE } from '../text/mapped-text.ts';
import { rangeOf } from '../text/range.ts';
import type { AddedRecord, RecordSet, TypedPart } from './record-set.ts';

/** Data that contains record sets. */
export interface DataSets {
  readonly source: string;
  readonly root: DataNode | undefined;
  /** Set if the text may have several documents. `root` is then that of the first one. */
  readonly documents?: readonly DataDocument[];
  readonly sets: readonly RecordSet[];
  readonly problems: readonly DocumentProblem[];
  readonly hasTemplates?: boolean;
  /** YAML has comments, and block lists and maps. */
  readonly language: 'json' | 'yaml';
  /** Matches text that would make a scalar an expression, such as `${`. No edit adds such text. */
  readonly expressions?: RegExp;
  /** Whether the map with such a key is an expression, such as `Fn::If`. Nothing is added to or removed from expressions. */
  readonly isExpressionKey?: (key: string) => boolean;
  /** Whether the document would be invalid without the set. */
  readonly isNeeded?: (set: RecordSet) => boolean;
  /** Whether another file determines what is used at an offset, so that no edit here changes it. */
  readonly isTypedElsewhere?: (offset: number) => boolean;
  /** The key of a copy of a set for another record, if the set is an entry of a map; `undefined` if the set cannot be copied. */
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
