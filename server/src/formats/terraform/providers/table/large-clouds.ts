import { is, row, SET } from './row.ts';

export const AMAZON = [
  row('hashicorp/aws', 'aws_route53_record', 'zone_id', 'records', 'wrapped', {
    textSource: 'hashicorp/terraform-provider-aws#14941 and internal/service/route53 (flattenTxtEntry)',
    ...SET,
    service: 'Route 53',
    // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
    escapes: 'octal',
    form: 'suffixed',
    hasApexSign: false,
    splits: 'user',
  }),
  row('hashicorp/aws', 'aws_lightsail_domain_entry', 'domain_name', 'target', 'raw-or-quoted', {
    ttl: undefined,
    form: 'either',
  }),
];

const CLOUDFLARE_LIKE = {
  textSource: 'cloudflare/terraform-provider-cloudflare#530, #6238 and #6354',
  service: 'Cloudflare',
  form: 'either',
  priority: 'priority',
  splits: 'provider',
  hasAutomaticTtl: true,
  flattens: true,
} as const;

export const CLOUDFLARE = [
  row(
    'cloudflare/cloudflare',
    'cloudflare_record',
    ['zone_id', 'domain', 'zone'],
    ['content', 'value'],
    'raw-or-quoted',
    CLOUDFLARE_LIKE,
  ),
  row(
    'cloudflare/cloudflare',
    'cloudflare_dns_record',
    'zone_id',
    'content',
    'raw-or-quoted',
    CLOUDFLARE_LIKE,
  ),
  row('IBM-Cloud/ibm', 'ibm_cis_dns_record', 'domain_id', 'content', 'raw-or-quoted', {
    ...CLOUDFLARE_LIKE,
    // Its documentation shows bare text and does not mention quotes.
    textSource: undefined,
    service: 'IBM Cloud Internet Services',
  }),
];

export const GOOGLE = [
  row(
    ['hashicorp/google', 'hashicorp/google-beta'],
    'google_dns_record_set',
    'managed_zone',
    'rrdatas',
    'presentation',
    {
      textSource:
        'hashicorp/terraform-provider-google website/docs/r/dns_record_set.html.markdown; hashicorp/terraform-provider-google#232',
      ...SET,
      service: 'Cloud DNS',
      form: 'absolute',
      splits: 'user',
      choices: [
        ['routing_policy', 'wrr'],
        ['routing_policy', 'geo'],
        ['routing_policy', 'primary_backup', 'backup_geo'],
      ],
    },
  ),
];

const AZURE_SET = { ...SET, service: 'Azure DNS' } as const;

/** One set of resources for public zones, and one for private zones. */
export const AZURE = ['azurerm_dns', 'azurerm_private_dns'].flatMap((prefix) => [
  row('hashicorp/azurerm', `${prefix}_txt_record`, 'zone_name', 'value', 'raw', {
    textSource:
      'hashicorp/terraform-provider-azurerm internal/services/dns/dns_txt_record_resource.go (segmentLen)',
    ...AZURE_SET,
    type: is('TXT'),
    items: 'record',
    splits: 'provider',
  }),
  row('hashicorp/azurerm', `${prefix}_mx_record`, 'zone_name', 'exchange', 'raw', {
    ...AZURE_SET,
    type: is('MX'),
    items: 'record',
    priority: 'preference',
  }),
  row('hashicorp/azurerm', `${prefix}_a_record`, 'zone_name', 'records', 'raw', {
    ...AZURE_SET,
    type: is('A'),
  }),
  row('hashicorp/azurerm', `${prefix}_aaaa_record`, 'zone_name', 'records', 'raw', {
    ...AZURE_SET,
    type: is('AAAA'),
  }),
  row('hashicorp/azurerm', `${prefix}_cname_record`, 'zone_name', 'record', 'raw', {
    ...AZURE_SET,
    type: is('CNAME'),
  }),
  row('hashicorp/azurerm', `${prefix}_ptr_record`, 'zone_name', 'records', 'raw', {
    ...AZURE_SET,
    type: is('PTR'),
  }),
]);
