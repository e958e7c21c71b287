import { mailRecordOf } from '../../domain/senders/mail-record.ts';
import { addingKeysOf } from '../../domain/senders/service-keys.ts';
import type { DkimOfSender } from '../../domain/verdicts/dkim.ts';
import { dkimOfSender } from '../../domain/verdicts/dkim.ts';
import { keyOwner } from '../../email/dkim/published.ts';
import { knownBy, senderNameOf } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** A known sender signs with keys that are not published or not usable. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.1', 'RFC 9989 §7.4'],
  why: 'Without a published key, signatures do not count for DMARC, which then depends only on SPF and fails for forwarded mail. Gmail, Yahoo and Outlook.com require both from bulk senders.',
  symptoms: ['550 5.7.26', '550 5.7.30', '550 5.7.20', '550 5.7.515'],
  messages: {
    missing: '{sender} should sign mail from {domain} with the key {key}, which is missing{known}.',
    unusable: '{sender} should sign mail from {domain} with the key {key}, which is unusable{known}.',
    none: '{sender} sends mail from {domain}, which has no DKIM key for this sender.',
  },
  check(owner, context) {
    if (context.senders.length === 0) return;
    const domain = owner.name;
    const at = mailRecordOf(owner);
    if (at === undefined) return;
    for (const sender of context.senders) {
      if (sender.domain !== domain || sender.selectors?.length === 0) continue;
      const dkim = dkimOfSender(sender, context.facts);
      const [key] = dkim.keys;
      const data = { sender: senderNameOf(sender), domain, known: knownBy(sender) };
      if (dkim.state === 'missing' && key !== undefined) {
        context.report({
          at: { part: 'type', record: at },
          message: key.state === 'missing' ? 'missing' : 'unusable',
          data: { ...data, key: keyOwner(key.selector, key.domain) },
          fix: addingKeysOf(sender.service, missingSelectors(dkim), domain, at),
        });
      } else if (dkim.state === 'none' && sender.service?.dkim !== undefined) {
        context.report({ at: { part: 'type', record: at }, message: 'none', data, severity: 'info' });
      }
    }
  },
});

function missingSelectors({ keys }: DkimOfSender): ReadonlySet<string> {
  return new Set(keys.filter(({ state }) => state === 'missing').map(({ selector }) => selector));
}
