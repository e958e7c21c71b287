import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';
import { allsOf, isAllFirst, mechanismsBehindAll } from './shared/all.ts';
import { moving } from './shared/edits.ts';
import { ownerOf } from './shared/owner.ts';
import { quote } from './shared/quote.ts';
import { addsNothing } from './shared/side-effects.ts';

/** Mechanisms behind `all`, where they are never read. */
export default defineRule({
  id: 'spf-terms-after-all',
  subject: 'spf',
  needs: ['all'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.1'],
  why: '"all" matches every sender, so a host that is listed behind it is not allowed: its mail fails SPF and is refused or marked.',
  symptoms: ['550 5.7.23', '550 5.7.26'],
  messages: {
    dead: '"{term}" is never evaluated: "{all}" stands before it.',
  },
  check(spf, context) {
    const [all] = allsOf(spf);
    // Where "all" is the first mechanism, spf-record-order-all-first speaks.
    if (all === undefined || isAllFirst(spf)) return;
    const dead = mechanismsBehindAll(spf);
    const [first] = dead;
    const last = dead.at(-1);
    if (first === undefined || last === undefined) return;
    const at = rangeOf(first.range.start, last.range.end);
    const typed = quote(spf, all.range);
    const edits = moving(spf, all, last);
    const title = `Move "${quote(spf, all.range)}" to the end`;
    context.report({
      at,
      message: 'dead',
      data: { term: quote(spf, at), all: typed },
      fix: addsNothing(spf, edits, ownerOf(context)) ? { title, safety: 'review', edits } : undefined,
    });
  },
});
