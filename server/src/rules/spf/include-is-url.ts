import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A URL or an email address where SPF requires a domain name. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §5.2'],
  why: 'No such name exists, so the term never matches. "include:" and "redirect=" result in permerror for every sender that no earlier term matches (550 5.7.24).',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'domain-url': {
      url: '"{typed}" is a URL, not a domain name.',
      'mail-address': '"{typed}" is an email address, not a domain name.',
    },
  },
  fix: (fault) => replacementFix(fault, 'review'),
});
