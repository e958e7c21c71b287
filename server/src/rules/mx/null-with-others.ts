import { exchangeOf, isNullMx } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** A null MX beside hosts that take mail. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'error',
  specs: ['RFC 7505 §3'],
  why: 'A null MX says that the domain takes no mail, and must be its only MX. Beside others nobody knows which of the two holds: some senders return the mail at once, others try the host "." before the right one.',
  symptoms: ['556 5.1.10', '550 5.1.10'],
  messages: {
    both: '"." says that {domain} takes no mail, and another MX of {domain} says that it does.',
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
            title: 'Delete the others: the domain takes no mail',
            safety: 'review',
            edits: others.map((mx) => ({ kind: 'remove', record: mx })),
          },
        ],
        related: [{ at: { part: 'record', record: other }, message: 'A host that takes mail' }],
      });
    }
  },
});
