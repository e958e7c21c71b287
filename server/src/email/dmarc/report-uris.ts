import { canonicalName } from '../../dns/names.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { AddressReason, ReportSize, ReportUri, ReportUriFault } from './model.ts';
import { isTypoOf } from './nearest.ts';
import { isOpaque } from '../octets.ts';

/** A parsed list of report destinations, with its faults. */
export interface ReportUriList {
  readonly uris: readonly ReportUri[];
  readonly faults: readonly ReportUriFault[];
}

/**
 * Reads the value of `rua` or `ruf`: `dmarc-urilist` of RFC 9989 §4.8. Commas separate URIs. Semicolons and spaces that people
 * use instead are faults, and also separate.
 *
 * A fault with only one possible fix has it as `data.replacement` for its range.
 */
export function readReportUris(text: string, value: Range): ReportUriList {
  const uris: ReportUri[] = [];
  const faults: ReportUriFault[] = [];
  const items = splitList(text, value);
  if (items.every((item) => item.range.start === item.range.end)) {
    faults.push({ code: 'uri-list-empty', range: value });
    return { uris, faults };
  }
  for (const { range, before, after } of items) {
    if (range.start === range.end) {
      faults.push({ code: 'uri-empty', range: before ?? after ?? range, replacement: '' });
      continue;
    }
    if (before !== undefined && isWhitespace(text.slice(before.start, before.end))) {
      const uri = text.slice(range.start, range.end);
      const place = rangeOf(before.start, range.end);
      faults.push({ code: 'uri-blank-between', range: place, uri, replacement: `,${uri}` });
    }
    const read = readUri(text, range);
    uris.push(read.uri);
    faults.push(...read.faults);
  }
  return { uris, faults };
}

interface Item {
  /** Without spaces around it; empty if there is nothing between 2 separators. */
  readonly range: Range;
  /** The comma, semicolon or spaces between it and the previous one. */
  readonly before: Range | undefined;
  readonly after: Range | undefined;
}

function splitList(text: string, value: Range): readonly Item[] {
  const list = text.slice(value.start, value.end);
  const items: Item[] = [];
  let { start } = value;
  let before: Range | undefined;
  // A space separates only before text that is certainly another URI. A space within an address is a different fault.
  for (const match of list.matchAll(/[,;]|(?<![,;: \t\r\n])[ \t\r\n]+(?=(?:mailto|https?):)/gi)) {
    const after = rangeOf(value.start + match.index, value.start + match.index + match[0].length);
    items.push({ range: trim(text, start, after.start), before, after });
    before = after;
    start = after.end;
  }
  items.push({ range: trim(text, start, value.end), before, after: undefined });
  return items;
}

function readUri(text: string, range: Range): { uri: ReportUri; faults: readonly ReportUriFault[] } {
  const typed = text.slice(range.start, range.end);
  if (isOpaque(typed) || isPlaceholder(typed)) {
    const unknown = { scheme: schemeOf(typed), domain: undefined, size: undefined };
    return { uri: { text: typed, range, state: 'unknown', ...unknown }, faults: [] };
  }
  const faults: ReportUriFault[] = [];
  const size = sizeOf(typed, range);
  // RFC 9989 §4.8: "!" 1*DIGIT [ "k" / "m" / "g" / "t" ]
  if (size !== undefined && !/^!\d+[kmgt]?$/i.test(size.text)) {
    faults.push({ code: 'uri-size-invalid', range: size.range, size: size.text, replacement: '' });
  }
  const uriRange = rangeOf(range.start, size?.range.start ?? range.end);
  const uri = text.slice(uriRange.start, uriRange.end);
  const fault = faultOfUri(uri, uriRange.start);
  if (fault !== undefined) faults.push(fault);
  const valid = fault === undefined || fault.code === 'uri-scheme-unsupported';
  const scheme = schemeOf(uri);
  const domain = valid && scheme === 'mailto' ? canonicalName(addressOf(uri).split('@')[1] ?? '') : undefined;
  return {
    uri: { text: uri, range: uriRange, state: valid ? 'valid' : 'invalid', scheme, domain, size },
    faults,
  };
}

/** `<your address>` is an unfilled template, which another rule reports. */
function isPlaceholder(uri: string): boolean {
  return /<[^<>@]*>/.test(uri);
}

function sizeOf(uri: string, range: Range): ReportSize | undefined {
  const sign = uri.lastIndexOf('!');
  if (sign <= 0 || uri.includes('@', sign)) return undefined;
  const { end } = trim(uri, 0, sign);
  return { text: uri.slice(end), range: rangeOf(range.start + end, range.end) };
}

function schemeOf(uri: string): string | undefined {
  return /^([a-z][a-z\d+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
}

/** The address in `mailto:dmarc@example.com?subject=x`. */
function addressOf(mailto: string): string {
  return mailto.slice('mailto:'.length).replace(/\?[^]*/, '');
}

/** The first reason why reports cannot be sent there. `start` is the offset of the URI in the record. */
function faultOfUri(uri: string, start: number): ReportUriFault | undefined {
  const scheme = schemeOf(uri);
  if (scheme === 'mailto') return faultOfMailto(uri, start);
  if (scheme === undefined || isTypoOf(scheme, 'mailto') || /^e?-?mail$/.test(scheme)) {
    return faultOfScheme(uri, start, scheme);
  }
  const character = strangeCharacter(uri);
  if (character !== undefined) return characterFault(uri, start, character);
  const range = rangeOf(start, start + uri.length);
  return { code: 'uri-scheme-unsupported', range, uri, scheme };
}

/** An address without `mailto:`, or with a misspelled one. */
function faultOfScheme(uri: string, start: number, scheme: string | undefined): ReportUriFault {
  const bare = scheme === undefined ? uri.replace(/^_*mailto[ \t:;=]+/i, '') : uri.slice(scheme.length + 1);
  const address = bare.replace(/^<(.*)>$/, '$1');
  const range = rangeOf(start, start + uri.length);
  if (!/^[^\s@:/]+@[^\s@]+$/.test(address)) return { code: 'uri-malformed', range, uri };
  // In "mailtodmarc@example.com", it is unclear whether the mailbox is "dmarc" or the whole word.
  const certain = !/^mailto/i.test(address);
  return { code: 'uri-scheme-missing', range, uri, ...(certain && ifSound(`mailto:${address}`)) };
}

/** `mailto:` and one address: RFC 6068 §2, with `!` and `,` encoded (RFC 9989 §4.8). */
function faultOfMailto(uri: string, start: number): ReportUriFault | undefined {
  const range = rangeOf(start, start + uri.length);
  const decoration = /^mailto:([ \t]+|\/+|[ \t]*<(?=[^<>]*>$))/i.exec(uri);
  if (decoration !== null) {
    const bare = uri.replace(/^(mailto:)[ \t/<]+/i, '$1').replace(/>$/, '');
    return { code: 'uri-decorated', range, uri, ...ifSound(bare) };
  }
  const character = strangeCharacter(uri);
  if (character !== undefined) return characterFault(uri, start, character);
  const reason = faultOfAddress(addressOf(uri));
  if (reason === undefined) return undefined;
  const domain = addressOf(uri).split('@')[1] ?? '';
  return {
    code: 'uri-address',
    range,
    uri,
    reason,
    domain,
    ...(uri.endsWith('.') && ifSound(uri.slice(0, -1))),
  };
}

/** The replacement, if it has no fault itself. */
function ifSound(replacement: string): { readonly replacement?: string } {
  return faultOfMailto(replacement, 0) === undefined ? { replacement } : {};
}

function faultOfAddress(address: string): AddressReason | undefined {
  const [local = '', domain, ...more] = address.split('@');
  if (domain === undefined) return 'no-at';
  if (more.length > 0) return 'several-at';
  if (local === '') return 'no-mailbox';
  if (domain === '') return 'no-domain';
  if (domain.endsWith('.')) return 'final-dot';
  if (domain.split('.').includes('')) return 'empty-label';
  // Underscores are in use; an address literal (RFC 5321 §4.1.3) would need encoded brackets.
  return /^[a-z\d._%-]+$/i.test(domain) ? undefined : 'domain-characters';
}

/**
 * The offset of the first character that RFC 3986 §2 does not allow in a URI, or RFC 9989 §4.8 in a report URI. A space takes
 * precedence over all others, because the text after it is usually not part of the address.
 */
function strangeCharacter(uri: string): number | undefined {
  const space = uri.search(/[ \t\r\n]/);
  const at = space >= 0 ? space : uri.search(/[^\w\-.~:/?#[\]@$&'()*+=%]|%(?![\da-f]{2})/i);
  return at < 0 ? undefined : at;
}

function characterFault(uri: string, start: number, at: number): ReportUriFault {
  const found = /^[ \t\r\n]+|^[\x80-\xFF]+|^[^]/.exec(uri.slice(at))?.[0] ?? '';
  // A finding on only a space would not be visible.
  if (isWhitespace(found)) return { code: 'uri-blank', range: rangeOf(start, start + uri.length), uri };
  const range = rangeOf(start + at, start + at + found.length);
  // In a domain, it is the beginning of a second size.
  const isOnly = found === '!' && !uri.includes('!', at + 1) && !uri.slice(0, at).includes('@');
  const isCertain = isOnly && faultOfUri(uri.replace('!', '%21'), 0) === undefined;
  return { code: 'uri-character', range, uri, found, ...(isCertain && { replacement: '%21' }) };
}

function isWhitespace(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

function trim(text: string, start: number, end: number): Range {
  while (start < end && isWhitespace(text.charAt(start))) start++;
  while (end > start && isWhitespace(text.charAt(end - 1))) end--;
  return rangeOf(start, end);
}
