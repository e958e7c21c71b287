import { covering } from '../../domain/senders/covering.ts';
import { decidingPlace, decision } from '../../domain/senders/gaps.ts';
import { optionsOf } from '../../domain/senders/options.ts';
import { supposed } from '../../domain/senders/supposed.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { isCertainlyNoPass, spfOfSender } from '../../domain/verdicts/spf.ts';
import { takesBouncesOfSes } from '../../email/mx/ses-bounces.ts';
import type { ServiceSource } from '../../records/sending-source.ts';
import { serviceById } from '../../senders/services/catalog.ts';
import type { Service } from '../../senders/services/model.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Some services have one include for each region; the first is the one that most customers use. */
const MOST_OFFERED = 3;

/** A service is set up with the domain in MAIL FROM, and SPF does not authorize it. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  specs: ['RFC 7208 §10.1.2', 'RFC 7208 §2.4'],
  why: 'A resource sets up the service with this domain in MAIL FROM, so receivers check SPF here. If the service sends mail, it fails SPF, and DMARC depends only on DKIM.',
  symptoms: ['550 5.7.23', '550 5.7.1', '550 5.7.26'],
  messages: {
    resource: '{service} may send with {domain} in MAIL FROM ({by}), but {decision}.',
  },
  check(spf, context) {
    const domain = spfDomainOf(context);
    if (domain === undefined || spf.permerror || context.record?.conditional !== false) return;
    const reported = new Set<Service>();
    for (const source of context.sourcesWith(domain)) {
      const service = source.service === undefined ? undefined : serviceById(source.service);
      if (service === undefined || reported.has(service) || isKnown(source, service, context)) continue;
      reported.add(service);
      const sender = supposed(service, domain);
      const found = spfOfSender(sender, optionsOf(context));
      if (found.kind !== 'checked' || !isCertainlyNoPass(found.verdict)) continue;
      if (found.verdict.result === 'permerror' || found.verdict.result === 'none') continue;
      const gap = { sender, spf: found };
      const fixes = service.includes.slice(0, MOST_OFFERED).flatMap((name) => {
        const tried = covering(spf, gap, `include:${name}`, context);
        return tried.kind === 'covers' ? [tried.fix] : [];
      });
      context.report({
        at: decidingPlace(spf, gap),
        message: 'resource',
        data: { service: service.name, domain, by: source.by.name, decision: decision(gap) },
        fixes,
      });
    }
  },
});

/** No hint is needed for known senders. If SES receives the bounces, its own rule reports the domain. */
function isKnown({ domain, envelope }: ServiceSource, service: Service, context: RuleContext): boolean {
  const isSaid = context.senders.some(
    (sender) =>
      sender.domain === domain ||
      sender.domain === envelope ||
      mailFromDomain(sender, context.facts) === envelope,
  );
  if (isSaid || service.id !== 'amazon-ses' || envelope === undefined) return isSaid;
  return context.recordsAt(envelope, 'MX').some(takesBouncesOfSes);
}
