import type { DomainName } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { wildcardFor } from '../../domain/wildcards.ts';
import { SMTP } from '../../email/dane/tlsa.ts';
import { exchangesOf } from '../../email/mx/by-preference.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** An MX host has no TLSA records, but another one of the domain does. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  atLeast: 2,
  severity: 'warning',
  specs: ['RFC 7672 §2.2.1', 'RFC 7672 §2.2.2'],
  why: 'Senders check each host against its own TLSA records. An attacker can block the protected host and divert the mail that senders then deliver to the other one, where nothing is checked.',
  messages: {
    uncovered: '"{host}" has no TLSA record at "{name}", but "{other}" has one, so mail can bypass DANE.',
  },
  check(owner, context) {
    const exchanges = exchangesOf(owner);
    const covered = exchanges.find(({ host }) => hasTlsa(host, context));
    if (covered === undefined || !context.zoneIsWhole) return;
    for (const { host, field, record } of exchanges) {
      const name = `${SMTP}.${host}`;
      // Only a host whose addresses are in the zone has its TLSA records there, if it has any.
      if (mailDomain(host, context).host.kind !== 'addresses' || isAnswered(name, context)) continue;
      context.report({
        at: { source: field.range, record },
        message: 'uncovered',
        data: { host, name, other: covered.host },
        related: [{ at: { part: 'record', record: covered.record }, message: 'The host with TLSA records' }],
      });
    }
  },
});

function hasTlsa(host: DomainName, context: RuleContext): boolean {
  return context.recordsAt(`${SMTP}.${host}`, 'TLSA').some(({ conditional }) => !conditional);
}

function isAnswered(name: DomainName, context: RuleContext): boolean {
  return (
    context.recordsAt(name).length > 0 ||
    context.delegationAbove(name).length > 0 ||
    wildcardFor(name, context).length > 0
  );
}
