import { is, named, row, SET } from './row.ts';

export const HOSTERS = [
  row('digitalocean/digitalocean', 'digitalocean_record', 'domain', 'value', 'raw-or-quoted', {
    priority: 'priority',
    targets: 'zone',
  }),
  row('dnsimple/dnsimple', 'dnsimple_zone_record', 'zone_name', 'value', 'raw-or-quoted', {
    priority: 'priority',
  }),
  row('dnsimple/dnsimple', 'dnsimple_record', 'domain', 'value', 'raw-or-quoted', { priority: 'priority' }),
  row(
    ['timohirt/hetznerdns', 'germanbrew/hetznerdns'],
    'hetznerdns_record',
    'zone_id',
    'value',
    'raw-or-quoted',
    {
      // The API adds quotes around bare text, and splits long values, quoted or not.
      textSource: 'ansible-collections/community.dns#48; timohirt/terraform-provider-hetznerdns#7',
      service: 'Hetzner DNS',
      splits: 'provider',
      targets: 'zone',
    },
  ),
  row('hetznercloud/hcloud', 'hcloud_zone_rrset', 'zone', 'value', 'presentation', {
    textSource: 'hetznercloud/terraform-provider-hcloud docs/resources/zone_rrset.md',
    ...SET,
    service: 'Hetzner DNS',
    needsQuotes: 'always',
    items: 'records',
    splits: 'user',
    targets: 'zone',
  }),
  row('hetznercloud/hcloud', 'hcloud_zone_record', 'zone', 'value', 'presentation', {
    textSource: 'hetznercloud/terraform-provider-hcloud docs/resources/zone_record.md',
    service: 'Hetzner DNS',
    needsQuotes: 'always',
    splits: 'user',
    ttl: undefined,
    targets: 'zone',
  }),
  row('ovh/ovh', 'ovh_domain_zone_record', 'zone', 'target', 'raw-or-quoted', {
    textSource:
      'ovh/terraform-provider-ovh ovh/resource_domain_zone_record.go; ovh/terraform-provider-ovh#1225',
    owner: 'subdomain',
    type: named('fieldtype'),
    splits: 'provider',
    targets: 'zone',
  }),
  row('ovh/ovh', 'ovh_domain_zone_import', 'zone_name', 'zone_file', 'presentation', {
    textSource: 'ovh/terraform-provider-ovh docs/resources/domain_zone_import.md',
    service: 'OVHcloud',
    isZoneFile: true,
    owner: [],
    ttl: undefined,
    splits: 'user',
    targets: 'zone',
  }),
  row(['go-gandi/gandi', 'psychopenguin/gandi'], 'gandi_livedns_record', 'zone', 'values', 'raw-or-quoted', {
    textSource: 'go-gandi/terraform-provider-gandi gandi/resource_livedns_record_utils.go',
    ...SET,
    targets: 'zone',
  }),
  row('namecheap/namecheap', 'namecheap_domain_records', 'domain', 'address', 'raw', {
    textSource: 'namecheap/terraform-provider-namecheap docs/guides/namecheap_domain_records_guide.md',
    items: 'record',
    owner: 'hostname',
    priority: 'mx_pref',
  }),
  row('namecheap/namecheap', 'namecheap_domain_host_record', 'domain', 'address', 'raw', {
    textSource: 'namecheap/terraform-provider-namecheap docs/resources/domain_host_record.md',
    owner: 'hostname',
    priority: 'mx_pref',
  }),
  row(
    ['cullenmcdermott/porkbun', 'marcfrederick/porkbun'],
    'porkbun_dns_record',
    'domain',
    'content',
    'raw-or-quoted',
    { owner: ['name', 'subdomain'], priority: 'prio' },
  ),
  row(['kyswtn/porkbun', 'jianyuan/porkbun'], 'porkbun_dns_record', 'domain', 'content', 'raw-or-quoted', {
    // `name` is not an argument: jianyuan's provider computes it from both.
    owner: ['subdomain', 'name'],
    priority: 'priority',
  }),
  row('n3integration/godaddy', 'godaddy_domain_record', 'domain', 'data', 'raw', {
    items: 'record',
    priority: 'priority',
  }),
  row('linode/linode', 'linode_domain_record', 'domain_id', 'target', 'raw-or-quoted', {
    type: named('record_type'),
    priority: 'priority',
    ttl: 'ttl_sec',
    splits: 'provider',
  }),
  row('vultr/vultr', 'vultr_dns_record', 'domain', 'data', 'raw-or-quoted', {
    textSource: 'vultr/terraform-provider-vultr#153',
    priority: 'priority',
  }),
  row('scaleway/scaleway', 'scaleway_domain_record', 'dns_zone', 'data', 'raw-or-quoted', {
    textSource: 'scaleway/terraform-provider-scaleway#1204',
    priority: 'priority',
    targets: 'zone',
  }),
  row('aequitas/transip', 'transip_dns_record', 'domain', 'content', 'raw', {
    ttl: 'expire',
    targets: 'zone',
  }),
  row('exoscale/exoscale', 'exoscale_domain_record', 'domain', 'content', 'raw-or-quoted', {
    type: named('record_type'),
    priority: 'prio',
  }),
  row('netlify/netlify', 'netlify_dns_record', 'zone_id', 'value', 'raw-or-quoted', {
    owner: 'hostname',
    form: 'either',
    priority: 'priority',
  }),
  row('vercel/vercel', 'vercel_dns_record', 'domain', 'value', 'raw', { priority: 'mx_priority' }),
  row('inwx/inwx', 'inwx_nameserver_record', 'domain', 'content', 'raw', {
    priority: 'prio',
    form: 'either',
  }),
  row('hostinger/hostinger', 'hostinger_dns_record', 'zone', 'value', 'raw-or-quoted', {
    textSource: 'hostinger/terraform-provider-hostinger docs/resources/dns_record.md',
  }),
  row(
    'namecheap/spaceship',
    'spaceship_dns_records',
    'domain',
    ['value', 'address', 'cname', 'exchange', 'pointer'],
    'raw',
    {
      items: 'records',
      priority: 'preference',
    },
  ),
  row('aliyun/alicloud', 'alicloud_alidns_record', 'domain_name', 'value', 'raw-or-quoted', {
    textSource: 'aliyun/terraform-provider-alicloud website/docs/r/alidns_record.html.markdown',
    owner: 'rr',
    priority: 'priority',
  }),
  row('tencentcloudstack/tencentcloud', 'tencentcloud_dnspod_record', 'domain', 'value', 'raw', {
    owner: 'sub_domain',
    type: named('record_type'),
    priority: 'mx',
  }),
  row('ionos-cloud/ionoscloud', 'ionoscloud_dns_record', 'zone_id', 'content', 'raw-or-quoted', {
    priority: 'priority',
  }),
  row('BunnyWay/bunnynet', 'bunnynet_dns_record', 'zone', 'value', 'raw-or-quoted', { priority: 'priority' }),
  row('civo/civo', 'civo_dns_domain_record', 'domain_id', 'value', 'raw-or-quoted', {
    form: 'either',
    priority: 'priority',
  }),
  row('innovationnorway/domeneshop', 'domeneshop_dns_record', 'domain_id', 'data', 'raw-or-quoted', {
    owner: 'host',
    priority: 'priority',
  }),
  row('CMDennis/easydns', 'easydns_record', 'domain', 'rdata', 'raw-or-quoted', {
    owner: 'host',
    priority: 'prio',
  }),
  row('Infomaniak/infomaniak', 'infomaniak_record', ['zone_fqdn', 'zone_name'], 'target', 'raw-or-quoted', {
    owner: 'source',
    priority: 'priority',
  }),
  row('regru/regru', 'regru_dns_txt_record', 'zone', 'records', 'raw', { type: is('TXT'), ttl: undefined }),
  row('zone-eu/zone', 'zone_dns_txt_record', 'zone', 'destination', 'raw', {
    type: is('TXT'),
    form: 'absolute',
    ttl: undefined,
  }),
  ...['txt', 'mx', 'a', 'aaaa', 'cname', 'ptr'].map((type) =>
    row('Sighery/njalla', `njalla_record_${type}`, 'domain', 'content', 'raw', {
      type: is(type.toUpperCase()),
      priority: 'priority',
    }),
  ),
];
