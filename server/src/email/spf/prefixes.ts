import { parseIpv4 } from '../../dns/address.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { Faults } from './faults.ts';
import type { PrefixLength, WhyNotPrefix } from './model.ts';

/** The prefix length of ip4 (0 to 32) or ip6 (0 to 128), including its slash: RFC 7208 §5.6. */
export function readPrefix(text: string, at: Range, max: number, faults: Faults): PrefixLength | undefined {
  if (at.start === at.end) return undefined;
  const typed = text.slice(at.start, at.end);
  if (typed.startsWith('//')) {
    const rest = typed.slice(1);
    const fault = {
      code: 'cidr-invalid',
      range: at,
      reason: 'double-slash',
      family: familyOf(max),
      max,
    } as const;
    faults.add(bitsIn(rest.slice(1), max) === undefined ? fault : { ...fault, replacement: rest });
    return undefined;
  }
  return readSingle(typed, at, max, faults);
}

export interface DualPrefix {
  readonly prefix4: PrefixLength | undefined;
  readonly prefix6: PrefixLength | undefined;
}

/** `/24`, `//64` or `/24//64` of a and mx: RFC 7208 §5.3. */
export function readDualPrefix(text: string, at: Range, faults: Faults): DualPrefix {
  const typed = text.slice(at.start, at.end);
  const [, first = '', second = ''] = /^(\/[^/]*)?(\/\/[^/]*)?$/.exec(typed) ?? [];
  if (first + second !== typed || second === '//') {
    const replacement = dualMeantBy(typed);
    faults.add({ code: 'dual-cidr', range: at, ...(replacement !== undefined && { replacement }) });
    return { prefix4: undefined, prefix6: undefined };
  }
  const between = at.start + first.length;
  return {
    prefix4: first === '' ? undefined : readSingle(first, rangeOf(at.start, between), 32, faults),
    prefix6: second === '' ? undefined : readSingle(second, rangeOf(between, at.end), 128, faults),
  };
}

/** `/24/64` can only mean `/24//64`. */
function dualMeantBy(typed: string): string | undefined {
  const [, first = '', second = ''] = /^(\/\d+)?\/+(\d+)$/.exec(typed) ?? [];
  if (second === '' || bitsIn(second, 128) === undefined) return undefined;
  if (first !== '' && bitsIn(first.slice(1), 32) === undefined) return undefined;
  return `${first}//${second}`;
}

/** One prefix length after one slash, or after two for IPv6 in the dual form. */
function readSingle(typed: string, at: Range, max: number, faults: Faults): PrefixLength | undefined {
  const slashes = typed.startsWith('//') ? '//' : '/';
  const value = typed.slice(slashes.length);
  const bits = bitsIn(value, max);
  if (bits !== undefined) return { bits, range: at };
  faults.add({
    code: 'cidr-invalid',
    range: at,
    family: familyOf(max),
    max,
    ...reasonOf(value, slashes, max),
  });
  return undefined;
}

function familyOf(max: number): 'IPv4' | 'IPv6' {
  return max === 32 ? 'IPv4' : 'IPv6';
}

/** `0` to `128` without leading zeros. */
const LENGTHS = new Map(Array.from({ length: 129 }, (_, bits) => [String(bits), bits] as const));

function bitsIn(typed: string, max: number): number | undefined {
  const bits = LENGTHS.get(typed);
  return bits !== undefined && bits <= max ? bits : undefined;
}

function reasonOf(value: string, slashes: string, max: number): WhyNotPrefix {
  if (value === '') return { reason: 'empty' };
  const mask = maskBits(value);
  if (mask !== undefined) return { reason: 'netmask', replacement: `${slashes}${mask}` };
  if (parseIpv4(value) !== undefined) return { reason: 'netmask' };
  if (!/^\d+$/.test(value)) return { reason: 'not-a-number' };
  const plain = value.replace(/^0+(?=\d)/, '');
  if (plain === value) return { reason: 'too-long' };
  return bitsIn(plain, max) === undefined
    ? { reason: 'too-long' }
    : { reason: 'leading-zero', replacement: `${slashes}${plain}` };
}

/** The prefix length of a netmask: 24 for `255.255.255.0`. */
function maskBits(value: string): number | undefined {
  const mask = parseIpv4(value)?.words[0];
  if (mask === undefined) return undefined;
  const bits = Math.clz32(~mask);
  const ones = bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0;
  return ones === mask ? bits : undefined;
}
