import { covering } from '../../domain/senders/covering.ts';
import { decidingPlace, decision, gapsOf, severityOf } from '../../domain/senders/gaps.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { knownBy } from '../../senders/words.ts';
import { defineRule } from '../rule.ts';

/** Some services have one include for each region; the first is the one that most customers use. */
const MOST_OFFERED = 3;

/** A known service sends with the domain in MAIL FROM, and SPF does not authorize it. */
export default defineRule({
  subject: 'spf',
  severity: 'warning',
  specs: ['RFC 7208 §10.1.2', 'RFC 7208 §5.2'],
  why: 'Receivers check SPF for this domain and may reject the mail, and DMARC depends only on DKIM. If there is no room for the include, delete one that is not needed, or give the service a subdomain in MAIL FROM.',
  symptoms: ['550 5.7.23', '550 5.7.1', '550 5.7.26', '550 5.7.367', '550 5.7.509'],
  messages: {
    missing: '{service} sends with {domain} in MAIL FROM, but {decision}{known}.',
    full: '{service} sends with {domain} in MAIL FROM, but {decision}, and "{term}" would bring the record to {count} of {max} lookups.',
    ask: '{service}, whose include is different for each customer, sends with {domain} in MAIL FROM, but {decision}.',
  },
  check(spf, context) {
    for (const gap of gapsOf(spf, context)) {
      const { sender } = gap;
      const { service } = sender;
      if (service === undefined || gap.spf.uncovered.length > 0) continue;
      const tried = service.includes.slice(0, MOST_OFFERED).map((name) => {
        const term = `include:${name}`;
        return { term, found: covering(spf, gap, term, context) };
      });
      const fixes = tried.flatMap(({ found }) => (found.kind === 'covers' ? [found.fix] : []));
      const full = tried.flatMap(({ term, found }) =>
        found.kind === 'too-many' ? [{ term, count: found.lookups }] : [],
      )[0];
      context.report({
        at: decidingPlace(spf, gap),
        message:
          fixes.length > 0 || (full === undefined && tried.length > 0)
            ? 'missing'
            : full === undefined
              ? 'ask'
              : 'full',
        data: {
          service: service.name === sender.name ? service.name : `"${sender.name}" (${service.name})`,
          domain: gap.spf.domain,
          decision: decision(gap),
          known: knownBy(sender),
          term: full?.term ?? '',
          count: full?.count ?? 0,
          max: MAX_LOOKUP_TERMS,
        },
        severity: severityOf(gap, context),
        fixes,
      });
    }
  },
});
