import type { Directive } from '../../email/spf/model.ts';
import { defineRule } from '../rule.ts';
import { deleting } from './shared/edits.ts';
import { quote } from './shared/quote.ts';

/** `/0`, or two halves that make up all addresses: the same as `+all`. */
export default defineRule({
  id: 'spf-cidr-zero',
  subject: 'spf',
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §5.1'],
  why: 'Every host on the Internet passes as this domain, just as with +all. Receivers treat such domains as forged: Gmail slows them down with 4.7.24.',
  symptoms: ['451 4.7.24', '550 5.7.24'],
  messages: {
    all: '"{term}" authorises every {family} address.',
    halves: '"{term}" and "{other}" together authorise every {family} address.',
  },
  check(spf, context) {
    const halves = new Map<string, Directive>();
    for (const term of spf.directives) {
      if (term.kind === 'unread' || term.kind === 'all' || term.qualifier !== '+') continue;
      const typed = quote(spf, term.range);
      const fix = deleting(spf, term.range, `Delete "${typed}"`, 'review');
      const family = zeroFamily(term);
      if (family !== undefined) {
        context.report({ at: term.range, message: 'all', data: { term: typed, family }, fix });
      }
      if ((term.kind !== 'ip4' && term.kind !== 'ip6') || term.network?.prefix !== 1) continue;
      const isUpper = term.network.address.words[0] !== 0;
      const other = halves.get(`${term.kind} ${!isUpper}`);
      halves.set(`${term.kind} ${isUpper}`, term);
      if (other === undefined) continue;
      context.report({
        at: term.range,
        message: 'halves',
        data: { term: typed, other: quote(spf, other.range), family: term.kind === 'ip4' ? 'IPv4' : 'IPv6' },
        fix,
      });
    }
  },
});

/** The family of which the term matches every address, if there is one. */
function zeroFamily(term: Directive): 'IPv4' | 'IPv6' | undefined {
  if (term.kind === 'ip4' || term.kind === 'ip6') {
    if (term.network?.prefix !== 0) return undefined;
    return term.kind === 'ip4' ? 'IPv4' : 'IPv6';
  }
  if (term.kind !== 'a' && term.kind !== 'mx') return undefined;
  if (term.prefix4?.bits === 0) return 'IPv4';
  return term.prefix6?.bits === 0 ? 'IPv6' : undefined;
}
