import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `redirect=` or `exp=` without a domain. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §6.1', 'RFC 7208 §6.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'modifier-empty': '"{typed}" does not name a domain.',
  },
});
