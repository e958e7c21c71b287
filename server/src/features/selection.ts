import type { DocumentPath } from '../analysis/finding.ts';
import { policyOf } from '../analysis/engine/policies.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Policy } from '../email/policies.ts';
import type { DnsRecord } from '../records/record.ts';
import { shift, type Range } from '../text/range.ts';
import { namesInRecord } from './names-in-record.ts';

/**
 * The ranges to which a selection at the offset expands, the smallest first, each within the next: a name or value, its term or
 * tag, the string, the data, and the record. Empty if there is no record.
 */
export function selectionsAt(workspace: Workspace, path: DocumentPath, offset: number): readonly Range[] {
  const placed = workspace.recordAt(path, offset);
  if (placed === undefined) return [];
  const { record, range } = placed;
  const around = partsOf(record)
    .map((part) => shift(part, range.start - record.range.start))
    .filter(({ start, end }) => start <= offset && offset <= end && start < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const nested: Range[] = [];
  for (const part of around) {
    const inner = nested.at(-1);
    if (inner === undefined || isWithin(inner, part)) nested.push(part);
  }
  return nested;
}

function partsOf(record: DnsRecord): readonly Range[] {
  const { rdata } = record;
  const parts = [record.range, record.rdataRange, ...namesInRecord(record).map(({ range }) => range)];
  if (rdata.kind === 'text') parts.push(...rdata.strings.map(({ range }) => range));
  if (rdata.kind === 'fields') parts.push(...rdata.fields.map(({ range }) => range));
  const policy = policyOf(record);
  if (policy === undefined) return parts;
  return [...parts, ...tokensOf(policy).flatMap((range) => policy.value.toSource(range) ?? [])];
}

/** Ranges are in the decoded text. */
function tokensOf(policy: Policy): readonly Range[] {
  if (policy.kind === 'spf') return policy.terms.map(({ range }) => range);
  return policy.tags.flatMap(({ range, valueRange }) => [range, valueRange]);
}

function isWithin(inner: Range, outer: Range): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && outer.start <= inner.start && inner.end <= outer.end;
}
