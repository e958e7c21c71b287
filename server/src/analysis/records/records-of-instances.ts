import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { DocumentEntry, DocumentInstance, ZoneKey } from '../input/entry.ts';
import type { LocatedRecord, PlacedRecord } from '../workspace.ts';
import { placedRecordsIn, recordsNamed, RecordsOnce } from './placed-records.ts';
import type { ZoneRecords } from './zone-records.ts';

/** The records of a zone, to see which names it leaves out. */
type RecordsOf = (zone: ZoneKey) => Pick<ZoneRecords, 'leavesOut'>;

/** The records of all uses of a document, without those that name servers ignore. */
export function* recordsOfInstances(
  instances: readonly DocumentInstance[],
  recordsOf: RecordsOf,
  counts: (instance: DocumentInstance, block: RecordBlock, index: number) => boolean,
): Iterable<PlacedRecord> {
  const once = hasRuns(instances) ? new RecordsOnce() : undefined;
  for (const instance of instances) {
    const records = recordsOf(instance.zone);
    for (const placed of placedRecordsIn(instance.member.document, (block, index) =>
      counts(instance, block, index),
    ))
      if (!records.leavesOut(placed.record.owner) && once?.take(placed) !== false) yield placed;
  }
}

/** A record, and the zone that has it. */
export interface RecordOfZone {
  readonly record: LocatedRecord;
  readonly zone: ZoneKey;
}

/** The records of a name and type in any of the documents. */
export function recordsNamedIn(
  entries: Iterable<DocumentEntry>,
  name: DomainName,
  type: string,
  recordsOf: RecordsOf,
): readonly RecordOfZone[] {
  const found: RecordOfZone[] = [];
  const once = new RecordsOnce();
  for (const { instances, path } of entries) {
    for (const { member, zone } of instances) {
      const records = recordsNamed(member, name, type);
      if (records.length === 0 || recordsOf(zone).leavesOut(name)) continue;
      for (const record of records)
        if (!hasRuns(instances) || once.take(record, path)) found.push({ record, zone });
    }
  }
  return found;
}

/** The first use of a document in each zone. A module can have records in only some of its runs. */
export function oneOfEachZone(instances: readonly DocumentInstance[]): readonly DocumentInstance[] {
  const zones = new Map<ZoneKey, DocumentInstance>();
  for (const instance of instances) if (!zones.has(instance.zone)) zones.set(instance.zone, instance);
  const all = [...zones.values()];
  const having = all.filter(({ run, member }) => run !== undefined && member.document.recordCount > 0);
  return having.length > 0 ? having : all;
}

/** Whether several runs of a module define records in a document, which share everything except their variables. */
function hasRuns(instances: readonly DocumentInstance[]): boolean {
  return instances.some(({ run }) => run !== undefined);
}
