import { isKnown } from '../../dns/names.ts';
import { domainOfPolicy, policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { matchesPattern } from '../../email/mta-sts/policy-file.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An MX host of the domain that its policy file does not list. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'error',
  specs: ['RFC 8461 §4.1', 'RFC 8461 §5'],
  why: 'With "enforce", senders deliver only to hosts that the policy lists. Mail waits in their queues, and bounces if no other MX remains.',
  symptoms: ['450 4.7.321', '550 5.7.321'],
  messages: {
    enforced:
      'No "mx" of the policy matches MX host "{host}" of {domain}{when}, so senders with MTA-STS do not deliver to it.',
    tested:
      'No "mx" of the policy matches MX host "{host}" of {domain}{when}, so "enforce" would make senders with MTA-STS skip it.',
  },
  check(subject, context) {
    const policy = policyFileOf(subject, context);
    const domain = domainOfPolicy(subject);
    const mode = policy?.mode?.value;
    if (policy === undefined || domain === undefined || (mode !== 'enforce' && mode !== 'testing')) return;
    const last = policy.mx.at(-1);
    // A policy that senders reject lists no host, and mta-sts-policy-syntax reports it.
    if (last === undefined || policy.mx.some(({ hasHole }) => hasHole)) return;
    const answer = context.facts.ask(domain, 'MX');
    if (answer.status !== 'data') return;
    const hosts = new Set(answer.data.map(({ exchange }) => exchange));
    for (const host of hosts) {
      // RFC 7505 §3: a null MX has no host.
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

/** RFC 8461 §3.2 allows both, and a file uses one of them. */
function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
