import { allsOf } from '../../email/spf/all.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A record with more than one `all`. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'warning',
  isUnnecessary: true,
  specs: ['RFC 7208 §5.1'],
  why: 'Only the first "all" counts. A change to the other one has no effect.',
  messages: {
    second: '"{term}" is never evaluated because "{all}" comes before it.',
  },
  check(spf, context) {
    const [all, ...others] = allsOf(spf);
    if (all === undefined) return;
    for (const term of others) {
      const typed = quoteTerm(spf, term.range);
      const isSame = term.qualifier === all.qualifier;
      context.report({
        at: term.range,
        message: 'second',
        data: { term: typed, all: quoteTerm(spf, all.range) },
        // With another qualifier, the second one may be the intended one.
        fix: deleting(spf, term.range, `Delete "${typed}"`, isSame ? 'safe' : 'review'),
      });
    }
  },
});
