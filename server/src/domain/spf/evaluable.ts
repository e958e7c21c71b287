import type { DomainName } from '../../dns/names.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import { parsePolicy } from '../../email/policies.ts';
import { isMechanism, type Mechanism, type SpfRecord } from '../../email/spf/model.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { onlySelected, selectedRecordsAt, type SelectedRecord } from './selected.ts';

export interface PublishedSpf {
  readonly record: DnsRecord;
  readonly spf: SpfRecord;
}

export interface SpfHere extends PublishedSpf {
  readonly record: SelectedRecord;
}

/** The one SPF record of a domain, if the zone certainly shows that it has one and that it can be evaluated. */
export function publishedSpfOf(domain: DomainName, context: RecordView): SpfHere | undefined {
  const record = onlySelected(selectedRecordsAt(context, domain));
  if (record === undefined) return undefined;
  const spf = parsePolicy('spf', record.rdata.value);
  return spf.permerror ? undefined : { record, spf };
}

const takesMail = oncePerList((exchanges) => exchanges.some((mx) => !isNullMx(mx)));

/**
 * The mechanisms that can pass, with the qualifier `+` or without one. In a domain without hosts that receive its mail,
 * `mx` never matches.
 */
export function passingMechanisms({ record, spf }: PublishedSpf, context: RecordView): readonly Mechanism[] {
  const hasHosts = takesMail(context.recordsAt(record.owner, 'MX'));
  return spf.directives.filter((term): term is Mechanism => {
    if (!isMechanism(term) || term.qualifier !== '+' || term.inert) return false;
    return term.kind !== 'mx' || term.domain !== undefined || hasHosts;
  });
}

/** True if the record authorizes no host: `v=spf1 -all`. RFC 7208 §10.1.2. */
export function refusesAll(spf: SpfRecord): boolean {
  const [first] = spf.directives;
  return first?.kind === 'all' && first.qualifier === '-';
}
