import type { Origin } from '../analysis/workspace.ts';
import { isKnown, showName, type DomainName } from '../dns/names.ts';
import type { TokenExplanation } from '../email/policy-record.ts';
import type { DnsRecord, FieldRdata, RdataField, TextRdata } from '../records/record.ts';
import type { MappedText } from '../text/mapped-text.ts';
import { code, joinMarkdown, markup, PARAGRAPH, text, type Markdown } from '../text/markdown.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import { durationInWords } from './durations.ts';
import { specLink } from './spec-link.ts';
import { meaningOfOwner } from './owner-meaning.ts';
import { explanationIn } from './policies.ts';
import { meaningOfField } from './record-fields.ts';
import { meaningOfType } from './record-types.ts';
import { serviceNameOfTarget } from './service-names.ts';
import { toDecoded } from './to-decoded.ts';

/** Ranges are relative to the record's anchor. */
export interface RecordHover {
  readonly range: Range;
  readonly text: Markdown;
}

/** The meaning of the part of the record at `offset`, which is relative to the record's anchor. */
export function hoverOfRecord(record: DnsRecord, offset: number, origin: Origin): RecordHover | undefined {
  const ownerRange = typedRange(record.ownerText);
  if (ownerRange !== undefined && contains(ownerRange, offset)) {
    return { range: ownerRange, text: ownerText(record.owner, origin) };
  }
  if (record.ttlRange !== undefined && record.ttl !== undefined && contains(record.ttlRange, offset)) {
    return { range: record.ttlRange, text: markup`**TTL** ${text(seconds(record.ttl))}` };
  }
  if (contains(record.typeRange, offset)) return { range: record.typeRange, text: typeText(record) };
  switch (record.rdata.kind) {
    case 'text':
      return hoverOfText(record, record.rdata, offset);
    case 'fields':
      return hoverOfField(record, record.rdata, offset);
    case 'opaque':
      return undefined;
  }
}

function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

function typedRange(text: MappedText | undefined): Range | undefined {
  return text?.toSource(rangeOf(0, text.length));
}

function ownerText(owner: DomainName, origin: Origin): Markdown {
  const paragraphs = [markup`**${absolute(owner)}**`];
  const meaning = meaningOfOwner(owner);
  if (meaning !== undefined) paragraphs.push(meaning);
  const note = originNote(owner, origin);
  if (note !== undefined) paragraphs.push(note);
  return joinMarkdown(paragraphs, PARAGRAPH);
}

const ORIGIN_SOURCES: Readonly<Record<Exclude<Origin['source'], 'none' | 'no-names'>, Markdown>> = {
  comment: markup`from a comment in this file`,
  settings: markup`from the settings or the configuration of a name server`,
  include: markup`from the file that includes this one`,
  soa: markup`from the SOA record`,
  header: markup`from the comments at the top of the file`,
  'file-name': markup`from the file name`,
};

/** The initial origin of the file, so that users can check it. Omitted if the file itself shows it. */
function originNote(owner: DomainName, { name, source }: Origin): Markdown | undefined {
  if (!isKnown(owner)) {
    return markup`The name of this zone is unknown. Set it with a comment: \`; mailtxt: origin=example.com.\``;
  }
  if (name === undefined || source === 'none' || source === 'no-names') return undefined;
  return markup`The file starts with the origin ${absolute(name)} (${ORIGIN_SOURCES[source]}).`;
}

function typeText({ type, owner, ttl }: DnsRecord): Markdown {
  const meaning = meaningOfType(type);
  const title = meaning === undefined ? markup`**${code(type)}**` : markup`**${code(type)}** ${meaning}`;
  const facts = ttl === undefined ? absolute(owner) : markup`${absolute(owner)}, TTL ${text(seconds(ttl))}`;
  return markup`${title}\n\n${facts}`;
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
  const octets = value.length === 1 ? markup`1 octet` : markup`${value.length} octets`;
  const size = value.complete ? octets : markup`At least ${value.length} octets`;
  return {
    range: string.range,
    text: markup`${size} in ${strings.length} strings, joined without spaces between them.`,
  };
}

function explanationText({ title, text: meaning, specs }: TokenExplanation): Markdown {
  const what = markup`**${code(title)}** ${meaning}`;
  if (specs.length === 0) return what;
  return markup`${what}\n\n${joinMarkdown(specs.map(specLink), markup`, `)}`;
}

function hoverOfField(
  { type, owner }: DnsRecord,
  { fields }: FieldRdata,
  offset: number,
): RecordHover | undefined {
  const field = fields.find(({ range }) => contains(range, offset));
  if (field === undefined) return undefined;
  const paragraphs: Markdown[] = [];
  if (field.kind === 'name') {
    const service = serviceNameOfTarget(owner, type, field.value);
    const name = markup`**${absolute(field.value)}**`;
    paragraphs.push(service === undefined ? name : markup`${name} ${text(service)}`);
  }
  const meaning = meaningOfField(type, field.name);
  if (meaning?.unit === 'seconds') paragraphs.push(durationOf(field));
  if (type === 'MX' && isNullMx(fields)) paragraphs.push(NULL_MX);
  else if (meaning !== undefined) paragraphs.push(meaning.text);
  if (paragraphs.length === 0) return undefined;
  return { range: field.range, text: joinMarkdown(paragraphs, PARAGRAPH) };
}

const NULL_MX = markup`The domain does not accept any mail. ${specLink('RFC 7505 §3')}`;

function isNullMx(fields: readonly RdataField[]): boolean {
  return fields.some((field) => field.kind === 'name' && field.value === '');
}

function durationOf({ value }: RdataField): Markdown {
  const count = Number(value);
  return Number.isFinite(count) ? markup`**${text(seconds(count))}**` : code(value);
}

function seconds(count: number): string {
  if (count < 60) return durationInWords(count);
  return `${count} seconds (${durationInWords(count)})`;
}

/** The name as a zone file would write it in full, with unknown parts shown as such. */
function absolute(name: DomainName): Markdown {
  return code(isKnown(name) ? `${name}.` : showName(name, '…'));
}
