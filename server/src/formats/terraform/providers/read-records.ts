import { MAX_CHARACTER_STRING } from '../../../dns/limits.ts';
import { typeMnemonic } from '../../../dns/types.ts';
import { isKnown, isUnknownOrigin } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { RdataToken } from '../../../records/rdata.ts';
import { readRdata } from '../../../records/rdata/index.ts';
import type { DnsRecord, Publication, Rdata } from '../../../records/record.ts';
import { HOLE, MappedText } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { attributeOf } from '../evaluate/access.ts';
import { hole, inDocuments, joinTraced, untraced } from '../evaluate/traced-text.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import { knownText, textWeight, toBoolean, toNumber, toText } from '../evaluate/value.ts';
import type { Value } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { homeOf, isWhollyIn, mappedIn, rangeIn } from './mapped.ts';
import type { Home } from './mapped.ts';
import { octetsOfRuns as octetsOf } from '../../../text/traced-octets.ts';
import { MAX_OWNER_TEXT, recordOwnerOf, wholeOwnerOf } from './owner.ts';
import type { RecordResource } from './record-resource.ts';
import type { ReadingWork, ResourceItem, ResourceSource, ReadingEnvironment } from './resource.ts';
import { decodeCharacterStrings, presentationWordsOf } from './text-forms.ts';
import type { Strings } from './text-forms.ts';
import { zoneOf, zoneTextOf } from './zones.ts';
import type { EmbeddedEntry } from './embedded-entry.ts';
import type { ZoneReference } from './zones.ts';

/** A resource that makes records. */
export interface RecordSource extends ResourceSource {
  readonly provider: RecordResource;
}

/** A record, its place, and what an edit of it requires. */
export interface TerraformRecord {
  readonly path: string;
  /** Offsets in the document; the record's ranges are relative to its start. */
  readonly range: Range;
  readonly record: Omit<DnsRecord, 'anchor'>;
  readonly source: RecordSource;
  readonly zone: ZoneReference;
  /** See {@link wholeOwnerOf}. */
  readonly wholeOwner: DomainName | undefined;
  /** The whole value of the argument, with offsets in the documents. */
  readonly value: TracedText;
  readonly strings: Strings | undefined;
  readonly typed: TypedParts;
  readonly at: ValuePlace;
  /** Set if it is an entry of a zone file in an argument: it is edited as in a zone file. */
  readonly embedded?: EmbeddedEntry;
}

/** The source of a record's other parts, with offsets in the documents. */
export interface TypedParts {
  readonly owner: TracedText | undefined;
  readonly ttl: TracedText | undefined;
  /** The words of RDATA other than TXT, by the field text in the record. */
  readonly words: ReadonlyMap<MappedText, TracedText>;
  /** As they are when they are read. */
  readonly type: () => TracedText | undefined;
  readonly zone: () => TracedText | undefined;
}

/** Which of a resource's values a record is made from. */
export interface ValuePlace {
  readonly argument: string;
  /** The index among the resource's items; `undefined` if it has none. */
  readonly item: number | undefined;
  readonly items: number;
  /** It is in a nested block. */
  readonly isNested?: true;
  /** The index among the argument's elements; `undefined` if it is one value, or if all elements are one record. */
  readonly element: number | undefined;
  readonly elements: number;
}

/** Steps: each record takes some memory, and so do the characters of its text. */
const RECORD_COST = 60;
const WEIGHT_PER_STEP = 2;

/** The records that a resource makes. */
export function* readRecords(
  source: RecordSource,
  around: ReadingEnvironment,
  work: ReadingWork,
): Evaluation<readonly TerraformRecord[]> {
  const into: TerraformRecord[] = [];
  for (const zone of zonesOf(source, around)) {
    if (!(yield* readInto({ source, zone, around, work, into }))) break;
  }
  return into;
}

/** The zones in which a resource has records: if several are given, each has the records. */
export function zonesOf(source: RecordSource, around: ReadingEnvironment): readonly ZoneReference[] {
  const { provider } = source;
  const family = provider.resource.replace(/_[^_]*$/, '');
  const given = provider.zone
    .map((name) => source.argument(name))
    .find((value) => value !== undefined && value.kind !== 'null');
  const zones = given?.kind === 'list' ? given.elements : [given];
  return zones.map((zone) => named(zoneOf([zone], family, source.root), zone, source, around));
}

/** A zone with its name from the settings, if the configuration does not show one. */
function named(
  zone: ZoneReference,
  value: Value | undefined,
  { path, address: unique }: RecordSource,
  around: ReadingEnvironment,
): ZoneReference {
  if (zone.name !== undefined) return zone;
  // The folder of the root module precedes it.
  const address = unique.slice(unique.indexOf('|') + 1);
  const resource = address.replace(/\[[^[\]]*\]$/, '');
  const keys = [address, resource, resource.split('.').slice(-2).join('.'), knownText(value) ?? ''];
  const name = around.zoneNameFor(
    path,
    [...new Set(keys)].filter((key) => key !== ''),
  );
  return name === undefined ? zone : { ...zone, name };
}

/** False: nothing more may be read. */
function* readInto(reader: Reader): Evaluation<boolean> {
  const { source } = reader;
  const { items: name, choices } = source.provider;
  const items = name === undefined || source.object !== undefined ? [] : source.items(name);
  for (const [i, item] of items.entries()) {
    if (!(yield* readItem(within(item, source), reader, { item: i, items: items.length }))) return false;
  }
  for (const path of choices) {
    const chosen = path.reduce<readonly ResourceItem[]>(
      (at, step) => at.flatMap((item) => item.items(step)),
      [source],
    );
    for (const item of chosen) {
      const one = within({ ...item, isConditional: true }, source);
      if (!(yield* readItem(one, reader, { item: undefined, items: 0, isNested: true }))) return false;
    }
  }
  // Some versions of the provider have values outside the items: `short_answers`.
  return (
    items.length > 0 || (yield* readItem(source, reader, source.object ?? { item: undefined, items: 0 }))
  );
}

/** An item's arguments, and those of its resource. */
function within(item: ResourceItem, source: RecordSource): ResourceItem {
  return {
    ...item,
    isConditional: item.isConditional || source.isConditional,
    argument: (name) => item.argument(name) ?? source.argument(name),
    rangeOf: (name) => item.rangeOf(name) ?? source.rangeOf(name),
    placeOf: (name) => item.placeOf(name) ?? source.placeOf(name),
    items: (name) => item.items(name),
  };
}

interface Reader extends Pick<Reading, 'source' | 'zone' | 'around' | 'work'> {
  /** Receives the records. */
  readonly into: TerraformRecord[];
}

/** Everything that was evaluated is read; after that, the budget may be used up. False: it is. */
function* readItem(
  item: ResourceItem,
  reader: Reader,
  which: Omit<ValuePlace, 'argument' | 'element' | 'elements'>,
): Evaluation<boolean> {
  const { source, work, into } = reader;
  if (work.isPauseDue) yield;
  const { provider } = source;
  const type = typeOf(item, provider);
  const parts = provider.parts === undefined ? undefined : item.argument(provider.parts);
  if (type !== undefined && provider.parts !== undefined && parts?.kind === 'list') {
    const texts = parts.elements
      .map(toText)
      .filter((text) => text !== undefined)
      .map((text) => source.placed(text));
    const at = { ...which, argument: provider.parts, element: undefined, elements: parts.elements.length };
    into.push(readOne({ ...reader, item, type, at, ...ofParts(texts, type) }));
    return work.spend(costOf(...texts));
  }
  const argument = provider.values.find((name) => {
    const given = item.argument(name);
    return given !== undefined && given.kind !== 'null';
  });
  if (type === undefined || argument === undefined) return true;
  const given = item.argument(argument);
  const values = given?.kind === 'list' ? given.elements : given === undefined ? [] : [given];
  for (const [i, value] of values.entries()) {
    const text = valueText(value);
    if (text === undefined) {
      if (value.kind === 'list')
        work.report(
          item.placeOf(argument),
          'This element is a list, which Terraform 0.12 and later reject, so its records are not checked.',
          null,
        );
      continue;
    }
    const element = given?.kind === 'list' ? i : undefined;
    const at = { ...which, argument, element, elements: values.length };
    into.push(readOne({ ...reader, item, type, at, text: octetsOf(source.placed(text)) }));
    if (!work.spend(costOf(text))) return false;
    if (work.isPauseDue) yield;
  }
  return true;
}

export function costOf(...texts: readonly TracedText[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(textWeight(text) / WEIGHT_PER_STEP), RECORD_COST);
}

/** The strings or the fields of one record. */
function ofParts(texts: readonly TracedText[], type: string): Pick<Reading, 'text' | 'strings'> {
  const octets = texts.map(octetsOf);
  if (!isTextType(type)) return { text: joinTraced(octets, untraced(' ')) };
  return { text: joinTraced(octets), strings: { strings: octets, written: 'plain', quoting: 'right' } };
}

function isTextType(type: string): boolean {
  return type === 'TXT' || type === 'SPF';
}

function valueText(value: Value): TracedText | undefined {
  // hcloud and similar providers: `records = [{ value = "…" }]`.
  if (value.kind === 'map') {
    const inner = attributeOf(value, 'value');
    return inner && toText(inner);
  }
  return toText(value);
}

/** The types that some providers use for TXT records with such a value. */
const TEXT_ALIASES = new Set(['SPF', 'DKIM', 'DMARC']);

function typeOf(item: ResourceItem, { type, resource }: RecordResource): string | undefined {
  if ('is' in type) return type.is;
  const value = item.argument(type.argument);
  const text = knownText(value)?.toUpperCase();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return typeMnemonic(Number(text));
  return resource === 'ovh_domain_zone_record' && TEXT_ALIASES.has(text) ? 'TXT' : text;
}

/** Types of records that email depends on, whatever their owner. */
const MAIL_TYPES = new Set(['TXT', 'SPF', 'MX', 'TLSA']);

/** Whether the domain of the record is unknown or, for a record that email depends on, its value or whether it exists. */
export function lacksMailData({ record: { owner, type, conditional }, value }: TerraformRecord): boolean {
  if (!isKnown(owner)) return true;
  const isMail = MAIL_TYPES.has(type) || /(?:^|\.)_(?:domainkey|dmarc|mta-sts)\./.test(owner);
  return isMail && (conditional || !value.isKnown);
}

interface Reading {
  readonly item: ResourceItem;
  readonly source: RecordSource;
  readonly zone: ZoneReference;
  readonly around: ReadingEnvironment;
  readonly type: string;
  readonly at: ValuePlace;
  readonly text: TracedText;
  readonly work: ReadingWork;
  /** Set if they are already separated. */
  readonly strings?: Strings;
}

function readOne(reading: Reading): TerraformRecord {
  const { item, source, zone, around, type, at, text, work } = reading;
  const { provider } = source;
  const path = homeOf(text, source.path, around.isDocument);
  const isAtHome = path === source.path;
  const typed = rangeIn(path, text);
  const range = isAtHome ? source.range : (typed ?? source.range);
  const home: Home = { path, anchor: range.start };
  const relative = (of: Range): Range => rangeOf(of.start - home.anchor, of.end - home.anchor);
  const own = (of: Range | undefined): Range | undefined =>
    isAtHome && of !== undefined ? relative(of) : undefined;
  const isTyped = typed !== undefined && !(source.isShownAtCall && isAtHome && !isWhollyIn(path, text));
  const rdataRange = isTyped
    ? relative(typed)
    : (own(whereValueIs(item, source, at.argument)) ?? relative(range));
  const ownerArgument = provider.owner.find((name) => {
    const given = item.argument(name);
    return given !== undefined && given.kind !== 'null';
  });
  const ownerValue = ownerArgument === undefined ? undefined : item.argument(ownerArgument);
  const owner = recordOwnerOf(ownerValue, zone, provider, around.unknowns);
  const ownerText = ownerValue && toText(ownerValue);
  if (ownerArgument !== undefined && ownerText !== undefined && ownerText.length > MAX_OWNER_TEXT)
    work.report(
      item.placeOf(ownerArgument),
      `This name has more than ${MAX_OWNER_TEXT} characters, so the owner name of the record is unknown.`,
    );
  const ownerTyped = ownerText && source.placed(ownerText);
  const words = new Map<MappedText, TracedText>();
  const { typed: ttlTyped, ...ttl } = ttlOf(reading, home);
  const strings = isTextType(type) ? (reading.strings ?? decodeCharacterStrings(text, provider)) : undefined;
  const record: Omit<DnsRecord, 'anchor'> = {
    owner,
    ownerText: ownerTyped === undefined ? undefined : mappedIn(home, octetsOf(ownerTyped)),
    ownerRange: ownerArgument === undefined ? undefined : own(item.rangeOf(ownerArgument)),
    type,
    typeRange:
      own('is' in provider.type ? source.labelRange : item.rangeOf(provider.type.argument)) ?? rdataRange,
    ...ttl,
    rdata:
      strings === undefined
        ? fieldsOf(reading, home, owner, rdataRange, words)
        : textRdata(strings, home, rdataRange),
    range: rangeOf(0, range.end - range.start),
    rdataRange,
    conditional:
      item.isConditional || source.isConditional || isOneOfSeveral(source) || isFlattened(reading, owner),
    publication: {
      by: source.address,
      service: provider.service,
      zone: zone.name,
      hasWholeName: provider.form === 'suffixed' || provider.form === 'absolute',
      isWholeSet: provider.isWholeSet,
      splits: provider.textSource === undefined ? 'unknown' : provider.splits,
      ...unsplitIn(strings, provider),
      quoting: strings?.quoting ?? 'right',
      ...(isProxied(reading) ? { proxied: own(item.rangeOf('proxied')) ?? rdataRange } : {}),
    },
  };
  const typedParts = { owner: ownerTyped, ttl: ttlTyped, words, ...partsOnDemand(item, source) };
  const wholeOwner = wholeOwnerOf(ownerValue, zone, provider);
  return { path, range, record, source, zone, wholeOwner, value: text, strings, typed: typedParts, at };
}

/** The longest string that the service has to split. */
function unsplitIn(
  strings: Strings | undefined,
  { splits, textSource }: RecordResource,
): Pick<Publication, 'unsplit'> {
  if (strings === undefined || splits !== 'provider' || textSource === undefined) return {};
  const lengths = strings.strings.map((string) => string.length - string.text.split(HOLE).length + 1);
  const unsplit =
    strings.written === 'plain' ? lengths.reduce((sum, length) => sum + length, 0) : Math.max(0, ...lengths);
  return unsplit > MAX_CHARACTER_STRING ? { unsplit } : {};
}

/** Placed only when it is needed: what is kept with a place is read again when that moves. */
function partsOnDemand(item: ResourceItem, source: RecordSource): Pick<TypedParts, 'type' | 'zone'> {
  const { type, zone } = source.provider;
  return {
    type: () => {
      const value = 'is' in type ? undefined : item.argument(type.argument);
      const text = value && toText(value);
      return text && inDocuments(text);
    },
    zone: () => {
      const text = zoneTextOf(zone.map((name) => source.argument(name)));
      return text && inDocuments(text);
    },
  };
}

function whereValueIs(item: ResourceItem, source: RecordSource, argument: string): Range | undefined {
  return source.isShownAtCall ? source.labelRange : item.rangeOf(argument);
}

/** Answers that Route 53 chooses from: by weight, by location, by health. */
function isOneOfSeveral(source: RecordSource): boolean {
  return source.argument('set_identifier') !== undefined;
}

/** Whether resolvers may receive the records of the CNAME's target instead of the CNAME. */
function isFlattened({ type, source, zone, around }: Reading, owner: DomainName): boolean {
  if (type !== 'CNAME' || !source.provider.flattens) return false;
  const proxied = source.argument('proxied');
  const mayBeProxied = proxied !== undefined && toBoolean(proxied) !== false;
  // An unknown name may be the zone's own.
  return mayBeProxied || owner === (zone.name ?? around.unknowns.of(zone.identity)) || isUnknownOrigin(owner);
}

/** Whether resolvers certainly receive addresses of the service. */
function isProxied({ type, item, source: { provider } }: Reading): boolean {
  const proxied = provider.flattens ? item.argument('proxied') : undefined;
  return type === 'CNAME' && proxied !== undefined && toBoolean(proxied) === true;
}

function ttlOf(
  { item, source }: Reading,
  home: Home,
): Pick<DnsRecord, 'ttl' | 'ttlRange'> & { readonly typed: TracedText | undefined } {
  const { ttl: argument, hasAutomaticTtl } = source.provider;
  const value = argument === undefined ? undefined : item.argument(argument);
  const ttl = value && toNumber(value);
  const text = value && toText(value);
  if (ttl === undefined || text === undefined || (hasAutomaticTtl && ttl === 1)) {
    return { ttl: undefined, ttlRange: undefined, typed: undefined };
  }
  const typed = source.placed(text);
  return { ttl, ttlRange: mappedIn(home, typed).toSource(rangeOf(0, text.length)), typed };
}

function textRdata({ strings, quoting, unquoted }: Strings, home: Home, rdataRange: Range): Rdata {
  const mapped = strings.map((string) => mappedIn(home, string));
  return {
    kind: 'text',
    strings: mapped.map((value) => ({
      value,
      quoted: quoting !== 'missing',
      range: (mapped.length > 1 ? value.toSource(rangeOf(0, value.length)) : undefined) ?? rdataRange,
    })),
    value: MappedText.join(mapped),
    ...(unquoted === undefined ? {} : { unquoted: unquoted.text.trim() }),
  };
}

/** Other RDATA in presentation form, with the priority first if that is an argument of its own. */
function fieldsOf(
  reading: Reading,
  home: Home,
  owner: DomainName,
  rdataRange: Range,
  /** Filled by the function. */
  words: Map<MappedText, TracedText>,
): Rdata {
  const { item, source, type, text, zone, around } = reading;
  const { provider } = source;
  const take = (word: TracedText, quoted: boolean): RdataToken => {
    const token = tokenOf(word, quoted, home, rdataRange);
    words.set(token.value, word);
    return token;
  };
  const tokens = presentationWordsOf(text, provider).map((word) => take(word.text, word.quoted));
  if (provider.priority !== undefined && type === 'MX' && tokens.length < 2) {
    const priority = item.argument(provider.priority);
    const preference = priority === undefined ? hole() : source.placed(toText(priority) ?? hole());
    tokens.unshift(take(preference, false));
  }
  const isRelative = provider.targets === 'zone';
  const origin = isRelative ? (zone.name ?? around.unknowns.of(zone.identity)) : '';
  const end = rangeOf(rdataRange.end, rdataRange.end);
  // Providers validate their arguments in different ways: RDATA that cannot be parsed is not checked.
  return readRdata(type, tokens, { origin: owner === '' ? '' : origin, end }).rdata;
}

function tokenOf(text: TracedText, quoted: boolean, home: Home, otherwise: Range): RdataToken {
  const value = mappedIn(home, text);
  return {
    value,
    raw: text.text,
    quoted,
    range: value.toSource(rangeOf(0, value.length)) ?? otherwise,
  };
}
