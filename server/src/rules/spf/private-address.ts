import type { SpecialKind } from '../../dns/special-addresses.ts';
import { unreachableRange } from '../../domain/spf/special.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An address that no receiver on the Internet ever sees mail come from. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6'],
  severity: 'warning',
  specs: ['RFC 6890 §2.2', 'RFC 7208 §5.6'],
  why: 'Mail leaves through a public address, which the network translates to: that one is compared with the record, and if it is not listed the mail fails SPF.',
  symptoms: ['550 5.7.23', '550 5.7.26'],
  messages: {
    special: '"{typed}" is {kind} ({spec}): receivers never see mail come from there.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if ((term.kind !== 'ip4' && term.kind !== 'ip6') || term.network === undefined) continue;
      const special = unreachableRange(term.network, context);
      if (special === undefined) continue;
      const at = rangeOf(term.addressRange.start, term.prefix?.range.end ?? term.addressRange.end);
      const data = { typed: quoteTerm(spf, at), kind: KINDS[special.kind], spec: special.spec };
      context.report({ at, message: 'special', data });
    }
  },
});

const KINDS: Readonly<Record<SpecialKind, string>> = {
  private: 'private',
  shared: 'inside a provider’s network',
  loopback: 'the host itself',
  'link-local': 'link-local',
  'unique-local': 'private',
  multicast: 'multicast',
  documentation: 'for examples only',
  benchmarking: 'for benchmarks only',
  unspecified: 'no address of a host',
  discard: 'where traffic is thrown away',
  reserved: 'reserved',
};
