import { spfDomainOf } from '../../domain/spf/owner.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A chain of includes and redirects that returns to one of its own names. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5.2'],
  why: 'Receivers follow the loop until the limit of 10 DNS lookups ends the check with permerror. Senders that no earlier term matches do not pass and get 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    loop: '"{term}" leads into a loop of SPF records ({chain}).',
  },
  check(spf, context) {
    const tree = treeOf(spf, context);
    const owner = spfDomainOf(context);
    for (const { term, tree: below } of tree.terms) {
      // spf-include-self reports a record that points directly to itself.
      if (below?.loop === undefined || below.state === 'loop') continue;
      const chain = [owner ?? 'this record', ...below.loop];
      context.report({
        at: term.range,
        message: 'loop',
        data: { term: quoteTerm(spf, term.range), chain: chain.join(' → ') },
      });
    }
  },
});
