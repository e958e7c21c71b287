import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { isKnown, showName, type DomainName } from '../dns/names.ts';
import { typeCode } from '../dns/types.ts';
import type { RecordDocument } from '../records/document.ts';
import { STS_POLICY } from '../records/policy-file.ts';
import type { DnsRecord } from '../records/record.ts';
import { groupDigits } from '../text/group-digits.ts';
import { HOLE } from '../text/mapped-text.ts';
import { printable } from '../text/printable.ts';
import { cover, rangeOf, shift, type Range } from '../text/range.ts';
import { mailUseOf } from './policies.ts';
import { firstRecordsIn } from './records-in.ts';

/** A line of an outline. */
export interface OutlineSymbol {
  /**
   * zone: all of a zone's own file. name: adjacent records of one owner name. mail: a record that mail depends on. left-out: the
   * number of records that are not listed.
   */
  readonly kind: 'zone' | 'name' | 'mail' | 'record' | 'origin' | 'include' | 'left-out';
  /** An absolute name, `SPF`, `MX`, `$ORIGIN`. */
  readonly name: string;
  /** The data, truncated to fit on a line. */
  readonly detail: string;
  readonly range: Range;
  /** In the order of the file, within the range. */
  readonly children: readonly OutlineSymbol[];
}

/**
 * The number of records up to which the outline of a document has all of them. For a larger one, it has only records for mail.
 */
export const MAX_OUTLINE_RECORDS = 5000;
/** Records for mail in the outline of a larger document. More lines would not be useful. */
export const MAX_MAIL_SYMBOLS = 1000;
/** Records of a larger document to read in order to find those. */
export const MAX_RECORDS_READ_FOR_OUTLINE = 10_000;

/** The types that a record for mail can have. */
const MAIL_TYPES = new Set(['MX', 'TXT', 'SPF', 'TLSA'].map(typeCode));

const DETAIL_LENGTH = 80;

/**
 * The records of a document by owner name, below its zone, with `$ORIGIN` and `$INCLUDE` in their places. For a large document,
 * only the first records that mail depends on, and the number of the others. In that case, `cut` is called.
 */
export function symbolsOf(
  workspace: Workspace,
  path: DocumentPath,
  cut: () => void = () => undefined,
): readonly OutlineSymbol[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const directives = directivesOf(document);
  const { names, count } = namesOf(document, directives);
  const leftOut = document.recordCount - count;
  const symbols = [...names, ...directives].sort((a, b) => a.range.start - b.range.start);
  if (leftOut > 0) {
    symbols.push(leftOutSymbol(leftOut, document));
    cut();
  }
  const zone = zoneSymbol(workspace, path, document, symbols);
  return zone === undefined || symbols.length === 0 ? symbols : [zone];
}

function leftOutSymbol(count: number, { text }: RecordDocument): OutlineSymbol {
  const name = `${groupDigits(count)} more ${count === 1 ? 'record is' : 'records are'} not listed`;
  return { kind: 'left-out', name, detail: '', range: rangeOf(text.length, text.length), children: [] };
}

/** The zone whose own file it is. */
function zoneSymbol(
  workspace: Workspace,
  path: DocumentPath,
  { text }: RecordDocument,
  children: readonly OutlineSymbol[],
): OutlineSymbol | undefined {
  const [first, ...others] = workspace.zonesOf(path);
  if (first?.name === undefined || workspace.originOf(path).source === 'include') return undefined;
  const detail = others.length === 0 ? 'zone' : `zone, and ${others.length} more of the same file`;
  return {
    kind: 'zone',
    name: absoluteOwner(first.name),
    detail,
    range: rangeOf(0, text.length),
    children,
  };
}

function directivesOf(document: RecordDocument): readonly OutlineSymbol[] {
  const includes = document.includes();
  const origins = (document.origins?.() ?? []).flatMap(({ name, text }): readonly OutlineSymbol[] => {
    const range = text.toSource(rangeOf(0, text.length));
    if (
      range === undefined ||
      includes.some(({ range: of }) => of.start <= range.start && range.end <= of.end)
    )
      return [];
    return [{ kind: 'origin', name: '$ORIGIN', detail: absoluteOwner(name), range, children: [] }];
  });
  return [
    ...origins,
    ...includes.map(({ file, range }): OutlineSymbol => {
      return { kind: 'include', name: '$INCLUDE', detail: cut(file), range, children: [] };
    }),
  ].sort((a, b) => a.range.start - b.range.start);
}

/** The owner names, each with its adjacent records and their number. Anything between 2 records separates them. */
function namesOf(
  document: RecordDocument,
  directives: readonly OutlineSymbol[],
): { readonly names: readonly OutlineSymbol[]; readonly count: number } {
  const isLarge = document.recordCount > MAX_OUTLINE_RECORDS;
  const names: OutlineSymbol[] = [];
  let records: OutlineSymbol[] = [];
  let owner: DomainName | undefined;
  let next = 0;
  let count = 0;
  const end = (): void => {
    const [first, ...others] = records;
    if (first === undefined || owner === undefined) return;
    const range = others.reduce((all, one) => cover(all, one.range), first.range);
    names.push({ kind: 'name', name: absoluteOwner(owner), detail: '', range, children: records });
    records = [];
  };
  const wanted = isLarge
    ? { types: MAIL_TYPES, most: MAX_RECORDS_READ_FOR_OUTLINE }
    : { most: MAX_OUTLINE_RECORDS };
  for (const { record, base } of firstRecordsIn(document, wanted)) {
    const use = mailUseOf(record);
    if ((isLarge && use === undefined) || record.type === STS_POLICY) continue;
    const isParted = (directives[next]?.range.start ?? Infinity) < base;
    while ((directives[next]?.range.start ?? Infinity) < base) next++;
    if (isParted || record.owner !== owner) end();
    ({ owner } = record);
    records.push({
      kind: use === undefined ? 'record' : 'mail',
      name: use ?? printable(record.type),
      detail: detailOf(record),
      range: shift(record.range, base),
      children: [],
    });
    if (++count === MAX_MAIL_SYMBOLS && isLarge) break;
  }
  end();
  return { names, count };
}

/** The name with its trailing dot. */
export function absoluteOwner(owner: DomainName): string {
  return isKnown(owner) ? `${owner}.` : showName(owner, '…');
}

function detailOf({ rdata }: DnsRecord): string {
  return cut(
    rdata.kind === 'text'
      ? rdata.value.text
      : rdata.kind === 'fields'
        ? rdata.fields.map((field) => field.text.text).join(' ')
        : rdata.text,
  );
}

function cut(text: string): string {
  // The rest is not shown, and printing it would take time.
  const shown = printable(text.slice(0, 2 * DETAIL_LENGTH).replaceAll(HOLE, '…'));
  return shown.length > DETAIL_LENGTH ? `${shown.slice(0, DETAIL_LENGTH)}…` : shown;
}
