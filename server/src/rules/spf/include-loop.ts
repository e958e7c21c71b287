import { spfDomainOf } from '../../domain/spf/owner.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A chain of includes and redirects that comes back to a name on it. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5.2'],
  why: 'The check goes round until the limit of ten lookups ends it with permerror: no sender that is not matched before passes, and receivers answer 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    loop: '"{term}" leads back to a record that led to it: {chain}.',
  },
  check(spf, context) {
    const tree = treeOf(spf, context);
    const owner = spfDomainOf(context);
    for (const { term, tree: below } of tree.terms) {
      // spf-include-self says it of the record that leads straight back to itself.
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
