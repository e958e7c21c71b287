import type { RecordResource, TextForm } from './record-resource.ts';

type Options = Partial<Omit<RecordResource, 'resource'>>;

/** Most resources have an argument each for the type, the name relative to the zone, the TTL and the value. */
function row(
  resource: string,
  zone: string | readonly string[],
  values: string | readonly string[],
  text: TextForm,
  options: Options = {},
): RecordResource {
  return {
    resource,
    zone: typeof zone === 'string' ? [zone] : zone,
    values: typeof values === 'string' ? [values] : values,
    text,
    owner: 'name',
    form: 'relative',
    type: { argument: 'type' },
    items: undefined,
    priority: undefined,
    ttl: 'ttl',
    hasAutomaticTtl: false,
    flattens: false,
    isTextSure: true,
    splits: 'unknown',
    targets: 'root',
    ...options,
  };
}

const is = (type: string): { readonly is: string } => ({ is: type });
const named = (argument: string): { readonly argument: string } => ({ argument });

/** Nobody says how it reads texts. */
const UNSURE = { isTextSure: false } as const;

const AMAZON = [
  row('aws_route53_record', 'zone_id', 'records', 'wrapped', { form: 'either', splits: 'user' }),
  row('aws_lightsail_domain_entry', 'domain_name', 'target', 'raw-or-quoted', {
    ...UNSURE,
    ttl: undefined,
    form: 'either',
  }),
];

const CLOUDFLARE_LIKE = {
  form: 'either',
  priority: 'priority',
  splits: 'provider',
  hasAutomaticTtl: true,
  flattens: true,
} as const;

const CLOUDFLARE = [
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

const GOOGLE = [
  row('google_dns_record_set', 'managed_zone', 'rrdatas', 'presentation', {
    form: 'absolute',
    splits: 'user',
  }),
];

/** One set of resources for zones that everybody sees, and one for private ones. */
const AZURE = ['azurerm_dns', 'azurerm_private_dns'].flatMap((prefix) => [
  row(`${prefix}_txt_record`, 'zone_name', 'value', 'raw', {
    type: is('TXT'),
    items: 'record',
    splits: 'provider',
  }),
  row(`${prefix}_mx_record`, 'zone_name', 'exchange', 'raw', {
    type: is('MX'),
    items: 'record',
    priority: 'preference',
  }),
  row(`${prefix}_a_record`, 'zone_name', 'records', 'raw', { type: is('A') }),
  row(`${prefix}_aaaa_record`, 'zone_name', 'records', 'raw', { type: is('AAAA') }),
  row(`${prefix}_cname_record`, 'zone_name', 'record', 'raw', { type: is('CNAME') }),
  row(`${prefix}_ptr_record`, 'zone_name', 'records', 'raw', { type: is('PTR') }),
]);

/** RFC 2136 updates: https://registry.terraform.io/providers/hashicorp/dns. */
const DYNAMIC_UPDATE = [
  row('dns_txt_record_set', 'zone', 'txt', 'wrapped', { type: is('TXT'), splits: 'user' }),
  row('dns_mx_record_set', 'zone', 'exchange', 'raw', {
    type: is('MX'),
    items: 'mx',
    priority: 'preference',
  }),
  row('dns_a_record_set', 'zone', 'addresses', 'raw', { type: is('A') }),
  row('dns_aaaa_record_set', 'zone', 'addresses', 'raw', { type: is('AAAA') }),
  row('dns_cname_record', 'zone', 'cname', 'raw', { type: is('CNAME') }),
  row('dns_ptr_record', 'zone', 'ptr', 'raw', { type: is('PTR') }),
  row('dns_ns_record_set', 'zone', 'nameservers', 'raw', { type: is('NS') }),
];

const HOSTERS = [
  row('digitalocean_record', 'domain', 'value', 'raw-or-quoted', {
    ...UNSURE,
    priority: 'priority',
    targets: 'zone',
  }),
  row('dnsimple_zone_record', 'zone_name', 'value', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('dnsimple_record', 'domain', 'value', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('hetznerdns_record', 'zone_id', 'value', 'presentation', { splits: 'user', targets: 'zone' }),
  row('hcloud_zone_rrset', 'zone', 'value', 'presentation', {
    items: 'records',
    splits: 'user',
    targets: 'zone',
  }),
  row('hcloud_zone_record', 'zone', 'value', 'presentation', {
    splits: 'user',
    ttl: undefined,
    targets: 'zone',
  }),
  row('ovh_domain_zone_record', 'zone', 'target', 'raw-or-quoted', {
    owner: 'subdomain',
    type: named('fieldtype'),
    splits: 'provider',
    targets: 'zone',
  }),
  row('gandi_livedns_record', 'zone', 'values', 'raw-or-quoted', { targets: 'zone' }),
  row('namecheap_domain_records', 'domain', 'address', 'raw', {
    items: 'record',
    owner: 'hostname',
    priority: 'mx_pref',
  }),
  row('namecheap_domain_host_record', 'domain', 'address', 'raw', { owner: 'hostname', priority: 'mx_pref' }),
  row('porkbun_dns_record', 'domain', 'content', 'raw-or-quoted', { ...UNSURE, priority: 'prio' }),
  row('godaddy_domain_record', 'domain', 'data', 'raw', { ...UNSURE, items: 'record', priority: 'priority' }),
  row('linode_domain_record', 'domain_id', 'target', 'raw-or-quoted', {
    ...UNSURE,
    type: named('record_type'),
    priority: 'priority',
    ttl: 'ttl_sec',
    splits: 'provider',
  }),
  row('vultr_dns_record', 'domain', 'data', 'raw-or-quoted', { priority: 'priority' }),
  row('scaleway_domain_record', 'dns_zone', 'data', 'raw-or-quoted', {
    priority: 'priority',
    targets: 'zone',
  }),
  row('transip_dns_record', 'domain', 'content', 'raw', { ...UNSURE, ttl: 'expire', targets: 'zone' }),
  row('exoscale_domain_record', 'domain', 'content', 'raw-or-quoted', {
    ...UNSURE,
    type: named('record_type'),
    priority: 'prio',
  }),
  row('netlify_dns_record', 'zone_id', 'value', 'raw-or-quoted', {
    ...UNSURE,
    owner: 'hostname',
    form: 'either',
    priority: 'priority',
  }),
  row('vercel_dns_record', 'domain', 'value', 'raw', { priority: 'mx_priority' }),
  row('inwx_nameserver_record', 'domain', 'content', 'raw', { priority: 'prio', form: 'either' }),
  row('hostinger_dns_record', 'zone', 'value', 'raw-or-quoted', { targets: 'zone' }),
  row('spaceship_dns_records', 'domain', ['value', 'address', 'cname', 'exchange', 'pointer'], 'raw', {
    ...UNSURE,
    items: 'records',
    priority: 'preference',
  }),
  row('alicloud_alidns_record', 'domain_name', 'value', 'raw', { owner: 'rr', priority: 'priority' }),
  row('tencentcloud_dnspod_record', 'domain', 'value', 'raw', {
    ...UNSURE,
    owner: 'sub_domain',
    type: named('record_type'),
    priority: 'mx',
  }),
  row('ionoscloud_dns_record', 'zone_id', 'content', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('bunnynet_dns_record', 'zone', 'value', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('civo_dns_domain_record', 'domain_id', 'value', 'raw-or-quoted', {
    ...UNSURE,
    form: 'either',
    priority: 'priority',
  }),
  row('domeneshop_dns_record', 'domain_id', 'data', 'raw-or-quoted', {
    ...UNSURE,
    owner: 'host',
    priority: 'priority',
  }),
  row('easydns_record', 'domain', 'rdata', 'raw-or-quoted', { ...UNSURE, owner: 'host', priority: 'prio' }),
  row('infomaniak_record', ['zone_fqdn', 'zone_name'], 'target', 'raw-or-quoted', {
    ...UNSURE,
    owner: 'source',
    priority: 'priority',
  }),
  row('regru_dns_txt_record', 'zone', 'records', 'raw', { type: is('TXT'), ttl: undefined }),
  row('zone_dns_txt_record', 'zone', 'destination', 'raw', {
    type: is('TXT'),
    form: 'absolute',
    ttl: undefined,
  }),
  ...['txt', 'mx', 'a', 'aaaa', 'cname', 'ptr'].map((type) =>
    row(`njalla_record_${type}`, 'domain', 'content', 'raw', {
      type: is(type.toUpperCase()),
      priority: 'priority',
    }),
  ),
];

const MANAGED_DNS = [
  row('ns1_record', 'zone', ['answer', 'short_answers'], 'raw', {
    owner: 'domain',
    form: 'absolute',
    items: 'answers',
  }),
  row('desec_rrset', 'domain', 'records', 'raw-or-quoted', {
    owner: 'subname',
    splits: 'provider',
    targets: 'zone',
  }),
  row('ultradns_record', 'zone_name', 'record_data', 'presentation', {
    owner: 'owner_name',
    form: 'either',
    type: named('record_type'),
    splits: 'user',
  }),
  row('oci_dns_rrset', 'zone_name_or_id', 'rdata', 'presentation', {
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
    items: 'items',
  }),
  row('oci_dns_record', 'zone_name_or_id', 'rdata', 'presentation', {
    ...UNSURE,
    owner: 'domain',
    form: 'absolute',
    type: named('rtype'),
  }),
  row('akamai_dns_record', 'zone', 'target', 'raw-or-quoted', {
    ...UNSURE,
    form: 'absolute',
    type: named('recordtype'),
    priority: 'priority',
  }),
  row('gcore_dns_zone_record', 'zone', 'content', 'raw', {
    owner: 'domain',
    form: 'absolute',
    items: 'resource_record',
  }),
  row('dme_dns_record', 'domain_id', 'value', 'raw-or-quoted', {
    ...UNSURE,
    priority: 'mx_level',
    targets: 'zone',
  }),
  row('cloudns_dns_record', 'zone', 'value', 'raw', { ...UNSURE, priority: 'priority' }),
  ...['txt', 'spf'].map((type) =>
    row(`constellix_${type}_record`, 'domain_id', 'value', 'presentation', {
      type: is(type.toUpperCase()),
      items: 'roundrobin',
      splits: 'user',
    }),
  ),
  row('constellix_mx_record', 'domain_id', 'value', 'raw', {
    type: is('MX'),
    items: 'roundrobin',
    priority: 'level',
    targets: 'zone',
  }),
];

const CLOUDS = [
  row('stackit_dns_record_set', 'zone_id', 'records', 'raw-or-quoted', { ...UNSURE, form: 'either' }),
  row('huaweicloud_dns_recordset', 'zone_id', 'records', 'raw-or-quoted', { ...UNSURE, form: 'absolute' }),
  row('yandex_dns_recordset', 'zone_id', 'data', 'raw-or-quoted', {
    ...UNSURE,
    form: 'either',
    splits: 'user',
  }),
  row('selectel_domains_rrset_v2', 'zone_id', 'content', 'presentation', {
    form: 'absolute',
    items: 'records',
  }),
  ...['openstack', 'opentelekomcloud'].map((cloud) =>
    row(`${cloud}_dns_recordset_v2`, 'zone_id', 'records', 'presentation', {
      form: 'absolute',
      splits: 'user',
    }),
  ),
];

/** Name servers and appliances in one's own network. */
const OWN_SERVERS = [
  row('powerdns_record', 'zone', 'records', 'presentation', { form: 'absolute' }),
  row('infoblox_txt_record', [], 'text', 'presentation', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('TXT'),
    splits: 'user',
  }),
  row('infoblox_mx_record', [], 'mail_exchanger', 'raw', {
    owner: 'fqdn',
    form: 'absolute',
    type: is('MX'),
    priority: 'preference',
  }),
  row('infoblox_a_record', [], 'ip_addr', 'raw', { owner: 'fqdn', form: 'absolute', type: is('A') }),
  row('infoblox_aaaa_record', [], 'ipv6_addr', 'raw', { owner: 'fqdn', form: 'absolute', type: is('AAAA') }),
  row('infoblox_cname_record', [], 'canonical', 'raw', {
    owner: 'alias',
    form: 'absolute',
    type: is('CNAME'),
  }),
  row('bluecat_txt_record', 'zone', 'text', 'raw', {
    ...UNSURE,
    owner: 'absolute_name',
    form: 'either',
    type: is('TXT'),
  }),
  row('windns_record', 'zone_name', 'records', 'raw', { ...UNSURE, ttl: undefined }),
  row('technitium_record', 'zone', ['text', 'ip_address', 'cname', 'exchange', 'ptr_name'], 'raw', {
    owner: 'domain',
    form: 'absolute',
    priority: 'preference',
  }),
  row('routeros_ip_dns_record', [], ['address', 'text', 'cname', 'mx_exchange'], 'raw-or-quoted', {
    ...UNSURE,
    form: 'absolute',
    priority: 'mx_preference',
  }),
  row('opnsense_unbound_host_override', 'domain', ['server', 'mx_host'], 'raw', {
    ...UNSURE,
    owner: 'hostname',
    priority: 'mx_priority',
    ttl: undefined,
  }),
];

const ROWS: readonly RecordResource[] = [
  ...AMAZON,
  ...CLOUDFLARE,
  ...GOOGLE,
  ...AZURE,
  ...DYNAMIC_UPDATE,
  ...HOSTERS,
  ...MANAGED_DNS,
  ...CLOUDS,
  ...OWN_SERVERS,
];

/** Resources that make DNS records, by their type. */
export const RECORD_RESOURCES: ReadonlyMap<string, RecordResource> = new Map(
  ROWS.map((one) => [one.resource, one]),
);
