import type { SpfFault } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A domain name that the grammar does not allow, or that nobody can ask for. */
export default defineRule({
  id: 'spf-domain-invalid',
  subject: 'spf',
  needs: ['domain-missing', 'character', 'domain-end', 'domain-label'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §4.8'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    missing: '"{name}" names no domain.',
    singleLabel: '"{name}" is not a domain name for SPF: it has a single label.',
    numeric: '"{name}" is not a domain name: its last label is a number.',
    characters:
      '"{name}" is not a domain name: its last label has characters that a top-level domain cannot have.',
    emptyLabel: '"{name}" is not a domain name: nothing stands between two of its dots.',
    labelTooLong: '"{name}" is not a domain name: one of its labels is over 63 characters long.',
    nameTooLong: '"{name}" is not a domain name: it is over 253 characters long.',
    nonAscii: 'This is not ASCII: such a domain name is written in its "xn--" form.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      const message = messageOf(fault);
      if (message === undefined) continue;
      context.report({ at: fault.range, message, data: { name: quoteTerm(spf, fault.range) } });
    }
  },
});

const MESSAGES = {
  'single-label': 'singleLabel',
  numeric: 'numeric',
  characters: 'characters',
  'empty-label': 'emptyLabel',
  'label-too-long': 'labelTooLong',
  'name-too-long': 'nameTooLong',
} as const;

function messageOf(
  fault: SpfFault,
): (typeof MESSAGES)[keyof typeof MESSAGES] | 'missing' | 'nonAscii' | undefined {
  const { reason = '', kind } = fault.data ?? {};
  if (fault.code === 'domain-missing') return 'missing';
  // Invisible characters and quotation marks are faults of any record, and are told of as such.
  if (fault.code === 'character') return kind === 'other' ? 'nonAscii' : undefined;
  if (fault.code !== 'domain-end' && fault.code !== 'domain-label') return undefined;
  return Object.hasOwn(MESSAGES, reason) ? MESSAGES[reason as keyof typeof MESSAGES] : 'characters';
}
