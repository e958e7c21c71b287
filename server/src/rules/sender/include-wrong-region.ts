import type { DomainName } from '../../dns/names.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { replacing } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/**
 * Mimecast has an address list for each region, and MX hosts named after the same regions: `eu-smtp-inbound-1`.
 * https://mimecastsupport.zendesk.com/hc/en-us/articles/34000792642963, read in November 2026.
 */
const INCLUDE = /^([a-z]{2,6})\._netblocks\.mimecast\.com$/;
const INBOUND = /^([a-z]{2,6})-smtp-inbound-\d+\.mimecast\.(?:com|co\.za)$/;

/** The SPF include is for one region of a service, and the MX host is in another. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'hint',
  specs: ['RFC 7208 §5.2', 'RFC 7208 §10.1.2'],
  why: 'Each region sends from its own addresses. If the account is in the region of its MX, its mail fails SPF.',
  symptoms: ['550 5.7.23', '550 5.7.1'],
  messages: {
    region: '"{term}" is for region "{listed}", but the MX host "{host}" is in region "{region}".',
  },
  check(spf, context) {
    const domain = spfDomainOf(context);
    if (domain === undefined) return;
    const includes = spf.directives.flatMap((term) => {
      const name = term.kind === 'include' ? term.domain?.name : undefined;
      const region = regionOf(name, INCLUDE);
      return term.kind !== 'include' || region === undefined ? [] : [{ term, region }];
    });
    const [first] = includes;
    if (first === undefined) return;
    for (const mx of context.recordsAt(domain, 'MX')) {
      const host = hostOf(mx);
      const region = regionOf(host, INBOUND);
      if (host === undefined || region === undefined || mx.conditional) continue;
      if (includes.some((include) => include.region === region)) return;
      const { term } = first;
      context.report({
        at: term.range,
        message: 'region',
        data: { term: quoteTerm(spf, term.range), listed: first.region, host, region },
        fix:
          term.domain === undefined
            ? undefined
            : replacing(term.domain.range, `${region}._netblocks.mimecast.com`, 'review'),
        related: [{ at: { part: 'record', record: mx }, message: `An MX host in region "${region}"` }],
      });
      return;
    }
  },
});

function regionOf(name: DomainName | undefined, pattern: RegExp): string | undefined {
  return name === undefined ? undefined : pattern.exec(name)?.[1];
}
