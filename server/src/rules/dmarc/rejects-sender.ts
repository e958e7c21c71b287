import { mailDomain } from '../../domain/mail-domain.ts';
import { failingUnder, reasonOf } from '../../domain/senders/failing.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import { knownBy, senderNameOf } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** An enforced policy that applies to mail from a known sender, because neither SPF nor DKIM passes. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p', 'sp', 'np'],
  severity: 'error',
  specs: ['RFC 9989 §7.4', 'RFC 9989 §5.4'],
  why: 'The policy is stricter than your SPF and DKIM setup supports. Before "reject", RFC 9989 asks domains whose users post to mailing lists for at least a month at "none" and another at "quarantine", and receivers that know "t=y" apply the next weaker policy.',
  symptoms: ['550 5.7.1', '550 5.7.26', '550 5.7.509'],
  messages: {
    rejected: '"{policy}" makes receivers reject mail from {sender} because {reason}{known}.',
    quarantined: '"{policy}" makes receivers quarantine mail from {sender} because {reason}{known}.',
    older:
      '"{policy}" makes RFC 7489 receivers reject or quarantine mail from {sender} because {reason}{known}.',
  },
  check(dmarc, context) {
    for (const { sender, verdict, outcome, reader, policy, strict } of failingUnder(dmarc, context)) {
      // dmarc-strict-fails-sender reports and fixes mail that fails only because of strict alignment.
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
          title: `Use "${policy.name}=none" until the mail passes`,
          safety: 'review',
          edits: [{ range: policy.valueRange, text: 'none' }],
        },
        related:
          spf === undefined ? [] : [{ at: { part: 'rdata', record: spf.record }, message: 'The SPF record' }],
      });
    }
  },
});
