import { replacementFix } from '../../email/replacement.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `all-`, `--all`, `- all`, `-redirect=…`: a qualifier that is not directly before a mechanism. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.2', 'RFC 7208 §12'],
  why: 'A qualifier after the colon is valid syntax, but receivers read it as part of a name, which does not exist. In any other wrong place, it is a syntax error that results in permerror for every sender (550 5.7.24).',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'qualifier-misplaced': {
      apart: 'The space in "{typed}" separates the qualifier from its mechanism.',
      twice: '"{typed}" is more than one qualifier, but a mechanism has at most one.',
      'at-end': 'The qualifier in "{typed}" belongs before the mechanism, not after it.',
      modifier: 'The qualifier "{typed}" is not allowed before a modifier.',
      'after-colon':
        'The qualifier in "{typed}" belongs before the mechanism, and is read as part of the name here.',
    },
  },
  fix(fault, spf) {
    const safety = fault.effect === 'legal' ? 'review' : 'safe';
    const isDeleted = fault.replacement === '';
    return replacementFix(fault, safety, isDeleted ? `Delete "${quoteTerm(spf, fault.range)}"` : undefined);
  },
});
