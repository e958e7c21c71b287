import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Workspace } from '../../../analysis/workspace.ts';
import type { CellRecord, SendersResult } from '../../../features/senders.ts';
import type { EvidencePlace } from '../../../senders/known-sender.ts';
import type { SourceText } from '../../../text/source-text.ts';
import { readTextFile } from '../../node/text-file.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { recordOf } from '../../../features/policy-place.ts';
import type { Located } from '../../../features/policy-place.ts';

/** What the reporters of senders work on. */
export interface SendersSubject {
  readonly result: SendersResult;
  readonly workspace: Workspace;
  readonly nameOf: (path: DocumentPath) => string;
}

/** Where the record of a cell is typed; `undefined` when that is not in the workspace. */
export function placeOfRecord(workspace: Workspace, record: CellRecord | undefined): Located | undefined {
  if (record === undefined) return undefined;
  const { owner, type, policy, part } = record;
  if (policy !== undefined) return recordOf(workspace, owner, policy, part);
  const [found] = [type, 'CNAME'].flatMap((one) => workspace.recordsOf(owner, one));
  const source = found && workspace.textOf(found.path);
  return source && { path: found.path, source, range: found.range };
}

/** Where evidence stands; without a range where the file is not at hand, or it is the file as a whole. */
export function placeOfEvidence(
  workspace: Workspace,
  { path, range }: EvidencePlace,
): { readonly path: DocumentPath; readonly at: Omit<Located, 'path'> | undefined } {
  if (range === undefined) return { path, at: undefined };
  const source = workspace.textOf(path) ?? settingsText(path);
  return { path, at: source && { source, range } };
}

const SETTINGS = new Map<DocumentPath, SourceText | undefined>();

function settingsText(path: DocumentPath): SourceText | undefined {
  if (!SETTINGS.has(path)) {
    const file = readTextFile(path);
    SETTINGS.set(path, file.kind === 'text' ? new PlainText(file.text) : undefined);
  }
  return SETTINGS.get(path);
}
