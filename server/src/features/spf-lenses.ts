import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { policyKindOf } from '../email/policies.ts';
import type { DnsRecord } from '../records/record.ts';
import { shift, type Range } from '../text/range.ts';
import { recordsIn } from './records-in.ts';
import { SPF_TYPES, spfAt } from './spf-at.ts';
import { summaryOf } from './spf-words.ts';

/** A file with more is made by a program, and nobody reads a lens above each record of it. */
const MAX_LENSES = 1000;
const MAX_RECORDS_READ = 10_000;

/** Where the SPF records of a document stand: each has a line above it. Nothing is counted yet. */
export function spfLenses(workspace: Workspace, path: DocumentPath): readonly Range[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const lenses: Range[] = [];
  for (const { record, base } of recordsIn(document, { types: SPF_TYPES, most: MAX_RECORDS_READ })) {
    if (!isSpf(record)) continue;
    lenses.push(shift(record.range, base));
    if (lenses.length === MAX_LENSES) break;
  }
  return lenses;
}

/** What the line above the record at `offset` says: `7 of 10 lookups, 1 void, 312 bytes`. */
export function spfLensTitle(workspace: Workspace, path: DocumentPath, offset: number): string | undefined {
  const found = spfAt(workspace, path, offset);
  return found && summaryOf(found.spf, found.tree);
}

function isSpf({ rdata, owner }: DnsRecord): boolean {
  return rdata.kind === 'text' && policyKindOf(rdata.value.text, owner) === 'spf';
}
