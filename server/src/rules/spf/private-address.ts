import type { SpecialKind } from '../../dns/special-addresses.ts';
import { unreachableRange } from '../../domain/spf/special.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An address from which receivers on the Internet never see mail. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6'],
  severity: 'warning',
  specs: ['RFC 6890 §2.2', 'RFC 7208 §5.6'],
  why: 'The network replaces this address with a public one before mail reaches a receiver. Receivers compare the public address with the record, and if it is not listed, the mail fails SPF.',
  symptoms: ['550 5.7.23', '550 5.7.26'],
  messages: {
    special: '"{typed}" is {kind} ({spec}), so receivers never see mail from it.',
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
  private: 'private address space',
  shared: 'shared address space of providers',
  loopback: 'loopback address space',
  'link-local': 'link-local address space',
  'unique-local': 'private address space',
  multicast: 'multicast address space',
  documentation: 'address space for documentation',
  benchmarking: 'address space for benchmarking',
  unspecified: 'not the address of a host',
  discard: 'address space whose traffic is discarded',
  reserved: 'reserved address space',
};
