import { bitsOf, ipv4MappedIn, networkOf, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import type { Range } from '../../text/range.ts';
import { isDomainSpec } from './domain-spec.ts';
import type { Faults } from './faults.ts';
import type { PrefixLength, WhyNotIpv4, WhyNotIpv6 } from './model.ts';
import { readPrefix } from './prefixes.ts';

export interface AddressReading {
  /** The mechanism that fits the address: ip6 for `ip4:2001:db8::1`. */
  readonly kind: 'ip4' | 'ip6';
  readonly address: IpAddress | undefined;
  readonly prefix: PrefixLength | undefined;
  readonly network: IpNetwork | undefined;
}

/** Reads the text after `ip4:` or `ip6:`: RFC 7208 §5.6. A missing address is reported at `whole`. */
export function readAddress(
  text: string,
  kind: 'ip4' | 'ip6',
  whole: Range,
  addressRange: Range,
  prefixRange: Range,
  faults: Faults,
): AddressReading {
  const typed = text.slice(addressRange.start, addressRange.end);
  const own = kind === 'ip4' ? parseIpv4(typed) : parseIpv6(typed);
  const address = own ?? (kind === 'ip4' ? parseIpv6(typed) : parseIpv4(typed));
  if (address === undefined) {
    const range = typed === '' ? whole : addressRange;
    if (kind === 'ip4') faults.add({ code: 'ip4-invalid', range, ...whyNotIpv4(typed) });
    else faults.add({ code: 'ip6-invalid', range, ...whyNotIpv6(typed) });
    const prefix = readPrefix(text, prefixRange, kind === 'ip4' ? 32 : 128, faults);
    return { kind, address, prefix, network: undefined };
  }

  const meant = address.kind === 'ipv4' ? 'ip4' : 'ip6';
  if (meant !== kind) faults.add({ code: 'ip-family', range: addressRange });
  // RFC 7208 §5: such a client is treated as IPv4, so ip6 never matches it.
  if (own?.kind === 'ipv6' && ipv4MappedIn(own) !== undefined) {
    faults.add({ code: 'ip6-mapped', range: addressRange }, 'legal');
  }

  const bits = bitsOf(address.kind);
  const prefix = readPrefix(text, prefixRange, bits, faults);
  const isWhole = prefix !== undefined || prefixRange.start === prefixRange.end;
  return {
    kind: meant,
    address,
    prefix,
    network: isWhole ? networkOf(address, prefix?.bits ?? bits) : undefined,
  };
}

/** The fault of the text as an IPv4 address, and the only argument that it can have meant, if there is one. */
function whyNotIpv4(typed: string): WhyNotIpv4 {
  if (typed === '') return { reason: 'missing' };
  if (typed.includes('%')) return { reason: 'macro' };
  const [, host = ''] = /^(.*):\d*$/.exec(typed) ?? [];
  if (parseIpv4(host) !== undefined) return { reason: 'port', replacement: host };
  if (/^[\d.]+-[\d.]+$/.test(typed)) return { reason: 'range' };
  if (/^[\d.]*[*x](?:\.[*x])*$/i.test(typed)) return { reason: 'wildcard', ...networkMeantBy(typed) };
  if (/^[\d.]+$/.test(typed)) return whyNotQuad(typed);
  return { reason: isDomainSpec(typed) ? 'name' : 'other' };
}

function whyNotQuad(typed: string): WhyNotIpv4 {
  const octets = typed.split('.');
  const over = octets.find((octet) => Number(octet) > 255);
  if (over !== undefined) return { reason: 'over-255', octet: over };
  if (octets.some((octet) => octet === '')) return { reason: 'empty-octet' };
  if (octets.length === 1) return { reason: 'one-octet' };
  if (octets.length !== 4) return { reason: 'octets', count: octets.length };
  const zero = octets.find((octet) => octet.length > 1 && octet.startsWith('0')) ?? '';
  return { reason: 'leading-zero', octet: zero };
}

/** `192.0.2.*` is the network of its known octets. */
function networkMeantBy(typed: string): { readonly replacement?: string } {
  const [, known = ''] = /^((?:\d+\.){1,3})[*x](?:\.[*x])*$/i.exec(typed) ?? [];
  const octets = known.split('.').slice(0, -1);
  const address = [...octets, '0', '0', '0'].slice(0, 4).join('.');
  const isNetwork = octets.length > 0 && parseIpv4(address) !== undefined;
  return isNetwork ? { replacement: `${address}/${octets.length * 8}` } : {};
}

/** The same for IPv6: RFC 4291 §2.2. */
function whyNotIpv6(typed: string): WhyNotIpv6 {
  if (typed === '') return { reason: 'missing' };
  const [, bracketed = ''] = /^\[(.*)\](?::\d+)?$/.exec(typed) ?? [];
  if (parseIpv6(bracketed) !== undefined) return { reason: 'brackets', replacement: bracketed };
  const [zoneless = ''] = typed.split('%');
  if (zoneless !== typed) return { reason: parseIpv6(zoneless) === undefined ? 'macro' : 'zone-id' };
  if (typed.startsWith(':') && parseIpv6(typed.slice(1)) !== undefined) {
    return { reason: 'doubled-colon', replacement: typed.slice(1) };
  }
  if (!/^[0-9A-Fa-f:.]+$/.test(typed)) {
    if (!typed.includes(':')) return { reason: isDomainSpec(typed) ? 'name' : 'other' };
    const group = typed.split(':').find((part) => !/^[0-9A-Fa-f.]*$/.test(part)) ?? '';
    return { reason: 'not-hex', group };
  }
  const groups = typed.split(':');
  const long = groups.find((group) => group.length > 4 && !group.includes('.'));
  if (long !== undefined) return { reason: 'group-too-long', group: long };
  if (typed.includes(':::') || typed.split('::').length > 2) return { reason: 'gaps' };
  if (!typed.includes('::')) return { reason: 'groups', count: groups.length };
  return { reason: 'other' };
}
