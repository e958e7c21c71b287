import { replacing } from '../../email/spf/edits.ts';
import type { SpfFault } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A prefix length that is no number of its range, or stands where none may stand. */
export default defineRule({
  id: 'spf-cidr-invalid',
  subject: 'spf',
  needs: ['prefix-not-allowed', 'cidr-invalid'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    tooLong: '"{prefix}" is too long: an {family} prefix length is 0 to {max}.',
    empty: '"{prefix}" has no number behind it: a prefix length is 0 to {max}.',
    netmask: '"{prefix}" is a netmask: SPF takes a prefix length of 0 to {max}.',
    leadingZero: '"{prefix}" has a leading zero.',
    doubleSlash: '"{prefix}" has one slash too many: two are only for the IPv6 part of "a" and "mx".',
    number: '"{prefix}" is not a prefix length, which is a number from 0 to {max}.',
    notAllowed: '"{prefix}" does not belong here: only ip4, ip6, a and mx have a prefix length.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      const prefix = quoteTerm(spf, fault.range);
      if (fault.code === 'prefix-not-allowed') {
        const edits = [{ range: fault.range, text: '' }];
        const fix = { title: `Delete "${prefix}"`, safety: 'review', edits } as const;
        context.report({ at: fault.range, message: 'notAllowed', data: { prefix }, fix });
      }
      if (fault.code !== 'cidr-invalid') continue;
      const { max = '', suggestion } = fault.data ?? {};
      context.report({
        at: fault.range,
        message: messageOf(fault),
        data: { prefix, max, family: max === '32' ? 'IPv4' : 'IPv6' },
        fix: suggestion === undefined ? undefined : replacing(fault.range, suggestion, 'safe'),
      });
    }
  },
});

const MESSAGES = {
  'too-long': 'tooLong',
  empty: 'empty',
  netmask: 'netmask',
  'leading-zero': 'leadingZero',
  'double-slash': 'doubleSlash',
} as const;

function messageOf(fault: SpfFault): (typeof MESSAGES)[keyof typeof MESSAGES] | 'number' {
  const reason = fault.data?.['reason'] ?? '';
  return Object.hasOwn(MESSAGES, reason) ? MESSAGES[reason as keyof typeof MESSAGES] : 'number';
}
