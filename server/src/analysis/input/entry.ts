import type { ModuleRun } from '../../records/document-family.ts';
import type { EditableDocument, Include } from '../../records/document.ts';
import type { Severity } from '../../records/report.ts';
import type { UnreadReason } from '../../records/unread.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { DocumentPath } from '../finding.ts';
import type { DeclaredParts } from './configured-zone.ts';
import type { Origin } from './origin.ts';
import type { Format } from './formats.ts';
import type { Member } from '../records/place.ts';

/** The user's setting of a rule. The severity of its findings can differ from case to case. */
export type Severities = Map<string, Severity | 'off' | 'its own'>;

/** A text of the workspace: a document that was added, or that others include or read. */
export interface DocumentEntry {
  readonly path: DocumentPath;
  /** Whether documents of the family define its records together. Otherwise, they depend only on its text and its includes. */
  readonly isOfFamily: boolean;
  /** How its text is read. */
  format: Format;
  /** Whether the host added it. Otherwise, other documents include or read it. */
  added: boolean;
  /** Whether its text changed since it was added, so that the file on the disk is outdated. */
  isEdited: boolean;
  /** The number of zones that configurations load from it and that were not read because of a limit. */
  unreadZones: number;
  readonly severities: Severities;
  /** One for each use, in no order (see `DocumentInstances.of`). All have the same text. */
  readonly instances: DocumentInstance[];
}

/** Identifies what is checked together: a zone, or a group of the family. */
export type ZoneKey = string;

/**
 * One use of a text. A name server reads a file once for each zone that it is loaded as and for each `$INCLUDE` with a different
 * origin, and each time its records have different names.
 */
export interface DocumentInstance {
  readonly entry: DocumentEntry;
  /** The zone or the group with which this document is checked. */
  readonly zone: ZoneKey;
  /** The view of the name server that has the zone, if its configuration has views. */
  readonly view: ServerView | undefined;
  /** The properties of its zone in a configuration, for the zone's own file. */
  declared: DeclaredParts | undefined;
  /** Set if its group of the family is one of several with the same files. */
  readonly run: ModuleRun | undefined;
  member: Member;
  /** The document, if its records depend only on it. */
  editable: EditableDocument | undefined;
  origin: Origin;
  /** The instance that includes it, and the origin and TTL with which it is then read. */
  includedBy: { readonly instance: DocumentInstance; readonly include: Include } | undefined;
  /** Problems of its includes by their order in the document. An edit moves the directives but does not change their problems. */
  problems: ReadonlyMap<number, IncludeProblem>;
  /** Identifies it among the documents of its zone. */
  position: number;
}

/** Why an included file was not read. */
export interface IncludeProblem {
  readonly message: string;
  /** `undefined` if a name server does not read it either. */
  readonly unread: UnreadReason | undefined;
}
