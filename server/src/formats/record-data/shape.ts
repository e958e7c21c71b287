import type { DataNode } from '../../data/node.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import type { RecordSet, SetReading } from '../../record-sets/record-set.ts';

/** The data of a file. */
export interface DataFile {
  /** The data of its documents, without empty ones. */
  readonly roots: readonly DataNode[];
  /** The zone from the user's settings or the file name. */
  readonly zone: DomainName | undefined;
}

/** The records in a file of one shape, as far as it can be read. */
export interface ShapeRecords {
  readonly sets: readonly RecordSet[];
  /** Whether there may be more records than the file has, because it is one page of several or a set of changes. */
  readonly isPartial: boolean;
  readonly problems?: readonly DocumentProblem[];
  /** Changes how edits are written, if the shape differs from other data. */
  readonly adjust?: (reading: SetReading) => SetReading;
}

/** A data structure in which people and tools keep records. */
export interface RecordShape {
  /** The name in running text: `Route 53 change batch`. */
  readonly name: string;
  /** Each has to match in the start of the file. */
  readonly text: readonly RegExp[];
  /** Checks a start that matches all of `text`, if that is not enough. */
  looksLike?(head: string): boolean;
  /** Whether the file name may be the zone name. */
  readonly hasRelativeNames?: true;
  /** The records of a file; `undefined` if it has another shape. */
  read(file: DataFile): ShapeRecords | undefined;
}
