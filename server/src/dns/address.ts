/**
 * IP addresses: reading, writing, networks. Reading is strict: everything accepted here is an address for every DNS server and
 * mail receiver.
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

/** All addresses that share the first `prefix` bits. Invariant: the bits of `address` after the prefix are zero. */
export interface IpNetwork {
  readonly address: IpAddress;
  /** 0 to 32, or 0 to 128. */
  readonly prefix: number;
}

const DOT = 0x2e;
const COLON = 0x3a;

/** Four decimal octets without leading zeros: `qnum` of RFC 7208 §12, and RFC 3986 §3.2.2. */
export function parseIpv4(text: string): Ipv4Address | undefined {
  const word = readQuad(text, 0, text.length);
  return word < 0 ? undefined : { kind: 'ipv4', words: [word] };
}

/** The 32 bits of a dotted quad as an unsigned number; -1 if the text between the offsets is not one. */
function readQuad(text: string, start: number, end: number): number {
  if (end - start < 7 || end - start > 15) return -1;
  let word = 0;
  let octet = -1;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (octet < 0) return -1;
      word = word * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - 0x30;
    // A zero is a complete octet.
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return dots === 3 && octet >= 0 ? word * 256 + octet : -1;
}

/** The three text forms of RFC 4291 §2.2. No zone id, no brackets, no prefix length. */
export function parseIpv6(text: string): Ipv6Address | undefined {
  const { length } = text;
  // The longest form: six groups, and a dotted quad.
  if (length < 2 || length > 45) return undefined;
  const groups: number[] = [];
  /** The number of groups before the `::`. */
  let gap = -1;
  let at = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return undefined;
    gap = 0;
    at = 2;
  }
  while (at < length) {
    const start = at;
    let group = 0;
    for (let digit = hexDigit(text, at); digit >= 0; digit = hexDigit(text, ++at)) group = group * 16 + digit;
    const next = at < length ? text.charCodeAt(at) : -1;
    if (next === DOT) {
      // Only the last 32 bits can be a dotted quad.
      const quad = readQuad(text, start, length);
      if (quad < 0) return undefined;
      groups.push(quad >>> 16, quad & 0xffff);
      break;
    }
    if (at === start || at - start > 4) return undefined;
    groups.push(group);
    if (next < 0) break;
    if (next !== COLON || at + 1 === length) return undefined;
    at++;
    if (text.charCodeAt(at) !== COLON) continue;
    if (gap >= 0) return undefined;
    gap = groups.length;
    at++;
  }
  return ipv6FromGroups(groups, gap);
}

/** 0 to 15; -1 for any other character, and after the end. */
function hexDigit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The address of 16-bit groups, with the missing zeros after `gap` of them; -1 if there is no gap. */
function ipv6FromGroups(groups: number[], gap: number): Ipv6Address | undefined {
  const missing = 8 - groups.length;
  // RFC 4291 §2.2: "::" represents one or more groups.
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  if (gap >= 0) groups.splice(gap, 0, ...Array<number>(missing).fill(0));
  const word = (i: number): number => (groups[i] ?? 0) * 0x10000 + (groups[i + 1] ?? 0);
  return { kind: 'ipv6', words: [word(0), word(2), word(4), word(6)] };
}

/** An address of either family. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Shortest canonical text: dotted quad, or RFC 5952 §4 with IPv4-mapped addresses as its §5 recommends. */
/** The same for a client of a mail server: RFC 7208 §5 treats an IPv4-mapped IPv6 address as that IPv4 address. */
export function parseClientIp(text: string): IpAddress | undefined {
  const address = parseIp(text);
  return address?.kind === 'ipv6' ? (ipv4MappedIn(address) ?? address) : address;
}

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

/** The network with that prefix that contains the address. A prefix outside the family's range is clamped. */
export function networkOf(address: IpAddress, prefix: number): IpNetwork {
  const bits = Math.max(0, Math.min(prefix, bitsOf(address.kind)));
  return { address: mapWords(address, (word, i) => (word & maskOf(bits, i)) >>> 0), prefix: bits };
}

/** Whether bits after the prefix are set: `192.0.2.5/24` means all of `192.0.2.0/24`. */
export function hasHostBits({ words }: IpAddress, prefix: number): boolean {
  for (let i = 0; i < words.length; i++) if (((words[i] ?? 0) & ~maskOf(prefix, i)) !== 0) return true;
  return false;
}

export function lastAddressOf(network: IpNetwork): IpAddress {
  return mapWords(network.address, (word, i) => (word | ~maskOf(network.prefix, i)) >>> 0);
}

export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  const { words } = network.address;
  if (address.kind !== network.address.kind) return false;
  for (let i = 0; i < words.length; i++) {
    if ((((words[i] ?? 0) ^ (address.words[i] ?? 0)) & maskOf(network.prefix, i)) !== 0) return false;
  }
  return true;
}

/** Whether every address of `inner` is in `outer`. A network contains itself. */
export function containsNetwork(outer: IpNetwork, inner: IpNetwork): boolean {
  return outer.prefix <= inner.prefix && isInNetwork(inner.address, outer);
}

/** The number of its addresses, up to 2 to the 128. */
export function sizeOf(network: IpNetwork): bigint {
  return 1n << BigInt(bitsOf(network.address.kind) - network.prefix);
}

/** `192.0.2.0/24` */
export function formatNetwork(network: IpNetwork): string {
  return `${formatIp(network.address)}/${network.prefix}`;
}

/** The part of a prefix mask for the word `i`, as a signed 32-bit number. */
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
