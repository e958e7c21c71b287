import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `include:` without a domain. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'include-empty': '"{typed}" does not name a domain to include.',
  },
});
