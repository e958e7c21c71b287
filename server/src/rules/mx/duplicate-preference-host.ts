import type { DomainName } from '../../dns/names.ts';
import { exchangesOf, preferenceOf, type Exchange } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** One host is in two MX records of a domain. zone-duplicate-record reports identical records. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'hint',
  specs: ['RFC 5321 §5.1'],
  why: 'Senders that cannot deliver to the host at its lowest preference number try the same host again at the other one, without success. The second record is not a fallback.',
  messages: {
    duplicate: '"{host}" is already an MX host of {domain}, with preference {preference}.',
  },
  check(owner, context) {
    const best = new Map<DomainName, Exchange>();
    for (const exchange of exchangesOf(owner)) {
      const { host, field, record } = exchange;
      const first = best.get(host);
      if (first === undefined) {
        best.set(host, exchange);
        continue;
      }
      const preference = preferenceOf(first);
      if (preference === preferenceOf(exchange) || preferenceOf(exchange) === Infinity) continue;
      context.report({
        at: { source: field.range, record },
        message: 'duplicate',
        data: { host, domain: owner.name, preference },
        fix: { title: 'Delete this MX record', safety: 'review', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: first.record }, message: 'The MX that is tried first' }],
      });
    }
  },
});
