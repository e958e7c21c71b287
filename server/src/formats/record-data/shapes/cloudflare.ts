import type { DataMap, DataNode } from '../../../data/node.ts';
import {
  itemsIn,
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { CLOUDFLARE_DNS } from '../../../record-sets/services.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { mapsIn, zoneNamed } from './zone-records.ts';

const FORM: RecordForm = {
  owner: ['name'],
  names: 'either',
  type: ['type'],
  ttl: ['ttl'],
  values: ['content'],
  priority: ['priority'],
  hasAutomaticTtl: true,
  isPrinted: true,
  service: CLOUDFLARE_DNS,
};

/** `GET zones/…/dns_records` of Cloudflare's API, the records of a request, and bare lists of records. */
export const CLOUDFLARE_RECORDS: RecordShape = {
  name: 'Cloudflare records',
  text: [/"content"[ \t]*:/, /"type"[ \t]*:[ \t]*"[A-Z]+"/, /"(?:proxied|proxiable|zone_name)"[ \t]*:/],
  read({ roots: [root] }) {
    const maps = root && recordsIn(root);
    if (maps?.some(isOwn) !== true) return undefined;
    // The list has neither an SOA record nor the zone's own name servers, so there is no way to tell whether it is complete.
    return { sets: maps.flatMap((map) => readOne(map) ?? []), isPartial: true };
  },
};

function recordsIn(root: DataNode): readonly DataMap[] | undefined {
  if (root.kind === 'list') return mapsIn(root.items);
  if (root.kind !== 'map') return undefined;
  const result = firstValueOf(root, ['result']);
  if (result?.kind === 'map') return [result];
  const lists = ['result', 'posts', 'puts', 'patches'].flatMap((name) => itemsIn(root, name) ?? []);
  return lists.length > 0 ? mapsIn(lists) : [root];
}

/** Other services have records of the same form. Members that only Cloudflare has identify its records. */
function isOwn(map: DataMap): boolean {
  const isRecord =
    firstValueOf(map, ['type']) !== undefined && firstValueOf(map, ['content', 'data']) !== undefined;
  return isRecord && firstValueOf(map, ['proxied', 'proxiable', 'zone_name']) !== undefined;
}

function readOne(map: DataMap): RecordSet | undefined {
  const set = readRecordMap(map, FORM, { zone: zoneNamed(firstTextOf(map, 'zone_name')) });
  const proxied = firstValueOf(map, ['proxied']);
  const isProxied = proxied?.kind === 'scalar' && proxied.text.text === 'true';
  return set && isProxied ? { ...set, proxied: proxied.range } : set;
}
