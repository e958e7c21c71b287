import { replacing } from '../../email/spf/edits.ts';
import type { SpfFault } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** The argument of `ip4:` is not an IPv4 address. */
export default defineRule({
  id: 'spf-ip4-invalid',
  subject: 'spf',
  needs: ['ip4-invalid'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    missing: '"{address}" names no address.',
    macro: '"{address}" is not an IPv4 address: ip4 takes no macros.',
    port: '"{address}" is not an IPv4 address: a port has no place in SPF.',
    range: '"{address}" is not an IPv4 address: a range is written with a prefix length, as in 192.0.2.0/24.',
    wildcard:
      '"{address}" is not an IPv4 address: a network is written with a prefix length, as in 192.0.2.0/24.',
    octets: '"{address}" is not an IPv4 address: it has {count} numbers, not 4.',
    oneOctet: '"{address}" is not an IPv4 address: it has 1 number, not 4.',
    emptyOctet: '"{address}" is not an IPv4 address: a number is missing between its dots.',
    over255: '"{address}" is not an IPv4 address: {octet} is over 255.',
    leadingZero: '"{address}" is not an IPv4 address: {octet} has a leading zero.',
    name: '"{address}" is a name, and ip4 takes an address: "a:" takes names.',
    other: '"{address}" is not an IPv4 address.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'ip4-invalid') continue;
      const { octet = '', count = '', suggestion } = fault.data ?? {};
      context.report({
        at: fault.range,
        message: messageOf(fault),
        data: { address: quoteTerm(spf, fault.range), octet, count },
        fix: suggestion === undefined ? undefined : replacing(fault.range, suggestion, 'review'),
      });
    }
  },
});

const MESSAGES = {
  missing: 'missing',
  macro: 'macro',
  port: 'port',
  range: 'range',
  wildcard: 'wildcard',
  octets: 'octets',
  'empty-octet': 'emptyOctet',
  'over-255': 'over255',
  'leading-zero': 'leadingZero',
  name: 'name',
} as const;

function messageOf(fault: SpfFault): (typeof MESSAGES)[keyof typeof MESSAGES] | 'oneOctet' | 'other' {
  const { reason = '', count } = fault.data ?? {};
  if (reason === 'octets' && count === '1') return 'oneOctet';
  return Object.hasOwn(MESSAGES, reason) ? MESSAGES[reason as keyof typeof MESSAGES] : 'other';
}
