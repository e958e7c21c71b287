import type { DomainName } from '../../dns/names.ts';
import { exchangesOf, preferenceOf, type Exchange } from '../../email/mx/by-preference.ts';
import { defineRule } from '../rule.ts';

/** One host in two MX records of a domain. Records that are equal in all are zone-duplicate-record's. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'hint',
  specs: ['RFC 5321 §5.1'],
  why: 'Senders try the host at its lowest number, and once more, in vain, at the other. It is no second host to fall back on.',
  messages: {
    again: '"{host}" is an MX of {domain} already, with the preference {preference}.',
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
        message: 'again',
        data: { host, domain: owner.name, preference },
        fix: { title: 'Delete this MX', safety: 'review', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: first.record }, message: 'The MX that is tried first' }],
      });
    }
  },
});
