import { parsePolicy, policyKindOf, type Policy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';

/** The policy that a text record is meant to be, parsed; `undefined` for other records. */
export function policyOf(record: DnsRecord): Policy | undefined {
  if (record.rdata.kind !== 'text') return undefined;
  if (record.type !== 'TXT' && record.type !== 'SPF') return undefined;
  const { value } = record.rdata;
  const kind = policyKindOf(value.text, record.owner);
  // Type SPF never had other contents. RFC 4408 §3.1.1.
  if (kind === undefined || (record.type === 'SPF' && kind !== 'spf')) return undefined;
  return parsePolicy(kind, value);
}
