import { policyOf } from '../analysis/engine/policies.ts';
import { explainStsPolicy } from '../email/mta-sts/explain-policy.ts';
import { parseStsPolicy } from '../email/mta-sts/policy-file.ts';
import { explainPolicy, titleOfPolicy } from '../email/policies.ts';
import type { TokenExplanation } from '../email/policy-record.ts';
import { STS_POLICY } from '../records/policy-file.ts';
import type { DnsRecord } from '../records/record.ts';

/** The meaning of the token at `offset` of the record's decoded text, if the record is a policy. */
export function explanationIn(record: DnsRecord, offset: number): TokenExplanation | undefined {
  if (record.type === STS_POLICY && record.rdata.kind === 'text') {
    return explainStsPolicy(parseStsPolicy(record.rdata.value), offset);
  }
  const policy = policyOf(record);
  return policy && explainPolicy(policy, offset);
}

/** The purpose of the record for mail, as shown in an outline; `undefined` for records that mail does not depend on. */
export function mailUseOf(record: DnsRecord): string | undefined {
  if (record.type === 'MX' || record.type === 'TLSA') return record.type;
  const policy = policyOf(record);
  return policy && titleOfPolicy(policy.kind);
}
