import { parse } from 'tldts';

import { isKnown } from './names.ts';
import type { DomainName } from './names.ts';

/** The original top-level domains, which are never a name for a part of a network. */
const CLASSIC = new Set(['arpa', 'com', 'edu', 'gov', 'net', 'org']);

export function isClassicTopLevel(label: string): boolean {
  return CLASSIC.has(label);
}

/** Whether the root delegates the label. The list is that of this build. */
export function isTopLevel(label: string): boolean {
  return (
    CLASSIC.has(label) ||
    parse(label, { validateHostname: false, detectIp: false, extractHostname: false }).isIcann === true
  );
}

/**
 * The registered domain at or above the name: below a suffix of the first part of the list, which registries administer.
 * `undefined` below other suffixes.
 */
export function registrableDomain(name: DomainName): DomainName | undefined {
  if (name === '' || !isKnown(name)) return undefined;
  const found = parse(name, { validateHostname: false, detectIp: false, extractHostname: false });
  return found.isIcann === true ? (found.domain ?? undefined) : undefined;
}
