import { isIncludeTarget } from '../../domain/spf/owner.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `?all` makes no statement about hosts that are not listed. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'warning',
  specs: ['RFC 7208 §5.1', 'RFC 7208 §8.2'],
  why: 'Receivers must treat neutral like no SPF record: forged mail is not marked, and DMARC gets no help from SPF.',
  messages: {
    neutral: '"{term}" makes receivers treat all other hosts as if the domain had no SPF record.',
  },
  check(spf, context) {
    if (isIncludeTarget(context)) return;
    for (const term of spf.directives) {
      if (term.kind !== 'all' || term.qualifier !== '?') continue;
      const sign = term.qualifierRange;
      const isPlain = sign.end === term.nameRange.start && sign.end - sign.start === 1;
      context.report({
        at: term.range,
        message: 'neutral',
        data: { term: quoteTerm(spf, term.range) },
        fix: isPlain
          ? { title: 'Use "~all"', safety: 'review', edits: [{ range: sign, text: '~' }] }
          : undefined,
      });
    }
  },
});
