import { policyOf } from '../analysis/policies.ts';
import { explainPolicy, titleOfPolicy } from '../email/policies.ts';
import type { Explanation } from '../email/policy-record.ts';
import type { DnsRecord } from '../records/record.ts';

/** What the token at `offset` of the record's decoded text means, when the record is a policy. */
export function explanationIn(record: DnsRecord, offset: number): Explanation | undefined {
  const policy = policyOf(record);
  return policy && explainPolicy(policy, offset);
}

/** What mail uses the record for, as an outline names it; `undefined` for records that mail does not depend on. */
export function mailUseOf(record: DnsRecord): string | undefined {
  if (record.type === 'MX' || record.type === 'TLSA') return record.type;
  const policy = policyOf(record);
  return policy && titleOfPolicy(policy.kind);
}
