import type { DnsRecord } from '../records/record.ts';
import type { DomainView } from './view.ts';

/** Whether the service that the zone was exported from publishes addresses instead of the CNAME record. */
export function isFlattened(cname: DnsRecord, view: DomainView): boolean {
  if (view.exported?.flattensAliases !== true) return false;
  return cname.owner === view.apex || cname.ttl === undefined;
}
