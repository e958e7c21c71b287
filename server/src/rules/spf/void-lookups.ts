import { treeOf } from '../../domain/spf/tree.ts';
import { MAX_VOID_LOOKUPS } from '../../email/spf/evaluate/check-host.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { FAMILY_NAMES, voidExcess } from '../../email/spf/void-lookups.ts';
import { defineRule } from '../rule.ts';

/** The evaluation of this record causes more than 2 void lookups. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect', 'a', 'mx'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5'],
  why: 'Most receivers stop with permerror at the third void lookup (one that finds no records). Senders that no earlier term matches do not pass there, and may get 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    over: 'The record causes {count} void lookups and exceeds the limit of {max} at "{term}".',
    overForFamily:
      'For mail over {family}, the record exceeds the limit of {max} void lookups ({count}) at "{term}" and never reaches "{unreached}".',
  },
  check(spf, context) {
    const tree = treeOf(spf, context);
    const excess = voidExcess(spf, tree);
    if (excess === undefined) return;
    const { crossing, count, family, unreached } = excess;
    const of = family ?? 'ipv4';
    const over = family === undefined ? '' : ` over ${FAMILY_NAMES[family]}`;
    const related = tree.terms
      .filter(({ cost }) => cost.voids[of] > 0)
      .map(({ term, tree: below, cost: { voids } }) => {
        const typed = `"${quoteTerm(spf, term.range)}"`;
        const count = voids[of];
        const found =
          below === undefined && count === 1
            ? 'is a void lookup'
            : `causes ${count} void ${count === 1 ? 'lookup' : 'lookups'}`;
        return { at: term.range, message: `${typed} ${found}${over}` };
      });
    const at = crossing.term.range;
    const data = { term: quoteTerm(spf, at), max: MAX_VOID_LOOKUPS, count };
    if (family === undefined || unreached === undefined) {
      context.report({ at, message: 'over', data, related });
    } else {
      const ofFamily = { family: FAMILY_NAMES[family], unreached: quoteTerm(spf, unreached.range) };
      context.report({ at, message: 'overForFamily', data: { ...data, ...ofFamily }, related });
    }
  },
});
