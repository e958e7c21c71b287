import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A term that is neither a mechanism nor `name=value`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'unknown-mechanism': {
      unknown: '"{typed}" is not an SPF mechanism.',
      misspelled: '"{typed}" is not an SPF mechanism and is probably a typo for "{name}".',
      'bare-address': '"{typed}" is an address without a mechanism and probably means "{replacement}".',
    },
  },
  fix: (fault) => ('replacement' in fault ? replacementFix(fault, 'review') : undefined),
});
