import { MAX_CHARACTER_STRING } from '../dns/limits.ts';
import type { DomainName } from '../dns/names.ts';
import type { RecordChange } from '../records/format.ts';
import type { DnsRecord, RdataField } from '../records/record.ts';
import { escapeString, readTextStrings, typeStrings, type TextStrings } from '../records/text-forms.ts';
import { joinDecoded, type DecodedText } from '../text/decoded-text.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { MappedText } from '../text/mapped-text.ts';
import { utf8Octets } from '../text/octets.ts';
import { rangeOf, shift } from '../text/range.ts';
import { editOctets, literalOfText } from './literal-edits.ts';
import { ownerEdits } from './owner-edits.ts';
import type { RecordSet, SetReading, SetValue } from './record-set.ts';
import { isTextType, stringsOf, type SetRecord } from './set-records.ts';

/** The edits that change a record of a set; see `RecordDocument.write`. Offsets in the document. */
export function writeSetRecord(
  reading: SetReading,
  { set, value, place }: SetRecord,
  record: DnsRecord,
  change: RecordChange,
): readonly Edit[] | undefined {
  const find = (offset: number) => reading.literalAt(offset);
  switch (change.kind) {
    case 'replace':
      return replaceText(reading, set, value, change.edits);
    case 'set-strings':
      return setStrings(reading, set, value, change.strings, change.apart);
    case 'set-name':
      return setField(reading, place.start, change.field, nameLike(change.field, change.name, set));
    case 'set-field':
      return setField(reading, place.start, change.field, change.text);
    case 'set-labels': {
      const field =
        change.of === 'owner' || record.rdata.kind !== 'fields'
          ? undefined
          : record.rdata.fields[change.of.field];
      const text = change.of === 'owner' ? set.ownerTyped?.text : field && absolute(field.text, place.start);
      return text && editOctets(text, [{ range: change.range, text: change.text }], find);
    }
    case 'set-type':
      // If something else gives the type, it is not a word of its own.
      return set.values.length === 1 && set.typeTyped !== undefined
        ? retypeAt(reading, set.typeRange.start, change.type)
        : undefined;
    case 'set-ttl':
      return set.ttlRange && retypeAt(reading, set.ttlRange.start, String(change.seconds));
    case 'rename-owner':
      return set.values.length === 1 ? ownerEdits(set, change.name, find) : undefined;
    case 'remove':
      return reading.remove?.(set, value);
    case 'add':
      return reading.add?.(change, set);
    case 'comment':
      return reading.commentBefore?.(set, change.text);
    case 'show-itself':
      return set.proxied && retypeAt(reading, set.proxied.start, 'false');
  }
}

/** Edits in the octets of the concatenated strings of a text record. */
function replaceText(
  reading: SetReading,
  set: RecordSet,
  value: SetValue,
  edits: readonly Edit[],
): readonly Edit[] | undefined {
  if (!isTextType(set.type) || value.kind === 'unknown') return undefined;
  const strings = stringsOf(set, value);
  const whole = joinDecoded(strings.strings);
  const wanted = applyEdits(whole.text, edits);
  const anew = (): readonly Edit[] | undefined => setStrings(reading, set, value, [wanted]);
  if (value.kind === 'words') return editWords(reading, strings.strings, edits) ?? anew();
  if (outgrows(strings, set, edits)) return anew();
  return editInside(reading, set, value.text, edits, wanted) ?? anew();
}

/**
 * The edits in the literals of the character-strings. Each has to be within one string, which must not become empty or too long.
 * RFC 1035 §3.3.
 */
function editWords(
  reading: SetReading,
  strings: readonly DecodedText[],
  edits: readonly Edit[],
): readonly Edit[] | undefined {
  let from = 0;
  let count = 0;
  for (const [index, { text }] of strings.entries()) {
    const to = from + text.length;
    const isLast = index === strings.length - 1;
    const own = edits.filter(
      ({ range: { start, end } }) => start >= from && end <= to && (start < to || isLast),
    );
    const length = own.reduce((sum, edit) => sum + growthOf(edit), text.length);
    if (own.length > 0 && (length === 0 || length > MAX_CHARACTER_STRING)) return undefined;
    count += own.length;
    from = to;
  }
  if (count < edits.length) return undefined;
  return editOctets(joinDecoded(strings), edits, (offset) => reading.literalAt(offset));
}

function growthOf({ range, text }: Edit): number {
  return text.length - (range.end - range.start);
}

/** Whether a string that its author splits would become too long. RFC 1035 §3.3. */
function outgrows(
  { strings, written }: TextStrings<DecodedText>,
  { service }: RecordSet,
  edits: readonly Edit[],
): boolean {
  if (service.splits === 'provider' && written === 'plain') return false;
  const growth = edits.reduce((sum, edit) => sum + growthOf(edit), 0);
  const longest = Math.max(0, ...strings.map(({ text }) => text.length));
  return growth > 0 && longest + growth > MAX_CHARACTER_STRING;
}

/** The edits in the source literals, with the escapes that the service reads. */
function editInside(
  reading: SetReading,
  { service }: RecordSet,
  text: DecodedText,
  edits: readonly Edit[],
  wanted: string,
): readonly Edit[] | undefined {
  const octets = utf8Octets(text).text;
  const { strings, written } = readTextStrings(octets, service);
  const mapped = MappedText.join(strings.map((one) => new MappedText(one.text, one.segments)));
  const inside: Edit[] = [];
  for (const edit of edits) {
    const range = mapped.toSource(edit.range);
    if (range === undefined || (written === 'bare' && /["\\ ]/.test(edit.text))) return undefined;
    // An edit across the end of a string would also cover its quotes.
    if (mapped.joints.some((joint) => joint > edit.range.start && joint < edit.range.end)) return undefined;
    inside.push({ range, text: written === 'quoted' ? escapeString(edit.text) : edit.text });
  }
  const after = readTextStrings(applyEdits(octets, inside), service);
  if (joinDecoded(after.strings).text !== wanted) return undefined;
  return editOctets(text, inside, (offset) => reading.literalAt(offset));
}

/** Rewrites all strings, if the whole value is one literal. */
function setStrings(
  reading: SetReading,
  set: RecordSet,
  value: SetValue,
  strings: readonly string[],
  apart?: true,
): readonly Edit[] | undefined {
  if (value.kind === 'unknown') return undefined;
  const { service } = set;
  if (value.kind === 'words') {
    const typed = value.typeWords?.(cutStrings(strings));
    return typed === undefined ? undefined : [{ range: value.range, text: typed }];
  }
  const literal = literalOfText(value.text, (offset) => reading.literalAt(offset));
  const isJoined = service.splits === 'provider' && apart !== true;
  const text = typeStrings(
    isJoined ? [strings.join('')] : cutStrings(strings),
    service,
    stringsOf(set, value).written,
  );
  const typed = text === undefined ? undefined : literal?.retype(text);
  return literal === undefined || typed === undefined ? undefined : [{ range: literal.range, text: typed }];
}

/** Strings of at most 255 octets each. */
export function cutStrings(strings: readonly string[]): readonly string[] {
  return strings.flatMap(cut);
}

function cut(string: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < string.length || at === 0; at += MAX_CHARACTER_STRING)
    pieces.push(string.slice(at, at + MAX_CHARACTER_STRING));
  return pieces;
}

function setField(
  reading: SetReading,
  start: number,
  { text }: RdataField,
  typed: string,
): readonly Edit[] | undefined {
  const edit = { range: rangeOf(0, text.length), text: typed };
  return editOctets(absolute(text, start), [edit], (offset) => reading.literalAt(offset));
}

/** A name with a trailing dot if the one that it replaces has one, or if it would be relative without it. */
function nameLike({ text }: RdataField, name: DomainName, { service }: RecordSet): string {
  return service.targets === 'zone' || text.text.endsWith('.') ? `${name}.` : name;
}

/** Converts ranges to offsets in the document. */
function absolute({ text, segments }: MappedText, start: number): DecodedText {
  return {
    text,
    segments: segments.map((segment) => ({ ...segment, source: shift(segment.source, start) })),
  };
}

/** Replaces the literal at an offset with another word, without quotes if it has none. */
function retypeAt(reading: SetReading, offset: number, text: string): readonly Edit[] | undefined {
  const literal = reading.literalAt(offset);
  const typed = literal?.retype(text);
  return literal === undefined || typed === undefined ? undefined : [{ range: literal.range, text: typed }];
}
