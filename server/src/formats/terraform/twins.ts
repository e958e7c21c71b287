import type { TerraformRecord } from './providers/read-records.ts';

/**
 * Two zones of one name are seen by different people, or stand in different accounts: of a name's records only those of
 * one zone are together for certain.
 */
export class Twins {
  private readonly conditional = new WeakMap<TerraformRecord, TerraformRecord>();

  /** The records, those of further zones of a name as ones that may not be there. The same objects for the same ones. */
  tellApart(records: readonly TerraformRecord[]): readonly TerraformRecord[] {
    const first = new Map<string, string>();
    for (const { zone } of records) {
      if (zone.name !== undefined && !first.has(zone.name)) first.set(zone.name, zone.identity);
    }
    return records.map((one) => {
      const { zone } = one;
      const isFirst = zone.name === undefined || first.get(zone.name) === zone.identity;
      return isFirst ? one : this.maybe(one);
    });
  }

  /** The record as one that may not be there. */
  maybe(one: TerraformRecord): TerraformRecord {
    let maybe = this.conditional.get(one);
    if (maybe === undefined) {
      maybe = { ...one, record: { ...one.record, conditional: true } };
      this.conditional.set(one, maybe);
    }
    return maybe;
  }
}
