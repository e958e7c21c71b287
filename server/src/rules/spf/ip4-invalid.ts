import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** The argument of `ip4:` is not an IPv4 address. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'ip4-invalid': {
      missing: '"{typed}" names no address.',
      macro: '"{typed}" is not an IPv4 address: ip4 takes no macros.',
      port: '"{typed}" is not an IPv4 address: a port has no place in SPF.',
      range: '"{typed}" is not an IPv4 address: a range is written with a prefix length, as in 192.0.2.0/24.',
      wildcard:
        '"{typed}" is not an IPv4 address: a network is written with a prefix length, as in 192.0.2.0/24.',
      octets: '"{typed}" is not an IPv4 address: it has {count} numbers, not 4.',
      'one-octet': '"{typed}" is not an IPv4 address: it has 1 number, not 4.',
      'empty-octet': '"{typed}" is not an IPv4 address: a number is missing between its dots.',
      'over-255': '"{typed}" is not an IPv4 address: {octet} is over 255.',
      'leading-zero': '"{typed}" is not an IPv4 address: {octet} has a leading zero.',
      name: '"{typed}" is a name, and ip4 takes an address: "a:" takes names.',
      other: '"{typed}" is not an IPv4 address.',
    },
  },
  fix: (fault) => ('replacement' in fault ? replacementFix(fault, 'review') : undefined),
});
