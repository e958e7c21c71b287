import { failingUnder, reasonOf } from '../../domain/senders/failing.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import { knownBy, senderNameOf } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** Strict alignment that makes mail from a known sender fail, although it would pass with relaxed alignment. */
export default defineRule({
  subject: 'dmarc',
  needs: ['adkim', 'aspf'],
  severity: 'error',
  specs: ['RFC 9989 §4.4', 'RFC 9989 §4.7'],
  why: 'With strict alignment, the domain that passes must be exactly that of the From header. This mail passes with another domain of the same organization, and receivers treat it as forged.',
  symptoms: ['550 5.7.1', '550 5.7.26', '550 5.7.509'],
  messages: {
    strict: 'With "{tag}" and "{policy}", mail from {sender} is {outcome} because {reason}{known}.',
  },
  check(dmarc, context) {
    for (const { sender, verdict, outcome, policy, strict } of failingUnder(dmarc, context)) {
      const [tag] = strict;
      if (tag === undefined) continue;
      const names = strict.map(({ name }) => `"${name}"`).join(' and ');
      context.report({
        at: tag.range,
        message: 'strict',
        data: {
          tag: `${tag.name}=${tag.value}`,
          sender: senderNameOf(sender),
          policy: `${policy.name}=${policy.value}`,
          outcome,
          reason: reasonOf(verdict),
          known: knownBy(sender),
        },
        severity: outcome === 'rejected' && isDeclared(sender) ? 'error' : 'warning',
        fix: {
          title: `Delete ${names}`,
          safety: 'review',
          edits: strict.map(({ range }) => tagRemoval(dmarc, range)),
        },
      });
    }
  },
});
