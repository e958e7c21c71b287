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

/** Why something was not examined, where that is known apart from its place. */
export interface UnreadReason {
  readonly kind: UnreadKind;
  /** What several of one kind may share, as people call it: the source of a module, the name of a variable or of a format. */
  readonly subject?: string | undefined;
}

/** Something that was not examined, and where. */
export interface Unread extends UnreadReason {
  /** The file as its host knows it, or a folder. */
  readonly path: string;
  /** Offsets in the file; `undefined`: the file as a whole. */
  readonly range: Range | undefined;
  /** One sentence: what was not examined and, where that is known, what to do about it. */
  readonly message: string;
  /** How many records, files or names it is. */
  readonly count: number;
}
