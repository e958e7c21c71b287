import { covering, coveringProvider } from '../../domain/senders/covering.ts';
import type { SpfGap } from '../../domain/senders/gaps.ts';
import { decidingPlace, decision, gapsOf, severityOf } from '../../domain/senders/gaps.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import type { RuleFix } from '../../records/report.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import { termOf } from '../../senders/network-text.ts';
import { knownBy, senderNameOf, networksText } from '../../senders/words.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A known sender has addresses that SPF does not allow. */
export default defineRule({
  subject: 'spf',
  severity: 'warning',
  specs: ['RFC 7208 §10.1.2', 'RFC 7208 §8.4'],
  why: 'Many receivers reject this mail or deliver it to spam. It passes DMARC only with an aligned DKIM signature.',
  symptoms: ['550 5.7.23', '550 5.7.1', '550 5.7.26', '550 5.7.367', '550 5.7.509'],
  messages: {
    named: '{sender} sends from {addresses}, but {decision}{known}.',
    bare: 'Mail of {domain} comes from {addresses}, but {decision}{known}.',
    seen: 'Mail of {domain} came from {addresses} and passed{known}, but now {decision}.',
  },
  check(spf, context) {
    for (const gap of gapsOf(spf, context)) {
      const { sender } = gap;
      const { uncovered, domain } = gap.spf;
      if (uncovered.length === 0) continue;
      const addresses = networksText(uncovered);
      const name = senderNameOf(sender);
      const bare = isDeclared(sender) ? 'bare' : 'seen';
      context.report({
        at: decidingPlace(spf, gap),
        message: name.startsWith('"') ? 'named' : bare,
        data: { sender: name, domain, addresses, decision: decision(gap), known: knownBy(sender) },
        severity: severityOf(gap, context),
        fixes: fixesOf(spf, gap, context),
      });
    }
  },
});

/**
 * The addresses of the sender use no DNS lookup. A host name uses one, but follows the host when it moves. Addresses from
 * reports may belong to a service with many addresses: if its published networks show which service it is, its include
 * allows them.
 */
function fixesOf(spf: SpfRecord, gap: SpfGap, context: RuleContext): readonly RuleFix[] {
  const { sender } = gap;
  const { uncovered } = gap.spf;
  if (!isDeclared(sender)) {
    const found = sender.provider && coveringProvider(spf, gap, sender.provider, context);
    return found?.kind === 'covers' ? [found.fix] : [];
  }
  const addresses = [...new Set(uncovered.map(termOf))].join(' ');
  const ways = sender.host === undefined ? [addresses] : [addresses, `a:${sender.host}`];
  return ways
    .map((terms) => covering(spf, gap, terms, context))
    .flatMap((found) => (found.kind === 'covers' ? [found.fix] : []));
}
