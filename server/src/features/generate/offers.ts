import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { isKnown, type DomainName } from '../../dns/names.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import type { GenerateKindId } from './kinds.ts';
import { recordsForMail } from './records-for-mail.ts';

/** Types of records that show that their owner name is a domain with mail, or a zone. */
const APEX_TYPES: ReadonlySet<string> = new Set(['SOA', 'MX']);

/** Kinds of records that need only the domain, and no additional file. */
const OFFERED: ReadonlyMap<GenerateKindId, string> = new Map([
  ['dmarc', 'Add a DMARC record'],
  ['tls-rpt', 'Add a TLS-RPT record'],
  ['parked', 'Add the records for a domain without mail'],
]);

/** Records that can be added without a question. */
export interface RecordsOffer {
  readonly kind: GenerateKindId;
  readonly title: string;
  readonly edits: readonly FileEdit[];
}

/** The domain of the record at the offset, if records for its mail can be added there; otherwise `undefined`. */
export function domainAt(workspace: Workspace, path: DocumentPath, offset: number): DomainName | undefined {
  const record = workspace.recordAt(path, offset)?.record;
  if (record === undefined || record.conditional || !isKnown(record.owner)) return undefined;
  const { owner, type } = record;
  const isApex = APEX_TYPES.has(type) || workspace.zonesOf(path).some(({ name }) => name === owner);
  return isApex && isMailDomain(owner) ? owner : undefined;
}

/**
 * The kinds of records that the domain does not have yet, each with the edits that add them.
 *
 * @param now in milliseconds since 1970
 */
export function recordsToOffer(
  workspace: Workspace,
  path: DocumentPath,
  domain: DomainName,
  now: number,
): readonly RecordsOffer[] {
  return [...OFFERED].flatMap(([kind, title]): readonly RecordsOffer[] => {
    const { existing, edits } = recordsForMail(workspace, path, { kind, domain }, now);
    return edits === undefined || existing.length > 0 ? [] : [{ kind, title: `${title} (${domain})`, edits }];
  });
}
