/**
 * IP addresses: reading, writing, networks.
 * Reading is strict: what is accepted here is an address to every DNS server and mail receiver.
 */

/** Big-endian words of 32 bits, each an unsigned number: one for IPv4, four for IPv6. */
export type IpAddress = Ipv4Address | Ipv6Address;

export interface Ipv4Address {
  readonly kind: 'ipv4';
  readonly words: readonly [number];
}

export interface Ipv6Address {
  readonly kind: 'ipv6';
  readonly words: readonly [number, number, number, number];
}

/** All addresses that share the first `prefix` bits. Invariant: the bits of `address` behind the prefix are zero. */
export interface IpNetwork {
  readonly address: IpAddress;
  /** 0 to 32, or 0 to 128. */
  readonly prefix: number;
}

/** Four decimal octets without leading zeros: `qnum` of RFC 7208 §12, and RFC 3986 §3.2.2. */
export function parseIpv4(text: string): Ipv4Address | undefined {
  if (text.length > 15) return undefined;
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let word = 0;
  for (const octet of octets) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined;
    word = word * 256 + Number(octet);
  }
  return { kind: 'ipv4', words: [word] };
}

/** The three text forms of RFC 4291 §2.2. No zone id, no brackets, no prefix length. */
export function parseIpv6(text: string): Ipv6Address | undefined {
  // The longest form: six groups, and a dotted quad.
  if (text.length > 45) return undefined;
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = groupsOf(text);
    return groups?.length === 8 ? ipv6FromGroups(groups) : undefined;
  }
  const head = text.slice(0, gap);
  const tail = text.slice(gap + 2);
  const before = head === '' ? [] : groupsOf(head);
  const after = tail === '' ? [] : groupsOf(tail);
  if (before === undefined || after === undefined) return undefined;
  // Only the last 32 bits may be a dotted quad.
  if (head.includes('.')) return undefined;
  // RFC 4291 §2.2: "::" stands for one or more groups.
  const missing = 8 - before.length - after.length;
  if (missing < 1) return undefined;
  return ipv6FromGroups([...before, ...Array<number>(missing).fill(0), ...after]);
}

/** An address of either family. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** 16-bit groups of text without `::`; a dotted quad at its end is two groups. */
function groupsOf(text: string): number[] | undefined {
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const quad = i === parts.length - 1 ? parseIpv4(part) : undefined;
    if (quad === undefined) return undefined;
    groups.push(quad.words[0] >>> 16, quad.words[0] & 0xffff);
  }
  return groups;
}

/** The address of eight 16-bit groups. */
function ipv6FromGroups(groups: readonly number[]): Ipv6Address {
  const word = (i: number): number => (groups[i] ?? 0) * 0x10000 + (groups[i + 1] ?? 0);
  return { kind: 'ipv6', words: [word(0), word(2), word(4), word(6)] };
}

/** Shortest canonical text: dotted quad, or RFC 5952 §4 with IPv4-mapped addresses as its §5 recommends. */
export function formatIp(address: IpAddress): string {
  if (address.kind === 'ipv4') return dottedQuad(address.words[0]);
  const mapped = ipv4MappedIn(address);
  if (mapped !== undefined) return `::ffff:${formatIp(mapped)}`;
  const groups = address.words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const gap = longestRunOfZeros(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (gap.length < 2) return hex(groups);
  return `${hex(groups.slice(0, gap.at))}::${hex(groups.slice(gap.at + gap.length))}`;
}

function dottedQuad(word: number): string {
  return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255].join('.');
}

/** RFC 5952 §4.2.3: the longest run, the first of equal ones. */
function longestRunOfZeros(groups: readonly number[]): { readonly at: number; readonly length: number } {
  let best = { at: 0, length: 0 };
  let start = 0;
  for (let i = 0; i <= groups.length; i++) {
    if (groups[i] === 0) continue;
    if (i - start > best.length) best = { at: start, length: i - start };
    start = i + 1;
  }
  return best;
}

/** The IPv4 address in `::ffff:0:0/96` (RFC 4291 §2.5.5.2), if it is one. */
export function ipv4MappedIn(address: Ipv6Address): Ipv4Address | undefined {
  const [a, b, c, d] = address.words;
  return a === 0 && b === 0 && c === 0xffff ? { kind: 'ipv4', words: [d] } : undefined;
}

/** Bits in an address of the family: the longest prefix. */
export function bitsOf(kind: IpAddress['kind']): 32 | 128 {
  return kind === 'ipv4' ? 32 : 128;
}

/** The network of that prefix that the address lies in. A prefix outside the family's range is cut to it. */
export function networkOf(address: IpAddress, prefix: number): IpNetwork {
  const bits = Math.max(0, Math.min(prefix, bitsOf(address.kind)));
  return { address: mapWords(address, (word, i) => (word & maskOf(bits, i)) >>> 0), prefix: bits };
}

/** True when bits behind the prefix are set: `192.0.2.5/24` means all of `192.0.2.0/24`. */
export function hasHostBits(address: IpAddress, prefix: number): boolean {
  return address.words.some((word, i) => (word & ~maskOf(prefix, i)) !== 0);
}

export function lastAddressOf(network: IpNetwork): IpAddress {
  return mapWords(network.address, (word, i) => (word | ~maskOf(network.prefix, i)) >>> 0);
}

export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  if (address.kind !== network.address.kind) return false;
  return network.address.words.every((word, i) => {
    const other = address.words[i] ?? 0;
    return ((word ^ other) & maskOf(network.prefix, i)) === 0;
  });
}

/** True when every address of `inner` is in `outer`; a network contains itself. */
export function containsNetwork(outer: IpNetwork, inner: IpNetwork): boolean {
  return outer.prefix <= inner.prefix && isInNetwork(inner.address, outer);
}

/** How many addresses it holds. Up to 2 to the 128. */
export function sizeOf(network: IpNetwork): bigint {
  return 1n << BigInt(bitsOf(network.address.kind) - network.prefix);
}

/** `192.0.2.0/24` */
export function formatNetwork(network: IpNetwork): string {
  return `${formatIp(network.address)}/${network.prefix}`;
}

/** The part of a prefix mask that falls on the word `i`, as a signed 32-bit number. */
function maskOf(prefix: number, i: number): number {
  const bits = Math.max(0, Math.min(32, prefix - i * 32));
  // A shift by 32 is a shift by 0 in JavaScript.
  return bits === 0 ? 0 : -1 << (32 - bits);
}

function mapWords(address: IpAddress, change: (word: number, i: number) => number): IpAddress {
  if (address.kind === 'ipv4') return { kind: 'ipv4', words: [change(address.words[0], 0)] };
  const [a, b, c, d] = address.words;
  return { kind: 'ipv6', words: [change(a, 0), change(b, 1), change(c, 2), change(d, 3)] };
}
