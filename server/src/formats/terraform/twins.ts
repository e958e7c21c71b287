import { isKnown, isUnknownOrigin, labelsOf } from '../../dns/names.ts';
import type { TerraformRecord } from './providers/read-records.ts';

/**
 * Two zones of one name are visible to different clients, or are in different accounts: of a name's records, only
 * those of one zone are certainly together. The same applies to names that are alike and have an unknown part, such as
 * `${var.a}.example.com` and `${var.b}.example.com`: only those of one resource are together.
 */
export class Twins {
  private readonly conditional = new WeakMap<TerraformRecord, TerraformRecord>();

  /** The records, those that may be apart from the first of a name as ones that may not be there. The same objects for the same ones. */
  tellApart(records: readonly TerraformRecord[]): readonly TerraformRecord[] {
    const zones = new Map<string, string>();
    const makers = new Map<string, string>();
    for (const one of records) {
      const { zone, source } = one;
      if (zone.name !== undefined && !zones.has(zone.name)) zones.set(zone.name, zone.identity);
      const set = unknownSetOf(one);
      if (set !== undefined && !makers.has(set)) makers.set(set, source.address);
    }
    return records.map((one) => {
      const { zone, source } = one;
      const set = unknownSetOf(one);
      const isFirst =
        (zone.name === undefined || zones.get(zone.name) === zone.identity) &&
        (set === undefined || makers.get(set) === source.address);
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

/** The name and type of a record, where a part of the name is unknown that does not tell it from others. */
function unknownSetOf({ record: { owner, type } }: TerraformRecord): string | undefined {
  if (isKnown(owner)) return undefined;
  const labels = labelsOf(owner);
  // An unknown end has a number of its own.
  const rest = isUnknownOrigin(labels.at(-1) ?? '') ? labels.slice(0, -1) : labels;
  return rest.every(isKnown) ? undefined : `${type} ${owner}`;
}
