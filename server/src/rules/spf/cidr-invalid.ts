import { replacementFix } from '../../email/replacement.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A prefix length that is no number of its range, or stands where none may stand. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'cidr-invalid': {
      'too-long': '"{typed}" is too long: an {family} prefix length is 0 to {max}.',
      empty: '"{typed}" has no number behind it: a prefix length is 0 to {max}.',
      netmask: '"{typed}" is a netmask: SPF takes a prefix length of 0 to {max}.',
      'leading-zero': '"{typed}" has a leading zero.',
      'double-slash': '"{typed}" has one slash too many: two are only for the IPv6 part of "a" and "mx".',
      'not-a-number': '"{typed}" is not a prefix length, which is a number from 0 to {max}.',
    },
    'prefix-not-allowed': '"{typed}" does not belong here: only ip4, ip6, a and mx have a prefix length.',
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
