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
      missing: '"{typed}" does not name an address.',
      macro: '"{typed}" has a macro, which "ip4" does not allow.',
      port: '"{typed}" has a port, which SPF does not allow.',
      range: '"{typed}" is a range, not a network with a prefix length such as 192.0.2.0/24.',
      wildcard: '"{typed}" is a wildcard, not a network with a prefix length such as 192.0.2.0/24.',
      octets: '"{typed}" is not an IPv4 address because it has {count} numbers instead of 4.',
      'one-octet': '"{typed}" is not an IPv4 address because it has 1 number instead of 4.',
      'empty-octet': '"{typed}" is not an IPv4 address because a number is missing between its dots.',
      'over-255': '"{typed}" is not an IPv4 address because {octet} is greater than 255.',
      'leading-zero': '"{typed}" is not an IPv4 address because {octet} has a leading zero.',
      name: '"{typed}" is a name, which belongs after "a:" and not after "ip4:".',
      other: '"{typed}" is not an IPv4 address.',
    },
  },
  fix: (fault) => ('replacement' in fault ? replacementFix(fault, 'review') : undefined),
});
