import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { bitsOf, lastAddressOf } from '../../dns/address.ts';
import { specialRangeOf } from '../../dns/special-addresses.ts';

/**
 * Addresses that represent a network: its first and last host. If one of them does not pass, the network is not
 * covered. If both pass, a record that leaves out some addresses between them goes unnoticed.
 */
export function sampleAddresses(network: IpNetwork): readonly IpAddress[] {
  const { address, prefix } = network;
  if (prefix === bitsOf(address.kind)) return [address];
  const last = lastAddressOf(network);
  // RFC 1122 §3.2.1.3: the first and last address of an IPv4 network are not hosts. RFC 3021: in a /31 they are.
  if (address.kind === 'ipv4' && last.kind === 'ipv4' && prefix < 31) {
    return [
      { kind: 'ipv4', words: [address.words[0] + 1] },
      { kind: 'ipv4', words: [last.words[0] - 1] },
    ];
  }
  return [address, last];
}

/** Mail from a private address reaches receivers from another address, which is unknown. */
export function isSeenByReceivers(network: IpNetwork): boolean {
  const special = specialRangeOf(network);
  return special === undefined || special.kind === 'documentation';
}
