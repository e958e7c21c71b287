import { dmarcTagOf, type DmarcRecord, type DmarcTag } from './model.ts';
import { toPercentage, toTesting } from './tags.ts';

/**
 * `t=y` that RFC 7489 receivers do not know of. With `pct=0` beside it they act one step softer too, and there is
 * nothing to tell: who writes both knows.
 */
export function testingAlone(record: DmarcRecord): DmarcTag | undefined {
  const t = dmarcTagOf(record, 't');
  const pct = dmarcTagOf(record, 'pct');
  if (t === undefined || toTesting(t.value) !== true) return undefined;
  return pct !== undefined && toPercentage(pct.value) === 0 ? undefined : t;
}
