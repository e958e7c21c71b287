import { spfDomainOf } from '../../domain/spf/owner.ts';
import { allsOf, isAllFirst, mechanismsAfterAll } from '../../email/spf/all.ts';
import { moving } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { addsNothing } from '../../email/spf/side-effects.ts';
import { defineRule } from '../rule.ts';

/** `all` as the first mechanism, with others after it. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'error',
  specs: ['RFC 7208 §5.1'],
  why: '"all" matches every sender, so receivers never evaluate the other mechanisms. The hosts that these list are not allowed.',
  symptoms: ['550 5.7.23', '550 5.7.26'],
  messages: {
    first: '"{all}" is the first mechanism, so the {count} mechanisms after it are never evaluated.',
    firstOfTwo: '"{all}" is the first mechanism, so "{term}" after it is never evaluated.',
  },
  check(spf, context) {
    const [all] = allsOf(spf);
    const dead = mechanismsAfterAll(spf);
    const last = dead.at(-1);
    if (all === undefined || last === undefined || !isAllFirst(spf)) return;
    const edits = moving(spf, all, last);
    const title = `Move "${quoteTerm(spf, all.range)}" to the end`;
    context.report({
      at: all.range,
      message: dead.length === 1 ? 'firstOfTwo' : 'first',
      data: { all: quoteTerm(spf, all.range), term: quoteTerm(spf, last.range), count: dead.length },
      fix: addsNothing(spf, edits, spfDomainOf(context)) ? { title, safety: 'review', edits } : undefined,
    });
  },
});
