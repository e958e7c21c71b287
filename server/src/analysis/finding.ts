import type { DomainName } from '../dns/names.ts';
import type { Safety, Severity } from '../records/report.ts';
import type { UnreadReason } from '../records/unread.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';

/** A document's name in its host: an absolute path with `/`. */
export type DocumentPath = string;

/** One fault, as shown by the hosts. Ranges are offsets in the document's text. */
export interface Finding {
  readonly rule: string;
  /** After the user's settings. */
  readonly severity: Severity;
  /** What is wrong. */
  readonly message: string;
  readonly range: Range;
  /** In lowercase, without a trailing dot; `null` if it is unknown, or if there is no record. */
  readonly owner: DomainName | null;
  /** The record's type; `null` if there is no record. */
  readonly type: string | null;
  /** If many findings of one document have the same text here, they are shown as one; see `RepeatedFindings`. */
  readonly sameAs?: string;
  /** For a finding that represents many: the number of those, including itself. */
  readonly count?: number;
  /** For a finding that represents many: the places of the others, up to a limit. */
  readonly others?: readonly RelatedPlace[];
}

/** Details that are computed on request. `fixes` are the offered ones, each of which was tried. */
export interface FindingDetails extends ReportDetails {
  /** Why it matters. */
  readonly why: string;
  /** The documentation of the rule. */
  readonly url: string;
}

/** What to do, and related places. */
export interface ReportDetails {
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
  /** All changes to the records. A trial then shows whether there are others. */
  readonly only?: 'adds' | 'removes';
}

export interface FileEdit extends Edit {
  readonly path: DocumentPath;
}

export interface RelatedPlace {
  readonly message: string;
  readonly path: DocumentPath;
  readonly range: Range;
}

/** A problem of a whole document, such as an unreadable one. */
export interface Problem {
  readonly path: DocumentPath;
  readonly message: string;
  /** `undefined` for the whole file. */
  readonly range: Range | undefined;
  /** Set if something was not examined because of it. Then it is also in `Workspace.unread`. */
  readonly unread?: UnreadReason | undefined;
}
