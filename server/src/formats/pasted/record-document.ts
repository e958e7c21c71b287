import { childOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { DocumentProblem, RecordBlock, RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import type { ReadEntry } from '../../records/whole-document.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { looksLikeBareRecord } from './recognise.ts';
import { readText, writeText } from './text-cell.ts';

/**
 * The text of one TXT record, as people copy it: `v=spf1 mx -all`, or its quoted strings. Blanks around it are not a part of
 * it.
 */
export class BareRecordDocument extends WholeDocument {
  /** `owner`: `undefined` where it is unknown; then the record is taken for one that is where its kind belongs. */
  static read(text: string, owner: DomainName | undefined): BareRecordDocument {
    return new BareRecordDocument(text, (whole) => {
      const entries = entriesIn(whole, owner);
      return { entries, problems: entries.flatMap((entry) => problemIn(entry, whole)) };
    });
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const rdata = block.record(index)?.rdata;
    if (rdata?.kind !== 'text') return undefined;
    const place = rangeOf(block.startAt(index), block.endAt(index));
    return writeText(rdata, place, place.start, change);
  }
}

function entriesIn(text: string, owner: DomainName | undefined): readonly ReadEntry[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (end <= start) return [];
  const rdata = readText(text, rangeOf(start, end), start);
  const name = owner ?? usualOwner(rdata.value.text);
  return [
    {
      start,
      end,
      owner: name,
      typeCode: typeCode('TXT') ?? 0,
      context: '',
      record(anchor) {
        const range = rangeOf(0, end - start);
        const nowhere = rangeOf(0, 0);
        return {
          anchor,
          owner: name,
          ownerText: undefined,
          type: 'TXT',
          typeRange: nowhere,
          ttl: undefined,
          ttlRange: undefined,
          rdata,
          range,
          rdataRange: range,
          conditional: false,
        };
      },
    },
  ];
}

function problemIn({ start, end }: ReadEntry, text: string): readonly DocumentProblem[] {
  if (looksLikeBareRecord(text)) return [];
  const message =
    'This is none of the records that mailtxt knows by their text: SPF, DKIM, DMARC, BIMI, MTA-STS and TLS-RPT.';
  const range = rangeOf(start, end);
  return [{ message, range, unread: { kind: 'format' } }];
}

/** Where a record is that says this, of an unknown domain and selector. */
function usualOwner(value: string): DomainName {
  if (/^\s*v\s*=\s*dmarc/i.test(value)) return childOf('_dmarc', HOLE);
  if (/^\s*v\s*=\s*stsv/i.test(value)) return childOf('_mta-sts', HOLE);
  if (/^\s*v\s*=\s*tlsrpt/i.test(value)) return childOf('_smtp', childOf('_tls', HOLE));
  if (/^\s*v\s*=\s*bimi/i.test(value)) return childOf(HOLE, childOf('_bimi', HOLE));
  if (/^\s*(?:v\s*=\s*dkim|[kp]\s*=)/i.test(value)) return childOf(HOLE, childOf('_domainkey', HOLE));
  return HOLE;
}
