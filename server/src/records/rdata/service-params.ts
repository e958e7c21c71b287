import { parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { addressText, ipv6Text } from './addresses.ts';
import { base64Of, isBase64 } from './binary.ts';
import { quoteCharacterString } from './text.ts';
import type { RdataReason } from '../rdata.ts';

/** A service parameter. RFC 9460 §2.1. */
export interface Param {
  readonly key: number;
  /** In presentation form, as BIND writes it; '' if the parameter has no value. */
  readonly text: string;
}

/** Why a parameter is rejected, in BIND's words. */
export interface Refusal {
  readonly reason: RdataReason;
}

export const MANDATORY = 0;
const ALPN = 1;
const NO_DEFAULT_ALPN = 2;
const DOHPATH = 7;

/** The keys of RFC 9460 §14.3.2 that BIND writes by name. */
const NAMES = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'];

const SYNTAX: Refusal = { reason: 'syntax error' };
const FORMERR: Refusal = { reason: 'FORMERR' };
const RANGE: Refusal = { reason: 'out of range' };

/** `key=value` with decoded escapes, one code unit per octet. */
export function paramFromText(typed: string): Param | Refusal {
  const equals = typed.indexOf('=');
  const word = equals < 0 ? typed : typed.slice(0, equals);
  const value = equals < 0 ? '' : typed.slice(equals + 1);
  const named = NAMES.indexOf(word);
  if (named >= 0) {
    const text = namedValue(named, value);
    return typeof text === 'string' ? { key: named, text } : text;
  }
  const key = word === 'dohpath' ? DOHPATH : keyNumber(word);
  return typeof key === 'number' ? paramFromOctets(key, value) : key;
}

/** The number of `keyNNNNN` or of a name. */
function keyNumber(word: string): number | Refusal {
  const named = NAMES.indexOf(word.toLowerCase());
  if (named >= 0) return named;
  if (!/^key(?:0|[1-9]\d*)$/.test(word)) return SYNTAX;
  const key = Number(word.slice(3));
  return key > 65535 ? RANGE : key;
}

/** The canonical text of a value in the syntax of its key. RFC 9460 §7 and §8. */
function namedValue(key: number, typed: string): string | Refusal {
  switch (NAMES[key]) {
    case 'mandatory':
      return keyList(typed);
    case 'alpn':
      return alpnList(typed);
    case 'no-default-alpn':
      return typed === '' ? '' : SYNTAX;
    case 'port':
      if (!/^\d+$/.test(typed)) return SYNTAX;
      return Number(typed) > 65535 ? RANGE : String(Number(typed));
    case 'ipv4hint':
      return hints(typed, (text) => (parseIpv4(text) === undefined ? undefined : text));
    case 'ipv6hint':
      return hints(typed, ipv6Hint);
    default:
      return isBase64(typed) ? typed : { reason: 'bad base64 encoding' };
  }
}

function hints(typed: string, canonical: (text: string) => string | undefined): string | Refusal {
  const addresses: string[] = [];
  for (const text of typed.split(',')) {
    const address = canonical(text);
    if (address === undefined) return SYNTAX;
    addresses.push(address);
  }
  return addresses.join(',');
}

function ipv6Hint(text: string): string | undefined {
  const address = parseIpv6(text);
  return address === undefined ? undefined : ipv6Text(address);
}

function keyList(typed: string): string | Refusal {
  const keys: number[] = [];
  for (const word of typed.split(',')) {
    const key = keyNumber(word);
    if (typeof key !== 'number') return key;
    keys.push(key);
  }
  keys.sort((a, b) => a - b);
  return keys.some((key, i) => key === keys[i - 1]) ? SYNTAX : keys.map(keyName).join(',');
}

function keyName(key: number): string {
  return NAMES[key] ?? `key${key}`;
}

/** RFC 9460 §7.1.1, Appendix A.1: a comma or backslash inside an id is escaped twice. */
function alpnList(typed: string): string | Refusal {
  if (!/^(?:\\[^]|[^\\])*$/.test(typed)) return SYNTAX;
  const ids = [''];
  for (const [character] of typed.matchAll(/\\[^]|[^\\]/g)) {
    if (character === ',') ids.push('');
    else ids.push((ids.pop() ?? '') + (character[1] ?? character));
  }
  return ids.some((id) => id === '' || id.length > 255) ? SYNTAX : alpnText(ids);
}

function alpnText(ids: readonly string[]): string {
  return quoteCharacterString(ids.map((id) => id.replace(/[\\,]/g, '\\$&')).join(','));
}

/** The value in wire format, one code unit per octet. */
export function paramFromOctets(key: number, value: string): Param | Refusal {
  const text = textOfOctets(key, value);
  return text === undefined ? FORMERR : { key, text };
}

function textOfOctets(key: number, value: string): string | undefined {
  const octets = Array.from(value, (unit) => unit.charCodeAt(0));
  switch (NAMES[key]) {
    case 'mandatory': {
      const keys = chunks(octets, 2)?.map(([high = 0, low = 0]) => high * 256 + low);
      const sorted = keys?.every((one, i) => i === 0 || one > (keys[i - 1] ?? 0));
      return sorted === true ? keys?.map(keyName).join(',') : undefined;
    }
    case 'alpn':
      return alpnOfOctets(value);
    case 'no-default-alpn':
      return value === '' ? '' : undefined;
    case 'port':
      return octets.length === 2 ? String((octets[0] ?? 0) * 256 + (octets[1] ?? 0)) : undefined;
    case 'ipv4hint':
      return chunks(octets, 4)
        ?.map((address) => addressText(address, 4))
        .join(',');
    case 'ipv6hint':
      return chunks(octets, 16)
        ?.map((address) => addressText(address, 16))
        .join(',');
    case 'ech':
      return base64Of(octets);
    default:
      // RFC 9461 §5: the template contains the variable "dns".
      if (key === DOHPATH && !/\{\?(?:[^}]*,)?dns[,}]/.test(value)) return undefined;
      return value === '' ? '' : quoteCharacterString(value);
  }
}

/** One or more parts of the given size; `undefined` if the octets do not fill them. */
function chunks(octets: readonly number[], size: number): readonly (readonly number[])[] | undefined {
  if (octets.length === 0 || octets.length % size !== 0) return undefined;
  return Array.from({ length: octets.length / size }, (_, i) => octets.slice(i * size, (i + 1) * size));
}

function alpnOfOctets(value: string): string | undefined {
  const ids: string[] = [];
  for (let at = 0; at < value.length;) {
    const length = value.charCodeAt(at);
    const id = value.slice(at + 1, at + 1 + length);
    if (length === 0 || id.length < length) return undefined;
    ids.push(id);
    at += 1 + length;
  }
  return ids.length === 0 ? undefined : alpnText(ids);
}

/** The fault of the sorted parameters as a whole. RFC 9460 §2.2, §7.1.2, §8. */
export function faultOfParams(params: readonly Param[]): RdataReason | undefined {
  const keys = new Set<string>();
  for (const { key } of params) {
    if (keys.has(keyName(key))) return 'duplicate query';
    keys.add(keyName(key));
  }
  const mandatory = params[0]?.key === MANDATORY ? params[0].text.split(',') : [];
  if (keys.has(keyName(NO_DEFAULT_ALPN)) && !keys.has(keyName(ALPN)))
    return 'disallowed (by application policy)';
  if (mandatory.includes(keyName(MANDATORY))) return 'disallowed (by application policy)';
  if (mandatory.length > 0 && params.length === 1) return 'disallowed (by application policy)';
  return mandatory.every((word) => keys.has(word)) ? undefined : 'inconsistent resource record';
}

export function paramText({ key, text }: Param): string {
  return text === '' ? keyName(key) : `${keyName(key)}=${text}`;
}
