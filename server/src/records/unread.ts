import type { Range } from '../text/range.ts';

/**
 * Why something that may hold mail records, or that affects them, was not examined.
 *
 * - `format`: a file looks like DNS data in a format that mailtxt does not read
 * - `module`: a module has no source text in the workspace
 * - `variables`: a value comes from a file or an option that was not given
 * - `name`: the owner or the zone of records is unknown
 * - `include`: a file that is included or read is missing
 * - `duplicate-zone`: several files are the same zone
 * - `limit`: a limit was reached
 * - `dns`: names that only DNS can resolve
 */
export type UnreadKind =
  'format' | 'module' | 'variables' | 'name' | 'include' | 'duplicate-zone' | 'limit' | 'dns';

/** Why something was not examined, without its place. */
export interface UnreadReason {
  readonly kind: UnreadKind;
  /** What several of one kind may share, as named in messages: the source of a module, the name of a variable or of a format. */
  readonly subject?: string | undefined;
}

/** Something that was not examined, and its place. */
export interface Unread extends UnreadReason {
  /** The path of the file as its host knows it, or of a folder. */
  readonly path: string;
  /** Offsets in the file; `undefined` for the whole file. */
  readonly range: Range | undefined;
  /** One sentence that states what was not examined and, if known, what to do about it. */
  readonly message: string;
  /** The number of records, files or names. */
  readonly count: number;
}
