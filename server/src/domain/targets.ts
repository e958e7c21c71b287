import type { DomainName } from '../dns/names.ts';
import { asciiLowerCase, childOf, isAtOrBelow, isKnown, labelsOf, relativeTo } from '../dns/names.ts';
import { isClassicTopLevel, isTopLevel } from '../dns/top-level.ts';
import type { DnsRecord, RdataField } from '../records/record.ts';
import { isHostOfService } from '../senders/services/catalog.ts';
import type { RecordView } from './view.ts';
import { wildcardFor } from './wildcards.ts';

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

/** A name in the data of a record, written without a trailing dot. */
export interface RelativeTarget {
  readonly field: RdataField;
  /** The name as typed, in lowercase. With a dot after it, it is a {@link DomainName}. */
  readonly typed: DomainName;
  /** The origin that was appended. */
  readonly origin: DomainName;
}

/** The names that were completed with a known origin. `@` and names with escapes are left out. */
export function relativeTargets(record: DnsRecord): readonly RelativeTarget[] {
  if (record.rdata.kind !== 'fields') return [];
  const found: RelativeTarget[] = [];
  for (const field of record.rdata.fields) {
    if (field.kind !== 'name' || field.value === '' || !isKnown(field.value)) continue;
    if (isAbsolute(field.text.text)) continue;
    const typed = asciiLowerCase(field.text.text);
    if (!field.value.startsWith(`${typed}.`)) continue;
    found.push({ field, typed, origin: field.value.slice(typed.length + 1) });
  }
  return found;
}

/** Whether the name is a reverse name (RFC 1035 §3.5, RFC 3596 §2.5), which no host has. */
export function isInReverseZone(name: DomainName): boolean {
  return isAtOrBelow(name, 'in-addr.arpa') || isAtOrBelow(name, 'ip6.arpa');
}

/** Most targets are written with a trailing dot. */
function isAbsolute(typed: string): boolean {
  return typed.endsWith('.') && !typed.endsWith('\\.');
}

/** Whether a relative name ends with the name that will be appended to it, or with the zone's name. */
export function repeats({ typed, origin }: RelativeTarget, apex: DomainName | undefined): boolean {
  return endsWith(typed, origin) || (apex !== undefined && apex !== '' && endsWith(typed, apex));
}

function endsWith(typed: DomainName, name: DomainName): boolean {
  return typed === name || typed.endsWith(`.${name}`);
}

/**
 * Whether the name ends in a top-level domain. `db.us` may be a host in a subdomain, and is assumed to be one unless
 * the whole zone is known.
 */
export function looksAbsolute(target: RelativeTarget, context: RecordView): boolean {
  const labels = labelsOf(target.typed);
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || repeats(target, context.apex)) return false;
  if (!isClassicTopLevel(last) && !(context.zoneIsWhole && isTopLevel(last))) return false;
  // That case is certain, and zone-known-host-in-zone reports it.
  return !isHostOfService(target.typed);
}

/** Whether the name was meant to be complete. Other rules report its missing trailing dot. */
export function isMeantAbsolute(target: RelativeTarget, context: RecordView): boolean {
  return repeats(target, context.apex) || looksAbsolute(target, context) || isHostOfService(target.typed);
}

/**
 * Whether the completed name exists, or another zone has it. A wildcard for the whole zone would make any name exist.
 */
export function isServed(name: DomainName, context: RecordView): boolean {
  if (context.recordsAt(name).length > 0 || context.delegationAbove(name).length > 0) return true;
  const [wildcard] = wildcardFor(name, context);
  return wildcard !== undefined && wildcard.owner !== childOf('*', context.apex ?? '');
}

/** A name in the data of a record that is a known host of a service, followed by the zone's own name. */
export interface HostInZone {
  readonly field: RdataField;
  /** The host without the zone's name. */
  readonly host: DomainName;
}

export function hostsOfServicesInZone(
  record: DnsRecord,
  apex: DomainName | undefined,
): readonly HostInZone[] {
  if (record.rdata.kind !== 'fields' || apex === undefined || apex === '') return [];
  const relative = new Map(relativeTargets(record).map(({ field, typed }) => [field, typed]));
  const found: HostInZone[] = [];
  for (const field of record.rdata.fields) {
    if (field.kind !== 'name' || !isKnown(field.value)) continue;
    const host = relative.get(field) ?? relativeTo(field.value, apex);
    if (host !== undefined && host.includes('.') && isHostOfService(host)) found.push({ field, host });
  }
  return found;
}
