import { bitsOf, formatIp, formatNetwork } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';

/** As people write it: a network of one address is that address. */
export function networkText(network: IpNetwork): string {
  const isOne = network.prefix === bitsOf(network.address.kind);
  return isOne ? formatIp(network.address) : formatNetwork(network);
}

/** The SPF term that lets it pass: `ip4:192.0.2.10`, `ip6:2001:db8::/64`. */
export function termOf(network: IpNetwork): string {
  return `${network.address.kind === 'ipv4' ? 'ip4' : 'ip6'}:${networkText(network)}`;
}
