import type { DocumentPath } from '../../analysis/finding.ts';
import type { UnreadReason } from '../../records/unread.ts';
import type { Range } from '../../text/range.ts';

/** Something that could not be read or used. */
export interface FileProblem {
  readonly path: DocumentPath;
  readonly message: string;
  /** Where, in `text`; `undefined`: the file as a whole. */
  readonly range?: Range;
  readonly text?: string;
  /** The work that was asked for is not done without it; else it is only worth a word. */
  readonly fatal: boolean;
  /** Set where something was not examined because of it. */
  readonly unread?: UnreadReason | undefined;
  /** It is about a file; else, where it says what was not examined, about a folder. */
  readonly isFile?: true;
}
