import { mending } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `all-`, `--all`, `- all`, `-redirect=…`: a sign that does not stand right in front of a mechanism. */
export default defineRule({
  id: 'spf-qualifier-misplaced',
  subject: 'spf',
  needs: ['qualifier-misplaced'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.2', 'RFC 7208 §12'],
  why: `A sign stands once, directly before the name of a mechanism. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    apart: 'The blank in "{typed}" parts the sign from its mechanism.',
    twice: '"{typed}" is more than one sign: a mechanism has one at most.',
    behind: 'The sign in "{typed}" stands behind the mechanism: it belongs in front.',
    modifier: 'A modifier has no sign: "{typed}" does not belong here.',
    behindColon: 'The sign in "{typed}" becomes part of the name: it belongs in front of the mechanism.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'qualifier-misplaced') continue;
      const reason = fault.data?.['reason'] ?? '';
      const typed = quoteTerm(spf, fault.range);
      const safety = fault.effect === 'legal' ? 'review' : 'safe';
      const deletion = {
        title: `Delete "${typed}"`,
        safety,
        edits: [{ range: fault.range, text: '' }],
      } as const;
      context.report({
        at: fault.range,
        message: MESSAGES[reason] ?? 'behind',
        data: { typed },
        fix: reason === 'modifier' ? deletion : mending(fault, safety),
      });
    }
  },
});

const MESSAGES: Readonly<Record<string, 'apart' | 'twice' | 'behind' | 'modifier' | 'behindColon'>> = {
  apart: 'apart',
  twice: 'twice',
  modifier: 'modifier',
  'behind-colon': 'behindColon',
};
