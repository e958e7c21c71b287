import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { MAX_MX_NAMES } from '../../email/spf/evaluate/check-host.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `mx` of a name with more than 10 MX records. */
export default defineRule({
  subject: 'spf',
  needs: ['mx'],
  severity: 'error',
  specs: ['RFC 7208 §4.6.4'],
  why: 'Receivers look up at most 10 MX hosts and then stop with permerror. They reply with 550 5.7.24 or ignore SPF for DMARC.',
  symptoms: ['550 5.7.24'],
  messages: {
    over: '"{name}" has {count} MX records{when}, but "{term}" may resolve to at most {max}.',
  },
  check(spf, context) {
    for (const { term, target, exchanges, source } of treeOf(spf, context).terms) {
      if (term.kind !== 'mx' || target === undefined || (exchanges ?? 0) <= MAX_MX_NAMES) continue;
      context.report({
        at: term.range,
        message: 'over',
        data: {
          name: target,
          count: exchanges ?? 0,
          term: quoteTerm(spf, term.range),
          max: MAX_MX_NAMES,
          when: asOf(source),
        },
      });
    }
  },
});
