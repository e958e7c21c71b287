import type { DocumentPath } from '../analysis/finding.ts';
import { policyOf } from '../analysis/engine/policies.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { typeCode } from '../dns/types.ts';
import { spfDomainOfOwner } from '../domain/spf/owner.ts';
import { cachedReader } from '../email/spf/evaluate/select-record.ts';
import type { LookupTree } from '../email/spf/lookup-tree.ts';
import { lookupTree } from '../email/spf/lookup-tree.ts';
import type { SpfRecord } from '../email/spf/model.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RecordIn } from './records-in.ts';

/** The types that an SPF record can have. */
export const SPF_TYPES: ReadonlySet<number | undefined> = new Set(['TXT', 'SPF'].map(typeCode));

/** An SPF record of a document, and the lookups of its evaluation. */
export interface SpfWithLookups {
  readonly path: DocumentPath;
  readonly record: DnsRecord;
  /** The offset in the document to which the record's ranges are relative. */
  readonly base: number;
  readonly spf: SpfRecord;
  readonly tree: LookupTree;
}

/** Most records have the same few includes, so each text is parsed once. */
const read = cachedReader();

/** `undefined` for records that are not meant as SPF. */
export function spfWithLookupsOf(
  workspace: Workspace,
  path: DocumentPath,
  { record, base }: RecordIn,
): SpfWithLookups | undefined {
  const spf = policyOf(record);
  if (spf?.kind !== 'spf') return undefined;
  const tree = lookupTree(spf, spfDomainOfOwner(record.owner), {
    facts: workspace.factsOf(path, record.owner),
    read,
  });
  return { path, record, base, spf, tree };
}

/** `zone` is an index of `Workspace.zonesOf`, for a document that several zones use. */
export function spfAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  zone = 0,
): SpfWithLookups | undefined {
  const placed = workspace.recordAt(path, offset, zone);
  if (placed === undefined) return undefined;
  const { record, range } = placed;
  return spfWithLookupsOf(workspace, path, { record, base: range.start - record.range.start });
}
