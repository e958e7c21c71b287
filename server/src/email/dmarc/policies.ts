import type { Safety } from '../../records/report.ts';
import { dmarcTagOf, type DmarcRecord } from './model.ts';
import { policyToApply, type PolicyReading } from './reading.ts';
import { comparePolicies, toPolicy, type DmarcPolicy } from './tags.ts';

/** The policy in a tag of the record; `undefined` if there is none, it is invalid, or it is unknown. */
export function statedPolicy(record: DmarcRecord, name: 'p' | 'sp' | 'np'): DmarcPolicy | undefined {
  const tag = dmarcTagOf(record, name);
  return tag && toPolicy(tag.value);
}

/** The strictest policy in the record; `undefined` if it has no known policy. */
export function strictestPolicy(record: DmarcRecord): DmarcPolicy | undefined {
  const stated = (['p', 'sp', 'np'] as const).map((name) => statedPolicy(record, name));
  return stated
    .filter((policy) => policy !== undefined)
    .sort(comparePolicies)
    .at(-1);
}

/** Whether it is certain that receivers are asked to quarantine or reject such mail if it fails. */
export function actsOn(reading: PolicyReading, from: 'domain' | 'subdomain'): boolean {
  const policy = policyToApply(reading, from);
  return policy !== undefined && policy !== 'none';
}

/** Whether it is certain that no policy of the record requests an action. */
export function asksForNothing(record: DmarcRecord): boolean {
  return record.value.complete && statedPolicy(record, 'p') === 'none' && strictestPolicy(record) === 'none';
}

/**
 * The safety of a fix for a record that receivers currently ignore. After the fix, its policy takes effect, and can make
 * receivers reject the owner's own mail unless it is `none`.
 */
export function dmarcActivationSafety(record: DmarcRecord): Safety {
  return record.value.complete && (strictestPolicy(record) ?? 'none') === 'none' ? 'safe' : 'review';
}
