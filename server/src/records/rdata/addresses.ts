import { formatIp, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import type { IpAddress, Ipv6Address } from '../../dns/address.ts';
import type { FieldForm, RdataForm } from './form.ts';
import { upTo } from './numbers.ts';
import { name } from './name.ts';
import { hasHole } from './token-cursor.ts';

/** Dotted quad. RFC 1035 §3.4.1. */
export const ipv4: FieldForm = {
  kind: 'address',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const address = parseIpv4(token.raw);
    if (address === undefined) cursor.fail('bad dotted quad');
    return address === undefined ? '' : formatIp(address);
  },
  decode: (octets) => ipv4Text(octets.bytes(4)),
};

/** RFC 3596 §2.4. */
export const ipv6: FieldForm = {
  kind: 'address',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const address = parseIpv6(token.raw);
    if (address === undefined) cursor.fail('bad IPv6 address');
    return address === undefined ? '' : ipv6Text(address);
  },
  decode: (octets) => ipv6Text(ipv6Of(octets.bytes(16))),
};

function ipv4Text(octets: readonly number[]): string {
  return octets.join('.');
}

/** RFC 5952, except `::192.0.2.1` for the addresses that RFC 4291 §2.5.5.1 defines for that form, as name servers write them. */
export function ipv6Text(address: IpAddress): string {
  if (address.kind === 'ipv4') return formatIp(address);
  const [a, b, c, d] = address.words;
  return a === 0 && b === 0 && c === 0 && d > 0xffff
    ? `::${formatIp({ kind: 'ipv4', words: [d] })}`
    : formatIp(address);
}

function ipv6Of(octets: readonly number[]): Ipv6Address {
  const word = (at: number): number =>
    octets.slice(at, at + 4).reduce((value, octet) => value * 256 + octet, 0);
  return { kind: 'ipv6', words: [word(0), word(4), word(8), word(12)] };
}

/** The text of 4 or 16 octets. Missing ones at the end are zero. */
export function addressText(octets: readonly number[], size: 4 | 16): string {
  const whole = [...octets, ...zeros(size - octets.length)];
  return size === 4 ? ipv4Text(whole) : ipv6Text(ipv6Of(whole));
}

function zeros(count: number): readonly number[] {
  return Array<number>(count).fill(0);
}

/** A 64-bit locator or node ID, `2001:db8:0:1`. RFC 6742 §2.1.2. */
export const locator64: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    if (!/^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3}$/i.test(token.raw)) cursor.fail('syntax error');
    return groups(token.raw.split(':').map((group) => Number.parseInt(group, 16)));
  },
  decode: (octets) => groups([0, 1, 2, 3].map(() => octets.number(2))),
};

function groups(numbers: readonly number[]): string {
  return numbers.map((number) => number.toString(16)).join(':');
}

/** `00-00-5e-00-53-2a`. RFC 7043 §3.2, §4.2. */
export function eui(octets: 6 | 8): FieldForm {
  return {
    kind: 'word',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const pairs = token.raw.split('-');
      if (pairs.length !== octets || !pairs.every((pair) => /^[0-9a-f]{2}$/i.test(pair)))
        cursor.fail('bad EUI');
      return token.raw.toLowerCase();
    },
    decode: (source) =>
      source
        .bytes(octets)
        .map((octet) => octet.toString(16).padStart(2, '0'))
        .join('-'),
  };
}

/** RFC 2874 §3.1: the last bits of an address, and the name with the first ones. */
export const a6: RdataForm = {
  take(source) {
    const prefix = source.take('prefix-length', upTo(128));
    if (prefix !== '128') source.take('address', suffixOf(Number(prefix)));
    if (prefix !== '0') source.take('prefix-name', name);
  },
};

/** An IPv6 address whose first bits are given in another field and count as zero. */
function suffixOf(prefix: number): FieldForm {
  const size = 16 - Math.floor(prefix / 8);
  return {
    kind: 'address',
    read(cursor) {
      const token = cursor.word();
      if (token === undefined) return '';
      const address = parseIpv6(token.raw);
      if (address === undefined) {
        cursor.fail('bad IPv6 address');
        return '';
      }
      return ipv6Text(withoutPrefix(address, prefix));
    },
    decode: (octets) => ipv6Text(withoutPrefix(ipv6Of([...zeros(16 - size), ...octets.bytes(size)]), prefix)),
  };
}

function withoutPrefix(address: Ipv6Address, prefix: number): Ipv6Address {
  const [a, b, c, d] = address.words;
  return {
    kind: 'ipv6',
    words: [
      withoutBits(a, prefix),
      withoutBits(b, prefix - 32),
      withoutBits(c, prefix - 64),
      withoutBits(d, prefix - 96),
    ],
  };
}

/** The word without its first bits. */
function withoutBits(word: number, bits: number): number {
  if (bits <= 0) return word;
  return bits >= 32 ? 0 : word % 2 ** (32 - bits);
}

/** Address ranges such as `!1:192.0.2.0/24`, any number of them. RFC 3123 §5. */
export const apl: RdataForm = {
  take(source) {
    while (source.more) source.take('range', addressRange);
  },
};

const addressRange: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const match = /^(!?)(\d*):([^/]+)\/(.*)$/.exec(token.raw);
    const [, negated = '', family = '', typed = '', prefix = ''] = match ?? [];
    if (match === null) cursor.fail('syntax error');
    else if (Number(family) > 0xffff) cursor.fail('out of range');
    else if (!/^\d+$/.test(prefix)) cursor.fail('not a valid number');
    else if (Number(family) !== 1 && Number(family) !== 2) cursor.fail('not implemented');
    else {
      const bits = Number(family) === 1 ? 32 : 128;
      const address = bits === 32 ? parseIpv4(typed) : parseIpv6(typed);
      if (Number(prefix) > bits) cursor.fail('out of range');
      else if (address === undefined) cursor.fail(bits === 32 ? 'bad dotted quad' : 'bad IPv6 address');
      else return `${negated}${Number(family)}:${ipv6Text(address)}/${Number(prefix)}`;
    }
    return '';
  },
  decode(octets) {
    const family = octets.number(2);
    const prefix = octets.number(1);
    const length = octets.number(1);
    const address = octets.bytes(length & 0x7f);
    if (address.length > 0 && address[address.length - 1] === 0) octets.fail('FORMERR');
    if (family !== 1 && family !== 2) {
      octets.keepOpaque();
      return '';
    }
    const size = family === 1 ? 4 : 16;
    if (prefix > size * 8 || address.length > size) octets.fail('out of range');
    const negated = length > 0x7f ? '!' : '';
    return !octets.failed ? `${negated}${family}:${addressText(address, size)}/${prefix}` : '';
  },
};

/** An address, a protocol and the ports that it serves. RFC 1035 §3.4.2. */
export const wks: RdataForm = {
  take(source) {
    source.take('address', ipv4);
    source.take('protocol', protocol);
    if (source.more) source.take('ports', ports);
  },
};

const PROTOCOLS: Readonly<Record<string, string>> = { icmp: '1', tcp: '6', udp: '17' };

const protocol: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const word = token.raw.toLowerCase();
    if (/^\d+$/.test(word) && Number(word) > 255) cursor.fail('out of range');
    return Object.hasOwn(PROTOCOLS, word) ? (PROTOCOLS[word] ?? word) : word;
  },
  decode: (octets) => String(octets.number(1)),
};

/** Sorted numbers, then names. Only the machine of the name server knows the port of a service. */
const ports: FieldForm = {
  kind: 'word',
  many: true,
  read(cursor) {
    const numbers = new Set<number>();
    const names: string[] = [];
    while (cursor.more) {
      const token = cursor.word();
      if (token === undefined) return '';
      if (!/^\d+$/.test(token.raw)) names.push(hasHole(token) ? token.value.text : token.raw.toLowerCase());
      else if (Number(token.raw) > 65535) cursor.fail('out of range');
      else numbers.add(Number(token.raw));
    }
    return [...[...numbers].sort((a, b) => a - b), ...names].join(' ');
  },
  decode(octets) {
    const map = octets.rest();
    if (map[map.length - 1] === 0) octets.fail('FORMERR');
    return bitsIn(map).join(' ');
  },
};

/** The positions of the set bits. The highest bit of the first octet is 0. */
export function bitsIn(map: readonly number[]): readonly number[] {
  return map.flatMap((octet, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (octet & (0x80 >> bit)) !== 0).map((bit) => i * 8 + bit),
  );
}

/** `0x47.0005…`. Dots have no meaning. RFC 1706 §5. */
export const nsap: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const digits = token.raw.slice(2).replaceAll('.', '').toLowerCase();
    if (token.raw.length > 1 && !/^0x[0-9a-f.]*$/i.test(token.raw)) cursor.fail('syntax error');
    else if (digits === '' || digits.length % 2 === 1) cursor.fail('unexpected end of input');
    return `0x${digits}`;
  },
  decode: (octets) => `0x${hexText(octets.left === 0 ? octets.bytes(1) : octets.rest())}`,
};

function hexText(octets: readonly number[]): string {
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** An E.164 number with `+`, or an ATM end system address in hexadecimal. Single dots between digits have no meaning. */
export const atma: FieldForm = {
  kind: 'word',
  read(cursor) {
    const token = cursor.word();
    if (token === undefined) return '';
    const plus = token.raw.startsWith('+');
    const typed = plus ? token.raw.slice(1) : token.raw;
    const digits = typed.replaceAll('.', '').toLowerCase();
    const right = plus ? /^[\d.]*$/ : /^[0-9a-f.]*$/i;
    if (!right.test(typed) || typed.startsWith('.') || typed.includes('..')) cursor.fail('syntax error');
    else if (typed.endsWith('.') || typed === '' || (!plus && digits.length % 2 === 1)) {
      cursor.fail('unexpected end of input');
    }
    return plus ? `+${digits}` : digits;
  },
  decode(octets) {
    const format = octets.number(1);
    const address = octets.left === 0 ? octets.bytes(1) : octets.rest();
    if (format === 0) return hexText(address);
    if (format !== 1) octets.keepOpaque();
    else if (address.some((octet) => octet < 0x30 || octet > 0x39)) octets.fail('FORMERR');
    return `+${String.fromCharCode(...address)}`;
  },
};
