import { formatIp, formatNetwork, hasHostBits } from '../../dns/address.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An address with bits set after its prefix: `192.0.2.5/24` means all of `192.0.2.0/24`. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6'],
  severity: 'warning',
  specs: ['RFC 7208 §5.6'],
  why: 'Receivers compare only the bits of the prefix, so the whole network may send, although the term looks like a single host.',
  messages: {
    wider: '"{typed}" allows the whole network {network}, not only {address}.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'ip4' && term.kind !== 'ip6') continue;
      const { address, network, prefix } = term;
      if (address === undefined || network === undefined || prefix === undefined) continue;
      if (prefix.bits === 0 || !hasHostBits(address, prefix.bits)) continue;
      const at = rangeOf(term.addressRange.start, prefix.range.end);
      const written = formatIp(network.address);
      context.report({
        at,
        message: 'wider',
        data: { typed: quoteTerm(spf, at), network: formatNetwork(network), address: formatIp(address) },
        fixes: [
          {
            title: `Replace with "${formatNetwork(network)}"`,
            safety: 'safe',
            edits: [{ range: term.addressRange, text: written }],
          },
          {
            title: `Allow only ${formatIp(address)}`,
            safety: 'review',
            edits: [{ range: prefix.range, text: '' }],
          },
        ],
      });
    }
  },
});
