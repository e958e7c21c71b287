import { parseIpv4, parseIpv6 } from '../../dns/address.ts';
import { analysisText } from '../texts.ts';

/** The resolver for names, as written by the user. */
export type ResolverAddress =
  /** The resolver of the machine. */
  | { readonly kind: 'system' }
  /** `address` without brackets. */
  | { readonly kind: 'server'; readonly address: string; readonly port: number }
  /** DNS over HTTPS: RFC 8484. */
  | { readonly kind: 'https'; readonly url: string };

/** RFC 1035 §4.2. */
const DNS_PORT = 53;

/** `system`, `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353` or `https://…`; `undefined`: neither. */
export function readResolverAddress(typed: string): ResolverAddress | undefined {
  if (typed === 'system') return { kind: 'system' };
  if (/^https:\/\//i.test(typed)) return isHttpsUrl(typed) ? { kind: 'https', url: typed } : undefined;
  const [, bracketed, v4, digits] = /^(?:\[([^\]]*)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(typed) ?? [];
  const address = bracketed ?? v4 ?? typed;
  const isAddress = v4 === undefined ? parseIpv6(address) !== undefined : parseIpv4(address) !== undefined;
  const port = digits === undefined ? DNS_PORT : Number(digits);
  return isAddress && port > 0 && port <= 65535 ? { kind: 'server', address, port } : undefined;
}

/** A host, optionally with a port, and a path or query, without a user and spaces. */
function isHttpsUrl(typed: string): boolean {
  return /^https:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][!-~]*)?$/i.test(typed);
}

/** The fault of the address, as the end of a sentence that begins with it. */
export function faultOfResolver(typed: string): string | undefined {
  return readResolverAddress(typed) === undefined ? analysisText('notAResolver') : undefined;
}
