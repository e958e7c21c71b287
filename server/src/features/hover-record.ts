import type { Origin } from '../analysis/workspace.ts';
import { isKnown, showName, type DomainName } from '../dns/names.ts';
import type { Explanation } from '../email/policy-record.ts';
import type { DnsRecord, FieldRdata, RdataField, TextRdata } from '../records/record.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Range } from '../text/range.ts';
import { durationInWords } from './durations.ts';
import { code, specLink } from './markdown.ts';
import { meaningOfOwner } from './owner-meaning.ts';
import { explanationIn } from './policies.ts';
import { isDuration, meaningOfField, meaningOfType } from './record-types.ts';
import { toDecoded } from './to-decoded.ts';

/** Ranges count from the record's anchor. */
export interface RecordHover {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

/** What the part of the record that stands at `offset` means. `offset` counts from the record's anchor. */
export function hoverOfRecord(record: DnsRecord, offset: number, origin: Origin): RecordHover | undefined {
  const ownerRange = typedRange(record.ownerText);
  if (ownerRange !== undefined && contains(ownerRange, offset)) {
    return { range: ownerRange, text: ownerText(record.owner, origin) };
  }
  if (record.ttlRange !== undefined && record.ttl !== undefined && contains(record.ttlRange, offset)) {
    return { range: record.ttlRange, text: `**TTL** ${seconds(record.ttl)}` };
  }
  if (contains(record.typeRange, offset)) return { range: record.typeRange, text: typeText(record) };
  switch (record.rdata.kind) {
    case 'text':
      return hoverOfText(record, record.rdata, offset);
    case 'fields':
      return hoverOfField(record.type, record.rdata, offset);
    case 'opaque':
      return undefined;
  }
}

function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

function typedRange(text: MappedText | undefined): Range | undefined {
  return text?.toSource({ start: 0, end: text.length });
}

function ownerText(owner: DomainName, origin: Origin): string {
  const paragraphs = [`**${absolute(owner)}**`];
  const meaning = meaningOfOwner(owner);
  if (meaning !== undefined) paragraphs.push(meaning);
  const note = originNote(owner, origin);
  if (note !== undefined) paragraphs.push(note);
  return paragraphs.join('\n\n');
}

const ORIGIN_SOURCES: Readonly<Record<Exclude<Origin['source'], 'none'>, string>> = {
  comment: 'a comment of this file says so',
  settings: 'the settings or the configuration of a name server say so',
  include: 'the file that includes this one says so',
  soa: 'the SOA record says so',
  header: 'the comments at the top of the file say so',
  'file-name': 'taken from the name of the file',
};

/** Where the names of the file are completed from, for people to check. Silent where the file itself says so. */
function originNote(owner: DomainName, { name, source }: Origin): string | undefined {
  if (!isKnown(owner)) {
    return `The zone's name is not known. A comment can tell it: ${code('; mailtxt: origin=example.com.')}`;
  }
  if (name === undefined || source === 'none') return undefined;
  return `The file starts with the origin ${absolute(name)} (${ORIGIN_SOURCES[source]}).`;
}

function typeText({ type, owner, ttl }: DnsRecord): string {
  const meaning = meaningOfType(type);
  const title = meaning === undefined ? `**${code(type)}**` : `**${code(type)}** ${meaning}`;
  const facts = ttl === undefined ? absolute(owner) : `${absolute(owner)}, TTL ${seconds(ttl)}`;
  return `${title}\n\n${facts}`;
}

function hoverOfText(
  record: DnsRecord,
  { strings, value }: TextRdata,
  offset: number,
): RecordHover | undefined {
  const at = toDecoded(value, offset);
  const explanation = at === undefined ? undefined : explanationIn(record, at);
  if (explanation !== undefined) {
    const range = value.toSource(explanation.range);
    if (range !== undefined) return { range, text: explanationText(explanation) };
  }
  const string = strings.find(({ range }) => contains(range, offset));
  if (string === undefined || strings.length < 2) return undefined;
  const octets = `${value.length} octet${value.length === 1 ? '' : 's'}`;
  const size = value.complete ? octets : `At least ${value.length} octets`;
  return {
    range: string.range,
    text: `${size} in ${strings.length} strings, read as one text with nothing between them.`,
  };
}

function explanationText({ title, text, specs }: Explanation): string {
  const sources = specs.map(specLink).join(', ');
  return [`**${code(title)}** ${text}`, sources].filter((part) => part !== '').join('\n\n');
}

function hoverOfField(type: string, { fields }: FieldRdata, offset: number): RecordHover | undefined {
  const field = fields.find(({ range }) => contains(range, offset));
  if (field === undefined) return undefined;
  const paragraphs: string[] = [];
  if (field.kind === 'name') paragraphs.push(`**${absolute(field.value)}**`);
  else if (isDuration(type, field.name)) paragraphs.push(durationOf(field));
  const meaning = type === 'MX' && isNullMx(fields) ? NULL_MX : meaningOfField(type, field.name);
  if (meaning !== undefined) paragraphs.push(meaning);
  if (paragraphs.length === 0) return undefined;
  return { range: field.range, text: paragraphs.join('\n\n') };
}

const NULL_MX = `The domain takes no mail at all. ${specLink('RFC 7505 §3')}`;

function isNullMx(fields: readonly RdataField[]): boolean {
  return fields.some((field) => field.kind === 'name' && field.value === '');
}

function durationOf({ value }: RdataField): string {
  const count = Number(value);
  return Number.isFinite(count) ? `**${seconds(count)}**` : code(value);
}

function seconds(count: number): string {
  if (count < 60) return durationInWords(count);
  return `${count} seconds (${durationInWords(count)})`;
}

/** As a zone file would write it in full; what is not known is shown as such. */
function absolute(name: DomainName): string {
  return code(isKnown(name) ? `${name}.` : showName(name, '…'));
}
