import type { DataList, DataMap, DataNode } from '../../../data/node.ts';
import { canonicalName, isAtOrBelow, type DomainName } from '../../../dns/names.ts';
import { ownerIn } from '../../../record-sets/owner-form.ts';
import { partOf } from '../../../record-sets/data-sets.ts';
import { itemsIn, firstValueOf, firstTextOf, ttlOf } from '../../../record-sets/record-map.ts';
import { AZURE_DNS } from '../../../record-sets/services.ts';
import type { RecordSet, SetValue } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { isWholeZone, mapsIn, zoneNamed } from './zone-records.ts';

/** `az network dns record-set list`, and responses of the API. */
export const AZURE_RECORDS: RecordShape = {
  name: 'Azure DNS record sets',
  text: [/Microsoft\.Network\/dnszones\/(?:A|AAAA|CAA|CNAME|MX|NS|PTR|SOA|SRV|TXT)"/i, /"fqdn"[ \t]*:/],
  read({ roots: [root] }) {
    const maps = root && mapsIn(root.kind === 'list' ? root.items : listIn(root));
    if (maps?.some((map) => typeOf(map) !== undefined) !== true) return undefined;
    const zone = maps.map(zoneOf).find((name) => name !== undefined);
    const sets = maps.flatMap((map) => readOne(map, zone) ?? []);
    const hasMore = root?.kind === 'map' && firstValueOf(root, ['nextLink']) !== undefined;
    return { sets, isPartial: hasMore || !isWholeZone(sets) };
  },
};

function listIn(root: DataNode): readonly DataNode[] {
  return root.kind === 'map' ? (itemsIn(root, 'value') ?? [root]) : [];
}

function typeOf(map: DataMap): string | undefined {
  return /^Microsoft\.Network\/dnszones\/([A-Z]+)$/i.exec(firstTextOf(map, 'type') ?? '')?.[1]?.toUpperCase();
}

/** The part after the name of a set in its whole name. */
function zoneOf(map: DataMap): DomainName | undefined {
  const name = firstTextOf(map, 'name');
  const whole = zoneNamed(firstTextOf(propertiesOf(map), 'fqdn'));
  if (name === undefined || whole === undefined) return undefined;
  if (name === '@') return whole;
  const relative = canonicalName(name);
  return whole.startsWith(`${relative}.`) ? whole.slice(relative.length + 1) : undefined;
}

/** The command has them in the set itself, and the API in a separate map. */
function propertiesOf(map: DataMap): DataMap {
  const properties = firstValueOf(map, ['properties']);
  return properties?.kind === 'map' ? properties : map;
}

/** By type: the member with the records, and the names of the fields of a record. The API has used both cases for its names. */
const FIELDS: Readonly<Record<string, readonly [list: string, ...fields: string[]]>> = {
  A: ['ARecords', 'ipv4Address'],
  AAAA: ['AAAARecords', 'ipv6Address'],
  CAA: ['caaRecords', 'flags', 'tag', 'value'],
  CNAME: ['CNAMERecord', 'cname'],
  MX: ['MXRecords', 'preference', 'exchange'],
  NS: ['NSRecords', 'nsdname'],
  PTR: ['PTRRecords', 'ptrdname'],
  SOA: ['SOARecord', 'host', 'email', 'serialNumber', 'refreshTime', 'retryTime', 'expireTime', 'minimumTtl'],
  SRV: ['SRVRecords', 'priority', 'weight', 'port', 'target'],
  TXT: ['TXTRecords', 'value'],
};

function readOne(map: DataMap, zone: DomainName | undefined): RecordSet | undefined {
  const type = typeOf(map);
  const typeNode = firstValueOf(map, ['type']);
  const nameNode = firstValueOf(map, ['name']);
  if (type === undefined || typeNode === undefined || nameNode === undefined) return undefined;
  const properties = propertiesOf(map);
  const name = partOf(nameNode);
  const ttl = ttlOf(firstValueOf(properties, ['TTL', 'ttl']));
  const whole = zoneNamed(firstTextOf(properties, 'fqdn'));
  const isInZone = whole !== undefined && zone !== undefined && isAtOrBelow(whole, zone);
  return {
    range: map.range,
    owner: isInZone ? whole : ownerIn(name, 'relative', zone),
    ownerTyped: name,
    type,
    typeTyped: undefined,
    typeRange: typeNode.range,
    ttl: ttl?.seconds,
    ttlRange: ttl?.range,
    values: valuesOf(properties, type),
    zone,
    service: AZURE_DNS,
    by: `${map.range.start}|`,
    isConditional: false,
  };
}

function valuesOf(properties: DataMap, type: string): readonly SetValue[] {
  // For an alias, the addresses are those of the resource.
  const target = firstValueOf(properties, ['targetResource', 'trafficManagementProfile']);
  const resource = target?.kind === 'map' ? firstValueOf(target, ['id']) : undefined;
  if (resource !== undefined) return [{ kind: 'unknown', range: resource.range }];
  const [list, ...fields] = FIELDS[type] ?? [];
  const node = list === undefined ? undefined : firstValueOf(properties, bothCases(list));
  if (node === undefined) return [{ kind: 'unknown', range: properties.range }];
  return mapsIn(node.kind === 'list' ? node.items : [node]).map((record): SetValue => {
    const [first = ''] = fields;
    const value = firstValueOf(record, [first]);
    if (type === 'TXT' && value?.kind === 'list') return stringsOf(value);
    const words = fields.map((field) => {
      const word = firstValueOf(record, [field]);
      return word && partOf(word);
    });
    return words.every((word) => word !== undefined)
      ? { kind: 'words', range: record.range, words }
      : { kind: 'unknown', range: record.range };
  });
}

/** `TXTRecords` and `txtRecords`, `AAAARecords` and `aaaaRecords`. */
function bothCases(name: string): readonly string[] {
  return [name, name.replace(/^[A-Z]+(?=Records?$)/, (letters) => letters.toLowerCase())];
}

function stringsOf(list: DataList): SetValue {
  const { range } = list;
  return {
    kind: 'words',
    range,
    words: list.items.map(partOf),
    typeWords: (strings) =>
      list.isFlow && strings.every((string) => /^[\x20-\x7e]*$/.test(string))
        ? `[${strings.map((string) => JSON.stringify(string)).join(', ')}]`
        : undefined,
  };
}
