import { costsOf } from '../../domain/spf/costs.ts';
import { flattenings } from '../../domain/spf/flattening.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import { lookupTerms, MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { defineRule } from '../rule.ts';

/** From this number of lookups on, a change at one provider may exceed the limit. */
const NEAR = MAX_LOOKUP_TERMS - 1;

/** A record that uses 9 or 10 DNS lookups, all of them known. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect', 'a', 'mx', 'ptr', 'exists'],
  severity: 'warning',
  specs: ['RFC 7208 §4.6.4'],
  why: 'The owners of the included records can add DNS lookups at any time. Beyond 10, receivers reply with 550 5.7.24 to mail that passed the day before.',
  symptoms: ['550 5.7.24'],
  messages: {
    near: 'The record uses {count} of {max} DNS lookups.',
    remembered: 'The record uses {count} of {max} DNS lookups (provider data from {date}).',
  },
  check(spf, context) {
    // The record has too few lookups of its own, and no term that could add to them.
    const isOpen = spf.terms.some(({ kind }) => kind === 'include' || kind === 'redirect');
    if (!isOpen && lookupTerms(spf).length < NEAR) return;
    const tree = treeOf(spf, context);
    const last = tree.terms.at(-1);
    if (tree.loop !== undefined || last === undefined) return;
    const { lookups, expected } = tree.cost;
    const isKnown = expected.asOf === undefined;
    const count = isKnown ? lookups : expected.lookups;
    if (count < NEAR || count > MAX_LOOKUP_TERMS || lookups > MAX_LOOKUP_TERMS) return;
    context.report({
      at: last.term.range,
      message: isKnown ? 'near' : 'remembered',
      data: {
        count: (isKnown ? tree.cost : expected).atLeast ? `at least ${count}` : count,
        max: MAX_LOOKUP_TERMS,
        date: expected.asOf ?? '',
      },
      related: costsOf(spf, tree),
      fixes: flattenings(spf, tree, context, count - NEAR + 1),
    });
  },
});
