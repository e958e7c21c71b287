import type { DomainName } from '../../dns/names.ts';
import { isBelow } from '../../dns/names.ts';

/** A mail server that people put after `include:`, and the include that its provider publishes. */
export interface KnownMailServer {
  readonly provider: string;
  readonly include: DomainName;
}

/** The provider of a mail server that certainly has no SPF record of its own. */
export function mailServerNamed(name: DomainName): KnownMailServer | undefined {
  if (/^(?:(?:alt[1-4]\.)?aspmx\.l\.google|aspmx[2-5]\.googlemail)\.com$/.test(name)) {
    return { provider: 'Google', include: '_spf.google.com' };
  }
  if (isBelow(name, 'mail.protection.outlook.com')) {
    return { provider: 'Microsoft', include: 'spf.protection.outlook.com' };
  }
  return undefined;
}

/** The provider of a host that its customers allow with `a:`, as in 5 live records (2026-11-29). */
export function hostToAllowNamed(name: DomainName): string | undefined {
  return /^[bcd]\.spf\.service-now\.com$/.test(name) ? 'ServiceNow' : undefined;
}

/** An include that was valid once, or that people make up. */
export interface GoneInclude {
  /** retired: the provider withdrew it. absent: it has no SPF record. */
  readonly state: 'retired' | 'absent';
  readonly provider: string;
  /** When it was withdrawn, or when it was last seen without a record: `2026-10` or `2026-10-08`. */
  readonly date: string;
  readonly replacement: DomainName | undefined;
}

const GONE: Readonly<Record<DomainName, GoneInclude>> = {
  '_netblocks3.google.com': {
    state: 'retired',
    provider: 'Google',
    date: '2025-11',
    replacement: '_spf.google.com',
  },
  '_spf.marketo.com': absent('Adobe Marketo Engage', 'mktomail.com'),
  '_spf.mimecast.com': absent('Mimecast', '_netblocks.mimecast.com'),
  '_spf.pphosted.com': absent('Proofpoint'),
  'spf.barracudanetworks.com': absent('Barracuda', 'spf.ess.barracudanetworks.com'),
  'freshemail.io': absent('Freshworks'),
  '_spf.intuit.com': absent('Intuit'),
};

function absent(provider: string, replacement?: DomainName): GoneInclude {
  return { state: 'absent', provider, date: '2026-10-08', replacement };
}

export function goneIncludeNamed(name: DomainName): GoneInclude | undefined {
  return Object.hasOwn(GONE, name) ? GONE[name] : undefined;
}
