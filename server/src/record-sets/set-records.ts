import { canonicalName } from '../dns/names.ts';
import { typeCode } from '../dns/types.ts';
import { readRdata } from '../records/rdata/index.ts';
import type { RdataToken } from '../records/rdata.ts';
import type { Anchor, DnsRecord, Publication, Rdata } from '../records/record.ts';
import { presentationWords, readTextStrings, type TextStrings } from '../records/text-forms.ts';
import type { TypedPiece } from '../records/document.ts';
import type { ReadEntry } from '../records/entry-block.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { HOLE, MappedText } from '../text/mapped-text.ts';
import { utf8Octets, traceThrough } from '../text/octets.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import type { RecordSet, SetReading, SetValue, TypedPart } from './record-set.ts';

/** One value of a record set, which is one record. */
export interface SetRecord {
  readonly set: RecordSet;
  readonly value: SetValue;
  /** The source range of the record. For the first one of a set, it starts where the set does. Offsets in the document. */
  readonly place: Range;
}

/** The records of some sets in source order. Their places do not overlap. */
export function recordsOfSets(sets: readonly RecordSet[]): readonly SetRecord[] {
  let following = 0;
  return [...sets]
    .sort((a, b) => a.range.start - b.range.start)
    .flatMap((set) =>
      set.values.map((value, index) => {
        const { range } = set;
        // A value may be typed in another place: in a parameter, or at an anchor.
        const isHere = value.range.start >= range.start && value.range.end <= range.end;
        const start = index === 0 ? range.start : isHere ? value.range.start : following;
        const from = Math.max(start, following);
        following = Math.max(from, isHere ? value.range.end : index === 0 ? range.end : from);
        return { set, value, place: rangeOf(from, following) };
      }),
    );
}

/** The record as an entry of a document. */
export function entryOfSet({ set, value, place }: SetRecord, reading: SetReading): ReadEntry {
  return {
    start: place.start,
    end: place.end,
    owner: set.owner,
    typeCode: typeCode(set.type) ?? 0,
    context: contextOf(set, value, place),
    record: (anchor) => recordOf(set, value, place, anchor),
    faults: (anchor) => reading.faultsOf?.(set, value, place.start, anchor) ?? [],
  };
}

/** The meaning of the record beyond the text of its entry: the source ranges of its parts, and their values. */
function contextOf(set: RecordSet, value: SetValue, place: Range): string {
  const { start } = place;
  const parts = [set.ownerTyped, ...textsOfValue(value)];
  const ranges = [set.typeRange, set.ttlRange, value.range, set.proxied];
  return [
    set.type,
    set.ttl,
    set.zone,
    set.service.name,
    set.isConditional,
    ...ranges.map((range) => (range === undefined ? '' : placeText(range, start))),
    ...parts.map((part) => (part === undefined ? '' : partText(part, place))),
  ].join('\n');
}

/** The value of a part and its source ranges, including those outside of the entry, where other text may come between. */
function partText({ range, text: { text, segments } }: TypedPart, { start, end }: Range): string {
  const outside = segments.filter(({ source }) => source.start < start || source.end > end);
  return [
    placeText(range, start),
    text,
    ...outside.map(({ at, source }) => `${at}=${placeText(source, start)}`),
  ].join(' ');
}

function placeText({ start, end }: Range, from: number): string {
  return `${start - from}+${end - start}`;
}

/** All source text of a record. Other records may be made from the same text, at an anchor or in a parameter. */
export function typedPiecesOfSet({ set, value }: SetRecord): readonly TypedPiece[] {
  const pieces = (part: TypedPiece['part'], typed: readonly TypedPart[]): readonly TypedPiece[] =>
    typed.flatMap(({ text: { text, segments } }) =>
      segments.filter(({ at }) => text.charAt(at) !== HOLE).map(({ source }) => ({ part, range: source })),
    );
  return [
    ...pieces('owner', set.ownerTyped === undefined ? [] : [set.ownerTyped]),
    ...pieces('data', textsOfValue(value)),
    ...(set.ttlRange === undefined ? [] : [{ part: 'ttl' as const, range: set.ttlRange }]),
  ];
}

/** The texts of a value that is known. */
export function textsOfValue(value: SetValue): readonly TypedPart[] {
  switch (value.kind) {
    case 'text':
      return [value];
    case 'words':
      return value.words;
    case 'unknown':
      return [];
  }
}

function recordOf(set: RecordSet, value: SetValue, place: Range, anchor: Anchor): DnsRecord {
  const { start } = place;
  const here = (range: Range): Range => shift(range, -start);
  const strings = isTextType(set.type) ? stringsOf(set, value) : undefined;
  const owner = set.ownerTyped && utf8Octets(set.ownerTyped.text);
  return {
    anchor,
    owner: set.owner,
    ownerText: owner && mappedFrom(owner, start),
    ownerRange: set.ownerTyped && here(set.ownerTyped.range),
    type: set.type,
    typeRange: here(set.typeRange),
    ttl: set.ttl,
    ttlRange: set.ttlRange && here(set.ttlRange),
    rdata: strings === undefined ? fieldsOf(set, value, start) : textRdata(strings, value, start),
    range: here(place),
    rdataRange: here(value.range),
    conditional: set.isConditional,
    publication: publicationOf(set, strings),
  };
}

function publicationOf(
  { by, service, zone, proxied }: RecordSet,
  strings: TextStrings<DecodedText> | undefined,
): Publication {
  const splits = service.textSource === undefined ? 'unknown' : service.splits;
  return {
    by,
    service: service.name,
    zone,
    hasWholeName: service.hasWholeNames,
    isWholeSet: service.isWholeSet,
    splits,
    quoting: strings?.quoting ?? 'right',
    ...(proxied === undefined ? {} : { proxied }),
  };
}

export function isTextType(type: string): boolean {
  return type === 'TXT' || type === 'SPF';
}

/** The character-strings of a TXT record, with offsets in the document. */
export function stringsOf({ service }: RecordSet, value: SetValue): TextStrings<DecodedText> {
  switch (value.kind) {
    case 'text': {
      const octets = utf8Octets(value.text);
      const { strings, unquoted, ...read } = readTextStrings(octets.text, service);
      return {
        ...read,
        strings: strings.map((string) => traceThrough(string, octets)),
        ...(unquoted === undefined ? {} : { unquoted: traceThrough(unquoted, octets) }),
      };
    }
    case 'words':
      return {
        strings: value.words.map(({ text }) => utf8Octets(text)),
        written: 'plain',
        quoting: 'right',
      };
    case 'unknown':
      return { strings: [{ text: HOLE, segments: [] }], written: 'plain', quoting: 'right' };
  }
}

function textRdata(
  { strings, quoting, unquoted }: TextStrings<DecodedText>,
  typed: SetValue,
  start: number,
): Rdata {
  const { range } = typed;
  const words = typed.kind === 'words' ? typed.words : [];
  const mapped = strings.map((string) => mappedFrom(string, start));
  return {
    kind: 'text',
    strings: mapped.map((value, index) => {
      const word = words[index];
      const own = mapped.length > 1 ? value.toSource(rangeOf(0, value.length)) : undefined;
      return {
        value,
        quoted: quoting !== 'missing',
        range: word === undefined ? (own ?? shift(range, -start)) : shift(word.range, -start),
      };
    }),
    value: MappedText.join(mapped),
    ...(unquoted === undefined ? {} : { unquoted: unquoted.text.trim() }),
  };
}

function fieldsOf({ type, service, zone }: RecordSet, value: SetValue, start: number): Rdata {
  const { range } = value;
  const tokens = wordsOf(value, service.escapes).map(({ text, quoted }): RdataToken => {
    const token = mappedFrom(text, start);
    const typed = token.toSource(rangeOf(0, token.length)) ?? shift(range, -start);
    return { value: token, raw: text.text, quoted, range: typed };
  });
  const end = shift(rangeOf(range.end, range.end), -start);
  const origin = service.targets === 'zone' ? (zone ?? HOLE) : '';
  // Services validate their input in different ways, so data that cannot be parsed is not reported.
  const complete = service.targets === 'root' ? { complete: canonicalName } : {};
  return readRdata(type, tokens, { origin, end, ...complete }).rdata;
}

/** The words of data in presentation form, with offsets in the document. */
export function wordsOf(
  value: SetValue,
  escapes: 'decimal' | 'octal',
): readonly { readonly text: DecodedText; readonly quoted: boolean }[] {
  switch (value.kind) {
    case 'text': {
      const octets = utf8Octets(value.text);
      return presentationWords(octets.text, { escapes }).map(({ text, quoted }) => ({
        text: traceThrough(text, octets),
        quoted,
      }));
    }
    case 'words':
      return value.words.map(({ text }) => ({ text: utf8Octets(text), quoted: false }));
    case 'unknown':
      return [{ text: { text: HOLE, segments: [] }, quoted: false }];
  }
}

/** Converts ranges to be relative to `start`. */
export function mappedFrom({ text, segments }: DecodedText, start: number): MappedText {
  return new MappedText(
    text,
    segments.map((segment) => ({ ...segment, source: shift(segment.source, -start) })),
  );
}
