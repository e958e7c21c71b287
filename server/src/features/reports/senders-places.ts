import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { EvidencePlace } from '../../senders/known-sender.ts';
import type { SourceText } from '../../text/source-text.ts';
import { recordOf } from '../policy-place.ts';
import type { Located } from '../policy-place.ts';
import type { CellRecord } from '../sender-cells.ts';
import type { SendersResult } from '../senders.ts';
import { linked } from './page.ts';
import type { PageRun } from './page.ts';
import { printable } from '../../text/printable.ts';

/** The subject of a report on senders, and its reader. */
export interface SendersSubject {
  readonly result: SendersResult;
  readonly workspace: Workspace;
  readonly nameOf: (path: DocumentPath) => string;
  /**
   * The text of a file that is not a document of the workspace, such as settings or a report; `undefined` if it is not available.
   */
  readonly sourceOf: (path: DocumentPath) => SourceText | undefined;
}

/** The place of the record of a cell; `undefined` if it is not in the workspace. */
export function placeOfRecord(workspace: Workspace, record: CellRecord | undefined): Located | undefined {
  if (record === undefined) return undefined;
  const { owner, type, policy, part } = record;
  if (policy !== undefined) return recordOf(workspace, owner, policy, part);
  const [found] = [type, 'CNAME'].flatMap((one) => workspace.recordsOf(owner, one));
  const source = found && workspace.textOf(found.path);
  return source && { path: found.path, source, range: found.range };
}

/** The place of evidence; without a range if the file is not available, or if the evidence is the whole file. */
export function placeOfEvidence(
  { workspace, sourceOf }: SendersSubject,
  { path, range }: EvidencePlace,
): { readonly path: DocumentPath; readonly at: Omit<Located, 'path'> | undefined } {
  if (range === undefined) return { path, at: undefined };
  const source = workspace.textOf(path) ?? sourceOf(path);
  return { path, at: source && { source, range } };
}

/** `zones/example.com.zone:5` */
export function evidencePlaceText(place: EvidencePlace, subject: SendersSubject): string {
  return printable(evidenceLink(place, subject).text);
}

/** The same as a link. */
export function evidenceLink(place: EvidencePlace, subject: SendersSubject): PageRun {
  const { path, at } = placeOfEvidence(subject, place);
  const number = at === undefined ? '' : `:${at.source.offsetToPosition(at.range.start).line + 1}`;
  return linked(`${subject.nameOf(path)}${number}`, { path, range: place.range }, 'faint');
}
