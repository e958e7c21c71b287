import { spfDomainOf } from '../../domain/spf/owner.ts';
import { coveredByEarlier } from '../../email/spf/coverage.ts';
import { deleting, insertion, termRemoval } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { addsNothing } from '../../email/spf/side-effects.ts';
import type { RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A term that never decides, because an earlier one with another qualifier matches everything that it matches. */
export default defineRule({
  subject: 'spf',
  severity: 'warning',
  isUnnecessary: true,
  specs: ['RFC 7208 §4.6.2'],
  why: 'The first match decides, so the exception that this term is meant to make has no effect.',
  messages: {
    unreachable: '"{term}" has no effect because "{earlier}" before it matches the same senders.',
  },
  check(spf, context) {
    const owner = spfDomainOf(context);
    for (const { term, by, isSame } of coveredByEarlier(spf, owner)) {
      // spf-cidr-zero reports a term that matches all addresses.
      if (by.qualifier === term.qualifier || ('network' in by && by.network?.prefix === 0)) continue;
      const typed = quoteTerm(spf, term.range);
      const earlier = quoteTerm(spf, by.range);
      const text = spf.value.text.slice(term.range.start, term.range.end);
      const edits = [insertion(by.range.start, `${text} `), termRemoval(spf, term.range)];
      const moving: RuleFix = { title: `Move "${typed}" before "${earlier}"`, safety: 'review', edits };
      const canMove = !isSame && addsNothing(spf, edits, owner);
      context.report({
        at: term.range,
        message: 'unreachable',
        data: { term: typed, earlier },
        fixes: [...(canMove ? [moving] : []), deleting(spf, term.range, `Delete "${typed}"`, 'review')],
        related: [{ at: by.range, message: 'This term decides' }],
      });
    }
  },
});
