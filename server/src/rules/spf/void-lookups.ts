import { treeOf } from '../../domain/spf/tree.ts';
import { MAX_VOID_LOOKUPS } from '../../email/spf/evaluate/check-host.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { FAMILY_NAMES, voidExcess } from '../../email/spf/void-lookups.ts';
import { defineRule } from '../rule.ts';

/** More than two lookups of this record lead to nothing. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'redirect', 'a', 'mx'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §5'],
  why: 'Most receivers stop with permerror at the third lookup that finds nothing: no sender that is not matched before passes, and receivers answer 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    over: '"{term}" goes past the limit of {max} lookups that find nothing: evaluating this record makes {count}.',
    overForFamily:
      '"{term}" goes past the limit of {max} lookups that find nothing for mail over {family}, so "{unreached}" is not reached: evaluating this record makes {count}.',
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
            ? 'finds nothing'
            : `leads to ${count} ${count === 1 ? 'lookup that finds' : 'lookups that find'} nothing`;
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
