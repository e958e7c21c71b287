import type { DomainName } from '../dns/names.ts';
import { oncePerList } from '../records/once-per-list.ts';
import { fieldOf } from '../records/record.ts';
import type { RecordView } from './view.ts';

const refuseAll = oncePerList((texts) =>
  texts.some(({ rdata }) => rdata.kind === 'text' && /^v=spf1 +-all *$/i.test(rdata.value.text)),
);
const areSpf = oncePerList((texts) =>
  texts.some(({ rdata }) => rdata.kind === 'text' && /^v=spf1(?: |$)/i.test(rdata.value.text)),
);
const takeNothing = oncePerList((exchanges) => exchanges.some((mx) => fieldOf(mx, 'exchange')?.value === ''));

/** True when the zone says that the domain sends no mail: `v=spf1 -all` alone (RFC 7208 §10.1.2) or a null MX (RFC 7505). */
export function sendsNothing(context: RecordView, domain: DomainName): boolean {
  return refuseAll(context.recordsAt(domain, 'TXT')) || takeNothing(context.recordsAt(domain, 'MX'));
}

/** True when the zone says that the domain has mail of its own: an MX, or SPF that lets somebody send. */
export function hasMail(context: RecordView, domain: DomainName): boolean {
  if (sendsNothing(context, domain)) return false;
  if (context.recordsAt(domain, 'MX').length > 0) return true;
  return areSpf(context.recordsAt(domain, 'TXT'));
}
