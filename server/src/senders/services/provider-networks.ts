import { formatIp, networkOf, parseIp } from '../../dns/address.ts';
import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { servicesOfInclude } from './catalog.ts';
import type { Service } from './model.ts';

/**
 * The day on which public copies of these records were compared. Services change their networks, so an address outside
 * of them may belong to a service, and an address in them may no longer.
 */
export const PROVIDER_NETWORKS_AS_OF = '2026-11-30';

/**
 * Networks that services publish in the SPF records that their customers include, by the name of the record. They
 * identify the owner of an address when DNS is off. They are never evidence for a finding, and never decide whether
 * mail passes.
 *
 * Services whose records compute the answer (`exists`, `ptr`), such as SparkPost and Yahoo, cannot be listed.
 */
const PUBLISHED: Readonly<Record<DomainName, string>> = {
  // The second line is what `_netblocks.google.com`, `_netblocks2` and `_netblocks3` listed when they were included.
  '_spf.google.com': `74.125.0.0/16 209.85.128.0/17 2001:4860:4864::/56 2404:6800:4864::/56 2607:f8b0:4864::/56
    2800:3f0:4864::/56 2a00:1450:4864::/56 2c0f:fb50:4864::/56
    35.190.247.0/24 64.233.160.0/19 66.102.0.0/20 66.249.80.0/20 72.14.192.0/18 108.177.8.0/21 173.194.0.0/16
    216.58.192.0/19 216.239.32.0/19 2001:4860:4000::/36 2404:6800:4000::/36 2607:f8b0:4000::/36 2800:3f0:4000::/36
    2a00:1450:4000::/36 2c0f:fb50:4000::/36 172.217.0.0/19 172.217.32.0/20 172.217.128.0/19 172.217.160.0/20
    172.217.192.0/19 172.253.56.0/21 172.253.112.0/20 108.177.96.0/19 35.191.0.0/16 130.211.0.0/22`,
  'spf.protection.outlook.com': `40.92.0.0/15 40.107.0.0/16 52.100.0.0/15 52.102.0.0/16 52.103.0.0/17 104.47.0.0/17
    2a01:111:f400::/48 2a01:111:f403::/49 2a01:111:f403:8000::/51 2a01:111:f403:c000::/51 2a01:111:f403:f000::/52`,
  'amazonses.com': `199.255.192.0/22 199.127.232.0/22 54.240.0.0/18 69.169.224.0/20 23.249.208.0/20 23.251.224.0/19
    76.223.176.0/20 54.240.64.0/18 76.223.128.0/19 216.221.160.0/19 206.55.144.0/20 24.110.64.0/18`,
  // This includes the networks of `ab.sendgrid.net`, which the record includes.
  'sendgrid.net': `167.89.0.0/17 208.117.48.0/20 50.31.32.0/19 198.37.144.0/20 198.21.0.0/21 192.254.112.0/20
    168.245.0.0/17 149.72.0.0/16 159.183.0.0/16 223.165.113.0/24 223.165.115.0/24 223.165.118.0/23 223.165.120.0/23`,
  // `_spf.mailgun.org` and `_spf.eu.mailgun.org`, without the networks of Mailjet, which has the same owner.
  'mailgun.org': `209.61.151.0/24 166.78.68.0/22 198.61.254.0/23 192.237.158.0/23 23.253.182.0/23 104.130.96.0/28
    146.20.113.0/24 146.20.191.0/24 159.135.224.0/20 69.72.32.0/20 104.130.122.0/23 146.20.112.0/26 161.38.192.0/20
    143.55.224.0/21 143.55.232.0/22 159.112.240.0/20 198.244.48.0/20 141.193.32.0/23 159.135.140.80/29
    159.135.132.128/25 161.38.204.0/22 143.55.236.0/22 198.244.60.0/22`,
  'spf.mailjet.com': '87.253.232.0/21 185.189.236.0/22 185.211.120.0/22 185.250.236.0/22 45.14.148.0/22',
  'servers.mcsv.net': '205.201.128.0/20 198.2.128.0/18 148.105.8.0/21',
  'spf.sendinblue.com': `185.41.28.0/22 94.143.16.0/21 185.24.144.0/22 153.92.224.0/19 213.32.128.0/18 185.107.232.0/22
    77.32.128.0/18 77.32.192.0/19 212.146.192.0/18 172.246.0.0/18`,
  // From https://postmarkapp.com/support/article/800-ips-for-firewalls.
  'spf.mtasv.net': '50.31.156.96/27 104.245.209.192/26',
  'mail.zendesk.com': '192.161.144.0/20 185.12.80.0/22 188.172.128.0/20 216.198.0.0/18',
  '_spf.protonmail.ch':
    '185.70.40.0/24 185.70.41.0/24 185.70.43.0/24 79.135.106.0/24 79.135.107.0/24 109.224.244.0/24',
  'icloud.com': `17.41.0.0/16 17.58.0.0/16 17.142.0.0/15 17.57.155.0/24 17.57.156.0/24 144.178.36.0/24 144.178.38.0/24
    112.19.199.64/29 112.19.242.64/29 222.73.195.64/29 157.255.1.64/29 106.39.212.64/29 123.126.78.64/29
    183.240.219.64/29 39.156.163.64/29 57.103.64.0/18 2a01:b747:3000:200::/56 2a01:b747:3001:200::/56
    2a01:b747:3002:200::/56 2a01:b747:3003:200::/56 2a01:b747:3004:200::/56 2a01:b747:3005:200::/56
    2a01:b747:3006:200::/56`,
  'zohomail.eu': '185.230.212.0/24 136.143.188.0/24',
};

/** The networks of one length, by their first address, and the records that list them. */
interface NetworksOfLength {
  readonly kind: IpAddress['kind'];
  readonly prefix: number;
  readonly records: Map<string, DomainName>;
}

/** `undefined` until an address is first looked up. */
let published: readonly NetworksOfLength[] | undefined;

/** The published networks, with the name of the record that lists each. */
export function* publishedNetworks(): Generator<{
  readonly record: DomainName;
  readonly network: IpNetwork;
}> {
  for (const [record, networks] of Object.entries(PUBLISHED)) {
    for (const text of networks.split(/\s+/)) {
      const [typed = '', prefix = ''] = text.split('/');
      const address = parseIp(typed);
      if (address === undefined) throw new Error(`not a network: ${text}`);
      yield { record, network: networkOf(address, Number(prefix)) };
    }
  }
}

function readPublished(): readonly NetworksOfLength[] {
  const lengths: NetworksOfLength[] = [];
  for (const { record, network } of publishedNetworks()) {
    const { address, prefix } = network;
    let same = lengths.find((one) => one.kind === address.kind && one.prefix === prefix);
    if (same === undefined) lengths.push((same = { kind: address.kind, prefix, records: new Map() }));
    same.records.set(formatIp(address), record);
  }
  return lengths;
}

/** The name of the SPF record in which a service publishes the network of the address; `undefined` if none is known. */
function recordListing(address: IpAddress): DomainName | undefined {
  published ??= readPublished();
  for (const { kind, prefix, records } of published) {
    const record =
      kind === address.kind ? records.get(formatIp(networkOf(address, prefix).address)) : undefined;
    if (record !== undefined) return record;
  }
  return undefined;
}

/**
 * The service that owns the address, by the networks that it publishes. Others may send through it, as Resend does
 * through Amazon SES. See {@link sendsFrom}.
 */
export function providerOf(address: IpAddress): Service | undefined {
  const record = recordListing(address);
  return record === undefined ? undefined : servicesOfInclude(record)[0];
}

/** Whether the address is in a network that the service publishes, or in a record that its customers include. */
export function sendsFrom(service: Service, address: IpAddress): boolean {
  const record = recordListing(address);
  return record !== undefined && servicesOfInclude(record).some(({ id }) => id === service.id);
}

/** `Amazon SES by its published networks, provider data from 2026-11-30` */
export function providerText({ name }: Service): string {
  return `${name} by its published networks, provider data from ${PROVIDER_NETWORKS_AS_OF}`;
}
