import { covering } from '../../domain/senders/covering.ts';
import { decidingPlace } from '../../domain/senders/gaps.ts';
import { optionsOf } from '../../domain/senders/options.ts';
import { supposed } from '../../domain/senders/supposed.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { isCertainlyNoPass, spfOfSender } from '../../domain/verdicts/spf.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { serviceOfMailServer } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

/** Mail comes in through a gateway that usually also sends, and SPF does not authorize it. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  specs: ['RFC 7208 §10.1.2'],
  why: 'Most domains that filter incoming mail with a gateway also send through it. If this domain does, receivers see the addresses of the gateway, and SPF fails.',
  symptoms: ['550 5.7.23', '550 5.7.1', '550 5.7.26'],
  messages: {
    gateway: 'SPF does not authorize {service}, which filters incoming mail and may also send mail.',
  },
  check(spf, context) {
    const domain = spfDomainOf(context);
    if (domain === undefined || spf.permerror || context.record?.conditional !== false) return;
    for (const mx of context.recordsAt(domain, 'MX')) {
      const host = hostOf(mx);
      const service = host === undefined || mx.conditional ? undefined : serviceOfMailServer(host);
      if (service?.kind !== 'gateway') continue;
      // No hint is needed if the sender is declared or known.
      if (
        context.senders.some(
          (sender) => sender.domain === domain || mailFromDomain(sender, context.facts) === domain,
        )
      )
        return;
      const sender = supposed(service, domain);
      const found = spfOfSender(sender, optionsOf(context));
      if (found.kind !== 'checked' || !isCertainlyNoPass(found.verdict)) return;
      if (found.verdict.result === 'permerror' || found.verdict.result === 'none') return;
      const gap = { sender, spf: found };
      const fixes = service.includes.slice(0, 1).flatMap((name) => {
        const tried = covering(spf, gap, `include:${name}`, context);
        return tried.kind === 'covers' ? [tried.fix] : [];
      });
      context.report({
        at: decidingPlace(spf, gap),
        message: 'gateway',
        data: { service: service.name },
        fixes,
        related: [{ at: { part: 'record', record: mx }, message: 'Incoming mail arrives here' }],
      });
      return;
    }
  },
});
