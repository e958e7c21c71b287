import type { DomainName } from '../../dns/names.ts';
import { policyToApply } from '../../email/dmarc/reading.ts';
import type { Policy } from '../../email/dmarc/tags.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { effectivePolicy } from './policy.ts';

/** What DMARC does with mail of the domain that fails, and the record that says so, where the zone shows that. */
export function dmarcPolicyOf(
  domain: DomainName,
  context: RecordView,
): { readonly policy: Policy; readonly record: DnsRecord | undefined } | undefined {
  const here = effectivePolicy(domain, context);
  if (here.kind !== 'found') return undefined;
  const policy = policyToApply(here.reading, here.domain === domain ? 'domain' : 'subdomain');
  return policy === undefined ? undefined : { policy, record: here.record };
}
