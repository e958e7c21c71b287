import type { DataNode } from '../../data/node.ts';
import type { RecordSet } from '../../record-sets/record-set.ts';

/** What a document of one kind of API says, as far as it can be read. */
export interface ApiRecords {
  readonly sets: readonly RecordSet[];
  /** There may be more records than the document has: a page of several, or changes of what is there. */
  readonly isPartial: boolean;
}

/** A form in which a DNS service takes or gives records. */
export interface ApiShape {
  /** For people: `Route 53 change batch`. */
  readonly name: string;
  /** Each has to be found in the start of the file. */
  readonly text: readonly RegExp[];
  /** The records of a document; `undefined` where it is something else. */
  read(root: DataNode): ApiRecords | undefined;
}
