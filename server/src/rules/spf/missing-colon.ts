import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `ip4=192.0.2.1`, `include example.com`, `ip4192.0.2.1`: a mechanism and its argument are not joined by a colon. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §6'],
  why: 'Written with "=", the term is a modifier that receivers do not know and skip, so the sender stays unlisted. Written in another way it is a syntax error: permerror, and no sender passes.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    'missing-colon': {
      equals: '"{typed}" is ignored as an unknown modifier: a mechanism has ":" before its argument.',
      missing: '"{typed}" is not a term: write "{replacement}".',
    },
  },
  fix(fault) {
    // An address can only be meant so; a name that begins to be asked for may turn out not to exist.
    const isName = fault.reason === 'equals' && !/^\W?ip[46]/i.test(fault.replacement);
    return replacementFix(fault, isName ? 'review' : 'safe');
  },
});
