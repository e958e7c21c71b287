import type { DomainName } from '../dns/names.ts';
import { childOf, isBelow, parentOf } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RecordView } from './view.ts';

/**
 * The records of the wildcard that answers for a name without its own records (RFC 4592 §3.3.1), if there is one. Empty
 * non-terminals are not considered, so a wildcard above one is used in their place.
 */
export function wildcardFor(name: DomainName, context: RecordView): readonly DnsRecord[] {
  const { apex } = context;
  if (apex === undefined || !isBelow(name, apex)) return [];
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) {
    const wildcard = context.recordsAt(childOf('*', at));
    if (wildcard.length > 0) return wildcard;
    if (at === apex || context.recordsAt(at).length > 0) return [];
  }
  return [];
}
