import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { policyKindOf } from '../email/policies.ts';
import type { RecordBlock } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import { shift, type Range } from '../text/range.ts';
import { serviceNamesIn } from './service-names.ts';
import { SPF_TYPES, spfAt } from './spf-at.ts';
import { summaryOf } from './spf-words.ts';
import { shownZone } from './zones-shown.ts';

/** Lenses of one document. A file with more is made by a program, and nobody reads a lens above each record of it. */
export const MAX_LENSES = 1000;
/** Records of one document that are read to find those that have lenses. */
export const MAX_RECORDS_FOR_LENSES = 10_000;

/**
 * Where the SPF records of a document stand: each has a line above it. Nothing is counted yet. `cut` is called where a limit
 * left out what comes after.
 */
export function spfLenses(
  workspace: Workspace,
  path: DocumentPath,
  cut: () => void = () => undefined,
): readonly Range[] {
  const lenses: Range[] = [];
  let read = 0;
  let start = 0;
  for (const block of workspace.documentOf(path)?.blocks ?? []) {
    if (lenses.length >= MAX_LENSES || read >= MAX_RECORDS_FOR_LENSES) {
      cut();
      return lenses.slice(0, MAX_LENSES);
    }
    const found = spfIn(block);
    for (const range of found.records) lenses.push(shift(range, start));
    read += found.read;
    start += block.length;
  }
  if (lenses.length > MAX_LENSES) cut();
  return lenses.slice(0, MAX_LENSES);
}

interface SpfOfBlock {
  /** Offsets in the block. */
  readonly records: readonly Range[];
  /** How many records had to be made to find them. */
  readonly read: number;
}

/** Editors ask after every key press: blocks that the edit left as they were are looked at once. */
const known = new WeakMap<RecordBlock, SpfOfBlock>();

function spfIn(block: RecordBlock): SpfOfBlock {
  const before = known.get(block);
  if (before !== undefined) return before;
  const records: Range[] = [];
  let read = 0;
  for (let i = 0; i < block.size; i++) {
    if (!SPF_TYPES.has(block.typeAt(i))) continue;
    read++;
    const record = block.record(i);
    if (record === undefined || !isSpf(record)) continue;
    const range = shift(isAlone(block, i) ? record.range : record.rdataRange, block.startAt(i));
    // One text of Terraform may be many records.
    if (records.at(-1)?.start !== range.start) records.push(range);
  }
  const found = { records, read };
  known.set(block, found);
  return found;
}

/** Whether no other record starts at the same place: a resource of Terraform may make several. */
function isAlone(block: RecordBlock, index: number): boolean {
  const start = block.startAt(index);
  return (
    (index === 0 || block.startAt(index - 1) !== start) &&
    (index + 1 >= block.size || block.startAt(index + 1) !== start)
  );
}

/** What the line above the record at `offset` says: `7 of 10 lookups, 1 void, 312 bytes`. */
export function spfLensTitle(workspace: Workspace, path: DocumentPath, offset: number): string | undefined {
  const found = spfAt(workspace, path, offset);
  if (found === undefined) return undefined;
  const zone = shownZone(workspace, path);
  const services = serviceNamesIn(found.spf);
  const summary = `${summaryOf(found.spf, found.tree)}${services === undefined ? '' : `: ${services}`}`;
  return [summary, ...(zone === undefined ? [] : [zone])].join(' ');
}

function isSpf({ rdata, owner }: DnsRecord): boolean {
  return rdata.kind === 'text' && policyKindOf(rdata.value.text, owner) === 'spf';
}
