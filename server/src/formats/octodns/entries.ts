import { scalarOf, type DataNode, type DataScalar } from '../../data/node.ts';
import { canonicalName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { Fault, Repair, ToolRefusal } from '../../records/format.ts';
import { readRdata } from '../../records/rdata/index.ts';
import type { RdataToken } from '../../records/rdata.ts';
import type { Anchor, DnsRecord, Publication, Rdata } from '../../records/record.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import type { DecodedText } from '../../text/decoded-text.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { cover, rangeOf, shift, type Range } from '../../text/range.ts';
import { isIncluded } from './includes.ts';
import { RDATA_KEYS } from './rdata-keys.ts';
import { textRdataOf } from './text-rdata.ts';
import type { SetRefusal } from './refusals.ts';
import { readOctoText, unknownEscapesIn } from './text.ts';
import { isText, typeText, type OctoNode, type ReadSettings } from './zone-data.ts';

/** One value of a record set, which is one record. */
export interface OctoRecord {
  readonly node: OctoNode;
  readonly value: DataNode;
  readonly entry: ReadEntry;
}

/** The records of a set, in the order of its values. */
export function recordsOfNode(
  node: OctoNode,
  settings: ReadSettings,
  source: string,
  refusals: readonly SetRefusal[],
): readonly OctoRecord[] {
  const type = typeText(node.type);
  let following = node.range.start;
  // A set without a value is a record with unknown data. Values in other files are read with those files.
  const values =
    node.values.length > 0
      ? node.values.filter((value) => !isIncluded(value))
      : [{ kind: 'unknown' as const, range: node.type.range }];
  return values.map((value, index) => {
    // The value of an alias is written in another place. The entry is then where the alias is.
    const isHere = value.range.start >= following && value.range.end <= node.range.end;
    const place =
      index === 0 ? rangeOf(node.range.start, isHere ? value.range.end : node.range.end) : value.range;
    const own = isHere || index === 0 ? place : rangeOf(following, following);
    following = own.end;
    return {
      node,
      value,
      entry: valueEntry({
        node,
        value,
        type,
        place: own,
        settings,
        source,
        refusals: index === 0 ? refusals : NONE,
      }),
    };
  });
}

const NONE: readonly SetRefusal[] = [];

interface Reading {
  readonly node: OctoNode;
  readonly value: DataNode;
  readonly type: string;
  readonly place: Range;
  readonly settings: ReadSettings;
  readonly source: string;
  /** What octoDNS rejects in the set, for its first entry. */
  readonly refusals: readonly SetRefusal[];
}

/** A value of a set as an entry. Offsets in the document. */
export function valueEntry(reading: Reading): ReadEntry {
  const { node, type, place } = reading;
  const { start, end } = place;
  return {
    start,
    end,
    owner: node.owner,
    typeCode: typeCode(type) ?? 0,
    context: contextOf(reading),
    record: (anchor) => recordOf(reading, anchor),
    faults: (anchor) => [...refusedRecords(reading, anchor), ...refusedTexts(reading, anchor)],
  };
}

function refusedRecords({ refusals, place: { start }, source }: Reading, anchor: Anchor): readonly Fault[] {
  return refusals.map(({ fault, range, repair }) => ({
    ...fault,
    anchor,
    range: shift(range, -start),
    text: source.slice(range.start, range.end),
    get repair(): Repair | undefined {
      const own = repair();
      return (
        own && { ...own, edits: own.edits.map((edit) => ({ ...edit, range: shift(edit.range, -start) })) }
      );
    },
  }));
}

/** What octoDNS rejects in a text: each reason once, at its first place, as octoDNS has it. */
function refusedTexts(reading: Reading, anchor: Anchor): readonly Fault[] {
  const { node, value, type, place, settings, source } = reading;
  if (!isText(type) || value.kind !== 'scalar' || isTemplate(reading)) return [];
  const escapes = unknownEscapes(reading, value, anchor);
  // octoDNS reads nothing of a file that is not valid YAML.
  if (node.lenient || escapes.length > 0) return escapes;
  const whole = new MappedText(value.text.text, value.text.segments);
  const byReason = new Map<ToolRefusal, Range[]>();
  for (const { reason, range } of readOctoText(value.text, settings.escapedSemicolons).refusals) {
    const found = whole.toSource(range);
    if (found === undefined) continue;
    const places = byReason.get(reason);
    if (places === undefined) byReason.set(reason, [found]);
    else places.push(found);
  }
  return [...byReason].flatMap(([reason, places]): readonly Fault[] => {
    const [first] = places;
    if (first === undefined) return [];
    const here = places.map((found) => shift(found, -place.start));
    const repair = repairOf(reason, here, value);
    return [
      {
        code: 'refused-by-tool',
        tool: 'octoDNS',
        reason,
        anchor,
        range: shift(first, -place.start),
        text: source.slice(first.start, first.end),
        ...(repair === undefined ? {} : { repair }),
      },
    ];
  });
}

/** Escapes that YAML does not define: `"v=DKIM1\; p="`. */
function unknownEscapes(
  { place, settings, source }: Reading,
  { style, range }: DataScalar,
  anchor: Anchor,
): readonly Fault[] {
  if (style !== 'double-quoted') return [];
  const places = unknownEscapesIn(source, range);
  const [first] = places;
  if (first === undefined) return [];
  const edits = places.map((at) => {
    const typed = source.slice(at.start, at.end);
    const meant = settings.escapedSemicolons || typed !== '\\;' ? `\\${typed}` : ';';
    return { range: shift(at, -place.start), text: meant };
  });
  return [
    {
      code: 'refused-by-tool',
      tool: 'octoDNS',
      reason: 'unknown escape character',
      anchor,
      range: shift(first, -place.start),
      text: source.slice(first.start, first.end),
      repair: { title: 'Double the backslash', safety: 'safe', edits },
    },
  ];
}

/** Escapes all semicolons of a text together: octoDNS rejects a text with a single unescaped one. */
function repairOf(reason: ToolRefusal, places: readonly Range[], { style }: DataScalar): Repair | undefined {
  if (reason !== 'unescaped ;') return undefined;
  const escaped = style === 'double-quoted' ? '\\\\;' : '\\;';
  return {
    title: places.length === 1 ? 'Escape the semicolon' : 'Escape the semicolons in this value',
    safety: 'safe',
    edits: places.map((range) => ({ range, text: escaped })),
  };
}

/** The meaning of the record beyond the text of its entry: which of its parts are in other places, and their values. */
function contextOf({ node, value, type, place: { start }, settings, refusals }: Reading): string {
  const { key } = node.entry;
  const ranges = [key.range, node.type.range, node.ttl?.range, value.range, node.proxied?.range];
  const places = ranges.map((range) =>
    range === undefined ? '' : `${range.start - start}+${range.end - range.start}`,
  );
  const refused = refusals.map(
    ({ fault: { code, reason }, range }) => `${code} ${reason} ${range.start - start}`,
  );
  const fixedParts = [type, node.seconds, node.lenient, settings.escapedSemicolons, settings.hasTemplates];
  return [...fixedParts, ...places, ...refused, textOf(value)].join('\n');
}

function textOf(value: DataNode): string {
  switch (value.kind) {
    case 'scalar':
      return value.text.text;
    case 'map':
      return value.entries.map(({ key, value: own }) => `${key.text.text}=${textOf(own)}`).join('\n');
    case 'list':
      return value.items.map(textOf).join('\n');
    case 'unknown':
      return HOLE;
  }
}

function recordOf(reading: Reading, anchor: Anchor): DnsRecord {
  const { node, value, type, place, settings } = reading;
  const { start, end } = place;
  const here = (range: Range): Range => shift(range, -start);
  const { key } = node.entry;
  const ttlRange = node.ttl === undefined ? undefined : here(node.ttl.range);
  const { rdata, unsplit } = rdataOf(reading);
  return {
    anchor,
    owner: node.owner,
    ownerText: node.elsewhere === undefined ? mapped(key.text, start) : undefined,
    ownerRange: node.elsewhere === undefined ? here(key.range) : undefined,
    type,
    typeRange: here(node.type.range),
    ttl: node.seconds,
    ttlRange: node.seconds === undefined ? undefined : ttlRange,
    rdata,
    range: rangeOf(0, end - start),
    rdataRange: here(value.range),
    conditional: false,
    publication: publicationOf(node, settings, unsplit, start),
  };
}

function publicationOf(
  node: OctoNode,
  { zone, source, merges }: ReadSettings,
  unsplit: number | undefined,
  start: number,
): Publication {
  return {
    by: `octoDNS ${node.owner} ${typeText(node.type)} ${source}|`,
    service: 'the DNS provider',
    zone,
    hasWholeName: false,
    isWholeSet: !merges,
    splits: 'provider',
    quoting: 'right',
    ...(unsplit === undefined ? {} : { unsplit }),
    ...(node.proxied === undefined ? {} : { proxied: shift(node.proxied.range, -start) }),
  };
}

function rdataOf(reading: Reading): {
  readonly rdata: Rdata;
  readonly unsplit: number | undefined;
} {
  const {
    value,
    type,
    place: { start },
    settings,
  } = reading;
  if (isText(type)) {
    if (isTemplate(reading)) return { rdata: unknownText(), unsplit: undefined };
    if (value.kind !== 'scalar' || value.type !== 'text' || value.tag !== undefined)
      return { rdata: unknownText(), unsplit: undefined };
    const { octets } = readOctoText(value.text, settings.escapedSemicolons);
    return textRdataOf(mapped(octets, start), shift(value.range, -start));
  }
  const end = shift(rangeOf(value.range.end, value.range.end), -start);
  const read = isTemplate(reading) ? { kind: 'unknown' as const, range: value.range } : value;
  const tokens = tokensOf(read, type, start);
  // Without a trailing dot, what a target is relative to depends on the provider: most treat it as absolute.
  const { rdata } = readRdata(type, tokens, { origin: '', complete: canonicalName, end });
  return { rdata, unsplit: undefined };
}

/** Whether the value contains a template in braces. octoDNS: `processor/templating.py`. */
function isTemplate({ value, settings }: Reading): boolean {
  return settings.hasTemplates && /[{}]/.test(textOf(value));
}

function unknownText(): Rdata {
  return { kind: 'text', strings: [], value: MappedText.unwritten(HOLE) };
}

function tokensOf(value: DataNode, type: string, start: number): readonly RdataToken[] {
  const keys = RDATA_KEYS[type];
  if (keys === undefined)
    return value.kind === 'scalar' ? [tokenOf(value, start)] : [unknownToken(value, start)];
  if (value.kind !== 'map') return [unknownToken(value, start)];
  return keys.map((names) => {
    const scalar = names.map((name) => scalarOf(value, name)).find((one) => one !== undefined);
    return scalar === undefined ? unknownToken(value, start) : tokenOf(scalar, start);
  });
}

function tokenOf(scalar: DataScalar, start: number): RdataToken {
  if (scalar.tag !== undefined) return unknownToken(scalar, start);
  const text = mapped(scalar.text, start);
  return { value: text, raw: scalar.text.text, quoted: false, range: shift(scalar.range, -start) };
}

function unknownToken({ range }: { readonly range: Range }, start: number): RdataToken {
  return {
    value: MappedText.unwritten(HOLE),
    raw: HOLE,
    quoted: false,
    range: shift(cover(range, range), -start),
  };
}

function mapped({ text, segments }: DecodedText, start: number): MappedText {
  return new MappedText(
    text,
    segments.map((segment) => ({ ...segment, source: shift(segment.source, -start) })),
  );
}
