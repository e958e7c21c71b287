import { isAtOrBelow, isKnown, labelsOf, type DomainName } from '../dns/names.ts';
import { registeredDomain } from '../email/dmarc/public-suffix.ts';
import { hostOf } from '../email/mx/exchange.ts';
import { oncePerList } from '../records/once-per-list.ts';
import type { DnsRecord } from '../records/record.ts';

/** True for names that can follow an "@" in public mail. */
export function isMailDomain(name: DomainName): boolean {
  if (!isKnown(name) || registeredDomain(name) === undefined || isAtOrBelow(name, 'arpa')) return false;
  return !labelsOf(name).some((label) => label.startsWith('_') || label === '*');
}

/** The first MX that certainly routes mail to a host. */
export const mxAmong = oncePerList((exchanges): DnsRecord | undefined =>
  exchanges.find((mx) => hostOf(mx) !== undefined && !mx.conditional),
);
