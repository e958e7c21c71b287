import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { DocumentProblem, RecordBlock, RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import { rangeOf } from '../../text/range.ts';
import { looksLikeBareRecord } from './recognize.ts';
import { readText, writeText } from './text-cell.ts';

/**
 * The value of one TXT record, as people copy it: `v=spf1 mx -all`, or its quoted strings. White space around it is not
 * part of it.
 */
export class BareRecordDocument extends WholeDocument {
  /** `ownerOf` returns the owner of a record with this decoded value. */
  static read(text: string, ownerOf: (value: string) => DomainName): BareRecordDocument {
    return new BareRecordDocument(text, (whole) => {
      const entries = entriesIn(whole, ownerOf);
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

function entriesIn(text: string, ownerOf: (value: string) => DomainName): readonly ReadEntry[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (end <= start) return [];
  const rdata = readText(text, rangeOf(start, end), start);
  const owner = ownerOf(rdata.value.text);
  return [
    {
      start,
      end,
      owner,
      typeCode: typeCode('TXT') ?? 0,
      context: '',
      record(anchor) {
        const range = rangeOf(0, end - start);
        const nowhere = rangeOf(0, 0);
        return {
          anchor,
          owner,
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
  const message = 'This is not an SPF, DKIM, DMARC, BIMI, MTA-STS or TLS-RPT record, so it was not read.';
  const range = rangeOf(start, end);
  return [{ message, range, unread: { kind: 'format' } }];
}
