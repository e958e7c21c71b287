import { isBelow, type DomainName } from '../../dns/names.ts';
import { editedFacts } from '../../domain/edited-facts.ts';
import { optionsOf } from '../../domain/senders/options.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { spfOfSender } from '../../domain/verdicts/spf.ts';
import { hostsOf } from '../../email/mx/exchange.ts';
import { deleting, termRemoval } from '../../email/spf/edits.ts';
import type { DomainMechanism, SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { fieldOf } from '../../records/record.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import { serviceOfMailServer, servicesOfInclude } from '../../senders/services/catalog.ts';
import type { Service } from '../../senders/services/model.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** The include of a service that no declared sender, DKIM key or MX uses. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'info',
  specs: ['RFC 7208 §10.1.2', 'RFC 9989 §7.1'],
  why: 'Every customer of that service passes SPF with this domain, and the include uses lookups. Services that are no longer used often stay in SPF for years.',
  messages: {
    stale: '"{term}" authorizes {service}, but no declared sender, DKIM key or MX of {domain} uses it.',
  },
  check(spf, context) {
    const domain = spfDomainOf(context);
    if (domain === undefined || context.senders.length === 0 || !context.zoneIsWhole) return;
    const declared = context.senders.filter(
      (sender) =>
        (sender.domain === domain || mailFromDomain(sender, context.facts) === domain) && isDeclared(sender),
    );
    if (declared.length === 0) return;
    for (const term of spf.directives) {
      if (term.kind !== 'include' || term.qualifier !== '+' || term.domain?.name === undefined) continue;
      const services = servicesOfInclude(term.domain.name);
      const [service] = services;
      // sender-needless-include reports services that never need an include. A service that hosts SPF records may list any host.
      if (service === undefined || services.some(({ kind }) => kind === 'spf')) continue;
      if (services.every(({ envelope }) => envelope === 'service')) continue;
      if (services.some((one) => hasTrace(one, domain, declared, context))) continue;
      if (isNeeded(spf, term, domain, declared, context)) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'stale',
        data: { term: typed, service: service.name, domain },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});

function hasTrace(
  service: Service,
  domain: DomainName,
  declared: readonly KnownSender[],
  context: RuleContext,
): boolean {
  if (declared.some((sender) => sender.service?.id === service.id)) return true;
  const hosts = hostsOf(context.recordsAt(domain, 'MX'));
  if (hosts.some((host) => host !== undefined && serviceOfMailServer(host)?.id === service.id)) return true;
  return context.keyNames(domain).some((name) =>
    context.recordsAt(name, 'CNAME').some((record) => {
      const target = fieldOf(record, 'cname')?.value ?? '';
      return service.dkim?.targets.some((end) => isBelow(target, end)) === true;
    }),
  );
}

/** Whether a declared sender passes, or may pass, only because of this include. */
function isNeeded(
  spf: SpfRecord,
  term: DomainMechanism,
  domain: DomainName,
  declared: readonly KnownSender[],
  context: RuleContext,
): boolean {
  const { range } = termRemoval(spf, term.range);
  const was = spf.value.text;
  const options = optionsOf(context);
  const facts = editedFacts(options.facts, domain, was, was.slice(0, range.start) + was.slice(range.end));
  return declared.some((sender) => {
    const now = spfOfSender(sender, options);
    const then = spfOfSender(sender, { ...options, facts });
    if (now.kind !== 'checked') return now.kind === 'unknown' && now.because !== 'envelope';
    return then.kind !== 'checked' || now.verdict.result !== then.verdict.result;
  });
}
