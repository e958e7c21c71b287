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

/** The maximum number of lenses of a document. A file with more is generated, and its lenses are not useful. */
export const MAX_LENSES = 1000;
/** Records of a document to read in order to find those that have lenses. */
export const MAX_RECORDS_FOR_LENSES = 10_000;

/**
 * The places of the SPF records of a document, each of which has a lens above it. Lookups are not counted yet. `cut` is called if
 * a limit left out the rest.
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
  /** The number of records that were created to find them. */
  readonly read: number;
}

/** Editors request lenses after every keystroke, so blocks that an edit did not change are examined once. */
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
    // One text of Terraform can be many records.
    if (records.at(-1)?.start !== range.start) records.push(range);
  }
  const found = { records, read };
  known.set(block, found);
  return found;
}

/** Whether no other record starts at the same place, because a resource of Terraform can define several. */
function isAlone(block: RecordBlock, index: number): boolean {
  const start = block.startAt(index);
  return (
    (index === 0 || block.startAt(index - 1) !== start) &&
    (index + 1 >= block.size || block.startAt(index + 1) !== start)
  );
}

/** The text of the lens above the record at `offset`: `7 of 10 lookups, 1 void, 312 bytes`. */
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
