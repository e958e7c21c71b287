import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { isAtOrBelow } from '../../dns/names.ts';
import { dmarcTagOf, type DmarcRecord } from '../../email/dmarc/model.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { readAs, type PolicyReading } from '../../email/dmarc/reading.ts';
import { toPolicy } from '../../email/dmarc/tags.ts';
import type { ReportedPolicy } from '../../senders/reports/model.ts';
import { defineRule } from '../rule.ts';

/** Seconds after a change during which reports do not count, because receivers may still cache the old record. */
export const SETTLING_TIME = 2 * 24 * 3600;

/** DMARC reports that show a different policy from the record in the file, which has not changed since. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'info',
  specs: ['RFC 9990 §3.1.1.6', 'RFC 9989 §4.7'],
  why: 'Receivers apply what is published, not what the file says. A change may not have been applied, or another system may manage the record.',
  messages: {
    differs: 'DMARC reports of {day} show "{published}" for {domain}, but this record has "{here}".',
  },
  check(dmarc, context) {
    const domain = dmarcDomainOf(context);
    const { record, apex } = context;
    if (domain === undefined || record === undefined || record.conditional || apex === undefined) return;
    if (!isPolicyRecord(context) || dmarcPlaceOf(record.owner).kind !== 'policy') return;
    const seen = context.seenPolicy(domain);
    if (seen === undefined || !isAtOrBelow(domain, apex)) return;
    if (context.recordsAt(record.owner).length !== 1 || context.delegationAbove(record.owner).length > 0)
      return;
    const reading = certainReading(dmarc);
    const [first, ...others] = reading === undefined ? [] : differences(seen, reading, dmarc);
    if (first === undefined || !context.isUnchangedSince(seen.since - SETTLING_TIME)) return;
    const all = [first, ...others];
    const day = new Date(seen.newest * 1000).toISOString().slice(0, 10);
    context.report({
      at: (dmarcTagOf(dmarc, first.tag) ?? dmarcTagOf(dmarc, 'p'))?.range ?? { part: 'rdata' },
      message: 'differs',
      data: {
        day,
        domain,
        published: all.map(({ tag, published }) => `${tag}=${published}`).join('; '),
        here: all.map(({ tag, here }) => `${tag}=${here}`).join('; '),
      },
      related: [
        {
          at: { file: seen.path },
          message: `DMARC report of ${day}${seen.reporter === '' ? '' : ` from ${seen.reporter}`}`,
        },
      ],
    });
  },
});

/**
 * The policy that receivers of both RFCs read in the record, if it is certain. With `t=y` or `pct`, receivers may report the
 * policy that they applied. They also differ in what they report instead of an invalid policy.
 */
function certainReading(dmarc: DmarcRecord): PolicyReading | undefined {
  const reading = readAs(dmarc, 'RFC 9989');
  const older = readAs(dmarc, 'RFC 7489');
  if (reading.kind !== 'policy' || older.kind !== 'policy' || reading.p === undefined) return undefined;
  if (reading.testing !== false || older.percentage !== 100) return undefined;
  if (reading.p !== older.p || reading.sp !== older.sp) return undefined;
  return toPolicy(dmarcTagOf(dmarc, 'p')?.value ?? '') === reading.p ? reading : undefined;
}

interface Difference {
  readonly tag: 'p' | 'sp' | 'adkim' | 'aspf';
  readonly published: string;
  readonly here: string;
}

/**
 * Differences in tags that receivers do not fill in. For a record without `sp`, some receivers report the value of `p`, or
 * nothing. For a record without `adkim` or `aspf`, they report "r".
 */
function differences(
  seen: ReportedPolicy,
  { p, sp, adkim, aspf }: PolicyReading,
  dmarc: DmarcRecord,
): readonly Difference[] {
  const found: Difference[] = [];
  if (p !== undefined && seen.p !== undefined && seen.p !== p)
    found.push({ tag: 'p', published: seen.p, here: p });
  const isStated = toPolicy(dmarcTagOf(dmarc, 'sp')?.value ?? '') === sp;
  if (isStated && sp !== undefined && seen.sp !== undefined && ![sp, p, seen.p].includes(seen.sp))
    found.push({ tag: 'sp', published: seen.sp, here: sp });
  if (seen.adkim === 's' && adkim === 'r') found.push({ tag: 'adkim', published: 's', here: 'r' });
  if (seen.aspf === 's' && aspf === 'r') found.push({ tag: 'aspf', published: 's', here: 'r' });
  return found;
}
