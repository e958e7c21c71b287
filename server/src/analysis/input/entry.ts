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

/** What the user says of a rule; the severity of its findings may differ from case to case. */
export type Severities = Map<string, Severity | 'off' | 'its own'>;

/** A text of the workspace: a document that was added, or that others include or read. */
export interface DocumentEntry {
  readonly path: DocumentPath;
  /** Documents of the family make its records together; else they follow from its text and its includes alone. */
  readonly isOfFamily: boolean;
  /** How its text is read. */
  format: Format;
  /** Added by the host; else only included, or read for others. */
  added: boolean;
  /** Since it was added: the file is not as old as the disk says. */
  isEdited: boolean;
  /** Zones that configurations load from it and that a limit kept from being read. */
  unreadZones: number;
  readonly severities: Severities;
  /** One for each use, in no order (see `DocumentInstances.of`). All have the same text. */
  readonly instances: DocumentInstance[];
}

/** Names what is checked together: a zone, or a group of the family. */
export type ZoneKey = string;

/**
 * One use of a text. A name server reads a file once for each zone that it is loaded as and for each `$INCLUDE` with another
 * origin, and each time its records have other names.
 */
export interface DocumentInstance {
  readonly entry: DocumentEntry;
  /** The zone or the group whose documents this one is checked with. */
  readonly zone: ZoneKey;
  /** The view of the name server that has the zone, where its configuration has views. */
  readonly view: ServerView | undefined;
  /** What a configuration says of its zone; of the zone's own file. */
  declared: DeclaredParts | undefined;
  /** Where its group of the family is one of several with the same files. */
  readonly run: ModuleRun | undefined;
  member: Member;
  /** The document, where its records follow from it alone. */
  editable: EditableDocument | undefined;
  origin: Origin;
  /** Which instance includes it, and with which origin and TTL it is read then. */
  includedBy: { readonly instance: DocumentInstance; readonly include: Include } | undefined;
  /** Of its includes, by their order in the document: an edit moves the directives, not what is wrong with them. */
  problems: ReadonlyMap<number, IncludeProblem>;
  /** Among the documents of its zone. */
  position: number;
}

/** Why an included file was not read. */
export interface IncludeProblem {
  readonly message: string;
  /** `undefined`: a name server does not read it either. */
  readonly unread: UnreadReason | undefined;
}
