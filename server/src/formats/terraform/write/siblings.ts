import type { Range } from '../../../text/range.ts';
import type { ModuleFile } from '../evaluate/module-source.ts';
import type { TerraformRecord } from '../providers/read-records.ts';

/** A document that can be edited. */
export interface Page {
  readonly path: string;
  readonly content: string;
  readonly file: ModuleFile;
}

/** What is analyzed together with a record. */
export interface Siblings {
  /** `undefined` for a file that is not part of the analysis: it is never edited. */
  page(path: string): Page | undefined;
  /** Whether findings can be shown in a document. */
  isShown(path: string): boolean;
  /** The files of the module in a folder. */
  module(folder: string): readonly Page[];
  records(): readonly TerraformRecord[];
  /** The records from the block of the record's resource, including the record itself. */
  madeTogether(found: TerraformRecord): readonly TerraformRecord[];
  /** The records with a part of their data or their name in that range. */
  typedIn(path: string, range: Range): ReadonlySet<TerraformRecord>;
  /** Whether the range has source text of a record's data or TTL, or of a zone's name. */
  isMoreThanName(path: string, range: Range): boolean;
}
