import { allsOf } from '../../email/spf/all.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** More than one `all`. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'warning',
  isUnnecessary: true,
  specs: ['RFC 7208 §5.1'],
  why: 'Only the first "all" counts. Whoever changes the other one changes nothing.',
  messages: {
    second: '"{term}" is never evaluated: "{all}" before it counts.',
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
        // With another sign, the second one may be what is wanted.
        fix: deleting(spf, term.range, `Delete "${typed}"`, isSame ? 'safe' : 'review'),
      });
    }
  },
});
