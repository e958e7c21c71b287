import {
  asciiLowerCase,
  childOf,
  isAtOrBelow,
  isKnown,
  relativeTo,
  type DomainName,
} from '../../dns/names.ts';
import { fieldNameAt, hostFieldOf, type TypedField } from '../../records/typed-field.ts';
import { rangeOf, shift, type Range } from '../../text/range.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { RecordResource } from './providers/record-resource.ts';
import { RECORD_RESOURCES } from './providers/table.ts';
import type { Body } from './syntax/body.ts';
import type { Expression } from './syntax/expression.ts';
import type { Page } from './write/siblings.ts';
import { expressionIn } from './write/declaration.ts';
import { enclosureOf, type Enclosure, type Holder } from './write/enclosure.ts';

/**
 * The record argument at an offset where the user is typing: an owner, a type or a word of a value in a literal string.
 * `records`: the records that the document shows.
 */
export function recordArgumentAt(
  page: Page,
  offset: number,
  records: Iterable<TerraformRecord>,
): TypedField | undefined {
  const enclosure = enclosureOf(page, rangeOf(offset, offset));
  const resource = enclosure?.holders[0];
  if (enclosure === undefined || resource?.kind !== 'block' || resource.block.type !== 'resource')
    return undefined;
  const row = RECORD_RESOURCES.get(resource.block.labels[0]?.text ?? '');
  const { item, base } = enclosure.in;
  const inside = row && insideOfString(enclosure.holders, item.text, offset - base);
  const part = row && inside && partOf(row, enclosure.holders);
  if (row === undefined || inside === undefined || part === undefined) return undefined;
  const known = whatIsKnown(records, resource.block.range.start + base);
  const type = 'is' in row.type ? row.type.is : literalOf(enclosure, row.type.argument)?.toUpperCase();
  const zone = known.zone;
  const word = part === 'data' ? wordAt(item.text, inside, offset - base) : inside;
  return {
    part,
    range: shift(word, base),
    owner: known.owner ?? ownerOf(literalsOf(enclosure, row.owner), zone),
    type,
    field:
      part === 'data' && type !== undefined ? fieldOfWord(row, enclosure, type, inside, word) : undefined,
    origin: zone,
    isQuoted: true,
    write: part === 'owner' ? (name) => ownerText(row, name, zone) : (name) => targetText(row, name),
  };
}

/** The inside of the string at the offset, if its value is the same as its source text: no escapes and no templates. */
function insideOfString(holders: readonly Holder[], text: string, offset: number): Range | undefined {
  const last = holders.at(-1);
  if (last === undefined || last.kind === 'block') return undefined;
  const { value } = last;
  const typed = plainText(value, text);
  if (typed === undefined) return undefined;
  const inside = rangeOf(value.range.start + 1, value.range.end - 1);
  return inside.start <= offset && offset <= inside.end ? inside : undefined;
}

/** The source text of a quoted string; `undefined` if its value differs from it. */
function plainText(value: Expression, text: string): string | undefined {
  if (value.kind !== 'template' || value.form !== 'quoted') return undefined;
  const { start, end } = value.range;
  const isClosed = end - start > 1 && text[start] === '"' && text[end - 1] === '"';
  const typed = text.slice(start + 1, end - 1);
  return isClosed && !/[\\\n]|[$%]\{/.test(typed) ? typed : undefined;
}

/** Which part of a record the string belongs to: that of the innermost argument or member with this value. */
function partOf(row: RecordResource, holders: readonly Holder[]): TypedField['part'] | undefined {
  for (const holder of [...holders].reverse()) {
    const name = nameOfHolder(holder);
    if (name === undefined) continue;
    if (row.owner.includes(name)) return 'owner';
    if ('argument' in row.type && row.type.argument === name) return 'type';
    if (row.values.includes(name)) return 'data';
    if (holder.kind === 'attribute') return undefined;
  }
  return undefined;
}

function nameOfHolder(holder: Holder): string | undefined {
  if (holder.kind === 'attribute') return holder.attribute.name;
  if (holder.kind !== 'member') return undefined;
  const key = holder.of.members[holder.index]?.key;
  return key?.kind === 'variable' ? key.name : undefined;
}

function bodiesOf({ holders }: Enclosure): readonly Body[] {
  return holders.flatMap((holder) => (holder.kind === 'block' ? [holder.block.body] : [])).reverse();
}

/** The source text of an argument of the record. The record's own block is searched first. */
function literalOf(enclosure: Enclosure, argument: string): string | undefined {
  for (const body of bodiesOf(enclosure)) {
    const attribute = body.attribute(argument);
    if (attribute !== undefined)
      return plainText(expressionIn(enclosure.in, attribute), enclosure.in.item.text);
  }
  return undefined;
}

function literalsOf(enclosure: Enclosure, names: readonly string[]): string | undefined {
  for (const name of names) {
    const literal = literalOf(enclosure, name);
    if (literal !== undefined) return literal;
  }
  return undefined;
}

interface Known {
  readonly owner: DomainName | undefined;
  readonly zone: DomainName | undefined;
}

/** What the records of the resource show or, if it is unfinished, the records next to it, if all are in one zone. */
function whatIsKnown(records: Iterable<TerraformRecord>, start: number): Known {
  const zones = new Set<DomainName | undefined>();
  let left = MAX_RECORDS_BESIDE;
  for (const { record, source, zone, path } of records) {
    if (source.range.start === start && source.path === path) {
      return { owner: isKnown(record.owner) ? record.owner : undefined, zone: zone.name };
    }
    zones.add(zone.name);
    if (left-- === 0) break;
  }
  const [zone] = zones;
  return { owner: undefined, zone: zones.size === 1 ? zone : undefined };
}

/** Records of a file that are examined to find the zone of an unfinished resource. */
export const MAX_RECORDS_BESIDE = 2000;

function ownerOf(typed: string | undefined, zone: DomainName | undefined): DomainName | undefined {
  if (typed === undefined || zone === undefined) return undefined;
  const name = asciiLowerCase(typed).replace(/\.$/, '');
  if (name === '' || name === '@') return zone;
  return isAtOrBelow(name, zone) ? name : childOf(name, zone);
}

function wordAt(text: string, inside: Range, offset: number): Range {
  const isIn = (at: number): boolean => !/\s/.test(text[at] ?? ' ');
  let { start, end } = rangeOf(offset, offset);
  while (start > inside.start && isIn(start - 1)) start--;
  while (end < inside.end && isIn(end)) end++;
  return rangeOf(start, end);
}

function fieldOfWord(
  { priority }: RecordResource,
  enclosure: Enclosure,
  type: string,
  inside: Range,
  word: Range,
): string | undefined {
  const before = enclosure.in.item.text.slice(inside.start, word.start);
  const index = before.split(/\s+/).filter((one) => one !== '').length;
  const isApart =
    priority !== undefined && bodiesOf(enclosure).some((body) => body.attribute(priority) !== undefined);
  return isApart && index === 0 ? hostFieldOf(type) : fieldNameAt(type, index);
}

/** A name in the form of an owner: relative where the service completes it. */
function ownerText(
  { form, hasApexSign }: RecordResource,
  name: DomainName,
  zone: DomainName | undefined,
): string {
  if (form === 'absolute' || zone === undefined || !isAtOrBelow(name, zone)) return name;
  return relativeTo(name, zone) ?? (hasApexSign ? '@' : name);
}

/** With a trailing dot if names without one are relative to the zone, or the service reads values as a zone file does. */
function targetText({ targets, text }: RecordResource, name: DomainName): string {
  return targets === 'zone' || text === 'presentation' ? `${name}.` : name;
}
