import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import { typeCode } from '../../dns/types.ts';
import type { DocumentRange, TypedPiece } from '../../records/document.ts';
import { readRdata } from '../../records/rdata/index.ts';
import type { RdataToken } from '../../records/rdata.ts';
import type { Anchor, DnsRecord, Publication, Rdata } from '../../records/record.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import type { Fault } from '../../records/format.ts';
import type { Maker } from '../../records/maker.ts';
import { HOLE, MappedText, type Segment } from '../../text/mapped-text.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import { octetsOfRuns } from '../../text/traced-octets.ts';
import type { DomainRecord, RecordData, RecordWord } from './domain.ts';
import type { ScriptPlace } from './syntax/script-text.ts';
import { splitSpf } from './functions/spf-builder.ts';
import { namesOf, type RecordNames } from './record-names.ts';
import { faultsIn, refusalsOf } from './refusals.ts';
import { madeText, type ScriptLiteral, type ScriptText } from './syntax/script-text.ts';
import { typedPlaceOf } from './syntax/typed-place.ts';

/** TTL in seconds of a record for which no script gives one. */
export const DNSCONTROL_TTL = 300;

/** A record of a script, as an entry of the document that contains its call. */
export interface ScriptRecord {
  readonly from: DomainRecord;
  readonly names: RecordNames;
  /** The TXT value, one octet per unit. */
  readonly octets: ScriptText | undefined;
  /** Whether the whole text of the call is in this record. */
  readonly isWhole: boolean;
  readonly entry: ReadEntry;
}

/** The document of a call. */
export interface CallDocument {
  readonly path: string;
  readonly source: string;
  /** Whether another file can show findings. */
  isShown(path: string): boolean;
}

/** The records that a call makes in a domain. There are several if an SPF record is too long. */
export function scriptRecords(from: DomainRecord, home: CallDocument): readonly ScriptRecord[] {
  const { call, domain } = from;
  if (call.isAbsent) return [];
  const { data } = call;
  if (data.kind === 'words') return [scriptRecord(from, undefined, true, home)];
  const octets = octetsOfRuns(data.text);
  if (data.overflow === undefined || !octets.isKnown) return [scriptRecord(from, octets, true, home)];
  const parts = splitSpf(octets, data.overflow, domain.name);
  return parts.map(({ label, text }) => {
    // The name of the next part is relative to the domain, whatever the label is.
    const own =
      label === undefined ? from : { ...from, subdomain: '', call: { ...call, label: madeText(label) } };
    return scriptRecord(own, text, parts.length === 1, home);
  });
}

function scriptRecord(
  from: DomainRecord,
  octets: ScriptText | undefined,
  isWhole: boolean,
  home: CallDocument,
): ScriptRecord {
  const names = namesOf(from);
  return { from, names, octets, isWhole, entry: new CallEntry({ from, names, octets }, home) };
}

type Parts = Pick<ScriptRecord, 'from' | 'names' | 'octets'>;

/** A record as an entry. There are thousands after each edit, and most are only compared. */
class CallEntry implements ReadEntry {
  readonly start: number;
  readonly end: number;
  readonly owner: ReadEntry['owner'];
  readonly typeCode: number;
  readonly context: string;
  private readonly parts: Parts;
  private readonly home: CallDocument;

  constructor(parts: Parts, home: CallDocument) {
    const { call } = parts.from;
    this.start = call.place.range.start;
    this.end = call.place.range.end;
    this.owner = parts.names.owner;
    this.typeCode = typeCode(call.type) ?? 0x10000;
    this.context = contextOf(parts);
    this.parts = parts;
    this.home = home;
  }

  get maker(): Maker {
    const { name, tag, place, program } = this.parts.from.domain;
    return {
      name: `D("${name}${tag === '' ? '' : `!${tag}`}")`,
      path: place.path,
      range: place.range,
      root: program,
    };
  }

  record(anchor: Anchor): DnsRecord {
    return recordOf(this.parts, anchor);
  }

  faults(anchor: Anchor): readonly Fault[] {
    const { from } = this.parts;
    return faultsIn(refusalsOf(from), this.home.source, from.call.place, anchor);
  }

  typedElsewhere(part: Range): DocumentRange | undefined {
    const { octets } = this.parts;
    return octets && shownElsewhere(octets, part, this.home);
  }

  typedAs(): readonly TypedPiece[] {
    return typedPieces(this.parts.from, this.parts.octets);
  }
}

/** The whole meaning of the record, and where its parts are from the start of its call. Texts are preceded by their lengths. */
function contextOf({ from: { call, ttl, domain }, names, octets }: Parts): string {
  const { path, range } = call.place;
  const { start } = range;
  const proxied = call.proxied?.path === path ? call.proxied.range.start - start : call.proxied?.path;
  let context = `${call.type} ${ttl?.seconds} ${domain.name} ${domain.tag} ${names.origin} ${call.isConditional} ${proxied}`;
  const add = ({ text, segments }: ScriptText): void => {
    context += `\n${text.length} ${text}`;
    for (const { at, source, literal } of segments)
      context +=
        literal.path === path
          ? ` ${at} ${source.start - start} ${source.end - start}`
          : ` ${at} ${literal.path}`;
  };
  add(call.label);
  if (octets === undefined) for (const { text } of wordsOf(call.data)) add(text);
  else add(octets);
  return context;
}

function wordsOf(data: RecordData): readonly RecordWord[] {
  return data.kind === 'words' ? data.words : [];
}

function recordOf(parts: Parts, anchor: Anchor): DnsRecord {
  const { from, names } = parts;
  const { call, ttl } = from;
  const { path, range: place } = call.place;
  const { start } = place;
  const here = (one: ScriptPlace | undefined): Range | undefined =>
    one?.path === path ? shift(one.range, -start) : undefined;
  const callee = shift(call.callee, -start);
  const owner = mappedInScript(path, start, octetsOfRuns(call.label));
  const { rdata, unsplit } = rdataOf(parts, (text) => mappedInScript(path, start, text), callee);
  const ttlRange = here(ttl?.place);
  return {
    anchor,
    owner: names.owner,
    ownerText: owner,
    ownerRange: owner.toSource(rangeOf(0, owner.length)),
    type: call.type,
    typeRange: callee,
    ttl: ttl === undefined ? DNSCONTROL_TTL : ttl.seconds,
    // The TTL of a whole domain comes before the record.
    ttlRange: ttlRange !== undefined && ttlRange.start >= 0 ? ttlRange : undefined,
    rdata,
    range: rangeOf(0, place.end - start),
    rdataRange: rdataRange(parts, callee, place.end - start),
    conditional: call.isConditional,
    publication: publicationOf(from, names, unsplit, here(call.proxied)),
  };
}

/** The range from the first to the last argument with data, or of all arguments. */
function rdataRange({ from: { call } }: Parts, callee: Range, end: number): Range {
  const { data, place } = call;
  const places = data.kind === 'text' ? [data.argument] : data.words.map((word) => word.place);
  const known = places.filter((one) => one?.path === place.path).map((one) => one?.range ?? callee);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined)
    return rangeOf(callee.end + 1, Math.max(callee.end + 1, end - 1));
  return shift(rangeOf(first.start, last.end), -place.range.start);
}

function publicationOf(
  { domain }: DomainRecord,
  { zone }: RecordNames,
  unsplit: number | undefined,
  proxied: Range | undefined,
): Publication {
  return {
    by: `DNSControl D("${domain.name}${domain.tag === '' ? '' : `!${domain.tag}`}")`,
    service: 'the DNS provider',
    zone,
    hasWholeName: false,
    isWholeSet: true,
    splits: 'provider',
    quoting: 'right',
    ...(unsplit === undefined ? {} : { unsplit }),
    ...(proxied === undefined ? {} : { proxied }),
  };
}

function rdataOf(
  { from: { call }, names, octets }: Parts,
  mapped: (text: ScriptText) => MappedText,
  callee: Range,
): { readonly rdata: Rdata; readonly unsplit: number | undefined } {
  if (octets !== undefined) return textRdata(mapped(octets), callee);
  const tokens = wordsOf(call.data).flatMap((word, index) =>
    tokensOf(word, index, call.type, mapped, callee),
  );
  const { origin, complete } = names;
  const { rdata } = readRdata(call.type, tokens, { origin, complete, end: rangeOf(callee.end, callee.end) });
  return { rdata, unsplit: undefined };
}

/** DNSControl and the providers split a text at 255 octets. */
function textRdata(
  whole: MappedText,
  callee: Range,
): { readonly rdata: Rdata; readonly unsplit: number | undefined } {
  const strings: MappedText[] = [];
  for (let from = 0; from === 0 || from < whole.length; from += MAX_CHARACTER_STRING)
    strings.push(whole.slice(from, Math.min(whole.length, from + MAX_CHARACTER_STRING)));
  return {
    rdata: {
      kind: 'text',
      strings: strings.map((value) => ({
        value,
        quoted: true,
        range: value.toSource(rangeOf(0, value.length)) ?? callee,
      })),
      value: MappedText.join(strings),
    },
    unsplit: strings.length > 1 ? whole.length : undefined,
  };
}

/** The indices of the words that are quoted in a zone file. */
const QUOTED_WORDS: Readonly<Record<string, readonly number[]>> = { CAA: [2], NAPTR: [2, 3, 4] };

/** Parameters of a service are one argument but several words. */
function tokensOf(
  { text }: RecordWord,
  index: number,
  type: string,
  mapped: (text: ScriptText) => MappedText,
  callee: Range,
): readonly RdataToken[] {
  const octets = octetsOfRuns(text);
  const words = /^(?:SVCB|HTTPS)$/.test(type) ? [...octets.text.matchAll(/[^ ]+/g)] : undefined;
  const parts = words?.map(({ index, 0: word }) => octets.slice(index, index + word.length)) ?? [octets];
  const isQuoted = QUOTED_WORDS[type]?.includes(index) === true;
  return parts.map((part) => {
    const value = mapped(part);
    const range = value.length === 0 ? undefined : value.toSource(rangeOf(0, value.length));
    return { value, raw: part.text, quoted: isQuoted, range: range ?? callee };
  });
}

/** The text as the document of its record contains it. Text from other documents counts as generated. */
export function mappedInScript(path: string, start: number, { text, segments }: ScriptText): MappedText {
  const literals = new Map<ScriptLiteral, number>();
  const own: Segment[] = [];
  for (const { at, length, source, literal } of segments) {
    if (literal.path !== path || text[at] === HOLE) continue;
    const typed = literal.beside ?? literal;
    const of = literals.get(typed) ?? literals.size;
    literals.set(typed, of);
    own.push({ at, length, source: shift(source, -start), of });
  }
  return new MappedText(text, own);
}

/** The range of a part of the text in another file that can show it. */
function shownElsewhere(octets: ScriptText, part: Range, home: CallDocument): DocumentRange | undefined {
  const place = typedPlaceOf(octets, part);
  if (place === undefined || place.literal.path === home.path) return undefined;
  return home.isShown(place.literal.path) ? { path: place.literal.path, range: place.range } : undefined;
}

/** The source ranges of all parts of the record, in all documents. */
function typedPieces({ call, ttl }: DomainRecord, octets: ScriptText | undefined): readonly TypedPiece[] {
  const data = octets === undefined ? wordsOf(call.data).map(({ text }) => text) : [octets];
  const pieces: TypedPiece[] = data.flatMap((text) => piecesOf(text, 'data'));
  pieces.push(...piecesOf(call.label, 'owner'));
  if (ttl?.place !== undefined) pieces.push({ part: 'ttl', ...ttl.place });
  return pieces;
}

function piecesOf({ segments }: ScriptText, part: TypedPiece['part']): readonly TypedPiece[] {
  return segments.map(({ source, literal }) => ({ part, path: literal.path, range: source }));
}
