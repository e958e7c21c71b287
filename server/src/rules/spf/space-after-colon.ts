import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `include: example.com`: a space inside a term. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §4.8'],
  why: `The space ends the term, and receivers read what follows as a mechanism that does not exist. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'space-in-term': 'The space in "{typed}" splits the term in two.',
  },
  fix: (fault) => replacementFix(fault, 'safe'),
});
