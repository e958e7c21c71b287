import type { DocumentPath } from '../../analysis/finding.ts';
import type { UnreadReason } from '../../records/unread.ts';
import type { Range } from '../../text/range.ts';

/** Something that could not be read or used. */
export interface FileProblem {
  readonly path: DocumentPath;
  readonly message: string;
  /** The range in `text`. `undefined`: the file as a whole. */
  readonly range?: Range;
  readonly text?: string;
  /** Whether the requested work could not be done because of it. Otherwise, it is only a note. */
  readonly fatal: boolean;
  /** Set if something was not checked because of it. */
  readonly unread?: UnreadReason | undefined;
  /** Whether the path is a file. Otherwise, a problem with `unread` is about a folder. */
  readonly isFile?: true;
}
