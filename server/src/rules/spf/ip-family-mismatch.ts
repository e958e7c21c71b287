import { formatIp, ipv4MappedIn } from '../../dns/address.ts';
import { replacing } from '../../email/spf/edits.ts';
import type { AddressMechanism, SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import type { RuleFix } from '../../records/report.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An IPv6 address after `ip4:` or an IPv4 address after `ip6:`. */
export default defineRule({
  subject: 'spf',
  needs: ['ip-family', 'ip6-mapped'],
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §5'],
  why: 'An address of the other family is a syntax error that results in permerror for every sender. An IPv4 address in IPv6 form is valid but never matches, so its sender is not allowed.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    mismatch: '"{address}" is an {family} address and belongs after "{meant}:".',
    mapped: '"{address}" never matches because such senders count as IPv4 and need "ip4:".',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'ip4' && term.kind !== 'ip6') continue;
      const fault = spf.faults.find((other) => other.range === term.addressRange);
      const address = quoteTerm(spf, term.addressRange);
      if (fault?.code === 'ip-family') {
        const family = term.kind === 'ip4' ? 'IPv4' : 'IPv6';
        context.report({
          at: term.addressRange,
          message: 'mismatch',
          data: { address, family, meant: term.kind },
          fix: replacing(term.nameRange, term.kind, 'safe'),
        });
      }
      if (fault?.code === 'ip6-mapped') {
        const fix = asIpv4(spf, term);
        context.report({
          at: term.addressRange,
          message: 'mapped',
          data: { address },
          severity: 'warning',
          fix,
        });
      }
    }
  },
});

/** Replaces an IPv4-mapped address with the IPv4 address in it, and a prefix length that is 96 shorter. */
function asIpv4(spf: SpfRecord, term: AddressMechanism): RuleFix | undefined {
  const { address, network, nameRange } = term;
  if (address?.kind !== 'ipv6' || network === undefined || network.prefix < 96) return undefined;
  const mapped = ipv4MappedIn(address);
  if (mapped === undefined || spf.value.text[nameRange.end] !== ':') return undefined;
  const prefix = term.prefix === undefined ? '' : `/${network.prefix - 96}`;
  const written = `ip4:${formatIp(mapped)}${prefix}`;
  return replacing(rangeOf(nameRange.start, term.range.end), written, 'review');
}
