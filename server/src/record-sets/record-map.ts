import { valueOf, type DataMap, type DataNode } from '../data/node.ts';
import type { DomainName } from '../dns/names.ts';
import { HOLE } from '../text/mapped-text.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { ownerIn, typeOwnerLike, type OwnerForm } from './owner-form.ts';
import { partOf } from './data-sets.ts';
import { templatePartOf } from './placeholders.ts';
import type { DnsService, RecordSet, SetValue, TypedPart } from './record-set.ts';

/** The names of the members of a map that holds a record, or the records of a name and type. */
export interface RecordForm {
  /** If there are several names, the first one that exists counts. */
  readonly owner: readonly string[];
  readonly names: OwnerForm;
  readonly type: readonly string[];
  readonly ttl: readonly string[];
  /** Text, a map, or a list of those. */
  readonly values: readonly string[];
  /** The member with the text in a value that is a map. */
  readonly item?: readonly string[];
  /** The first field of MX and SRV records, if it is not in the value. */
  readonly priority?: readonly string[];
  /** A TTL of 1 means that the service chooses one. */
  readonly hasAutomaticTtl?: true;
  /** A service exports such maps, so nothing in them is a placeholder. */
  readonly isPrinted?: true;
  readonly service: DnsService;
}

/** Options in addition to the members of the map itself. */
export interface RecordMapContext {
  readonly zone: DomainName | undefined;
  /** The range that belongs to the record; without it, the map. */
  readonly range?: Range;
  readonly isConditional?: boolean;
}

/** The record set in a map; `undefined` if there is none. */
export function readRecordMap(
  map: DataMap,
  form: RecordForm,
  context: RecordMapContext,
): RecordSet | undefined {
  const { zone } = context;
  const part = partReader(form);
  const typeNode = firstValueOf(map, form.type);
  if (typeNode?.kind !== 'scalar') return undefined;
  const type = part(typeNode);
  const ownerNode = firstValueOf(map, form.owner);
  if (form.names === 'whole' && ownerNode === undefined) return undefined;
  const owner = ownerNode && part(ownerNode);
  const ttl = ttlOf(firstValueOf(map, form.ttl), form);
  return {
    range: context.range ?? map.range,
    owner: ownerIn(owner, form.names, zone),
    ownerTyped: owner,
    type: type.text.text.toUpperCase(),
    typeTyped: type,
    typeRange: type.range,
    ttl: ttl?.seconds,
    ttlRange: ttl?.range,
    values: valuesIn(map, type.text.text.toUpperCase(), form),
    zone,
    service: form.service,
    by: `${map.range.start}|`,
    isConditional: context.isConditional === true,
    typeOwner: (name) => owner && typeOwnerLike(owner, form.names, zone, name),
  };
}

function partReader({ isPrinted }: RecordForm): (node: DataNode) => TypedPart {
  return isPrinted === true ? partOf : templatePartOf;
}

/** The value of the first of these members that the map has. */
export function firstValueOf(map: DataMap, names: readonly string[]): DataNode | undefined {
  for (const name of names) {
    const value = valueOf(map, name);
    if (value !== undefined && !(value.kind === 'scalar' && value.type === 'null')) return value;
  }
  return undefined;
}

/** The text of the first of these members that the map has, if it is a text. */
export function firstTextOf(map: DataMap, ...names: readonly string[]): string | undefined {
  const value = firstValueOf(map, names);
  return value?.kind === 'scalar' ? value.text.text : undefined;
}

/** The items of a member that is a list. */
export function itemsIn(map: DataMap, ...names: readonly string[]): readonly DataNode[] | undefined {
  const value = firstValueOf(map, names);
  return value?.kind === 'list' ? value.items : undefined;
}

/** A TTL and its source range. */
export interface TypedTtl {
  readonly seconds: number;
  readonly range: Range;
}

/** The TTL in a member, as a number or as digits. */
export function ttlOf(
  node: DataNode | undefined,
  { hasAutomaticTtl }: Pick<RecordForm, 'hasAutomaticTtl'> = {},
): TypedTtl | undefined {
  if (node?.kind !== 'scalar' || !/^\d{1,10}$/.test(node.text.text)) return undefined;
  const seconds = Number(node.text.text);
  return hasAutomaticTtl === true && seconds === 1 ? undefined : { seconds, range: node.range };
}

function valuesIn(map: DataMap, type: string, form: RecordForm): readonly SetValue[] {
  const node = firstValueOf(map, form.values);
  if (node === undefined) return [{ kind: 'unknown', range: map.range }];
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item): SetValue => {
    const holder = item.kind === 'map' ? item : map;
    const value = item.kind === 'map' ? firstValueOf(item, form.item ?? form.values) : item;
    if (value?.kind !== 'scalar') return { kind: 'unknown', range: item.range };
    return valueWith(type, partReader(form)(value), form.priority === undefined ? undefined : holder, form);
  });
}

/** Types whose first fields are separate members in some services. */
const LEADING_FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  MX: [['priority']],
  SRV: [['priority'], ['weight'], ['port']],
};

/** A value with the fields from other members of its map. */
function valueWith(type: string, value: TypedPart, map: DataMap | undefined, form: RecordForm): SetValue {
  const leading = LEADING_FIELDS[type];
  const { length } = value.text.text.trim().split(/[ \t]+/);
  if (map === undefined || leading === undefined || length > leading.length)
    return { kind: 'text', ...value };
  // In some services, the value contains the fields between the priority and the target.
  if (length > 1) return { kind: 'unknown', range: value.range };
  const fields = leading.map((names): TypedPart => {
    const node = firstValueOf(map, names[0] === 'priority' ? (form.priority ?? []) : names);
    return node === undefined ? missingPart(value.range) : partReader(form)(node);
  });
  return { kind: 'words', range: value.range, words: [...fields, value] };
}

/** A field without source text. */
function missingPart({ start }: Range): TypedPart {
  const range = rangeOf(start, start);
  return { text: { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range }] }, range };
}
