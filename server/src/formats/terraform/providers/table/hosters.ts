import { is, named, row, SET, UNSURE } from './row.ts';

export const HOSTERS = [
  row('digitalocean_record', 'domain', 'value', 'raw-or-quoted', {
    ...UNSURE,
    priority: 'priority',
    targets: 'zone',
  }),
  row('dnsimple_zone_record', 'zone_name', 'value', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('dnsimple_record', 'domain', 'value', 'raw-or-quoted', { ...UNSURE, priority: 'priority' }),
  row('hetznerdns_record', 'zone_id', 'value', 'presentation', {
    service: 'Hetzner DNS',
    splits: 'user',
    targets: 'zone',
  }),
  row('hcloud_zone_rrset', 'zone', 'value', 'presentation', {
    ...SET,
    service: 'Hetzner DNS',
    needsQuotes: 'always',
    items: 'records',
    splits: 'user',
    targets: 'zone',
  }),
  row('hcloud_zone_record', 'zone', 'value', 'presentation', {
    service: 'Hetzner DNS',
    needsQuotes: 'always',
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
  row('gandi_livedns_record', 'zone', 'values', 'raw-or-quoted', { ...SET, targets: 'zone' }),
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
  row('hostinger_dns_record', 'zone', 'value', 'raw-or-quoted'),
  row('spaceship_dns_records', 'domain', ['value', 'address', 'cname', 'exchange', 'pointer'], 'raw', {
    ...UNSURE,
    items: 'records',
    priority: 'preference',
  }),
  row('alicloud_alidns_record', 'domain_name', 'value', 'raw-or-quoted', {
    owner: 'rr',
    priority: 'priority',
  }),
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
