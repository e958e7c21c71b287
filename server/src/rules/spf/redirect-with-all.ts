import { allsOf } from '../../email/spf/all.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `redirect=` in a record that has an `all`, where it is ignored. */
export default defineRule({
  subject: 'spf',
  needs: ['redirect'],
  severity: 'warning',
  isUnnecessary: true,
  specs: ['RFC 7208 §6.1'],
  why: '"all" matches every sender, so receivers never use "redirect=". The policy of the other domain does not apply.',
  messages: {
    ignored: '"{redirect}" is ignored because the record has "{all}".',
  },
  check(spf, context) {
    const alls = allsOf(spf);
    const [all] = alls;
    if (all === undefined) return;
    for (const term of spf.terms) {
      if (term.kind !== 'redirect') continue;
      const redirect = quoteTerm(spf, term.range);
      const typed = quoteTerm(spf, all.range);
      const byRedirect = deleting(spf, all.range, `Delete "${typed}"`, 'review');
      context.report({
        at: term.range,
        message: 'ignored',
        data: { redirect, all: typed },
        fixes: [
          deleting(spf, term.range, `Delete "${redirect}"`, 'review'),
          ...(alls.length === 1 ? [byRedirect] : []),
        ],
      });
    }
  },
});
