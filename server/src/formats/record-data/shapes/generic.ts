import type { DataMap, DataNode } from '../../../data/node.ts';
import { parseIp } from '../../../dns/address.ts';
import { canonicalName, type DomainName } from '../../../dns/names.ts';
import { isOwnName } from '../../../dns/zone-name.ts';
import {
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { ANY_SERVICE } from '../../../record-sets/services.ts';
import type { RecordSet, SetValue, TypedPart } from '../../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import { dataFileOf, startsAsJson, readData } from '../read-data.ts';
import type { DataFile, RecordShape, ShapeRecords } from '../shape.ts';

const TYPES = ['A', 'AAAA', 'ALIAS', 'ANAME', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SPF', 'SRV', 'TLSA', 'TXT'];

const FORM: RecordForm = {
  owner: ['name', 'host', 'hostname', 'subdomain', 'record_name', 'recordName', 'Name', 'Host'],
  names: 'either',
  type: ['type', 'record_type', 'recordType', 'Type'],
  ttl: ['ttl', 'TTL'],
  values: [
    ...['value', 'values', 'content', 'data', 'target', 'targets', 'answer', 'answers', 'rrdatas'],
    ...['record', 'records', 'Value', 'Values', 'Content', 'Data', 'Target'],
  ],
  priority: ['priority', 'prio', 'preference', 'mx_priority', 'Priority'],
  service: ANY_SERVICE,
};

/** Members with the zone name of the records within them. */
const ZONE = ['domain', 'zone', 'zone_name', 'zoneName', 'origin', 'Domain', 'Zone', 'name'];

/** Nested maps and lists in which records are looked for, including the record itself. Real files have up to 5. */
export const MAX_RECORD_DEPTH = 8;

/**
 * Records as maps with a name, a type and a value, as in many programs. A file is only read if at least one map in it is
 * certainly a record, with a DNS type, a name, and data that fits the type.
 */
export const NAME_TYPE_VALUE: RecordShape = {
  name: 'records with name, type and value',
  text: [new RegExp(`["']?(?:${FORM.type.join('|')})["']?[ \\t]*:[ \\t]*["']?(?:${TYPES.join('|')})\\b`)],
  hasRelativeNames: true,
  // A value that is cut off at the end of `head` is an error, and everything before it is read. Parsing YAML is slow.
  looksLike: (head) =>
    (startsAsJson(head) || hasRecordLines(head)) &&
    readRecords(dataFileOf(readData(head), undefined)) !== undefined,
  read: readRecords,
};

/** Members of other tools' documents, which may contain such maps. */
const OTHERS = [
  ...['$schema', 'apiVersion', 'openapi', 'swagger', 'AWSTemplateFormatVersion', 'Resources'],
  ...['registrars', 'dns_providers', 'terraform_version', 'format_version', 'providers'],
];

function readRecords({ roots, zone }: DataFile): ShapeRecords | undefined {
  if (roots.some((root) => root.kind === 'map' && firstValueOf(root, OTHERS) !== undefined)) return undefined;
  const tooDeep: DataNode[] = [];
  const found = roots.flatMap((root) => recordsIn(root, zone, MAX_RECORD_DEPTH, tooDeep));
  const problems = tooDeep
    .filter((node) => recordsIn(node, zone, Infinity, []).some(isCertain))
    .map(tooDeepAt);
  if (!found.some(isCertain) && problems.length === 0) return undefined;
  return { sets: found.map(withKnownTargets), problems, isPartial: true };
}

const KEY = /^([ \t]*(?:-[ \t]+)*)["']?([A-Za-z_]+)["']?[ \t]*:(?=[ \t\r]|$)/;
const FLOW = /\{[^{}]*\}/g;

/** Whether some lines of YAML look like a map with a name, a type and a value. */
function hasRecordLines(text: string): boolean {
  /** By column: which of the three the map with keys in that column has. */
  let open: { readonly column: number; readonly parts: Set<RecordPart> }[] = [];
  for (const line of text.split('\n')) {
    for (const [flow] of line.matchAll(FLOW)) if (PARTS.every((part) => part.inFlow.test(flow))) return true;
    const [, before = '', key = ''] = KEY.exec(line) ?? [];
    if (key === '') continue;
    const column = before.length;
    // A dash begins another map in the same column.
    open = open.filter((map) => map.column < column || (map.column === column && !before.includes('-')));
    if (open.at(-1)?.column !== column) open.push({ column, parts: new Set() });
    const parts = open.at(-1)?.parts;
    for (const part of PARTS) if (part.names.includes(key)) parts?.add(part);
    if (parts?.size === PARTS.length) return true;
  }
  return false;
}

interface RecordPart {
  readonly names: readonly string[];
  readonly inFlow: RegExp;
}

const PARTS: readonly RecordPart[] = [FORM.owner, FORM.type, FORM.values].map((names) => ({
  names,
  inFlow: new RegExp(`[{,][ \\t]*["']?(?:${names.join('|')})["']?[ \\t]*:`),
}));

/** The records in maps and lists up to a depth. Anything deeper is added to `tooDeep`. */
function recordsIn(
  node: DataNode,
  zone: DomainName | undefined,
  depth: number,
  tooDeep: DataNode[],
): readonly RecordSet[] {
  if (node.kind === 'scalar' || node.kind === 'unknown') return [];
  if (depth === 0) {
    tooDeep.push(node);
    return [];
  }
  if (node.kind === 'list') return node.items.flatMap((item) => recordsIn(item, zone, depth - 1, tooDeep));
  const set = readRecord(node, zone);
  if (set !== undefined) return [set];
  const zoneHere = zoneOf(node) ?? zone;
  return node.entries.flatMap(({ key, value }) =>
    recordsIn(value, zoneNamed(key.text.text) ?? zoneHere, depth - 1, tooDeep),
  );
}

function tooDeepAt({ range }: DataNode): DocumentProblem {
  const message = `mailtxt does not look for records nested more than ${MAX_RECORD_DEPTH} maps and lists deep.`;
  return { message, range, unread: { kind: 'limit' } };
}

function zoneOf(map: DataMap): DomainName | undefined {
  for (const name of ZONE) {
    const zone = zoneNamed(firstTextOf(map, name));
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function zoneNamed(text: string | undefined): DomainName | undefined {
  if (text?.includes('.') !== true) return undefined;
  const name = canonicalName(text);
  return isOwnName(name) ? name : undefined;
}

function readRecord(map: DataMap, zone: DomainName | undefined): RecordSet | undefined {
  if (firstValueOf(map, FORM.owner)?.kind !== 'scalar' || firstValueOf(map, FORM.values) === undefined)
    return undefined;
  const set = readRecordMap(map, FORM, { zone: ownZone(map) ?? zone });
  if (set?.ownerTyped === undefined || !TYPES.includes(set.typeTyped?.text.text ?? '')) return undefined;
  return NAME.test(set.ownerTyped.text.text) ? set : undefined;
}

/** Each record in a list for several zones has its own. */
function ownZone(map: DataMap): DomainName | undefined {
  return zoneNamed(firstTextOf(map, 'zone', 'domain', 'zone_name', 'zoneName'));
}

/** `@`, nothing, or labels. A part may be unresolved. */
const NAME = new RegExp(`^(?:@|[\\w*${HOLE}-]+(?:\\.[\\w${HOLE}-]+)*\\.?)?$`);
const HOST = /^[\w-]+(?:\.[\w-]+)+\.?$/;

/** Whether some of its data is only valid for its type. */
function isCertain({ type, values }: RecordSet): boolean {
  return values.some((value) => value.kind !== 'unknown' && fits(type, textOf(value)));
}

function textOf(value: Exclude<SetValue, { kind: 'unknown' }>): string {
  return value.kind === 'text' ? value.text.text : (value.words.at(-1)?.text.text ?? '');
}

function fits(type: string, text: string): boolean {
  switch (type) {
    case 'A':
    case 'AAAA':
      return parseIp(text) !== undefined && text.includes(':') === (type === 'AAAA');
    case 'TXT':
    case 'SPF':
      return text !== '' && text !== HOLE;
    case 'CAA':
    case 'TLSA':
      return /^\d+[ \t]+\S+[ \t]+\S/.test(text);
    default:
      return HOST.test(
        text
          .trim()
          .split(/[ \t]+/)
          .at(-1) ?? '',
      );
  }
}

/** Types whose last word is a host name. */
const WITH_TARGET = new Set(['ALIAS', 'ANAME', 'CNAME', 'MX', 'NS', 'PTR', 'SRV']);

/** Only the program that reads the list decides whether `mail` is a host in the zone, so such a target is unknown. */
function withKnownTargets(set: RecordSet): RecordSet {
  if (!WITH_TARGET.has(set.type)) return set;
  return { ...set, values: set.values.map(withKnownTarget) };
}

function withKnownTarget(value: SetValue): SetValue {
  if (value.kind === 'unknown') return value;
  const target =
    textOf(value)
      .trim()
      .split(/[ \t]+/)
      .at(-1) ?? '';
  if (target.endsWith('.') || target.includes(HOLE) || isOwnName(canonicalName(target))) return value;
  if (value.kind === 'text') return { kind: 'unknown', range: value.range };
  const words = value.words.slice(0, -1);
  return { ...value, words: [...words, unknownPart(value.words.at(-1))] };
}

function unknownPart(part: TypedPart | undefined): TypedPart {
  const range = part?.range ?? rangeOf(0, 0);
  return { text: { text: HOLE, segments: [{ at: 0, length: HOLE.length, source: range }] }, range };
}
