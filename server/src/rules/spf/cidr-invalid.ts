import { replacementFix } from '../../email/replacement.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A prefix length that is not a number in its range, or that is not allowed there. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'cidr-invalid': {
      'too-long': '"{typed}" is not an {family} prefix length from 0 to {max}.',
      empty: '"{typed}" is not followed by a prefix length from 0 to {max}.',
      netmask: '"{typed}" is a netmask, not a prefix length from 0 to {max}.',
      'leading-zero': 'The prefix length "{typed}" has a leading zero.',
      'double-slash': '"{typed}" has two slashes, which are only for the IPv6 prefix length of "a" and "mx".',
      'not-a-number': '"{typed}" is not a prefix length from 0 to {max}.',
    },
    'prefix-not-allowed': 'The prefix length "{typed}" is only allowed after "ip4", "ip6", "a" and "mx".',
  },
  fix: (fault, spf) =>
    fault.code === 'cidr-invalid'
      ? replacementFix(fault, 'safe')
      : {
          title: `Delete "${quoteTerm(spf, fault.range)}"`,
          safety: 'review',
          edits: [{ range: fault.range, text: '' }],
        },
});
