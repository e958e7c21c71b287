import {
  bitsOf,
  containsNetwork,
  formatIp,
  ipv4MappedIn,
  isInNetwork,
  lastAddressOf,
  networkOf,
  parseIp,
} from '../../../../dns/address.ts';
import type { IpAddress, IpNetwork } from '../../../../dns/address.ts';
import { booleanValue, knownText, listValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { integerOf } from './text-arguments.ts';
import { costing } from './function-table.ts';
import type { FunctionTable, TerraformFunction } from './function-table.ts';

/** Bits by which `cidrsubnets` can extend a prefix. */
const LONGEST_EXTENSION = 32;
/** Steps for each of many networks. */
const STEPS_PER_NETWORK = 4;

export const networkFunctions: FunctionTable = {
  cidrhost: ofNetwork(2, (network, [number]) => {
    if (number === undefined) return undefined;
    const hosts = 1n << BigInt(bitsOf(network.address.kind) - network.prefix);
    const host = BigInt(number);
    // A negative number counts from the end.
    if (host >= hosts || host < -hosts) return undefined;
    const first = bigOf(network.address);
    return textValue(addressText(addressOf(first + (host < 0n ? hosts + host : host), network)));
  }),
  cidrnetmask: ofNetwork(1, (network) => {
    if (network.address.kind !== 'ipv4') return undefined;
    const all = lastAddressOf(networkOf({ kind: 'ipv4', words: [0] }, 0));
    return textValue(formatIp(networkOf(all, network.prefix).address));
  }),
  cidrsubnet: ofNetwork(3, (network, [newBits, number]) => {
    if (newBits === undefined || number === undefined || newBits < 0 || number < 0) return undefined;
    const bits = bitsOf(network.address.kind);
    const prefix = network.prefix + newBits;
    if (prefix > bits || BigInt(number) >= 1n << BigInt(newBits)) return undefined;
    const first = bigOf(network.address) + (BigInt(number) << BigInt(bits - prefix));
    const text = networkText({ address: addressOf(first, network), prefix });
    return text === undefined ? undefined : textValue(text);
  }),
  cidrsubnets: costing((values) => values.length * STEPS_PER_NETWORK, subnets),
  // OpenTofu
  cidrcontains: ([outer, inner]) => {
    const network = networkIn(outer);
    const text = knownText(inner);
    if (network === undefined || text === undefined) return undefined;
    const part = text.includes('/') ? networkIn(inner) : parseIp(text);
    if (part === undefined) return undefined;
    const { kind } = 'prefix' in part ? part.address : part;
    if (kind !== network.address.kind) return undefined;
    return booleanValue('prefix' in part ? containsNetwork(network, part) : isInNetwork(part, network));
  },
};

/** A function of `count` arguments: a prefix, then integers. */
function ofNetwork(
  count: number,
  how: (network: IpNetwork, numbers: readonly (number | undefined)[]) => Value | undefined,
): TerraformFunction {
  return (values) => {
    const network = values.length === count ? networkIn(values[0]) : undefined;
    return network && how(network, values.slice(1).map(integerOf));
  };
}

/** Consecutive networks, each at the first address that its size allows. */
function subnets([value, ...newBits]: readonly Value[]): Value | undefined {
  const network = networkIn(value);
  if (network === undefined) return undefined;
  const bits = bitsOf(network.address.kind);
  const first = bigOf(network.address);
  const end = bigOf(lastAddressOf(network)) + 1n;
  const made: Value[] = [];
  let next = first;
  for (const each of newBits) {
    const more = integerOf(each);
    if (more === undefined || more < 1 || more > LONGEST_EXTENSION || network.prefix + more > bits)
      return undefined;
    const prefix = network.prefix + more;
    const size = 1n << BigInt(bits - prefix);
    const at = ((next + size - 1n) / size) * size;
    const text = networkText({ address: addressOf(at, network), prefix });
    // Terraform's library treats the address 0 as the end of all addresses.
    if (at + size > end || at === 0n || text === undefined) return undefined;
    made.push(textValue(text));
    next = at + size;
  }
  return listValue(made, 'list');
}

/** UTF-16 units: no prefix is longer. */
const LONGEST_PREFIX = 64;

/** The network of a value in CIDR notation, which may contain any address of the network. */
function networkIn(value: Value | undefined): IpNetwork | undefined {
  const text = knownText(value);
  const [, typed = '', length = ''] =
    text === undefined || text.length > LONGEST_PREFIX ? [] : (/^([^/]+)\/(\d+)$/.exec(text) ?? []);
  const address = parseIp(withoutZeros(typed));
  const prefix = Number(length);
  return address === undefined || prefix > bitsOf(address.kind) ? undefined : networkOf(address, prefix);
}

/** Terraform reads octets with leading zeros as decimal numbers. */
function withoutZeros(address: string): string {
  return /^[\d.]+$/.test(address) ? address.replace(/\b0+(?=\d)/g, '') : address;
}

function bigOf({ words }: IpAddress): bigint {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

/** The address with that number in the family of the network. */
function addressOf(number: bigint, { address: { kind } }: IpNetwork): IpAddress {
  const word = (shift: number): number => Number((number >> BigInt(shift)) & 0xffffffffn);
  return kind === 'ipv4'
    ? { kind, words: [word(0)] }
    : { kind, words: [word(96), word(64), word(32), word(0)] };
}

/** The text that Go writes: an IPv4-mapped IPv6 address is written as IPv4. */
function addressText(address: IpAddress): string {
  const mapped = address.kind === 'ipv6' ? ipv4MappedIn(address) : undefined;
  return formatIp(mapped ?? address);
}

/** Bits before an IPv4 address in an IPv6 address: RFC 4291 §2.5.5.2. */
const MAPPED_PREFIX = 96;

/** `undefined` for a network that Go cannot write. */
function networkText({ address, prefix }: IpNetwork): string | undefined {
  const isMapped = address.kind === 'ipv6' && ipv4MappedIn(address) !== undefined;
  if (isMapped && prefix < MAPPED_PREFIX) return undefined;
  return `${addressText(address)}/${isMapped ? prefix - MAPPED_PREFIX : prefix}`;
}
