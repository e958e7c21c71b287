import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `ip4=192.0.2.1`, `include example.com`, `ip4192.0.2.1`: a mechanism without a colon before its argument. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §6'],
  why: 'With "=", the term is an unknown modifier that receivers skip, so the sender is not listed. In any other form, it is a syntax error that results in permerror, and no sender passes.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'missing-colon': {
      equals: '"{typed}" is ignored as an unknown modifier because it has "=" instead of ":".',
      missing: '"{typed}" is not an SPF term and probably means "{replacement}".',
    },
  },
  fix(fault) {
    // An address can have only one meaning. A name that receivers begin to look up may turn out not to exist.
    const isName = fault.reason === 'equals' && !/^\W?ip[46]/i.test(fault.replacement);
    return replacementFix(fault, isName ? 'review' : 'safe');
  },
});
