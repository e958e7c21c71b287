import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { coveredByIncludes } from '../../email/spf/coverage-by-include.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A network that an include of the same record already allows. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'hint',
  specs: ['RFC 7208 §4.6.2'],
  why: 'The record is longer than necessary, and the address looks like a separate sender.',
  messages: {
    covered: '"{term}" is already allowed by "{include}"{when}.',
  },
  check(spf, context) {
    const hasNetworks = spf.directives.some(({ kind }) => kind === 'ip4' || kind === 'ip6');
    if (!hasNetworks) return;
    for (const { term, by } of coveredByIncludes(treeOf(spf, context))) {
      const typed = quoteTerm(spf, term.range);
      const include = quoteTerm(spf, by.term.range);
      context.report({
        at: term.range,
        message: 'covered',
        data: { term: typed, include, when: asOf(by.source) },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
        related: [{ at: by.term.range, message: `"${include}" allows it` }],
      });
    }
  },
});
