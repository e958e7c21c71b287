import { canonicalName, childOf, isAtOrBelow, relativeTo } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { DocumentProblem, RecordBlock, RecordEdit } from '../../records/document.ts';
import type { Fault, RecordChange } from '../../records/format.ts';
import { readRdata } from '../../records/rdata/index.ts';
import type { RdataReading, RdataToken } from '../../records/rdata.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { rangeOf, shift } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { utf8 } from '../../text/utf8.ts';
import { cellText, MAX_TABLE_ROWS, readTable } from './table.ts';
import type { TableRow } from './table.ts';
import { readText, writeText } from './text-cell.ts';

/**
 * A table of records copied from a control panel. Each row is a record. Names have no trailing dot: owners in the zone are
 * relative or absolute, and targets are absolute.
 */
export class TableDocument extends WholeDocument {
  private readonly origin: DomainName;

  private constructor(text: string, origin: DomainName) {
    super(text, (whole) => {
      const { rows, others, rest } = readTable(whole);
      const problems = [...others.map(unreadLine), ...(rest === undefined ? [] : [unreadRest(rest)])];
      return { entries: rows.map((row) => entryOf(row, whole, origin)), problems };
    });
    this.origin = origin;
  }

  /** `zone` is its name; `undefined` if it is unknown. */
  static read(text: string, zone: DomainName | undefined): TableDocument {
    return new TableDocument(text, zone ?? HOLE);
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const text = this.text.text;
    const start = block.startAt(index);
    const row = readTable(text).rows.find(({ range }) => range.start === start);
    const record = block.record(index);
    const value = row?.cells.value;
    if (row === undefined || value === undefined || record === undefined) return undefined;
    switch (change.kind) {
      case 'replace':
      case 'set-strings':
        return record.rdata.kind === 'text' ? writeText(record.rdata, value, start, change) : undefined;
      case 'set-name':
        return [{ range: shift(change.field.range, start), text: change.name }];
      case 'set-field':
        return [{ range: shift(change.field.range, start), text: change.text }];
      case 'set-labels': {
        const { of } = change;
        const field =
          of === 'owner' || record.rdata.kind !== 'fields' ? undefined : record.rdata.fields[of.field];
        const place = (of === 'owner' ? record.ownerText : field?.text)?.toSource(change.range);
        return place && [{ range: shift(place, start), text: change.text }];
      }
      case 'rename-owner': {
        const cell = row.cells.name;
        return cell && [{ range: cell, text: nameText(change.name, cellText(text, cell), this.origin) }];
      }
      case 'remove':
        return [{ range: rangeOf(start, lineEnd(text, row.range.end)), text: '' }];
      default:
        return undefined;
    }
  }
}

function unreadLine(range: Range): DocumentProblem {
  const message = 'This line is not a row of the table with a type, a name and a value, so it was not read.';
  return { message, range, unread: { kind: 'format' } };
}

function unreadRest(range: Range): DocumentProblem {
  const message = `The table has more than ${MAX_TABLE_ROWS} rows, so the rest was not read.`;
  return { message, range, unread: { kind: 'limit' } };
}

function entryOf({ range, cells }: TableRow, text: string, origin: DomainName): ReadEntry {
  const { start, end } = range;
  const typedIn = (cell: Range | undefined): string => (cell === undefined ? '' : cellText(text, cell));
  const inRow = (cell: Range | undefined): Range =>
    cell === undefined ? rangeOf(0, 0) : shift(cell, -start);
  const type = typedIn(cells.type).toUpperCase();
  const owner = ownerOf(typedIn(cells.name), origin);
  const value = cells.value ?? range;
  const reading = (): RdataReading => {
    if (type === 'TXT' || type === 'SPF') return { rdata: readText(text, value, start), faults: [] };
    const priority = cells.priority === undefined ? [] : tokensOf(text, cells.priority, start);
    return readRdata(type, [...priority, ...tokensOf(text, value, start)], {
      origin,
      complete: (typed) => targetOf(typed, origin),
      end: shift(rangeOf(value.end, value.end), -start),
    });
  };
  return {
    start,
    end,
    owner,
    typeCode: typeCode(type) ?? 0,
    context: '',
    record(anchor: Anchor): DnsRecord {
      const ttl = /^\d{1,9}$/.test(typedIn(cells.ttl)) ? Number(typedIn(cells.ttl)) : undefined;
      const name = cells.name ?? range;
      return {
        anchor,
        owner,
        ownerText: MappedText.verbatim(cellText(text, name), name.start - start),
        ownerRange: inRow(cells.name),
        type,
        typeRange: inRow(cells.type),
        ttl,
        ttlRange: ttl === undefined ? undefined : inRow(cells.ttl),
        rdata: reading().rdata,
        range: rangeOf(0, end - start),
        rdataRange: inRow(value),
        conditional: false,
      };
    },
    faults(anchor: Anchor): readonly Fault[] {
      return reading().faults.map(({ reason, range: place }) => ({
        code: 'rdata',
        reason,
        anchor,
        range: place,
        text: cellText(text, shift(place, start)),
      }));
    },
  };
}

/** The words of a cell. Ranges are relative to `anchor`. */
function tokensOf(text: string, { start, end }: Range, anchor: number): readonly RdataToken[] {
  return [...text.slice(start, end).matchAll(/"[^"]*"|\S+/g)].map(({ index, 0: typed }) => {
    const quoted = typed.length > 1 && typed.startsWith('"') && typed.endsWith('"');
    const raw = quoted ? typed.slice(1, -1) : typed;
    const from = start + index - anchor;
    return {
      raw,
      quoted,
      value: MappedText.verbatim(raw, from + (quoted ? 1 : 0)),
      range: rangeOf(from, from + typed.length),
    };
  });
}

/** A name as in the source, with unusual characters escaped (RFC 1035 §5.1). */
function nameOf(typed: string): DomainName {
  const octets = (character: string): string =>
    utf8(character.codePointAt(0) ?? 0)
      .map((octet) => `\\${String(octet).padStart(3, '0')}`)
      .join('');
  return canonicalName(typed.replaceAll(/[^!-~]/gu, octets));
}

function ownerOf(typed: string, origin: DomainName): DomainName {
  if (typed === '@' || typed === '') return origin;
  const name = nameOf(typed);
  if (typed.endsWith('.') || isBelow(name, origin)) return name;
  return origin === HOLE && isWhole(name) ? name : childOf(name, origin);
}

/** Whether a name is in a zone that is known. */
function isBelow(name: DomainName, origin: DomainName): boolean {
  return origin !== HOLE && isAtOrBelow(name, origin);
}

/** Used if the zone is unknown: whether a name ends like a domain, and not with a service label (`_domainkey`). */
function isWhole(name: DomainName): boolean {
  return /(?:^|\.)[a-z0-9-]+\.[a-z][a-z0-9-]*$/.test(name);
}

function targetOf(typed: string, origin: DomainName): DomainName {
  return typed === '@' ? origin : nameOf(typed);
}

/** A name in the style of the cell: relative to the zone, or absolute. */
function nameText(name: DomainName, typed: string, origin: DomainName): string {
  if (origin === HOLE || !isAtOrBelow(name, origin) || isBelow(canonicalName(typed), origin)) return name;
  return name === origin ? '@' : (relativeTo(name, origin) ?? name);
}

function lineEnd(text: string, from: number): number {
  const eol = text.indexOf('\n', from);
  return eol < 0 ? text.length : eol + 1;
}
