import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { mailRecordOf } from '../../domain/senders/mail-record.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { knownBy, senderNameOf } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** A known sender uses a domain in MAIL FROM that does not exist. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'warning',
  specs: ['RFC 5321 §5.1', 'RFC 7208 §2.4'],
  why: 'Bounces cannot be delivered, SPF gives "none", and many receivers reject the mail. A service that was given this domain falls back to its own domain, whose SPF result does not count for DMARC.',
  symptoms: ['550 5.1.8', '550 5.7.27', '450 4.1.8'],
  messages: {
    missing: '{sender} uses {envelope} in MAIL FROM, which has no MX and no address record{known}.',
  },
  check(owner, context) {
    if (context.senders.length === 0) return;
    const record = mailRecordOf(owner);
    if (record === undefined) return;
    for (const sender of context.senders) {
      const envelope = sender.domain === owner.name ? mailFromDomain(sender, context.facts) : undefined;
      if (envelope === undefined || envelope === sender.domain) continue;
      if (!isUnreachable(envelope, context.facts)) continue;
      context.report({
        at: { part: 'type', record },
        message: 'missing',
        data: { sender: senderNameOf(sender), envelope, known: knownBy(sender) },
      });
    }
  },
});

function isUnreachable(domain: DomainName, facts: DnsFacts): boolean {
  return (['MX', 'A', 'AAAA'] as const).every((type) => isVoid(facts.ask(domain, type)));
}
