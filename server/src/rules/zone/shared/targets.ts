import { asciiLowerCase, isKnown } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { DnsRecord, RdataField } from '../../../records/record.ts';

/** Types whose data name other hosts or zones. */
export const TARGET_TYPES: readonly string[] = [
  'AFSDB',
  'CNAME',
  'DNAME',
  'HTTPS',
  'KX',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SRV',
  'SVCB',
];

/** A name in the data of a record that was typed without a final dot. */
export interface RelativeTarget {
  readonly field: RdataField;
  /** As typed, in lower-case. It is a {@link DomainName} when a dot is put behind it. */
  readonly typed: DomainName;
  /** What was put behind it. */
  readonly origin: DomainName;
}

/** The names that were completed with an origin that is known. `@` and names with escapes are left out. */
export function relativeTargets(record: DnsRecord): readonly RelativeTarget[] {
  if (record.rdata.kind !== 'fields') return [];
  const found: RelativeTarget[] = [];
  for (const field of record.rdata.fields) {
    if (field.kind !== 'name' || field.value === '' || !isKnown(field.value)) continue;
    const typed = asciiLowerCase(field.text.text);
    if (!field.value.startsWith(`${typed}.`)) continue;
    found.push({ field, typed, origin: field.value.slice(typed.length + 1) });
  }
  return found;
}

/** Whether a relative name ends with the name that will be put behind it, or with the zone's. */
export function repeats({ typed, origin }: RelativeTarget, apex: DomainName | undefined): boolean {
  return endsWith(typed, origin) || (apex !== undefined && apex !== '' && endsWith(typed, apex));
}

function endsWith(typed: DomainName, name: DomainName): boolean {
  return typed === name || typed.endsWith(`.${name}`);
}
