import type { DataMap, DataNode } from '../../../data/node.ts';
import { canonicalName, type DomainName } from '../../../dns/names.ts';
import type { RecordSet } from '../../../record-sets/record-set.ts';

/** The items of a list that are maps. */
export function mapsIn(items: readonly DataNode[]): readonly DataMap[] {
  return items.filter((item) => item.kind === 'map');
}

/** The name of the zone, from its SOA record. Each zone has one. */
export function zoneBySoa(sets: readonly RecordSet[]): DomainName | undefined {
  return sets.find(({ type }) => type === 'SOA')?.owner;
}

/** The sets, assigned to a zone. */
export function inZone(sets: readonly RecordSet[], zone: DomainName | undefined): readonly RecordSet[] {
  return zone === undefined ? sets : sets.map((set) => ({ ...set, zone }));
}

/** Whether the sets are those of a whole zone. Without an SOA record and name servers they are a selection. */
export function isWholeZone(sets: readonly RecordSet[]): boolean {
  const zone = zoneBySoa(sets);
  return zone !== undefined && sets.some(({ type, owner }) => type === 'NS' && owner === zone);
}

/** The canonical name for a zone name in the source. */
export function zoneNamed(text: string | undefined): DomainName | undefined {
  return text === undefined || text === '' ? undefined : canonicalName(text);
}
