import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `include: example.com`: a blank inside a term. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §4.8'],
  why: `The blank ends the term, and what follows is read as a mechanism that does not exist. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'space-in-term': 'The blank in "{typed}" cuts the term in two.',
  },
  fix: (fault) => replacementFix(fault, 'safe'),
});
