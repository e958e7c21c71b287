import { spfDomainOf } from '../../domain/spf/owner.ts';
import { allsOf, isAllFirst, mechanismsAfterAll } from '../../email/spf/all.ts';
import { moving } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { addsNothing } from '../../email/spf/side-effects.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Mechanisms after `all`, which receivers never evaluate. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'error',
  isUnnecessary: true,
  specs: ['RFC 7208 §5.1'],
  why: '"all" matches every sender, so a host that is listed after it is not allowed. Its mail fails SPF and is rejected or marked.',
  symptoms: ['550 5.7.23', '550 5.7.26'],
  messages: {
    dead: '"{term}" is never evaluated because "{all}" comes before it.',
  },
  check(spf, context) {
    const [all] = allsOf(spf);
    // spf-record-order-all-first reports an "all" that is the first mechanism.
    if (all === undefined || isAllFirst(spf)) return;
    const dead = mechanismsAfterAll(spf);
    const [first] = dead;
    const last = dead.at(-1);
    if (first === undefined || last === undefined) return;
    const at = rangeOf(first.range.start, last.range.end);
    const typed = quoteTerm(spf, all.range);
    const edits = moving(spf, all, last);
    const title = `Move "${quoteTerm(spf, all.range)}" to the end`;
    context.report({
      at,
      message: 'dead',
      data: { term: quoteTerm(spf, at), all: typed },
      fix: addsNothing(spf, edits, spfDomainOf(context)) ? { title, safety: 'review', edits } : undefined,
    });
  },
});
