import type { DataNode } from '../../../data/node.ts';
import { templatePartOf } from '../../../record-sets/placeholders.ts';
import { itemsIn, firstValueOf, firstTextOf } from '../../../record-sets/record-map.ts';
import { readRoute53Set } from '../../../record-sets/route53.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';
import type { RecordShape } from '../shape.ts';
import { inZone, isWholeZone, mapsIn, zoneBySoa } from './zone-records.ts';

/** `aws route53 list-resource-record-sets`. Libraries have the names of members in lowercase at the start. */
export const ROUTE53_LIST: RecordShape = {
  name: 'Route 53 record sets',
  text: [/["']?[Rr]esourceRecordSets["']?[ \t]*:/],
  read({ roots: [root] }) {
    const items =
      root?.kind === 'map' ? itemsIn(root, 'ResourceRecordSets', 'resourceRecordSets') : undefined;
    if (root?.kind !== 'map' || items === undefined) return undefined;
    const sets = mapsIn(items).flatMap(
      (map) => readRoute53Set(map, { zone: undefined, range: map.range }) ?? [],
    );
    return {
      sets: inZone(sets, zoneBySoa(sets)),
      isPartial: !isWholeZone(sets) || hasMorePages(root),
    };
  },
};

/** With `--max-items`, the command names the next page, as does the API. */
function hasMorePages(root: Extract<DataNode, { kind: 'map' }>): boolean {
  const isTruncated = firstTextOf(root, 'IsTruncated', 'isTruncated');
  const next = ['NextToken', 'NextRecordName', 'nextRecordName'];
  return isTruncated === 'true' || firstValueOf(root, next) !== undefined;
}

/** `aws route53 change-resource-record-sets --change-batch file://…`, and the whole request (`--cli-input-json`). */
export const ROUTE53_CHANGES: RecordShape = {
  name: 'Route 53 change batch',
  text: [/["']?[Cc]hanges["']?[ \t]*:/, /["']?[Rr]esourceRecordSet["']?[ \t]*:/],
  read({ roots: [root] }) {
    if (root?.kind !== 'map') return undefined;
    const batch = firstValueOf(root, ['ChangeBatch', 'changeBatch']) ?? root;
    const items = batch.kind === 'map' ? itemsIn(batch, 'Changes', 'changes') : undefined;
    const maps = items && mapsIn(items);
    if (maps?.some((map) => firstValueOf(map, SET_NAMES) !== undefined) !== true) return undefined;
    return { sets: maps.flatMap(changedSets), isPartial: true };
  },
};

const SET_NAMES = ['ResourceRecordSet', 'resourceRecordSet'];

/** A deleted set is no longer published. */
function changedSets(change: Extract<DataNode, { kind: 'map' }>): readonly RecordSet[] {
  if (firstTextOf(change, 'Action', 'action') === 'DELETE') return [];
  const set = firstValueOf(change, SET_NAMES);
  if (set?.kind !== 'map') return [];
  const read = readRoute53Set(set, { zone: undefined, range: change.range, partOf: templatePartOf });
  return read === undefined ? [] : [read];
}
