import type { Directive, SpfRecord } from './model.ts';

/** A term that allows every address of a family, alone or together with the other half. */
export interface ZeroTerm {
  readonly term: Directive;
  readonly family: 'IPv4' | 'IPv6';
  /** The first half of `0.0.0.0/1` and `128.0.0.0/1`. */
  readonly other: Directive | undefined;
}

/** RFC 7208 §5.6: a prefix of 0 bits matches everything. */
export function zeroTerms(spf: SpfRecord): readonly ZeroTerm[] {
  const found: ZeroTerm[] = [];
  const halves = new Map<string, Directive>();
  for (const term of spf.directives) {
    if (term.kind === 'unread' || term.kind === 'all' || term.qualifier !== '+') continue;
    const family = zeroFamily(term);
    if (family !== undefined) found.push({ term, family, other: undefined });
    if ((term.kind !== 'ip4' && term.kind !== 'ip6') || term.network?.prefix !== 1) continue;
    const isUpper = term.network.address.words[0] !== 0;
    const other = halves.get(`${term.kind} ${!isUpper}`);
    halves.set(`${term.kind} ${isUpper}`, term);
    if (other !== undefined) found.push({ term, family: term.kind === 'ip4' ? 'IPv4' : 'IPv6', other });
  }
  return found;
}

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

/** More addresses than one sender has: over 65,536 for IPv4, or over a provider's allocation for IPv6. Not all addresses. */
export function isWide(kind: 'ip4' | 'ip6', bits: number): boolean {
  return bits > 0 && bits < (kind === 'ip4' ? 16 : 32);
}
