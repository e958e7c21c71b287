import { replacementFix } from '../../email/replacement.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** The argument of `ip6:` is not an IPv6 address. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 4291 §2.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'ip6-invalid': {
      missing: '"{typed}" does not name an address.',
      macro: '"{typed}" has a macro, which "ip6" does not allow.',
      brackets: '"{typed}" has brackets, which SPF does not allow.',
      'zone-id': '"{typed}" has a zone ID, which SPF does not allow.',
      'doubled-colon': '"{typed}" is not an IPv6 address because it begins with one colon too many.',
      'not-hex': '"{typed}" is not an IPv6 address because "{group}" is not a hexadecimal number.',
      'group-too-long': '"{typed}" is not an IPv6 address because "{group}" has more than 4 digits.',
      gaps: '"{typed}" is not an IPv6 address because it has more than one "::".',
      groups: '"{typed}" is not an IPv6 address because it has {count} groups instead of 8, and no "::".',
      name: '"{typed}" is a name, which belongs after "a:" and not after "ip6:".',
      other: '"{typed}" is not an IPv6 address.',
    },
  },
  fix: (fault) => ('replacement' in fault ? replacementFix(fault, 'safe') : undefined),
});
