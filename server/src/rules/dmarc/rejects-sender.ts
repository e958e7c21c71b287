import { mailDomain } from '../../domain/mail-domain.ts';
import { failingUnder, reasonOf } from '../../domain/senders/failing.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import { knownBy, senderNameOf } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** A policy that acts on the mail of a known sender, since neither SPF nor DKIM passes for it. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p', 'sp', 'np'],
  severity: 'error',
  specs: ['RFC 9989 §7.4', 'RFC 9989 §5.4'],
  why: 'The policy is stricter than the records bear. RFC 9989 wants a domain to stay at "none" for a month at least, and equally long at "quarantine", and to read the reports in between; "t=y" has receivers that know it act one step softer.',
  symptoms: ['550 5.7.1', '550 5.7.26', '550 5.7.509'],
  messages: {
    rejected: '"{policy}" has receivers reject mail of {sender}: {reason}{known}.',
    quarantined: '"{policy}" has receivers put mail of {sender} aside: {reason}{known}.',
    older: '"{policy}" has receivers that follow RFC 7489 refuse mail of {sender}: {reason}{known}.',
  },
  check(dmarc, context) {
    for (const { sender, verdict, outcome, reader, policy, strict } of failingUnder(dmarc, context)) {
      // What fails by strict alignment alone is mended there: dmarc-strict-fails-sender.
      if (strict.length > 0) continue;
      const envelope = mailFromDomain(sender, context.facts);
      const spf = envelope === undefined ? undefined : mailDomain(envelope, context).spf;
      context.report({
        at: policy.range,
        message: reader === 'RFC 7489' ? 'older' : outcome,
        data: {
          policy: `${policy.name}=${policy.value}`,
          sender: senderNameOf(sender),
          reason: reasonOf(verdict),
          known: knownBy(sender),
        },
        severity: outcome === 'rejected' && reader === 'RFC 9989' && isDeclared(sender) ? 'error' : 'warning',
        fix: {
          title: `Use "${policy.name}=none" until it passes`,
          safety: 'review',
          edits: [{ range: policy.valueRange, text: 'none' }],
        },
        related:
          spf === undefined ? [] : [{ at: { part: 'rdata', record: spf.record }, message: 'The SPF record' }],
      });
    }
  },
});
