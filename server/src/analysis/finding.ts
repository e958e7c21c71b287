import type { DomainName } from '../dns/names.ts';
import type { Safety, Severity } from '../records/report.ts';
import type { UnreadReason } from '../records/unread.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';

/** A document's name as its host knows it: an absolute path with `/`. */
export type DocumentPath = string;

/** One fault, as the hosts show it. Ranges are offsets in the document's text. */
export interface Finding {
  readonly rule: string;
  /** After the user's settings. */
  readonly severity: Severity;
  /** What. */
  readonly message: string;
  readonly range: Range;
  /** Lower-case, no final dot; `null` where it is not known, or where there is no record. */
  readonly owner: DomainName | null;
  /** The record's type; `null` where there is no record. */
  readonly type: string | null;
  /** Findings of one document with the same text here are shown as one, where there are many; see `RepeatedFindings`. */
  readonly sameAs?: string;
  /** Of one that is shown for many: how many those are, itself included. */
  readonly count?: number;
  /** Of one that is shown for many: where the others are, up to a limit. */
  readonly others?: readonly RelatedPlace[];
}

/** What is worked out when it is asked for. `fixes` are those that are offered; each was tried when they are read. */
export interface FindingDetails extends ReportDetails {
  /** Why. */
  readonly why: string;
  /** The page of the rule. */
  readonly url: string;
}

/** What to do, and what else to look at. */
export interface ReportDetails {
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
  /** All that it does to the records: then a trial shows whether it does anything else to them. */
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

/** What could not be read: of the document, not of a record. */
export interface Problem {
  readonly path: DocumentPath;
  readonly message: string;
  /** `undefined`: the file as a whole. */
  readonly range: Range | undefined;
  /** Set where something was not examined because of it: then `Workspace.unread` has it too. */
  readonly unread?: UnreadReason | undefined;
}
