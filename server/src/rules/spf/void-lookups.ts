import { treeOf } from '../../domain/spf/tree.ts';
import { MAX_VOID_LOOKUPS } from '../../email/spf/evaluate/check-host.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** More than two terms of this record lead to nothing. */
export default defineRule({
  id: 'spf-void-lookups',
  subject: 'spf',
  needs: ['include', 'redirect', 'a', 'mx'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.4'],
  why: 'Most receivers stop with permerror at the third lookup that finds nothing: no sender that is not matched before passes, and receivers answer 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    over: '"{term}" goes past the limit of {max} lookups that find nothing: evaluating this record makes {count}.',
  },
  check(spf, context) {
    const { terms, cost } = treeOf(spf, context);
    if (cost.voids <= MAX_VOID_LOOKUPS) return;
    let total = 0;
    const crossing = terms.find((term) => {
      total += term.cost.voids;
      return total > MAX_VOID_LOOKUPS;
    });
    if (crossing === undefined) return;
    context.report({
      at: crossing.term.range,
      message: 'over',
      data: { term: quoteTerm(spf, crossing.term.range), max: MAX_VOID_LOOKUPS, count: cost.voids },
      related: terms
        .filter((term) => term.cost.voids > 0)
        .map(({ term, tree, cost: { voids } }) => {
          const typed = `"${quoteTerm(spf, term.range)}"`;
          const within = `${voids} ${voids === 1 ? 'lookup that finds' : 'lookups that find'} nothing`;
          return {
            at: term.range,
            message: `${typed} ${tree === undefined ? 'finds nothing' : `leads to ${within}`}`,
          };
        }),
    });
  },
});
