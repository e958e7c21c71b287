import { bitsOf, formatIp, formatNetwork } from '../dns/address.ts';
import type { IpNetwork } from '../dns/address.ts';

/** As people write it: a network of one address is that address. */
export function networkText(network: IpNetwork): string {
  const isOne = network.prefix === bitsOf(network.address.kind);
  return isOne ? formatIp(network.address) : formatNetwork(network);
}
