import { costsOf, counted } from '../../domain/spf/costs.ts';
import { flattenings } from '../../domain/spf/flattening.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import type { Cost, LookupTree, TermCost } from '../../email/spf/lookup-tree.ts';
import { lookupTerms, MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** Included records and this one together take more than ten lookups. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4'],
  why: 'At the eleventh lookup receivers stop with permerror: no sender that is not matched before passes, and receivers answer 550 5.7.24 or drop the SPF leg of DMARC.',
  symptoms: ['550 5.7.24', '550 5.7.23'],
  messages: {
    over: '"{term}" goes past the limit of {max}: evaluating this record takes {count} DNS lookups.',
    remembered:
      '"{term}" goes past the limit of {max} if its providers have not changed: evaluating this record took {count} DNS lookups as of {date}.',
  },
  check(spf, context) {
    // That rule says it where the record alone is over the limit.
    if (lookupTerms(spf).length > MAX_LOOKUP_TERMS) return;
    const tree = treeOf(spf, context);
    if (tree.loop !== undefined) return;
    const { cost } = tree;
    const crossing = crossedAt(tree, (of) => of.lookups);
    if (crossing !== undefined) {
      context.report({
        at: crossing.term.range,
        message: 'over',
        data: { term: quoteTerm(spf, crossing.term.range), max: MAX_LOOKUP_TERMS, count: counted(cost) },
        related: costsOf(spf, tree),
        fixes: flattenings(spf, tree, context, cost.lookups - MAX_LOOKUP_TERMS),
      });
      return;
    }
    const expected = crossedAt(tree, (of) => of.expected.lookups);
    if (expected === undefined) return;
    context.report({
      at: expected.term.range,
      message: 'remembered',
      severity: 'warning',
      data: {
        term: quoteTerm(spf, expected.term.range),
        max: MAX_LOOKUP_TERMS,
        count: counted(cost.expected),
        date: cost.expected.asOf ?? '',
      },
      related: costsOf(spf, tree),
      fixes: flattenings(spf, tree, context, cost.expected.lookups - MAX_LOOKUP_TERMS),
    });
  },
});

/** The first term with which the count goes past the limit. */
function crossedAt({ terms }: LookupTree, countOf: (cost: Cost) => number): TermCost | undefined {
  let total = 0;
  return terms.find(({ cost }) => {
    total += countOf(cost);
    return total > MAX_LOOKUP_TERMS;
  });
}
