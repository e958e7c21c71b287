import { isKnown } from '../../dns/names.ts';
import { domainOfPolicy, policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { matchesPattern } from '../../email/mta-sts/policy-file.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An MX host of the domain that its policy file does not have. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'error',
  specs: ['RFC 8461 §4.1', 'RFC 8461 §5'],
  why: 'Under "enforce" senders deliver only to hosts that the policy names: mail waits in their queues, and comes back when no other MX is left.',
  symptoms: ['450 4.7.321', '550 5.7.321'],
  messages: {
    enforced:
      'Mail for {domain} goes to "{host}"{when}, which no "mx" of this policy has: senders that obey it do not deliver there.',
    tested:
      'Mail for {domain} goes to "{host}"{when}, which no "mx" of this policy has: under "enforce" senders would not deliver there.',
  },
  check(subject, context) {
    const policy = policyFileOf(subject, context);
    const domain = domainOfPolicy(subject);
    const mode = policy?.mode?.value;
    if (policy === undefined || domain === undefined || (mode !== 'enforce' && mode !== 'testing')) return;
    const last = policy.mx.at(-1);
    // A policy that senders do not take names no host; mta-sts-policy-syntax says so.
    if (last === undefined || policy.mx.some(({ hasHole }) => hasHole)) return;
    const answer = context.facts.ask(domain, 'MX');
    if (answer.status !== 'data') return;
    const hosts = new Set(answer.data.map(({ exchange }) => exchange));
    for (const host of hosts) {
      // RFC 7505 §3: a null MX names no host.
      if (host === '' || !isKnown(host)) continue;
      if (policy.mx.some(({ value }) => matchesPattern(host, value))) continue;
      context.report({
        at: last.valueRange,
        message: mode === 'enforce' ? 'enforced' : 'tested',
        severity: mode === 'enforce' ? 'error' : 'warning',
        data: { domain, host, when: asOf(answer.source) },
        fix: {
          title: `Add "mx: ${host}"`,
          safety: 'review',
          edits: [
            {
              range: rangeOf(last.range.end, last.range.end),
              text: `${lineEnd(policy.value.text)}mx: ${host}`,
            },
          ],
        },
      });
    }
  },
});

/** RFC 8461 §3.2 takes both; a file has one kind. */
function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
