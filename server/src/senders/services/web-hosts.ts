import { isInNetwork, networkOf, parseIp, type IpAddress, type IpNetwork } from '../../dns/address.ts';

/** A service that serves web requests for its customers from addresses that do not send their mail. */
interface WebHost {
  readonly name: string;
  readonly networks: readonly IpNetwork[];
}

/**
 * The networks that each service publishes for its customers. Only services with their own documentation are listed.
 * Data from November 2026.
 */
const WEB_HOSTS: readonly WebHost[] = [
  // https://www.cloudflare.com/ips/
  webHost(
    'Cloudflare',
    '103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 104.16.0.0/13 104.24.0.0/14 108.162.192.0/18 131.0.72.0/22 ' +
      '141.101.64.0/18 162.158.0.0/15 172.64.0.0/13 173.245.48.0/20 188.114.96.0/20 190.93.240.0/20 197.234.240.0/22 ' +
      '198.41.128.0/17 2400:cb00::/32 2405:8100::/32 2405:b500::/32 2606:4700::/32 2803:f800::/32 2a06:98c0::/29 ' +
      '2c0f:f248::/32',
  ),
  // https://docs.github.com/en/pages/configuring-a-custom-domain-for-your-github-pages-site
  webHost('GitHub Pages', '185.199.108.153/32 185.199.109.153/32 185.199.110.153/32 185.199.111.153/32'),
  // https://vercel.com/docs/domains/set-up-custom-domain
  webHost('Vercel', '76.76.21.21/32'),
  // https://help.shopify.com/manual/domains/understanding-domains
  webHost('Shopify', '23.227.38.65/32'),
];

function webHost(name: string, networks: string): WebHost {
  return { name, networks: networks.split(' ').map(parseNetwork) };
}

function parseNetwork(text: string): IpNetwork {
  const [typed = '', bits = ''] = text.split('/');
  const address = parseIp(typed);
  if (address === undefined) throw new Error(`not a network: ${text}`);
  return networkOf(address, Number(bits));
}

/** The service that owns the address. */
export function webHostAt(address: IpAddress): string | undefined {
  return WEB_HOSTS.find(({ networks }) => networks.some((network) => isInNetwork(address, network)))?.name;
}
