import type { DnsRecord, FieldRdata, TextRdata } from '../../../records/record.ts';
import type { DomainName } from '../../../dns/names.ts';
import { HOLE, MappedText } from '../../../text/mapped-text.ts';
import { rangeOf, shift } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { hole, TracedBuilder, TracedText } from '../evaluate/traced-text.ts';
import { toText } from '../evaluate/value.ts';
import type { Evaluation } from '../evaluate/work.ts';
import { homeOf, mappedIn } from './mapped.ts';
import type { Home } from './mapped.ts';
import { costOf, zonesOf } from './read-records.ts';
import type { RecordSource, TerraformRecord } from './read-records.ts';
import type { ReadingWork, ReadingEnvironment } from './resource.ts';
import type { EmbeddedEntry } from './embedded-entry.ts';
import type { ZoneReference } from './zones.ts';

/** UTF-16 units of a zone file in an argument: some thousand records. It is read without a pause. */
export const MAX_ZONE_FILE = 1 << 18;
/** Characters of it that are read in one step. */
const CHARACTERS_PER_STEP = 8;

/** The records of a zone file in an argument. A separate file that is read as a zone file is not read again. */
export function* readZoneFile(
  source: RecordSource,
  around: ReadingEnvironment,
  work: ReadingWork,
): Evaluation<readonly TerraformRecord[]> {
  const [argument = ''] = source.provider.values;
  const value = source.argument(argument);
  const typed = value && toText(value);
  if (typed === undefined) return [];
  if (typed.length > MAX_ZONE_FILE) {
    work.report(
      source.placeOf(argument),
      `This zone file has more than ${MAX_ZONE_FILE} characters, so its records are not checked.`,
    );
    return [];
  }
  if (!work.spend(Math.ceil(typed.length / CHARACTERS_PER_STEP))) return [];
  if (work.isPauseDue) yield;
  const text = source.placed(typed);
  const isOther = text.segments.some(
    ({ literal }) => literal.form === 'file' && !around.isDocument(literal.anchor.path),
  );
  if (isOther) return [];
  const records: TerraformRecord[] = [];
  for (const zone of zonesOf(source, around)) {
    const document = around.readZone(text.text, zone.name ?? around.unknowns.of(zone.identity));
    for (const block of document.blocks) {
      for (let index = 0; index < block.size; index++) {
        const record = block.record(index);
        if (record === undefined) continue;
        const entry = { document, block, index, text };
        const read = recordOf(record, entry, { source, zone, around, argument });
        records.push(read);
        if (!work.spend(costOf(read.value))) return records;
        if (work.isPauseDue) yield;
      }
    }
  }
  return records;
}

interface ZoneFileReading {
  readonly source: RecordSource;
  readonly zone: ZoneReference;
  readonly around: ReadingEnvironment;
  readonly argument: string;
}

function recordOf(
  record: DnsRecord,
  entry: EmbeddedEntry,
  { source, zone, around, argument }: ZoneFileReading,
): TerraformRecord {
  const { document, block, index, text } = entry;
  const base = document.offsetOf(block) + block.startAt(index);
  const part = ({ start, end }: Range): TracedText => text.slice(base + start, base + end);
  const value = part(record.rdataRange);
  const path = homeOf(part(record.range), source.path, around.isDocument);
  const range = placeIn(path, part(record.range)) ?? source.range;
  const home: Home = { path, anchor: range.start };
  const nowhere = rangeOf(0, 0);
  const whereIs = (of: Range): Range => {
    const place = placeIn(path, part(of));
    return place === undefined ? nowhere : shift(place, -home.anchor);
  };
  const traced = (mapped: MappedText): TracedText => tracedOf(mapped, base, text);
  const words = new Map<MappedText, TracedText>();
  const { rdata, ownerText, ttlRange } = record;
  const owner = ownerText && traced(ownerText);
  const texts = rdata.kind === 'text' ? rdata.strings.map((one) => traced(one.value)) : undefined;
  return {
    path,
    range,
    record: {
      owner: nameWithHoles(record.owner),
      ownerText: owner && mappedIn(home, owner),
      type: record.type,
      typeRange: whereIs(record.typeRange),
      ttl: record.ttl,
      ttlRange: ttlRange && whereIs(ttlRange),
      range: rangeOf(0, range.end - range.start),
      rdataRange: whereIs(record.rdataRange),
      conditional: record.conditional || source.isConditional,
      publication: {
        by: source.address,
        service: source.provider.service,
        zone: zone.name,
        hasWholeName: false,
        isWholeSet: false,
        splits: 'user',
        quoting: 'right',
      },
      rdata:
        rdata.kind === 'text'
          ? textOf(rdata, texts ?? [], home, whereIs)
          : rdata.kind === 'fields'
            ? fieldsOf(rdata, whereIs, (mapped) => {
                const word = traced(mapped);
                const known = mappedIn(home, word);
                words.set(known, word);
                return known;
              })
            : rdata,
    },
    source,
    zone,
    wholeOwner: undefined,
    value,
    strings: texts && { strings: texts, written: 'quoted', quoting: 'right' },
    typed: {
      owner,
      ttl: ttlRange && part(ttlRange),
      words,
      type: () => part(record.typeRange),
      zone: () => undefined,
    },
    at: { argument, item: undefined, items: 0, element: undefined, elements: 1 },
    embedded: entry,
  };
}

function textOf(
  { strings, unquoted }: TextRdata,
  texts: readonly TracedText[],
  home: Home,
  whereIs: (of: Range) => Range,
): TextRdata {
  const mapped = texts.map((one) => mappedIn(home, one));
  return {
    kind: 'text',
    strings: mapped.map((value, i) => ({
      value,
      quoted: strings[i]?.quoted ?? true,
      range: whereIs(strings[i]?.range ?? rangeOf(0, 0)),
    })),
    value: MappedText.join(mapped),
    ...(unquoted === undefined ? {} : { unquoted }),
  };
}

function fieldsOf(
  { kind, fields }: FieldRdata,
  whereIs: (of: Range) => Range,
  mapped: (text: MappedText) => MappedText,
): FieldRdata {
  return {
    kind,
    fields: fields.map((field) => ({
      ...field,
      value: nameWithHoles(field.value),
      text: mapped(field.text),
      range: whereIs(field.range),
    })),
  };
}

/** Where the source of a text is in a document: from its first character there to its last one. */
function placeIn(path: string, { segments }: TracedText): Range | undefined {
  const here = segments.filter(({ literal }) => literal.anchor.path === path);
  const last = here[here.length - 1];
  const start = here[0]?.source.start;
  return start === undefined || last === undefined || last.source.end < start
    ? undefined
    : rangeOf(start, last.source.end);
}

/** A decoded text of the zone file, whose characters are traced to their source in the documents. */
function tracedOf(mapped: MappedText, base: number, text: TracedText): TracedText {
  const segments = mapped.segments.flatMap(({ at, length, source }) => {
    const typed = text.slice(base + source.start, base + source.end).segments;
    if (length === source.end - source.start) return typed.map((one) => ({ ...one, at: at + one.at }));
    // An escape is one character made from several.
    const [first] = typed;
    const last = typed[typed.length - 1];
    if (first === undefined || last?.literal !== first.literal) return [];
    return [{ at, length, source: rangeOf(first.source.start, last.source.end), literal: first.literal }];
  });
  return withHoles(new TracedText(mapped.text, segments));
}

/** The UTF-8 octets of the placeholder for an unknown part in a zone file. */
const HOLE_OCTETS = '\u00ef\u00bf\u00bc';
/** The same in a name. */
const HOLE_IN_NAME = '\\239\\191\\188';

function withHoles(text: TracedText): TracedText {
  if (!text.text.includes(HOLE_OCTETS)) return text;
  const builder = new TracedBuilder();
  let from = 0;
  for (let at = text.text.indexOf(HOLE_OCTETS); at >= 0; at = text.text.indexOf(HOLE_OCTETS, from)) {
    if (at > from) builder.add(text.slice(from, at));
    from = at + HOLE_OCTETS.length;
    const [place] = text.slice(at, from).segments;
    builder.add(hole(place));
  }
  if (from < text.length) builder.add(text.slice(from));
  return builder.take();
}

function nameWithHoles(name: DomainName): DomainName {
  return name.replaceAll(HOLE_IN_NAME, HOLE);
}
