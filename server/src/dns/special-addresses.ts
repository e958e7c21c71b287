import type { IpNetwork } from './address.ts';
import { containsNetwork, networkOf, parseIp } from './address.ts';

/** Ranges that no host on the public Internet has: RFC 6890 and the IANA registries of special-purpose addresses. */
export type SpecialKind =
  | 'private'
  | 'shared'
  | 'loopback'
  | 'link-local'
  | 'unique-local'
  | 'multicast'
  | 'documentation'
  | 'benchmarking'
  | 'unspecified'
  | 'discard'
  | 'reserved';

export interface SpecialRange {
  readonly kind: SpecialKind;
  readonly network: IpNetwork;
  /** The document that reserves the range. */
  readonly spec: string;
}

const RANGES: readonly SpecialRange[] = [
  special('unspecified', '0.0.0.0', 8, 'RFC 6890'),
  special('private', '10.0.0.0', 8, 'RFC 1918'),
  special('shared', '100.64.0.0', 10, 'RFC 6598'),
  special('loopback', '127.0.0.0', 8, 'RFC 1122'),
  special('link-local', '169.254.0.0', 16, 'RFC 3927'),
  special('private', '172.16.0.0', 12, 'RFC 1918'),
  special('reserved', '192.0.0.0', 24, 'RFC 6890'),
  special('documentation', '192.0.2.0', 24, 'RFC 5737'),
  special('private', '192.168.0.0', 16, 'RFC 1918'),
  special('benchmarking', '198.18.0.0', 15, 'RFC 2544'),
  special('documentation', '198.51.100.0', 24, 'RFC 5737'),
  special('documentation', '203.0.113.0', 24, 'RFC 5737'),
  special('multicast', '224.0.0.0', 4, 'RFC 5771'),
  special('reserved', '240.0.0.0', 4, 'RFC 1112'),
  special('unspecified', '::', 128, 'RFC 4291'),
  special('loopback', '::1', 128, 'RFC 4291'),
  special('private', '64:ff9b:1::', 48, 'RFC 8215'),
  special('discard', '100::', 64, 'RFC 6666'),
  special('benchmarking', '2001:2::', 48, 'RFC 5180'),
  special('documentation', '2001:db8::', 32, 'RFC 3849'),
  special('documentation', '3fff::', 20, 'RFC 9637'),
  special('reserved', '5f00::', 16, 'RFC 9602'),
  special('unique-local', 'fc00::', 7, 'RFC 4193'),
  special('link-local', 'fe80::', 10, 'RFC 4291'),
  special('private', 'fec0::', 10, 'RFC 3879'),
  special('multicast', 'ff00::', 8, 'RFC 4291'),
];

function special(kind: SpecialKind, address: string, prefix: number, spec: string): SpecialRange {
  const parsed = parseIp(address);
  if (parsed === undefined) throw new Error(`not an address: ${address}`);
  return { kind, network: networkOf(parsed, prefix), spec };
}

/** The special range that contains the whole network, if there is one. */
export function specialRangeOf(network: IpNetwork): SpecialRange | undefined {
  return RANGES.find((range) => containsNetwork(range.network, network));
}
