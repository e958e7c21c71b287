import type { DataMap, DataNode } from '../../../data/node.ts';
import {
  itemsIn,
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { CLOUD_DNS } from '../../../record-sets/services.ts';
import type { RecordShape } from '../shape.ts';
import { inZone, isWholeZone, mapsIn, zoneBySoa } from './zone-records.ts';

const FORM: RecordForm = {
  owner: ['name'],
  names: 'whole',
  type: ['type'],
  ttl: ['ttl'],
  values: ['rrdatas'],
  isPrinted: true,
  service: CLOUD_DNS,
};

/**
 * `gcloud dns record-sets list --format json` (or `yaml`), `… export`, which has one document per set, responses of the API, and
 * transactions, which add and delete sets.
 */
export const GOOGLE_RECORDS: RecordShape = {
  name: 'Cloud DNS record sets',
  text: [/["']?rrdatas["']?[ \t]*:/],
  read({ roots }) {
    const maps = roots.flatMap(setsIn);
    if (!maps.some((map) => firstValueOf(map, ['rrdatas', 'routingPolicy']) !== undefined)) return undefined;
    // Weights and locations decide which answer is returned.
    const sets = maps.flatMap(
      (map) =>
        readRecordMap(map, FORM, {
          zone: undefined,
          isConditional: firstValueOf(map, ['routingPolicy']) !== undefined,
        }) ?? [],
    );
    const hasMore = roots.some(
      (root) =>
        root.kind === 'map' && (isTransaction(root) || firstTextOf(root, 'nextPageToken') !== undefined),
    );
    return { sets: inZone(sets, zoneBySoa(sets)), isPartial: hasMore || !isWholeZone(sets) };
  },
};

/** A deleted set is no longer published. */
function setsIn(root: DataNode): readonly DataMap[] {
  if (root.kind === 'list') return mapsIn(root.items);
  if (root.kind !== 'map') return [];
  return mapsIn(itemsIn(root, 'additions') ?? itemsIn(root, 'rrsets') ?? [root]);
}

function isTransaction(root: DataMap): boolean {
  return firstValueOf(root, ['additions', 'deletions']) !== undefined;
}
