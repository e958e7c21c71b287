/**
 * Types that may be at the same name as a CNAME, because they are about the name itself. RFC 4034 §2.5, RFC 3007 §3,
 * RFC 2535 §2.3.5.
 */
const BESIDE_CNAME = new Set(['CNAME', 'KEY', 'NSEC', 'NXT', 'RRSIG', 'SIG']);

export function mayStandBesideCname(type: string): boolean {
  return BESIDE_CNAME.has(type);
}
