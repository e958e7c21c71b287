import { firstLabelOf, isBelow, parentOf } from '../../dns/names.ts';
import { wildcardFor } from '../../domain/wildcards.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import { fieldOf } from '../../records/record.ts';
import { serviceById } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

/** Microsoft 365 rotates between these. */
const OTHER: Readonly<Record<string, string>> = { selector1: 'selector2', selector2: 'selector1' };

/**
 * One of the two DKIM aliases of Microsoft 365 is missing. It signs with one of them, and with the other after the next
 * key rotation: https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure.
 */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.1', 'RFC 6376 §3.1'],
  why: 'Microsoft 365 signs with one of the two selectors. After a key rotation it signs with the other, and its signatures fail if that selector is missing.',
  symptoms: ['550 5.7.26', '550 5.7.30'],
  messages: { one: 'Microsoft 365 rotates between "{here}" and "{other}", but "{other}" is not published.' },
  check({ record }, context) {
    const { owner } = record;
    const name = dkimNameOf(owner);
    if (name.kind !== 'key' || record.conditional || !context.zoneIsWhole) return;
    const other = OTHER[name.selector];
    const target = fieldOf(record, 'cname')?.value;
    if (other === undefined || target === undefined) return;
    const service = serviceById('microsoft-365');
    if (service?.dkim?.targets.some((end) => isBelow(target, end)) !== true) return;
    const missing = keyOwner(other, name.domain);
    if (context.delegationAbove(missing).length > 0 || context.recordsAt(missing).length > 0) return;
    if (wildcardFor(missing, context).length > 0) return;
    const label = firstLabelOf(target);
    const rest = parentOf(target);
    context.report({
      at: { part: 'owner' },
      message: 'one',
      data: { here: name.selector, other },
      fix:
        rest !== undefined && label.startsWith(`${name.selector}-`)
          ? {
              title: `Add "${other}"`,
              safety: 'review',
              edits: [
                {
                  kind: 'add',
                  owner: missing,
                  type: 'CNAME',
                  data: `${other}${label.slice(name.selector.length)}.${rest}.`,
                },
              ],
            }
          : undefined,
    });
  },
});
