import { policyOf } from '../analysis/policies.ts';
import { explainPolicy, titleOfPolicy } from '../email/policies.ts';
import type { Explanation } from '../email/policy-record.ts';
import type { DnsRecord } from '../records/record.ts';

/** What the token at `offset` of the record's decoded text means, when the record is a policy. */
export function explanationIn(record: DnsRecord, offset: number): Explanation | undefined {
  const policy = policyOf(record);
  return policy && explainPolicy(policy, offset);
}

/** Policies that are told by how their text begins. RFC 8461 §3.1, RFC 8460 §3. */
const OTHER_TEXTS: readonly (readonly [version: RegExp, name: string])[] = [
  [/^v=STSv1\b/, 'MTA-STS'],
  [/^v=TLSRPTv1\b/, 'TLS-RPT'],
  [/^v=BIMI1\b/, 'BIMI'],
];

/** What mail uses the record for, as an outline names it; `undefined` for records that mail does not depend on. */
export function mailUseOf(record: DnsRecord): string | undefined {
  if (record.type === 'MX' || record.type === 'TLSA') return record.type;
  const policy = policyOf(record);
  if (policy !== undefined) return titleOfPolicy(policy.kind);
  if (record.rdata.kind !== 'text') return undefined;
  const { text } = record.rdata.value;
  return OTHER_TEXTS.find(([version]) => version.test(text))?.[1];
}
