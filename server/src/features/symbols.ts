import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { isKnown, showName, type DomainName } from '../dns/names.ts';
import { typeCode } from '../dns/types.ts';
import type { DnsRecord } from '../records/record.ts';
import { HOLE } from '../text/mapped-text.ts';
import { printable } from '../text/printable.ts';
import { cover, shift, type Range } from '../text/range.ts';
import { mailUseOf } from './policies.ts';
import { firstRecordsIn } from './records-in.ts';

/** A name with records for mail, for an outline. */
export interface OwnerSymbol {
  /** Absolute. */
  readonly name: string;
  /** From the first to the last of its records. */
  readonly range: Range;
  readonly records: readonly RecordSymbol[];
}

export interface RecordSymbol {
  /** `SPF`, `MX`. */
  readonly name: string;
  /** The data, cut to fit a line. */
  readonly detail: string;
  readonly range: Range;
}

/** The types that a record for mail can have. */
const TYPES = new Set(['MX', 'TXT', 'SPF', 'TLSA'].map(typeCode));

/** An outline of more lines helps nobody, and a zone of a million records asks for one as often as a small one. */
const MAX_SYMBOLS = 1000;
const MAX_RECORDS_READ = 10000;

const DETAIL_LENGTH = 80;

/** The records that mail depends on, by owner, in the order of the file; of a large file, the first ones. */
export function symbolsOf(workspace: Workspace, path: DocumentPath): readonly OwnerSymbol[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const owners: OwnerSymbol[] = [];
  let last: DomainName | undefined;
  let count = 0;
  for (const { record, base } of firstRecordsIn(document, { types: TYPES, most: MAX_RECORDS_READ })) {
    const use = mailUseOf(record);
    if (use === undefined) continue;
    const symbol = { name: use, detail: detailOf(record), range: shift(record.range, base) };
    const before = owners.at(-1);
    if (before !== undefined && last === record.owner) {
      owners[owners.length - 1] = {
        ...before,
        range: cover(before.range, symbol.range),
        records: [...before.records, symbol],
      };
    } else {
      owners.push({ name: absoluteOwner(record.owner), range: symbol.range, records: [symbol] });
    }
    last = record.owner;
    if (++count === MAX_SYMBOLS) break;
  }
  return owners;
}

/** With its final dot. */
export function absoluteOwner(owner: DomainName): string {
  return isKnown(owner) ? `${owner}.` : showName(owner, '…');
}

function detailOf({ rdata }: DnsRecord): string {
  const text =
    rdata.kind === 'text'
      ? rdata.value.text
      : rdata.kind === 'fields'
        ? rdata.fields.map((field) => field.text.text).join(' ')
        : rdata.text;
  const shown = printable(text.replaceAll(HOLE, '…'));
  return shown.length > DETAIL_LENGTH ? `${shown.slice(0, DETAIL_LENGTH)}…` : shown;
}
