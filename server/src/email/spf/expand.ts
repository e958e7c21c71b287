import type { IpAddress } from '../../dns/address.ts';
import { formatIp } from '../../dns/address.ts';
import type { Macro, MacroLetter, MacroPart, MacroString } from './model.ts';

/** The values of macros in one evaluation: RFC 7208 §7.2. */
export interface MacroValues {
  readonly ip: IpAddress;
  readonly localPart: string;
  /** The domain of the sender address: `%{o}`. */
  readonly senderDomain: string;
  /** The domain whose record is evaluated: `%{d}`. */
  readonly domain: string;
  readonly helo: string;
  /** The validated reverse name, or `unknown`. */
  readonly validatedName: string;
  /** The receiving host: `%{r}`, only in explanations. */
  readonly receiver: string;
  /** Seconds since 1970: `%{t}`, only in explanations. */
  readonly time: number;
}

/**
 * Expands the macros of the text. `undefined` if a part of it is unknown or not a macro, or if the result exceeds `limit` code
 * units.
 */
export function expandMacros(string: MacroString, values: MacroValues, limit = Infinity): string | undefined {
  let expanded = '';
  for (const part of string.parts) {
    const text = expandPart(part, values);
    if (text === undefined || expanded.length + text.length > limit) return undefined;
    expanded += text;
  }
  return expanded;
}

function expandPart(part: MacroPart, values: MacroValues): string | undefined {
  if (part.kind === 'hole' || part.kind === 'invalid') return undefined;
  return part.kind === 'macro' ? expandMacro(part, values) : part.text;
}

/** The name to query: labels are removed from the left until it has at most 253 octets (RFC 7208 §7.3). */
export function expandDomain(spec: MacroString, values: MacroValues): string | undefined {
  // It is built from the right, because the removed part can have any length and is not computed.
  let name = '';
  for (let i = spec.parts.length - 1; i >= 0 && name.length <= MAX_EXPANDED + 1; i--) {
    const part = spec.parts[i];
    const text = part === undefined ? undefined : expandPart(part, values);
    if (text === undefined) return undefined;
    name = text + name;
  }
  if (name.endsWith('.')) name = name.slice(0, -1);
  if (name.length <= MAX_EXPANDED) return name;
  const dot = name.indexOf('.', name.length - MAX_EXPANDED - 1);
  return dot < 0 ? undefined : name.slice(dot + 1);
}

const MAX_EXPANDED = 253;

/** Split, reverse, keep the right-hand parts, join with dots, escape: RFC 7208 §7.3. */
export function expandMacro(macro: Macro, values: MacroValues): string {
  const parts = splitAtAny(valueOf(macro.letter, values), macro.delimiters);
  if (macro.reversed) parts.reverse();
  const kept = macro.keep === undefined ? parts : parts.slice(-macro.keep);
  const joined = kept.join('.');
  return macro.escaped ? urlEscape(joined) : joined;
}

function valueOf(letter: MacroLetter, values: MacroValues): string {
  switch (letter) {
    case 's':
      return `${values.localPart}@${values.senderDomain}`;
    case 'l':
      return values.localPart;
    case 'o':
      return values.senderDomain;
    case 'd':
      return values.domain;
    case 'i':
      return values.ip.kind === 'ipv4' ? formatIp(values.ip) : nibblesOf(values.ip);
    case 'p':
      return values.validatedName;
    case 'v':
      return values.ip.kind === 'ipv4' ? 'in-addr' : 'ip6';
    case 'h':
      return values.helo;
    case 'c':
      return formatIp(values.ip);
    case 'r':
      return values.receiver;
    case 't':
      return String(values.time);
  }
}

/** The 32 hexadecimal digits of an IPv6 address, separated by dots: RFC 7208 §7.4. */
function nibblesOf(ip: IpAddress): string {
  const hex = ip.words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return hex.toUpperCase().split('').join('.');
}

function splitAtAny(text: string, delimiters: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (delimiters.includes(character)) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part];
}

/** RFC 7208 §7.3: every octet outside the unreserved set of RFC 3986 §2.3. */
function urlEscape(text: string): string {
  return text.replace(/[^A-Za-z0-9._~-]/g, (character) => {
    const octet = character.charCodeAt(0).toString(16).toUpperCase();
    return `%${octet.padStart(2, '0')}`;
  });
}
