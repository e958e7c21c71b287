import { policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import { defineRule } from '../rule.ts';

/** A policy that asks for nothing but reports. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'info',
  specs: ['RFC 8461 §3.2', 'RFC 8461 §5'],
  why: 'Under "testing" senders deliver even where TLS or the host is not as the policy says, and only report it (TLS-RPT).',
  messages: {
    testing: 'Under "mode: testing" senders report what is wrong with TLS, and deliver all the same.',
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
