import { isDkim, parseDkim } from '../email/dkim/parse.ts';
import type { DkimRecord } from '../email/dkim/model.ts';
import { isDmarc, parseDmarc } from '../email/dmarc/parse.ts';
import type { DmarcRecord } from '../email/dmarc/model.ts';
import { isSpf, parseSpf } from '../email/spf/parse.ts';
import type { SpfRecord } from '../email/spf/model.ts';
import type { DnsRecord } from '../records/record.ts';

export type Policy = SpfRecord | DkimRecord | DmarcRecord;

/** The policy that a text record is meant to be, parsed; `undefined` for other records. */
export function policyOf(record: DnsRecord): Policy | undefined {
  if (record.rdata.kind !== 'text') return undefined;
  if (record.type !== 'TXT' && record.type !== 'SPF') return undefined;
  const { value } = record.rdata;
  if (isSpf(value.text)) return parseSpf(value);
  if (record.type !== 'TXT') return undefined;
  if (isDmarc(value.text, record.owner)) return parseDmarc(value);
  if (isDkim(value.text, record.owner)) return parseDkim(value);
  return undefined;
}

/** What rules may need a policy to have; see `Features` in `rules/rule.ts`. Some of them may come twice. */
export function featuresOf(policy: Policy): readonly string[] {
  const found: string[] = [];
  for (const fault of policy.faults) found.push(fault.code);
  switch (policy.kind) {
    case 'spf':
      for (const term of policy.terms) found.push(term.kind);
      if (policy.value.text.includes('%')) found.push('macro');
      break;
    case 'dkim':
      for (const { meant } of policy.tags) if (meant !== undefined) found.push(meant);
      found.push(policy.key.kind);
      break;
    case 'dmarc':
      for (const { known } of policy.tags) if (known !== undefined) found.push(known);
      break;
  }
  return found;
}

/** Records that decide about mail: MX, and text records that are a policy. */
export function isEmailRecord(record: DnsRecord): boolean {
  return record.type === 'MX' || policyOf(record) !== undefined;
}
