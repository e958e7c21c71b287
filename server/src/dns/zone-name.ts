import { faultOfName } from './names.ts';
import type { DomainName } from './names.ts';
import { isClassicTopLevel, isTopLevel } from './top-level.ts';

/** Top-level names that the root does not delegate, but that are in use: RFC 6761 §6, RFC 6762 Appendix G, ICANN's `internal`. */
const PRIVATE_TOP_LEVELS = new Set([
  'corp',
  'example',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'private',
  'test',
]);

/**
 * Whether it can only be meant as the name of a domain. Many other names have dots (`notes.old`, `example.com.prod`), and a wrong
 * origin would make every relative name wrong.
 */
export function isOwnName(zone: DomainName): boolean {
  const [last = '', before, third] = zone.split('.').reverse();
  if (before === undefined || !isZoneName(zone)) return false;
  const isPrivate = PRIVATE_TOP_LEVELS.has(last);
  if (!isPrivate && !isTopLevel(last)) return false;
  // A word after a complete domain identifies the copy. `com.au` and the like have two letters.
  const isWhole = third !== undefined && (isPrivate ? isTopLevel(before) : isClassicTopLevel(before));
  return !isWhole || last.length === 2;
}

/** Letters, digits and hyphens in labels (RFC 1123 §2.1), a top-level label that is not a number; `/` for RFC 2317. */
export function isZoneName(name: DomainName): boolean {
  return (
    /^(?:[a-z0-9_](?:[a-z0-9_/-]*[a-z0-9])?\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name) &&
    faultOfName(name) === undefined
  );
}
