import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { rangeOf } from '../../text/range.ts';
import type { EditableRecords } from '../record-fix.ts';
import type { DraftRecord } from './draft.ts';

/** Types of records after which to put a new one; the first type that the domain has is used. */
const NEIGHBORS = ['TXT', 'MX', 'NS', 'CNAME', 'A', 'AAAA', 'SOA'] as const;
/** Records to try. If a new record cannot be added after one, the next is tried. */
export const MAX_NEIGHBORS = 20;

/**
 * The edits that add the records of a domain to its zone, in the format of its documents. `undefined` if a record cannot be
 * added, for example to a file without records.
 */
export function editsFor(
  drafts: readonly DraftRecord[],
  domain: DomainName,
  {
    workspace,
    path,
    records,
  }: { readonly workspace: Workspace; readonly path: DocumentPath; readonly records: EditableRecords },
): readonly FileEdit[] | undefined {
  const neighbors = neighborsOf(domain, records);
  const last = lastRecords(workspace, path, records);
  const adding = drafts.map((one) => {
    const { owner, type } = one;
    const data =
      one.strings === undefined ? { data: one.data ?? '' } : { strings: one.strings, apart: true as const };
    // A record of the same kind is the best pattern for a new one.
    const ordered = [
      ...records.recordsAt(owner, type),
      ...neighbors.filter((near) => near.type === type),
      ...neighbors,
      ...last,
    ];
    return ordered
      .slice(0, MAX_NEIGHBORS)
      .map((record) => ({ kind: 'add' as const, owner, type, ...data, record }))
      .find((edit) => records.write({ title: '', safety: 'review', edits: [edit] }) !== undefined);
  });
  const edits = adding.filter((edit) => edit !== undefined);
  if (edits.length < drafts.length) return undefined;
  return records.write({ title: '', safety: 'review', edits })?.edits;
}

function neighborsOf(domain: DomainName, records: EditableRecords): readonly DnsRecord[] {
  return NEIGHBORS.flatMap((type) => [...records.recordsAt(domain, type)].reverse()).filter(
    ({ conditional }) => !conditional,
  );
}

/** The last records of the document, for a domain that has none in it yet. */
function lastRecords(
  workspace: Workspace,
  path: DocumentPath,
  records: EditableRecords,
): readonly DnsRecord[] {
  const document = workspace.documentOf(path);
  const found: DnsRecord[] = [];
  for (const block of [...(document?.blocks ?? [])].reverse()) {
    for (let i = block.size - 1; i >= 0 && found.length < MAX_NEIGHBORS; i--) {
      const record = block.record(i);
      const base = document?.offsetOf(block) ?? 0;
      if (record === undefined || record.conditional) continue;
      found.push(
        records.at({ path, record, range: rangeOf(base + block.startAt(i), base + block.endAt(i)) }),
      );
    }
  }
  return found;
}
