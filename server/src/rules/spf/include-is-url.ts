import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A URL or an e-mail address where a domain name must stand. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §5.2'],
  why: 'No such name exists, so the term matches nobody; with include: or redirect= the whole record is permerror, and receivers answer 550 5.7.24.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'domain-url': {
      url: '"{typed}" is a URL, not a domain name.',
      'mail-address': '"{typed}" is an e-mail address, not a domain name.',
    },
  },
  fix: (fault) => replacementFix(fault, 'review'),
});
