import { networkOf, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { DomainSpec, Qualifier, SpfTerm } from './model.ts';

/** A name that can be asked for: its end is a `toplabel` of RFC 7208 §7.1, one that begins with a letter. */
const DOMAIN = '(?!-)(?:[\\w-]{1,63}\\.)+[A-Za-z](?:[A-Za-z\\d-]{0,61}[A-Za-z\\d])?';
/** Far below 253 octets, so that nothing has to be counted exactly. */
const MAX_PLAIN_DOMAIN = 200;

/**
 * A term as nearly everybody writes it, up to the next blank: its name in lower-case, a domain of letters, digits, `.`,
 * `-` and `_`, a network in its plain form. Sign; name alone; name and domain; modifier and domain; name, address and
 * prefix length.
 */
const TERM = new RegExp(
  `([-+~?]?)(?:(all|a|mx|ptr)|(include|exists|a|mx|ptr):(${DOMAIN})|(redirect|exp)=(${DOMAIN})|` +
    '(ip4|ip6):([\\da-fA-F:.]+)(?:/(0|[1-9]\\d{0,2}))?)(?= |$)',
  'y',
);

/**
 * Reads such a term. What is read here is what the grammar and its recovery (`read-word.ts`) make of the same word, and
 * nothing could be said against it; any other word is `undefined`, and theirs. Most words of most records are plain, and
 * one regular expression is many times faster.
 */
export function readPlainTerm(text: string, start: number, end: number): SpfTerm | undefined {
  TERM.lastIndex = start;
  const match = TERM.exec(text);
  if (match === null || TERM.lastIndex !== end) return undefined;
  const [, sign = '', bare, target, targetDomain = '', modifier, modifierDomain = ''] = match;
  const nameAt = start + sign.length;
  if (modifier === 'redirect' || modifier === 'exp') {
    const nameRange = rangeOf(nameAt, nameAt + modifier.length);
    const domain = domainAt(modifierDomain, nameRange.end + 1);
    if (domain === undefined || sign !== '') return undefined;
    return { kind: modifier, range: rangeOf(start, end), hasHole: false, nameRange, domain };
  }
  const name = bare ?? target ?? match[7] ?? '';
  const places: Places = {
    whole: rangeOf(start, end),
    qualifier: sign === '' ? '+' : (sign as Qualifier),
    qualifierRange: rangeOf(start, nameAt),
    nameRange: rangeOf(nameAt, nameAt + name.length),
  };
  if (name === 'ip4' || name === 'ip6') return networkTerm(name, places, match[8] ?? '', match[9]);
  const domain = target === undefined ? undefined : domainAt(targetDomain, places.nameRange.end + 1);
  return target === undefined || domain !== undefined ? mechanism(name, places, domain) : undefined;
}

interface Places {
  readonly whole: Range;
  readonly qualifier: Qualifier;
  readonly qualifierRange: Range;
  readonly nameRange: Range;
}

/** Field by field: spreading what they share costs more than all the rest of reading. */
function mechanism(
  kind: string,
  { whole, qualifier, qualifierRange, nameRange }: Places,
  domain: DomainSpec | undefined,
): SpfTerm | undefined {
  switch (kind) {
    case 'all':
      return { range: whole, hasHole: false, qualifier, qualifierRange, nameRange, inert: false, kind };
    case 'include':
    case 'exists':
    case 'ptr':
      return {
        range: whole,
        hasHole: false,
        qualifier,
        qualifierRange,
        nameRange,
        inert: false,
        kind,
        domain,
      };
    case 'a':
    case 'mx':
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
    default:
      return undefined;
  }
}

function networkTerm(
  kind: 'ip4' | 'ip6',
  { whole, qualifier, qualifierRange, nameRange }: Places,
  typed: string,
  length: string | undefined,
): SpfTerm | undefined {
  const address = kind === 'ip4' ? parseIpv4(typed) : parseIpv6(typed);
  const most = kind === 'ip4' ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  // An IPv4-mapped address begins with zeros, and means something else.
  if (address === undefined || bits > most || (kind === 'ip6' && address.words[0] === 0)) return undefined;
  const at = nameRange.end + 1;
  const slash = at + typed.length;
  return {
    range: whole,
    hasHole: false,
    qualifier,
    qualifierRange,
    nameRange,
    inert: false,
    kind,
    addressRange: rangeOf(at, slash),
    address,
    prefix: length === undefined ? undefined : { bits, range: rangeOf(slash, whole.end) },
    network: networkOf(address, bits),
  };
}

function domainAt(typed: string, start: number): DomainSpec | undefined {
  const name = asciiLowerCase(typed);
  // `include:example.com-all` is meant as two terms.
  if (typed.length > MAX_PLAIN_DOMAIN || name.endsWith('-all')) return undefined;
  const whole = rangeOf(start, start + typed.length);
  return { range: whole, parts: [{ kind: 'literal', text: typed, range: whole }], name };
}
