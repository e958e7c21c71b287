import type { DataNode } from '../../data/node.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import type { RecordSet, SetReading } from '../../record-sets/record-set.ts';

/** The data of a file. */
export interface DataFile {
  /** The data of its documents, those that are empty left out. */
  readonly roots: readonly DataNode[];
  /** As the user's settings or the name of the file have it. */
  readonly zone: DomainName | undefined;
}

/** What a file of one shape says, as far as it can be read. */
export interface ShapeRecords {
  readonly sets: readonly RecordSet[];
  /** There may be more records than the file has: a page of several, or changes of what is there. */
  readonly isPartial: boolean;
  readonly problems?: readonly DocumentProblem[];
  /** How changes are typed, where that is not as in other data. */
  readonly adjust?: (reading: SetReading) => SetReading;
}

/** A structure of data in which people and tools keep records. */
export interface RecordShape {
  /** For people: `Route 53 change batch`. */
  readonly name: string;
  /** Each has to be found in the start of the file. */
  readonly text: readonly RegExp[];
  /** Whether a start in which all that is found is of the shape, where that does not show it. */
  looksLike?(head: string): boolean;
  /** The name of the file may be that of the zone. */
  readonly hasRelativeNames?: true;
  /** The records of a file; `undefined` where it is something else. */
  read(file: DataFile): ShapeRecords | undefined;
}
