import type { DnsService } from './record-set.ts';

/** Properties that most services share. */
const USUAL = {
  text: 'raw-or-quoted',
  escapes: 'decimal',
  textSource: undefined,
  needsQuotes: 'never',
  splits: 'unknown',
  isWholeSet: false,
  hasWholeNames: false,
  targets: 'root',
} as const;

/** A service whose documentation does not define how it reads TXT values. */
export function undocumented(name: string, more: Partial<DnsService> = {}): DnsService {
  return { name, ...USUAL, ...more };
}

/** A service that is not named. */
export const ANY_SERVICE = undocumented('the DNS provider');

/** How Cloudflare reads records. Its API returns a text bare or in quotes, as it was given. */
export const CLOUDFLARE_DNS: DnsService = {
  ...USUAL,
  name: 'Cloudflare',
  textSource:
    'octodns/octodns-cloudflare octodns_cloudflare/__init__.py; cloudflare/terraform-provider-cloudflare#530',
  splits: 'provider',
  hasWholeNames: true,
};

/** How Cloud DNS reads records. https://cloud.google.com/dns/docs/records-overview#txt */
export const CLOUD_DNS: DnsService = {
  ...USUAL,
  name: 'Cloud DNS',
  text: 'presentation',
  textSource: 'Cloud DNS documentation, DNS records overview, TXT records',
  needsQuotes: 'for-blanks',
  splits: 'user',
  isWholeSet: true,
  hasWholeNames: true,
};

/** How Azure DNS reads records: each is a list of strings. https://learn.microsoft.com/azure/dns/dns-zones-records#txt-records */
export const AZURE_DNS: DnsService = {
  ...USUAL,
  name: 'Azure DNS',
  text: 'raw',
  textSource: 'Azure DNS documentation, Overview of DNS zones and records, TXT records',
  splits: 'user',
  isWholeSet: true,
};

/** How PowerDNS reads records. https://doc.powerdns.com/authoritative/http-api/zone.html */
export const POWERDNS: DnsService = {
  ...USUAL,
  name: 'PowerDNS',
  text: 'presentation',
  textSource: 'PowerDNS Authoritative Server documentation, HTTP API, Zones',
  needsQuotes: 'always',
  splits: 'user',
  isWholeSet: true,
  hasWholeNames: true,
};
