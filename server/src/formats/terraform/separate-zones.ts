import { isKnown, isUnknownOrigin, labelsOf } from '../../dns/names.ts';
import type { TerraformRecord } from './providers/read-records.ts';

/**
 * Two zones with the same name are visible to different clients, or are in different accounts: only records in one zone are
 * certainly published together. The same holds for similar names with an unknown part, such as `${var.a}.example.com` and
 * `${var.b}.example.com`: only those of one resource belong together.
 */
export class SeparateZones {
  private readonly conditional = new WeakMap<TerraformRecord, TerraformRecord>();

  /**
   * The records; those that may be separate from the first of a name are marked as conditional. Equal records stay the same
   * objects.
   */
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

  /** The record, marked as conditional. */
  maybe(one: TerraformRecord): TerraformRecord {
    let maybe = this.conditional.get(one);
    if (maybe === undefined) {
      maybe = { ...one, record: { ...one.record, conditional: true } };
      this.conditional.set(one, maybe);
    }
    return maybe;
  }
}

/** The name and type of a record with an unknown part in its name that does not distinguish it from others. */
function unknownSetOf({ record: { owner, type } }: TerraformRecord): string | undefined {
  if (isKnown(owner)) return undefined;
  const labels = labelsOf(owner);
  // An unknown ending has a number of its own.
  const rest = isUnknownOrigin(labels.at(-1) ?? '') ? labels.slice(0, -1) : labels;
  return rest.every(isKnown) ? undefined : `${type} ${owner}`;
}
