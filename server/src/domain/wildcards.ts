import type { DomainName } from '../dns/names.ts';
import { childOf, isBelow, parentOf } from '../dns/names.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RecordView } from './view.ts';

/**
 * The records of the wildcard that answers for a name without records of its own (RFC 4592 §3.3.1), if one does.
 * Names that exist only because something stands below them are not seen: there, a wildcard further up is taken.
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
