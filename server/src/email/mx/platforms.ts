import type { DomainName } from '../../dns/names.ts';
import { SuffixTable } from '../../dns/suffix-table.ts';

/**
 * mailbox: has the mailboxes of the domain, and rejects mail for unknown domains. forwarding: forwards mail to mailboxes at other
 * providers. gateway: filters mail, and delivers the rest to the mailbox servers.
 */
export type PlatformKind = 'mailbox' | 'forwarding' | 'gateway';

export interface Platform {
  readonly name: string;
  readonly kind: PlatformKind;
  /** The names that its MX hosts are equal to or end in. */
  readonly hosts: readonly DomainName[];
}

/** Mail platforms by the MX hosts of their customers (as published in November 2026). */
const PLATFORMS: readonly Platform[] = [
  mailbox('Google Workspace', 'aspmx.l.google.com', 'smtp.google.com', 'googlemail.com'),
  mailbox(
    'Microsoft 365',
    'mail.protection.outlook.com',
    'mail.protection.office365.us',
    'mail.protection.partner.outlook.cn',
    'mx.microsoft',
  ),
  mailbox(
    'Zoho Mail',
    'mx.zoho.com',
    'mx2.zoho.com',
    'mx3.zoho.com',
    'mx.zoho.eu',
    'mx2.zoho.eu',
    'mx3.zoho.eu',
  ),
  mailbox('Fastmail', 'messagingengine.com'),
  mailbox('Proton Mail', 'protonmail.ch'),
  mailbox('iCloud Mail', 'mail.icloud.com'),
  mailbox('Migadu', 'aspmx1.migadu.com', 'aspmx2.migadu.com'),
  mailbox('mailbox.org', 'mailbox.org'),
  mailbox('Rackspace Email', 'emailsrvr.com'),
  mailbox('Yandex 360', 'mx.yandex.net'),
  mailbox('Namecheap Private Email', 'privateemail.com'),
  mailbox('Titan Email', 'titan.email'),
  mailbox('Infomaniak', 'mta-gw.infomaniak.ch'),
  { name: 'Cloudflare Email Routing', kind: 'forwarding', hosts: ['mx.cloudflare.net'] },
  { name: 'ImprovMX', kind: 'forwarding', hosts: ['improvmx.com'] },
  { name: 'Forward Email', kind: 'forwarding', hosts: ['forwardemail.net'] },
  gateway('Mimecast', 'mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com'),
  gateway('Proofpoint', 'pphosted.com', 'ppe-hosted.com'),
  gateway('Barracuda', 'ess.barracudanetworks.com'),
  gateway('Cisco Secure Email', 'iphmx.com'),
  gateway('Sophos Email', 'hydra.sophos.com'),
  gateway('Trend Micro Email Security', 'tmes.trendmicro.com', 'hes.trendmicro.com'),
  gateway('Hornetsecurity', 'hornetsecurity.com'),
  gateway('Symantec Email Security.cloud', 'messagelabs.com'),
  gateway('Forcepoint', 'mailcontrol.com'),
];

function mailbox(name: string, ...hosts: readonly DomainName[]): Platform {
  return { name, kind: 'mailbox', hosts };
}

function gateway(name: string, ...hosts: readonly DomainName[]): Platform {
  return { name, kind: 'gateway', hosts };
}

const BY_HOST = new SuffixTable(
  PLATFORMS.flatMap((platform) => platform.hosts.map((host) => [host, platform] as const)),
);

export function platformOf(host: DomainName): Platform | undefined {
  return BY_HOST.valuesFor(host)[0];
}

export function platformHosts(): readonly DomainName[] {
  return PLATFORMS.flatMap(({ hosts }) => hosts);
}
