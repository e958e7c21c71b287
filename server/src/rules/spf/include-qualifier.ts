import type { Qualifier, SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `include:` with `~`, `?` or `-`, which turns a pass of the included record into another result. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'warning',
  specs: ['RFC 7208 §5.2'],
  why: 'The hosts that the included record allows get the result of the qualifier. Their mail is rejected, marked or gets no help from SPF, although they are listed.',
  messages: {
    weakened: '"{term}" gives {result} to the hosts that "{name}" allows.',
  },
  check(spf, context) {
    const last = lastAllowing(spf);
    for (const [i, term] of spf.directives.entries()) {
      if (term.kind !== 'include' || term.qualifier === '+' || term.domain === undefined) continue;
      // Before terms that allow hosts, "-include:" excludes some of these hosts: a list of exceptions.
      if (term.qualifier === '-' && i < last) continue;
      const sign = term.qualifierRange;
      context.report({
        at: term.range,
        message: 'weakened',
        data: {
          term: quoteTerm(spf, term.range),
          result: RESULTS[term.qualifier],
          name: quoteTerm(spf, term.domain.range),
        },
        fix:
          sign.end === term.nameRange.start
            ? { title: `Delete "${term.qualifier}"`, safety: 'review', edits: [{ range: sign, text: '' }] }
            : undefined,
      });
    }
  },
});

const RESULTS: Readonly<Record<Qualifier, string>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** The index of the last term that allows hosts. An unread term may be one. */
function lastAllowing(spf: SpfRecord): number {
  return spf.directives.reduce(
    (last, term, i) => (term.kind === 'unread' || term.qualifier === '+' ? i : last),
    -1,
  );
}
