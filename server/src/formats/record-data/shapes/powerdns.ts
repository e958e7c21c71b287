import type { DataMap } from '../../../data/node.ts';
import {
  itemsIn,
  firstValueOf,
  readRecordMap,
  firstTextOf,
  type RecordForm,
} from '../../../record-sets/record-map.ts';
import { POWERDNS } from '../../../record-sets/services.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { isWholeZone, mapsIn, zoneBySoa, zoneNamed } from './zone-records.ts';

const FORM: RecordForm = {
  owner: ['name'],
  names: 'whole',
  type: ['type'],
  ttl: ['ttl'],
  values: ['records'],
  item: ['content'],
  isPrinted: true,
  service: POWERDNS,
};

/** A zone of PowerDNS's API, and the body of a request that changes one (`PATCH`). */
export const POWERDNS_ZONE: RecordShape = {
  name: 'PowerDNS zone',
  text: [/"rrsets"[ \t]*:/],
  read({ roots: [root] }) {
    const items = root?.kind === 'map' ? itemsIn(root, 'rrsets') : undefined;
    if (root?.kind !== 'map' || items === undefined) return undefined;
    const maps = mapsIn(items);
    // Other services use the same name for their sets but other names for their values.
    if (!maps.every(isOwn)) return undefined;
    const named = zoneNamed(firstTextOf(root, 'name'));
    const sets = maps.flatMap((map) => readOne(map, named));
    const hasChanges = maps.some((map) => firstValueOf(map, ['changetype']) !== undefined);
    const zone = named ?? zoneBySoa(sets);
    return {
      sets: sets.map((set) => ({ ...set, zone })),
      isPartial: hasChanges || !isWholeZone(sets),
    };
  },
};

function isOwn(map: DataMap): boolean {
  if (firstTextOf(map, 'changetype') === 'DELETE') return true;
  const records = itemsIn(map, 'records');
  return (
    records?.every((item) => item.kind === 'map' && firstValueOf(item, ['content']) !== undefined) === true
  );
}

/** Records that are disabled or deleted are not published. */
function readOne(map: DataMap, zone: string | undefined): readonly RecordSet[] {
  if (/^(?:DELETE|PRUNE)$/.test(firstTextOf(map, 'changetype') ?? '')) return [];
  const set = readRecordMap(map, FORM, { zone });
  if (set === undefined) return [];
  const disabled = mapsIn(itemsIn(map, 'records') ?? []).filter(
    (one) => firstTextOf(one, 'disabled') === 'true',
  );
  const isDisabled = ({ start }: { readonly start: number }): boolean =>
    disabled.some(({ range }) => range.start <= start && start < range.end);
  return [{ ...set, values: set.values.filter(({ range }) => !isDisabled(range)) }];
}
