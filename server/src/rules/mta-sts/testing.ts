import { policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import { defineRule } from '../rule.ts';

/** A policy that only requests reports. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'info',
  specs: ['RFC 8461 §3.2', 'RFC 8461 §5'],
  why: 'With "testing", senders deliver mail even if TLS or the host does not match the policy, and only report it (TLS-RPT).',
  messages: {
    testing: 'With "mode: testing", senders report TLS failures but still deliver the mail.',
  },
  check(subject, context) {
    const mode = policyFileOf(subject, context)?.mode;
    if (mode?.value !== 'testing') return;
    context.report({
      at: mode.valueRange,
      message: 'testing',
      fix: {
        title: 'Use "mode: enforce"',
        safety: 'review',
        edits: [{ range: mode.valueRange, text: 'enforce' }],
      },
    });
  },
});
