import { networkOf, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { MAX_LABEL } from '../../dns/limits.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import { range } from '../../text/range.ts';
import type { DomainSpec, Qualifier, SpfTerm } from './model.ts';

const SIGNS: Readonly<Record<number, Qualifier>> = { 0x2b: '+', 0x2d: '-', 0x7e: '~', 0x3f: '?' };
const COLON = 0x3a;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/** Far below 253 octets, so that nothing has to be counted exactly. */
const MAX_PLAIN_NAME = 200;

/**
 * Reads a term as nearly everybody writes it: its name in lower-case, a domain of letters, digits, `.`, `-` and `_`, a
 * network in its plain form.
 *
 * What is read here is what the grammar and its recovery (`read-word.ts`) make of the same word, and nothing could be
 * said against it; any other word is `undefined`, and theirs. Most words of most records are plain, and this is many
 * times faster.
 */
export function readPlainTerm(text: string, start: number, end: number): SpfTerm | undefined {
  const sign = SIGNS[text.charCodeAt(start)];
  const nameAt = sign === undefined ? start : start + 1;
  const nameEnd = endOfName(text, nameAt, end);
  const name = text.slice(nameAt, nameEnd);
  const at: Places = {
    whole: range(start, end),
    qualifier: sign ?? '+',
    qualifierRange: range(start, nameAt),
    nameRange: range(nameAt, nameEnd),
  };
  if (nameEnd === end) return readBare(name, at);
  const separator = text.charCodeAt(nameEnd);
  if (separator === COLON) {
    if (name === 'ip4' || name === 'ip6') return readNetwork(text, name, at, nameEnd + 1, end);
    return readTarget(text, name, at, nameEnd + 1, end);
  }
  if (separator !== EQUALS || sign !== undefined || (name !== 'redirect' && name !== 'exp')) return undefined;
  const domain = readDomain(text, nameEnd + 1, end);
  return domain && { kind: name, range: at.whole, hasHole: false, nameRange: at.nameRange, domain };
}

interface Places {
  readonly whole: Range;
  readonly qualifier: Qualifier;
  readonly qualifierRange: Range;
  readonly nameRange: Range;
}

/** Behind lower-case letters and the digits of `ip4` and `ip6`. */
function endOfName(text: string, at: number, end: number): number {
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x61 || code > 0x7a) && code !== 0x34 && code !== 0x36) break;
  }
  return at;
}

function readBare(name: string, at: Places): SpfTerm | undefined {
  if (name === 'all') {
    const { whole, qualifier, qualifierRange, nameRange } = at;
    return { range: whole, hasHole: false, qualifier, qualifierRange, nameRange, inert: false, kind: name };
  }
  if (name === 'a' || name === 'mx') return hostMechanism(name, at, undefined);
  return name === 'ptr' ? domainMechanism(name, at, undefined) : undefined;
}

function readTarget(text: string, name: string, at: Places, start: number, end: number): SpfTerm | undefined {
  const domain = readDomain(text, start, end);
  if (domain === undefined) return undefined;
  if (name === 'include' || name === 'exists' || name === 'ptr') return domainMechanism(name, at, domain);
  return name === 'a' || name === 'mx' ? hostMechanism(name, at, domain) : undefined;
}

// Field by field: spreading what they share costs more than all the rest of reading.
function domainMechanism(
  kind: 'include' | 'exists' | 'ptr',
  { whole, qualifier, qualifierRange, nameRange }: Places,
  domain: DomainSpec | undefined,
): SpfTerm {
  return { range: whole, hasHole: false, qualifier, qualifierRange, nameRange, inert: false, kind, domain };
}

function hostMechanism(
  kind: 'a' | 'mx',
  { whole, qualifier, qualifierRange, nameRange }: Places,
  domain: DomainSpec | undefined,
): SpfTerm {
  return {
    range: whole,
    hasHole: false,
    qualifier,
    qualifierRange,
    nameRange,
    inert: false,
    kind,
    domain,
    prefix4: undefined,
    prefix6: undefined,
  };
}

function readNetwork(
  text: string,
  kind: 'ip4' | 'ip6',
  { whole, qualifier, qualifierRange, nameRange }: Places,
  at: number,
  end: number,
): SpfTerm | undefined {
  const most = kind === 'ip4' ? 32 : 128;
  let slash = end;
  // The longest prefix is `/128`.
  for (let back = end - 1; back > at && back >= end - 4; back--)
    if (text.charCodeAt(back) === SLASH) slash = back;
  const bits = slash === end ? most : numberIn(text, slash + 1, end);
  if (bits < 0 || bits > most) return undefined;
  const typed = text.slice(at, slash);
  const address = kind === 'ip4' ? parseIpv4(typed) : parseIpv6(typed);
  // An IPv4-mapped address begins with zeros, and means something else.
  if (address === undefined || (kind === 'ip6' && address.words[0] === 0)) return undefined;
  return {
    range: whole,
    hasHole: false,
    qualifier,
    qualifierRange,
    nameRange,
    inert: false,
    kind,
    addressRange: range(at, slash),
    address,
    prefix: slash === end ? undefined : { bits, range: range(slash, end) },
    network: networkOf(address, bits),
  };
}

/** The number between the offsets, without leading zeros; -1 when they hold anything else. */
function numberIn(text: string, at: number, end: number): number {
  if (at === end || (text.charCodeAt(at) === 0x30 && at + 1 < end)) return -1;
  let number = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return -1;
    number = number * 10 + (code - 0x30);
  }
  return number;
}

/** A name that can be asked for, and of which no part could be meant as another term. */
function readDomain(text: string, start: number, end: number): DomainSpec | undefined {
  if (text.charCodeAt(start) === HYPHEN || end - start > MAX_PLAIN_NAME) return undefined;
  let label = start;
  let underscore = -1;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (at === label || at - label > MAX_LABEL) return undefined;
      label = at + 1;
    } else if (code === UNDERSCORE) {
      underscore = at;
    } else if (!isLetter(code) && !isDigit(code) && code !== HYPHEN) {
      return undefined;
    }
  }
  // RFC 7208 §7.1 `domain-end`: a dot and a `toplabel`, here one that begins with a letter.
  if (label === start || label === end || end - label > MAX_LABEL || underscore >= label) return undefined;
  if (!isLetter(text.charCodeAt(label)) || text.charCodeAt(end - 1) === HYPHEN) return undefined;
  const typed = text.slice(start, end);
  // `include:example.com-all` is meant as two terms.
  if (/-all$/i.test(typed)) return undefined;
  const whole = range(start, end);
  return {
    range: whole,
    parts: [{ kind: 'literal', text: typed, range: whole }],
    name: asciiLowerCase(typed),
  };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
