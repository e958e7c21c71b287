import { isKnown, parentOf, type DomainName } from '../../dns/names.ts';
import { dmarcTagOf, type DmarcRecord } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { toPublicSuffixFlag } from '../../email/dmarc/tags.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { dmarcDomainOf } from './subject.ts';

/**
 * True unless the domain is, or may be, a subdomain of the organizational domain. Receivers ignore `sp` and `np` in the
 * record of such a subdomain (RFC 9989 §4.7 "sp").
 */
export function isOrganizationalDomain(record: DmarcRecord, context: RecordView): boolean {
  const domain = dmarcDomainOf(context);
  if (domain === undefined || declaresItself(record)) return true;
  return (registeredDomain(domain) ?? domain) === domain && recordAbove(domain, context) === undefined;
}

/**
 * The DMARC record of a parent domain that prevents the domain from being an organizational domain, if this zone proves
 * it. The tree walk uses the topmost record, unless a lower one has psd=n, or one above it has psd=y (RFC 9989
 * §4.10.2).
 */
export function recordAbove(domain: DomainName, context: RecordView): DnsRecord | undefined {
  const { apex } = context;
  if (apex === undefined || !isKnown(domain)) return undefined;
  for (let name = parentOf(domain); name !== undefined && name !== ''; name = parentOf(name)) {
    const records = context.recordsAt(policyOwner(name), 'TXT');
    const [only] = records;
    const above = records.length === 1 && only?.conditional === false ? flagOf(only) : undefined;
    if (above === 'y' || above === 'unknown') return undefined;
    if (above !== undefined) return only;
    if (name === apex) return undefined;
  }
  return undefined;
}

export function declaresItself(record: DmarcRecord): boolean {
  const psd = dmarcTagOf(record, 'psd');
  return psd !== undefined && toPublicSuffixFlag(psd.value) !== 'u';
}

/** The `psd` value of a valid DMARC record; `undefined` for any other text. */
function flagOf({ rdata }: DnsRecord): 'y' | 'n' | 'u' | 'unknown' | undefined {
  if (rdata.kind !== 'text') return undefined;
  const reading = readAs(parsePolicy('dmarc', rdata.value), 'RFC 9989');
  if (reading.kind === 'ignored') return undefined;
  return reading.kind === 'unknown' ? 'unknown' : (reading.psd ?? 'unknown');
}
