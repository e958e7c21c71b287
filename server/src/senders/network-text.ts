import { bitsOf, formatIp, formatNetwork } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';

/** The usual notation. A network of one address is written as the address. */
export function networkText(network: IpNetwork): string {
  const isOne = network.prefix === bitsOf(network.address.kind);
  return isOne ? formatIp(network.address) : formatNetwork(network);
}

/** The SPF term that authorizes it: `ip4:192.0.2.10`, `ip6:2001:db8::/64`. */
export function termOf(network: IpNetwork): string {
  return `${network.address.kind === 'ipv4' ? 'ip4' : 'ip6'}:${networkText(network)}`;
}
