import { replacementFix } from '../../email/replacement.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `all-`, `--all`, `- all`, `-redirect=…`: a sign that does not stand right in front of a mechanism. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.2', 'RFC 7208 §12'],
  why: `A sign stands once, directly before the name of a mechanism. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'qualifier-misplaced': {
      apart: 'The blank in "{typed}" parts the sign from its mechanism.',
      twice: '"{typed}" is more than one sign: a mechanism has one at most.',
      behind: 'The sign in "{typed}" stands behind the mechanism: it belongs in front.',
      modifier: 'A modifier has no sign: "{typed}" does not belong here.',
      'behind-colon': 'The sign in "{typed}" becomes part of the name: it belongs in front of the mechanism.',
    },
  },
  fix(fault, spf) {
    const safety = fault.effect === 'legal' ? 'review' : 'safe';
    const isDeleted = fault.replacement === '';
    return replacementFix(fault, safety, isDeleted ? `Delete "${quoteTerm(spf, fault.range)}"` : undefined);
  },
});
