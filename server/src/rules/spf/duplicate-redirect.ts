import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `redirect=` or `exp=` twice. */
export default defineRule({
  id: 'spf-duplicate-redirect',
  subject: 'spf',
  needs: ['duplicate-modifier'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §6'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    twice: '"{name}=" appears more than once.',
  },
  check(spf, context) {
    const { text } = spf.value;
    for (const fault of spf.faults) {
      if (fault.code !== 'duplicate-modifier') continue;
      const name = fault.data?.['name'] ?? '';
      const first = spf.terms.find((term) => term.kind === name)?.range ?? fault.range;
      const isSame = text.slice(first.start, first.end) === text.slice(fault.range.start, fault.range.end);
      context.report({
        at: fault.range,
        message: 'twice',
        data: { name },
        fix: deleting(
          spf,
          fault.range,
          `Delete "${quoteTerm(spf, fault.range)}"`,
          isSame ? 'safe' : 'review',
        ),
        related: [{ at: first, message: 'The first one.' }],
      });
    }
  },
});
