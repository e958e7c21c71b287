import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import { childOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { DocumentProblem, RecordBlock, RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { TextRdata } from '../../records/record.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import type { ReadEntry } from '../../records/whole-document.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { looksLikeBareRecord } from './recognise.ts';
import { bareStrings } from './strings.ts';

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
    const start = block.startAt(index);
    switch (change.kind) {
      case 'replace':
        return replaced(rdata, change.edits, start);
      case 'set-strings': {
        const text = isQuoted(rdata) ? quoted(change.strings) : asTyped(change.strings.join(''));
        return text === undefined ? undefined : [{ range: rangeOf(start, block.endAt(index)), text }];
      }
      default:
        return undefined;
    }
  }
}

function entriesIn(text: string, owner: DomainName | undefined): readonly ReadEntry[] {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (end <= start) return [];
  const trimmed = text.slice(start, end);
  const rdata = textOf(trimmed);
  const name = owner ?? usualOwner(rdata.value.text);
  return [
    {
      start,
      end,
      owner: name,
      typeCode: typeCode('TXT') ?? 0,
      context: '',
      record(anchor) {
        const range = rangeOf(0, trimmed.length);
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

function textOf(trimmed: string): TextRdata {
  const strings = bareStrings(trimmed, 0, trimmed.length);
  return { kind: 'text', strings, value: MappedText.join(strings.map(({ value }) => value)) };
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

function isQuoted({ strings }: TextRdata): boolean {
  return strings[0]?.quoted === true;
}

function replaced(
  rdata: TextRdata,
  changes: readonly { readonly range: Range; readonly text: string }[],
  start: number,
): readonly RecordEdit[] | undefined {
  const edits: RecordEdit[] = [];
  for (const { range, text } of changes) {
    const source = rdata.value.toSource(range);
    const typed = asTyped(text);
    if (source === undefined || typed === undefined) return undefined;
    const written = isQuoted(rdata) ? escaped(typed) : typed;
    edits.push({ range: rangeOf(source.start + start, source.end + start), text: written });
  }
  // A string that an edit makes too long is cut anew, with all of the others.
  const grown = changes.reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), 0);
  const isTooLong =
    isQuoted(rdata) &&
    grown > 0 &&
    rdata.strings.some(({ value }) => value.length + grown > MAX_CHARACTER_STRING);
  return isTooLong ? undefined : edits;
}

/** `undefined`: it has a character that cannot be typed, or a part of it is unknown. */
function asTyped(octets: string): string | undefined {
  return /^[ -~]*$/.test(octets) ? octets : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, '\\$&');
}

function quoted(strings: readonly string[]): string | undefined {
  const typed = strings.map(asTyped);
  return typed.includes(undefined) ? undefined : typed.map((text = '') => `"${escaped(text)}"`).join(' ');
}
