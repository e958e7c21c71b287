import { scalarOf, valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import { readRoute53Set } from '../../record-sets/route53.ts';
import type { RecordSet } from '../../record-sets/record-set.ts';
import type { ApiShape } from './shape.ts';

/** `aws route53 list-resource-record-sets`. */
export const ROUTE53_LIST: ApiShape = {
  name: 'Route 53 record sets',
  text: [/"[Rr]esourceRecordSets"[ \t]*:/],
  read(root) {
    const list = root.kind === 'map' ? memberOf(root, 'ResourceRecordSets') : undefined;
    if (root.kind !== 'map' || list?.kind !== 'list') return undefined;
    const maps = list.items.filter((item) => item.kind === 'map');
    const apex = maps.find((map) => textOf(map, 'Type') === 'SOA');
    const zone = apex && textOf(apex, 'Name');
    const hasServers = maps.some((map) => textOf(map, 'Type') === 'NS' && textOf(map, 'Name') === zone);
    const isPage = memberOf(root, 'IsTruncated');
    return {
      sets: maps.flatMap((map) => readRoute53Set(map, { zone, range: map.range }) ?? []),
      // Each zone has these two: without them it is a choice of records.
      isPartial:
        zone === undefined || !hasServers || (isPage?.kind === 'scalar' && isPage.text.text === 'true'),
    };
  },
};

/** `aws route53 change-resource-record-sets --change-batch file://…`. */
export const ROUTE53_CHANGES: ApiShape = {
  name: 'Route 53 change batch',
  text: [/"[Cc]hanges"[ \t]*:/, /"[Rr]esourceRecordSet"[ \t]*:/],
  read(root) {
    const batch = root.kind === 'map' ? (memberOf(root, 'ChangeBatch') ?? root) : undefined;
    const list = batch?.kind === 'map' ? memberOf(batch, 'Changes') : undefined;
    if (list?.kind !== 'list') return undefined;
    return { sets: list.items.flatMap(changedSets), isPartial: true };
  },
};

/** What is deleted is not published afterwards. */
function changedSets(change: DataNode): readonly RecordSet[] {
  if (change.kind !== 'map' || textOf(change, 'Action') === 'DELETE') return [];
  const set = memberOf(change, 'ResourceRecordSet');
  const read =
    set?.kind === 'map' ? readRoute53Set(set, { zone: undefined, range: change.range }) : undefined;
  return read === undefined ? [] : [read];
}

/** Libraries have the names of members in lower case at the start. */
function memberOf(map: DataMap, name: string): DataNode | undefined {
  return valueOf(map, name) ?? valueOf(map, name.charAt(0).toLowerCase() + name.slice(1));
}

function textOf(map: DataMap, name: string): string | undefined {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return (scalarOf(map, name) ?? scalarOf(map, lower))?.text.text;
}
