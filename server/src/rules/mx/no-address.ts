import { lacksAddress } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { isMeantAbsolute, relativeTargets } from '../../domain/targets.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { addressTypedIn, exchangeOf, hostOf, hostsOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX record has no address in this zone or in the DNS answers. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'error',
  specs: ['RFC 5321 §5.1', 'RFC 1912 §2.5'],
  why: 'Senders look up the address of the host before they connect. If no MX host of the domain has one, mail bounces: "Host or domain name not found".',
  symptoms: ['550 5.4.4', '450 4.4.4'],
  messages: {
    none: 'The MX host "{host}" of {domain} has no A or AAAA record in this zone.',
    answered: 'The MX host "{host}" of {domain} has no A or AAAA record{when}.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    const host = hostOf(record);
    if (field === undefined || host === undefined || record.conditional) return;
    const lack = lacksAddress(host, context);
    if (lack === undefined) return;
    // mx-ip-literal and the rules for names without a trailing dot report the wrong name.
    if (addressTypedIn(field) !== undefined) return;
    if (relativeTargets(record).some((target) => isMeantAbsolute(target, context))) return;
    // dns-target-registrable reports the worse fault.
    if (unregisteredDomainOf(host, 'A', context) !== undefined) return;
    const others = hostsOf(context.recordsAt(record.owner, 'MX'));
    const reachable = others.some(
      (other) => other === undefined || lacksAddress(other, context) === undefined,
    );
    context.report({
      at: { source: field.range },
      message: lack.kind === 'here' ? 'none' : 'answered',
      data: { host, domain: record.owner, when: lack.kind === 'here' ? '' : asOf(lack.source) },
      // Senders try the next host.
      severity: reachable ? 'warning' : 'error',
    });
  },
});
