import { parseIp, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { canonicalName, faultOfName } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { Faults } from './faults.ts';
import { readMacroString } from './macros.ts';
import type { DomainSpec, MacroPart } from './model.ts';
import { indexWithin } from './offsets.ts';

/** Reads a domain-spec that is not empty: RFC 7208 §7.1. One cause gives one fault. */
export function readDomainSpec(text: string, start: number, end: number, faults: Faults): DomainSpec {
  const noted = new Faults();
  const string = readMacroString(text, start, end, 'domain', noted);
  const name = nameOf(string.parts);
  const spec: DomainSpec = { ...string, name };
  faults.addAll(noted);
  if (noted.any) return spec;

  const typed = text.slice(start, end);
  const whole = rangeOf(start, end);
  const isEnded = hasDomainEnd(string.parts);
  // Addresses and URLs have other characters or end in a number.
  const mayBeOther = !isEnded || /[:@/]/.test(typed);
  const address = mayBeOther ? addressIn(typed) : undefined;
  if (address !== undefined) {
    faults.add({ code: 'domain-ip', range: whole, ...address });
    return spec;
  }
  const foreign = mayBeOther ? foreignForm(typed) : undefined;
  if (foreign !== undefined) {
    faults.add({ code: 'domain-url', range: whole, ...foreign }, isEnded ? 'legal' : 'permerror');
    return spec;
  }
  if (!isEnded) {
    faults.add({ code: 'domain-end', range: whole, reason: reasonOfEnd(typed) });
    return spec;
  }
  // RFC 7208 §4.3, §4.8: the grammar allows such a name, but it cannot be queried.
  const label = name === undefined || name.includes('\\') ? undefined : faultOfName(name);
  if (label !== undefined) faults.add({ code: 'domain-label', range: whole, reason: label }, 'legal');
  return spec;
}

/** Whether the text is a domain-spec without a fault. */
export function isDomainSpec(text: string): boolean {
  if (text === '') return false;
  const faults = new Faults();
  readDomainSpec(text, 0, text.length, faults);
  return !faults.any;
}

/** `domain-end = ( "." toplabel [ "." ] ) / macro-expand` (RFC 7208 §7.1). */
function hasDomainEnd(parts: readonly MacroPart[]): boolean {
  const last = parts.at(-1);
  if (last === undefined) return false;
  if (last.kind !== 'literal') return true;
  const [, label = ''] = /\.([^.]*)\.?$/.exec(last.text) ?? [];
  return isToplabel(label);
}

/** RFC 7208 §7.1 `toplabel`: letters, digits and inner hyphens, not only digits. */
function isToplabel(label: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label) && !/^\d+$/.test(label);
}

function reasonOfEnd(typed: string): 'single-label' | 'empty-label' | 'numeric' | 'characters' {
  const bare = typed.endsWith('.') ? typed.slice(0, -1) : typed;
  const label = bare.slice(bare.lastIndexOf('.') + 1);
  if (!bare.includes('.')) return 'single-label';
  if (label === '') return 'empty-label';
  return /^\d+$/.test(label) ? 'numeric' : 'characters';
}

function nameOf(parts: readonly MacroPart[]): string | undefined {
  const only = parts[0];
  if (parts.length !== 1 || only?.kind !== 'literal') return undefined;
  return canonicalName(only.text);
}

/** An address instead of a name, with or without brackets, a prefix or the mechanism that was meant. */
function addressIn(
  typed: string,
): { readonly mechanism: 'ip4' | 'ip6'; readonly address: string } | undefined {
  const [, bare = ''] = /^(?:ip[46]:)?(.*)$/i.exec(typed) ?? [];
  const slash = bare.indexOf('/');
  const head = slash < 0 ? bare : bare.slice(0, slash);
  const unbracketed = /^\[(.*)\]$/.exec(head)?.[1] ?? head;
  const address = parseIp(unbracketed);
  if (address === undefined) return undefined;
  return {
    mechanism: address.kind === 'ipv4' ? 'ip4' : 'ip6',
    address: unbracketed + bare.slice(head.length),
  };
}

/** A URL or an email address instead of a name, and the name in it, if it has a valid one. */
function foreignForm(
  typed: string,
): { readonly reason: 'url' | 'mail-address'; readonly replacement?: string } | undefined {
  if (typed.includes('%')) return undefined;
  const url = /^[a-z][a-z0-9+-]*:\/\/([^/?#:]*)/i.exec(typed);
  const mail = /^(?:mailto:)?[^@]*@([^@]*)$/i.exec(typed);
  const host = url?.[1] ?? mail?.[1];
  if (host === undefined) return undefined;
  const reason = url === null ? 'mail-address' : 'url';
  const isName = !host.includes('@') && isDomainSpec(host);
  return isName ? { reason, replacement: host } : { reason };
}

/** Text that can only be meant as an address, a network or a domain name. */
export function isArgument(typed: string): boolean {
  const bare = typed.slice(0, prefixStart(typed, rangeOf(0, typed.length)));
  if (parseIpv4(bare) !== undefined || parseIpv6(bare) !== undefined) return true;
  // The grammar allows other characters in names, but they are never meant as names.
  const isPlain = /^[A-Za-z0-9._-]*$/.test(bare.replace(/%\{[^{}]*\}/g, ''));
  return isPlain && bare.includes('.') && isDomainSpec(bare);
}

/** Where the prefix lengths of an `a` or `mx` argument begin: its last slashes, digits and dots. */
export function prefixStart(text: string, at: Range): number {
  let start = at.end;
  while (start > at.start && /[0-9./]/.test(text.charAt(start - 1))) start--;
  return indexWithin(text, '/', start, at.end);
}
