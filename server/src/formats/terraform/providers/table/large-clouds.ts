import { is, row, SET, UNSURE } from './row.ts';

export const AMAZON = [
  row('aws_route53_record', 'zone_id', 'records', 'wrapped', {
    ...SET,
    service: 'Route 53',
    form: 'suffixed',
    hasApexSign: false,
    splits: 'user',
  }),
  row('aws_lightsail_domain_entry', 'domain_name', 'target', 'raw-or-quoted', {
    ...UNSURE,
    ttl: undefined,
    form: 'either',
  }),
];

const CLOUDFLARE_LIKE = {
  service: 'Cloudflare',
  form: 'either',
  priority: 'priority',
  splits: 'provider',
  hasAutomaticTtl: true,
  flattens: true,
} as const;

export const CLOUDFLARE = [
  row(
    'cloudflare_record',
    ['zone_id', 'domain', 'zone'],
    ['content', 'value'],
    'raw-or-quoted',
    CLOUDFLARE_LIKE,
  ),
  row('cloudflare_dns_record', 'zone_id', 'content', 'raw-or-quoted', CLOUDFLARE_LIKE),
  row('ibm_cis_dns_record', 'domain_id', 'content', 'raw-or-quoted', CLOUDFLARE_LIKE),
];

export const GOOGLE = [
  row('google_dns_record_set', 'managed_zone', 'rrdatas', 'presentation', {
    ...SET,
    service: 'Cloud DNS',
    form: 'absolute',
    splits: 'user',
    choices: [
      ['routing_policy', 'wrr'],
      ['routing_policy', 'geo'],
      ['routing_policy', 'primary_backup', 'backup_geo'],
    ],
  }),
];

const AZURE_SET = { ...SET, service: 'Azure DNS' } as const;

/** One set of resources for zones that everybody sees, and one for private ones. */
export const AZURE = ['azurerm_dns', 'azurerm_private_dns'].flatMap((prefix) => [
  row(`${prefix}_txt_record`, 'zone_name', 'value', 'raw', {
    ...AZURE_SET,
    type: is('TXT'),
    items: 'record',
    splits: 'provider',
  }),
  row(`${prefix}_mx_record`, 'zone_name', 'exchange', 'raw', {
    ...AZURE_SET,
    type: is('MX'),
    items: 'record',
    priority: 'preference',
  }),
  row(`${prefix}_a_record`, 'zone_name', 'records', 'raw', { ...AZURE_SET, type: is('A') }),
  row(`${prefix}_aaaa_record`, 'zone_name', 'records', 'raw', { ...AZURE_SET, type: is('AAAA') }),
  row(`${prefix}_cname_record`, 'zone_name', 'record', 'raw', { ...AZURE_SET, type: is('CNAME') }),
  row(`${prefix}_ptr_record`, 'zone_name', 'records', 'raw', { ...AZURE_SET, type: is('PTR') }),
]);
