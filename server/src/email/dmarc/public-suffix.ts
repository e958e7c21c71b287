import { parse } from 'tldts';
import { isKnown, type DomainName } from '../../dns/names.ts';

/**
 * The registered domain under a public suffix, as RFC 7489 §3.2 determines the organizational domain by the public suffix list.
 * `undefined` for a suffix itself, for a name without a listed suffix (`example.test`), and for an unknown one. The list is that
 * of this build.
 */
export function registeredDomain(name: DomainName): DomainName | undefined {
  if (!isKnown(name)) return undefined;
  const found = lookUp(name);
  return found.isIcann === true || found.isPrivate === true ? (found.domain ?? undefined) : undefined;
}

/**
 * The same, and below a suffix that is not on the list (`.test`, `.internal`) the name with one more label. No registrations
 * below that are known, and the tree walk of RFC 9989 §4.10 decides.
 */
export function registeredOrUnlisted(name: DomainName): DomainName | undefined {
  return isKnown(name) ? (lookUp(name).domain ?? undefined) : undefined;
}

/** Whether others register names below it: it is on the list, or a top-level name. */
export function isPublicSuffix(name: DomainName): boolean {
  return !name.includes('.') || lookUp(name).publicSuffix === name;
}

function lookUp(name: DomainName): ReturnType<typeof parse> {
  return parse(name, {
    allowPrivateDomains: true,
    validateHostname: false,
    detectIp: false,
    extractHostname: false,
  });
}
