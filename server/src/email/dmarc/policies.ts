import type { Safety } from '../../records/report.ts';
import { dmarcTagOf, type DmarcRecord } from './model.ts';
import { policyToApply, type PolicyReading } from './reading.ts';
import { comparePolicies, toPolicy, type DmarcPolicy } from './tags.ts';

/** The policy that a tag of the record states; `undefined` for none, an invalid one, and one that is not known. */
export function statedPolicy(record: DmarcRecord, name: 'p' | 'sp' | 'np'): DmarcPolicy | undefined {
  const tag = dmarcTagOf(record, name);
  return tag && toPolicy(tag.value);
}

/** The strictest of the policies that the record states; `undefined` when it states none that is known. */
export function strictestPolicy(record: DmarcRecord): DmarcPolicy | undefined {
  const stated = (['p', 'sp', 'np'] as const).map((name) => statedPolicy(record, name));
  return stated
    .filter((policy) => policy !== undefined)
    .sort(comparePolicies)
    .at(-1);
}

/** True when it is certain that receivers are to quarantine or reject such mail if it fails. */
export function actsOn(reading: PolicyReading, from: 'domain' | 'subdomain'): boolean {
  const policy = policyToApply(reading, from);
  return policy !== undefined && policy !== 'none';
}

/** True when it is certain that no policy of the record asks for anything. */
export function asksForNothing(record: DmarcRecord): boolean {
  return record.value.complete && statedPolicy(record, 'p') === 'none' && strictestPolicy(record) === 'none';
}

/**
 * How safe it is to fix a record that receivers ignore now: its policy takes effect, and may reject the owner's own mail
 * unless it is `none`.
 */
export function dmarcActivationSafety(record: DmarcRecord): Safety {
  return record.value.complete && (strictestPolicy(record) ?? 'none') === 'none' ? 'safe' : 'review';
}
