import { insertion } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `mx-all`, `v=spf1mx`: two terms without a space between them. */
export default defineRule({
  id: 'spf-missing-space',
  subject: 'spf',
  needs: ['missing-space'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `Receivers read what is not separated as one term, or do not take the record as SPF at all. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    between: 'A space is missing between "{before}" and "{after}".',
    version: 'A space is missing behind "{before}": receivers do not take the record as SPF.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'missing-space') continue;
      const at = Number(fault.data?.['at']);
      const isVersion = at === spf.version.range.end;
      context.report({
        at: fault.range,
        message: isVersion ? 'version' : 'between',
        data: {
          before: quoteTerm(spf, rangeOf(fault.range.start, at)),
          after: quoteTerm(spf, rangeOf(at, fault.range.end)),
        },
        fix: {
          title: 'Insert a space',
          // With its version mended, a record that was passed over begins to act.
          safety: isVersion ? 'review' : 'safe',
          edits: [insertion(at, ' ')],
        },
      });
    }
  },
});
