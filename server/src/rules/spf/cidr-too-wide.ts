import { isIncludeTarget } from '../../domain/spf/owner.ts';
import { unreachableRange } from '../../domain/spf/special.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { isWide, zeroTerms } from '../../email/spf/width.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An IPv4 network of more than 65,536 addresses, or an IPv6 network wider than a provider usually has. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6', 'a', 'mx'],
  severity: 'warning',
  specs: ['RFC 7208 §5.6', 'RFC 9989 §7.1'],
  why: 'Most of these hosts belong to others, and all of them pass SPF as this domain. Gmail slows down mail from domains with such records (4.7.24).',
  symptoms: ['451 4.7.24'],
  messages: {
    wide: '"{prefix}" allows {count} hosts.',
  },
  check(spf, context) {
    // Records that are only meant to be included belong to providers, which have such networks.
    if (isIncludeTarget(context)) return;
    // spf-cidr-zero reports two halves that together cover all addresses.
    const zeros = new Set(zeroTerms(spf).flatMap(({ term, other }) => [term, other]));
    for (const term of spf.directives) {
      if (term.kind === 'unread' || term.qualifier !== '+' || zeros.has(term)) continue;
      if (term.kind === 'ip4' || term.kind === 'ip6') {
        const { network, prefix } = term;
        if (network === undefined || prefix === undefined || !isWide(term.kind, prefix.bits)) continue;
        // spf-private-address reports networks that are not on the public Internet.
        if (unreachableRange(network, context) !== undefined) continue;
        const at = rangeOf(term.addressRange.start, prefix.range.end);
        context.report({
          at,
          message: 'wide',
          data: { prefix: quoteTerm(spf, at), count: countOf(term.kind, prefix.bits) },
        });
      }
      if (term.kind !== 'a' && term.kind !== 'mx') continue;
      for (const [kind, prefix] of [
        ['ip4', term.prefix4],
        ['ip6', term.prefix6],
      ] as const) {
        if (prefix === undefined || !isWide(kind, prefix.bits)) continue;
        const data = { prefix: quoteTerm(spf, prefix.range), count: countOf(kind, prefix.bits) };
        context.report({ at: prefix.range, message: 'wide', data });
      }
    }
  },
});

function countOf(kind: 'ip4' | 'ip6', bits: number): string {
  if (kind === 'ip6') return `2^${128 - bits}`;
  return groupDigits(2 ** (32 - bits));
}
