import { dmarcTagOf, type DmarcRecord, type DmarcTag } from './model.ts';
import { toPercentage, toTesting } from './tags.ts';

/**
 * A `t=y` that RFC 7489 receivers ignore. With `pct=0`, they also apply the next weaker policy, so there is nothing to report: an
 * author who writes both knows about it.
 */
export function testingAlone(record: DmarcRecord): DmarcTag | undefined {
  const t = dmarcTagOf(record, 't');
  const pct = dmarcTagOf(record, 'pct');
  if (t === undefined || toTesting(t.value) !== true) return undefined;
  return pct !== undefined && toPercentage(pct.value) === 0 ? undefined : t;
}
