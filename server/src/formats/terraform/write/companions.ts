import type { Range } from '../../../text/range.ts';
import type { ModuleFile } from '../evaluate/module-source.ts';
import type { TerraformRecord } from '../providers/read-records.ts';

/** A document that can be written into. */
export interface Page {
  readonly path: string;
  readonly content: string;
  readonly file: ModuleFile;
}

/** The context of a record: all that is examined together with it. */
export interface Companions {
  /** `undefined` for a file that is not examined: no edits are made there. */
  page(path: string): Page | undefined;
  /** Whether findings can be shown in a document. */
  isShown(path: string): boolean;
  /** The files of the module in a folder. */
  module(folder: string): readonly Page[];
  records(): readonly TerraformRecord[];
  /** Those that the block of the record's resource makes, itself included. */
  madeTogether(found: TerraformRecord): readonly TerraformRecord[];
  /** The records that have a part of their text or their name in that range. */
  typedIn(path: string, range: Range): ReadonlySet<TerraformRecord>;
  /** Whether a text or a TTL of a record, or the name of a zone, is typed there. */
  isMoreThanName(path: string, range: Range): boolean;
}
