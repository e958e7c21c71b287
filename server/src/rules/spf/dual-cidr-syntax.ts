import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** Prefix lengths of `a` or `mx` for both families that are not written as in `/24//64`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.3', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'dual-cidr': '"{typed}" is not a pair of IPv4 and IPv6 prefix lengths such as "/24//64".',
  },
  fix: (fault) => replacementFix(fault, 'safe'),
});
