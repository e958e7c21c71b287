import type { EditableDocument, Include } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { UnreadReason } from '../../records/unread.ts';
import type { DocumentPath } from '../finding.ts';
import type { Origin } from './origin.ts';
import type { Member } from '../records/place.ts';

/** What the user says of a rule; the severity of its findings may differ from case to case. */
export type Severities = Map<string, Severity | 'off' | 'its own'>;

/** A document that was added, or that one includes. */
export interface DocumentEntry {
  readonly path: DocumentPath;
  member: Member;
  /** The document, where its records follow from it alone. */
  editable: EditableDocument | undefined;
  /** The group of the family that the document belongs to. */
  group: string | undefined;
  origin: Origin;
  /** Added by the host; else only included, or read for others. */
  added: boolean;
  /** Who includes it first, and with which origin and TTL it is read then. */
  includedBy: { readonly path: DocumentPath; readonly include: Include } | undefined;
  /** Of its includes, by their order in the document: an edit moves the directives, not what is wrong with them. */
  problems: ReadonlyMap<number, IncludeProblem>;
  readonly severities: Severities;
  /** Since it was added: the file is not as old as the disk says. */
  isEdited: boolean;
}

/** Why an included file was not read. */
export interface IncludeProblem {
  readonly message: string;
  /** `undefined`: a name server does not read it either. */
  readonly unread: UnreadReason | undefined;
}
