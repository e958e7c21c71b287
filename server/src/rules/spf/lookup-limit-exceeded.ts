import { costsOf, counted } from '../../domain/spf/costs.ts';
import { flattenings } from '../../domain/spf/flattening.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import type { Cost, LookupTree, TermCost } from '../../email/spf/lookup-tree.ts';
import { lookupTerms, MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** The record and its included records together use more than 10 DNS lookups. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4'],
  why: 'At the 11th DNS lookup, receivers stop with permerror (a permanent error). Senders that no earlier term matches do not pass: receivers reply with 550 5.7.24 or ignore SPF for DMARC.',
  symptoms: ['550 5.7.24', '550 5.7.23'],
  messages: {
    over: 'The record uses {count} DNS lookups and exceeds the limit of {max} at "{term}".',
    remembered:
      'The record uses {count} DNS lookups (provider data from {date}) and probably exceeds the limit of {max} at "{term}".',
  },
  check(spf, context) {
    // spf-lookup-limit-local reports a record that exceeds the limit by itself.
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

/** The first term at which the count exceeds the limit. */
function crossedAt({ terms }: LookupTree, countOf: (cost: Cost) => number): TermCost | undefined {
  let total = 0;
  return terms.find(({ cost }) => {
    total += countOf(cost);
    return total > MAX_LOOKUP_TERMS;
  });
}
