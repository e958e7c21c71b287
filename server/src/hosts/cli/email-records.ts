import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { typeCode } from '../../dns/types.ts';
import { policyKindOf } from '../../email/policies.ts';
import type { RecordBlock } from '../../records/document.ts';

const MX = typeCode('MX');
const TXT = typeCode('TXT');
const SPF = typeCode('SPF');

/** Counts the records that affect mail: MX, and TXT records that are intended as a policy. */
export function countEmailRecords(workspace: Workspace, path: DocumentPath): number {
  let count = 0;
  for (const block of workspace.documentOf(path)?.blocks ?? []) {
    for (let i = 0; i < block.size; i++) if (isEmailRecord(block, i)) count++;
  }
  return count;
}

function isEmailRecord(block: RecordBlock, index: number): boolean {
  const type = block.typeAt(index);
  if (type === MX || type === SPF) return true;
  if (type !== TXT) return false;
  const record = block.record(index);
  if (record?.rdata.kind !== 'text') return false;
  return policyKindOf(record.rdata.value.text, record.owner) !== undefined;
}
