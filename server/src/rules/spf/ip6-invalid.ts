import { replacing } from '../../email/spf/edits.ts';
import type { SpfFault } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** The argument of `ip6:` is not an IPv6 address. */
export default defineRule({
  id: 'spf-ip6-invalid',
  subject: 'spf',
  needs: ['ip6-invalid'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.6', 'RFC 4291 §2.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    missing: '"{address}" names no address.',
    macro: '"{address}" is not an IPv6 address: ip6 takes no macros.',
    brackets: '"{address}" is not an IPv6 address: it stands in SPF without brackets.',
    zoneId: '"{address}" is not an IPv6 address: a zone id has no place in SPF.',
    doubledColon: '"{address}" is not an IPv6 address: one colon too many stands before it.',
    notHex: '"{address}" is not an IPv6 address: "{group}" is not a hexadecimal number.',
    groupTooLong: '"{address}" is not an IPv6 address: "{group}" has more than 4 digits.',
    gaps: '"{address}" is not an IPv6 address: "::" may stand in it once.',
    groups: '"{address}" is not an IPv6 address: it has {count} groups, not 8, and no "::".',
    name: '"{address}" is a name, and ip6 takes an address: "a:" takes names.',
    other: '"{address}" is not an IPv6 address.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'ip6-invalid') continue;
      const { group = '', count = '', suggestion } = fault.data ?? {};
      context.report({
        at: fault.range,
        message: messageOf(fault),
        data: { address: quoteTerm(spf, fault.range), group: quote(group), count },
        fix: suggestion === undefined ? undefined : replacing(fault.range, suggestion, 'safe'),
      });
    }
  },
});

const MESSAGES = {
  missing: 'missing',
  macro: 'macro',
  brackets: 'brackets',
  'zone-id': 'zoneId',
  'doubled-colon': 'doubledColon',
  'not-hex': 'notHex',
  'group-too-long': 'groupTooLong',
  gaps: 'gaps',
  groups: 'groups',
  name: 'name',
} as const;

function messageOf(fault: SpfFault): (typeof MESSAGES)[keyof typeof MESSAGES] | 'other' {
  const reason = fault.data?.['reason'] ?? '';
  return Object.hasOwn(MESSAGES, reason) ? MESSAGES[reason as keyof typeof MESSAGES] : 'other';
}
