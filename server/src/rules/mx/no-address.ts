import { lacksAddress } from '../../domain/hosts.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { isMeantAbsolute, relativeTargets } from '../../domain/targets.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { addressTypedIn, exchangeOf, hostOf, hostsOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX has no address, in this zone or as far as the DNS is known. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'error',
  specs: ['RFC 5321 §5.1', 'RFC 1912 §2.5'],
  why: 'Senders look the address of the host up before they connect. When no host of the domain has one, they return its mail: "Host or domain name not found".',
  symptoms: ['550 5.4.4', '450 4.4.4'],
  messages: {
    none: '"{host}" has neither an A nor an AAAA record in this zone, so mail to {domain} cannot be delivered to it.',
    answered:
      '"{host}" has neither an A nor an AAAA record{when}, so mail to {domain} cannot be delivered to it.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    const host = hostOf(record);
    if (field === undefined || host === undefined || record.conditional) return;
    const lack = lacksAddress(host, context);
    if (lack === undefined) return;
    // The wrong name is told of by mx-ip-literal, and by the rules on names that lack their final dot.
    if (addressTypedIn(field) !== undefined) return;
    if (relativeTargets(record).some((target) => isMeantAbsolute(target, context))) return;
    // dns-target-registrable reports what is worse.
    if (unregisteredDomainOf(host, 'A', context) !== undefined) return;
    const others = hostsOf(context.recordsAt(record.owner, 'MX'));
    const reachable = others.some(
      (other) => other === undefined || lacksAddress(other, context) === undefined,
    );
    context.report({
      at: { source: field.range },
      message: lack.kind === 'here' ? 'none' : 'answered',
      data: { host, domain: record.owner, when: lack.kind === 'here' ? '' : asOf(lack.source) },
      // Senders go on to the next host.
      severity: reachable ? 'warning' : 'error',
    });
  },
});
