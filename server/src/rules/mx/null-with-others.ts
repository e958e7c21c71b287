import { exchangeOf, isNullMx } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** A null MX is next to hosts that accept mail. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 7505 §3'],
  why: 'A null MX must be the only MX record, and next to others it is undefined which applies. Some senders bounce the mail immediately, others try the host "." before the right one.',
  symptoms: ['556 5.1.10', '550 5.1.10'],
  messages: {
    both: '{domain} has a null MX (".") next to other MX records.',
  },
  check(owner, context) {
    const records = owner.ofType('MX').filter((mx) => !mx.conditional && exchangeOf(mx) !== undefined);
    const others = records.filter((mx) => !isNullMx(mx));
    const [other] = others;
    if (other === undefined) return;
    for (const record of records.filter(isNullMx)) {
      context.report({
        at: { part: 'rdata', record },
        message: 'both',
        data: { domain: owner.name },
        fixes: [
          { title: 'Delete the null MX', safety: 'review', edits: [{ kind: 'remove', record }] },
          {
            title: 'Keep only the null MX',
            safety: 'review',
            edits: others.map((mx) => ({ kind: 'remove', record: mx })),
          },
        ],
        related: [{ at: { part: 'record', record: other }, message: 'A host that accepts mail' }],
      });
    }
  },
});
