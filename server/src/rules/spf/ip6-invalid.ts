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
      missing: '"{typed}" names no address.',
      macro: '"{typed}" is not an IPv6 address: ip6 takes no macros.',
      brackets: '"{typed}" is not an IPv6 address: it stands in SPF without brackets.',
      'zone-id': '"{typed}" is not an IPv6 address: a zone id has no place in SPF.',
      'doubled-colon': '"{typed}" is not an IPv6 address: one colon too many stands before it.',
      'not-hex': '"{typed}" is not an IPv6 address: "{group}" is not a hexadecimal number.',
      'group-too-long': '"{typed}" is not an IPv6 address: "{group}" has more than 4 digits.',
      gaps: '"{typed}" is not an IPv6 address: "::" may stand in it once.',
      groups: '"{typed}" is not an IPv6 address: it has {count} groups, not 8, and no "::".',
      name: '"{typed}" is a name, and ip6 takes an address: "a:" takes names.',
      other: '"{typed}" is not an IPv6 address.',
    },
  },
  fix: (fault) => ('replacement' in fault ? replacementFix(fault, 'safe') : undefined),
});
